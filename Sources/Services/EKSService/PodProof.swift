internal import Base
internal import Cryptography
internal import Directory
internal import ServiceKit
internal import ServiceModel
internal import WebIdentity

/// A service account's token for a cluster of the caller's account, all but its signature checked.
///
/// - Source: EKS User Guide, "Understand how EKS Pod Identity works"; Kubernetes, "Managing Service
///   Accounts", bound tokens, for the claims.
struct PodProof: Sendable {
    /// For whom tokens of pods are made.
    static let audience = "pods.eks.amazonaws.com"

    let cluster: EKSCluster
    let token: WebToken
    let issuer: Issuer
    let subject: PodIdentityAssociation.Subject
    let podName: String
    let podUID: String

    /// The permission and what needs no key come first, so that strangers cause no fetches.
    init(_ call: Call<NoDirectory>) throws {
        var call = call
        try Self.authorize(&call)
        cluster = try Self.cluster(call)
        let now = call.environment.now
        do throws(TokenProblem) {
            token = try WebToken(parsing: Array((call.input.string("token") ?? "").utf8))
            try token.claims.checkTimes(now: now)
        } catch { throw Self.refusal(error) }
        let claims = token.claims
        guard claims.issuer.hasSameBytes(as: cluster.issuer),
            claims.audiences.contains(Self.audience),
            let namespace = claims.text(at: ["kubernetes.io", "namespace"]),
            let account = claims.text(at: ["kubernetes.io", "serviceaccount", "name"]),
            let podName = claims.text(at: ["kubernetes.io", "pod", "name"]),
            let podUID = claims.text(at: ["kubernetes.io", "pod", "uid"]),
            claims.subject == "system:serviceaccount:\(namespace):\(account)",
            KubernetesName.isLabel(namespace), KubernetesName.isSubdomain(account),
            KubernetesName.isSubdomain(podName), KubernetesName.isUID(podUID)
        else { throw ServiceError.invalidToken("The token is not for a pod of this cluster") }
        self.podName = podName
        self.podUID = podUID
        issuer = Issuer(url: cluster.issuer)
        subject = PodIdentityAssociation.Subject(
            region: cluster.region,
            cluster: cluster.name,
            namespace: namespace,
            serviceAccount: account
        )
    }

    /// What may have ended while the keys were fetched, which takes up to a minute.
    func checkAgain(_ call: Call<NoDirectory>) throws {
        let now = call.node.clock.now
        guard now.seconds > call.environment.now.seconds else { return }
        do throws(TokenProblem) {
            try token.claims.checkTimes(now: now)
        } catch { throw Self.refusal(error) }
        guard try Self.cluster(call).issuer.hasSameBytes(as: cluster.issuer) else {
            throw ServiceError.invalidToken("The token is not for a pod of this cluster")
        }
    }

    private static func refusal(_ problem: TokenProblem) -> ServiceError {
        if case .expired = problem {
            return ServiceError(code: "ExpiredTokenException", message: "Token expired")
        }
        return .invalidToken("The token is not valid")
    }

    /// The agent's own permission.
    static func authorize(_ call: inout Call<NoDirectory>) throws {
        let name = try call.input.requiredString("clusterName")
        try call.authorize(
            Demand(
                "eks-auth:AssumeRoleForPodIdentity",
                on: EKSCluster.arn(call.account, call.environment.region, name)
            )
        )
    }

    private static func cluster(_ call: Call<NoDirectory>) throws -> EKSCluster {
        let name = try call.input.requiredString("clusterName")
        let region = call.environment.region
        let found = try call.node.directory.read(call.account) { reader in
            try reader.cluster(named: name, in: region)
        }
        guard let found else { throw ServiceError.noCluster(name) }
        return found
    }

    /// The six tags that every session has but for those that want none.
    ///
    /// - Source: EKS User Guide, "Grant Pods access to AWS resources based on tags".
    var tags: [Tag] {
        [
            Tag(key: "eks-cluster-arn", value: cluster.arn),
            Tag(key: "eks-cluster-name", value: cluster.name),
            Tag(key: "kubernetes-namespace", value: subject.namespace),
            Tag(key: "kubernetes-service-account", value: subject.serviceAccount),
            Tag(key: "kubernetes-pod-name", value: podName),
            Tag(key: "kubernetes-pod-uid", value: podUID),
        ]
    }

    /// A new name for a session: the cluster, the pod, and a random number.
    func sessionName(_ random: RandomSource) -> String {
        let digits = Hex.text(random.bytes(16))
        return "eks-\(cluster.name.prefix(10))-\(podName.prefix(12))-\(digits)"
    }
}

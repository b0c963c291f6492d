internal import Base
internal import Directory
public import ServiceKit
internal import ServiceModel
internal import Tokens
internal import WebIdentity

extension EKSService {
    /// Every operation of `eks-auth`.
    public static let authHandlers: [Handler] = [
        .deferred("AssumeRoleForPodIdentity", assumeRoleForPod)
    ]

    /// How long a session lives at most, in seconds: as long as AWS's; the role may allow less.
    private static let sessionSeconds = 21_600

    /// A session of the role that is bound to a pod's service account, or of the target role that
    /// this one assumes: with the policy of the association, which bounds the last session only.
    ///
    /// - Source: EKS Auth API Reference, AssumeRoleForPodIdentity; EKS User Guide, "Access AWS
    ///   Resources using EKS Pod Identity Target IAM Roles"; EKS API Reference,
    ///   CreatePodIdentityAssociation, `policy`.
    static func assumeRoleForPod(_ call: Call<NoDirectory>) throws -> Handler.Delay {
        let proof = try PodProof(call)
        let (issuers, account) = (call.node.issuers, call.account)
        return { resume in
            issuers.find(proof.token.keyID, of: proof.issuer, for: account) { keys in
                resume { call in try assume(&call, proof, keys) }
            }
        }
    }

    private static func assume(
        _ call: inout Call<NoDirectory>,
        _ proof: PodProof,
        _ keys: IssuerKeys.Outcome
    ) throws -> Structure {
        try PodProof.authorize(&call)
        try proof.checkAgain(call)
        guard case .success(let keys) = keys, keys.verifies(proof.token) else {
            throw ServiceError.invalidToken("The signature of the token cannot be verified")
        }
        let subject = proof.subject
        let found = try call.node.directory.read(call.account) { reader in
            try reader.podIdentityAssociation(of: subject)
        }
        guard let association = found else {
            throw ServiceError.notFound(
                "No association found for service account: "
                    + "\(subject.namespace)/\(subject.serviceAccount)"
            )
        }
        let session = try session(&call, proof, association)
        let credentials = try session.issue(call)
        return [
            "subject": [
                "namespace": .string(subject.namespace),
                "serviceAccount": .string(subject.serviceAccount),
            ],
            "audience": .string(PodProof.audience),
            "podIdentityAssociation": [
                "associationArn": .string(association.arn),
                "associationId": .string(association.id),
            ],
            "assumedRoleUser": [
                "arn": .string(session.arn), "assumeRoleId": .string(session.id),
            ],
            "credentials": [
                "sessionToken": .string(credentials.sessionToken),
                "secretAccessKey": .string(credentials.secretAccessKeyText),
                "accessKeyId": .string(credentials.accessKeyID.text),
                "expiration": .timestamp(credentials.expiresAt),
            ],
        ]
    }

    /// The session of the role or, with its keys, of the target role.
    private static func session(
        _ call: inout Call<NoDirectory>,
        _ proof: PodProof,
        _ association: PodIdentityAssociation
    ) throws -> ServiceSession {
        let choices = association.choices
        guard let state = try call.node.directory.roleState(arn: choices.roleARN),
            state.role.account == call.account
        else { throw untrusted }
        var session = ServiceSession(
            service: podService,
            state: state,
            name: proof.sessionName(call.node.random),
            seconds: sessionSeconds
        )
        if !choices.isWithoutSessionTags {
            session.tags = proof.tags.map { SessionClaims.SessionTag($0, isTransitive: true) }
        }
        session.keys = [
            .value("aws:SourceArn", proof.cluster.arn),
            .value("aws:SourceAccount", call.account.description),
        ]
        let policies = choices.policy.map { [$0] } ?? []
        guard let target = choices.targetRoleARN else {
            session.policies = policies
            try authorize(session, &call)
            return session
        }
        try authorize(session, &call)
        guard let state = try call.node.directory.roleState(arn: target),
            var chained = try session.chained(to: state, call)
        else { throw untrusted }
        chained.policies = policies
        chained.keys = association.externalID.map { [.value("sts:ExternalId", $0)] } ?? []
        try authorize(chained, &call)
        return chained
    }

    private static func authorize(
        _ session: ServiceSession,
        _ call: inout Call<NoDirectory>
    ) throws {
        do {
            try session.authorize(&call)
        } catch let error as ServiceError {
            throw error.code == "AccessDenied" ? untrusted : error
        }
    }

    /// - Source: answers of EKS Auth in public issues, for the text.
    private static var untrusted: ServiceError {
        ServiceError(
            code: "AccessDeniedException",
            message: "Unauthorized Exception! EKS does not have permissions to assume the "
                + "associated role."
        )
    }
}

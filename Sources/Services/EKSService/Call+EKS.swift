internal import Base
internal import Directory
internal import PolicyEngine
internal import PolicyLanguage
internal import ServiceKit
internal import ServiceModel

extension Call where View: DirectoryView {
    var region: String { environment.region }

    /// The name of the cluster that the path tells.
    ///
    /// Clusters are not kept: one of any name may have associations.
    func cluster() throws(ServiceError) -> String {
        let name = try input.requiredString("clusterName")
        try Names.check(cluster: name)
        return name
    }

    func clusterARN(_ name: String) -> String {
        "arn:aws:eks:\(region):\(account):cluster/\(name)"
    }

    /// Asks for an action on the association that the path tells, and answers it.
    ///
    /// An id that nobody has is asked for as if it were there.
    mutating func association(for action: String) throws -> PodIdentityAssociation {
        let cluster = try cluster()
        let id = try input.requiredString("associationId")
        let found = try directory.podIdentityAssociation(id: id, cluster: cluster, region: region)
        let arn = "arn:aws:eks:\(region):\(account):podidentityassociation/\(cluster)/\(id)"
        try authorize(
            Demand("eks:\(action)", on: arn).resourceTags(found?.tags ?? [], prefix: "eks")
        )
        guard let found else { throw ServiceError.noAssociation(id) }
        return found
    }

    /// Asks whether the caller may pass a role to the pods of a cluster; the role must be there.
    ///
    /// - Source: Service Authorization Reference, EKS, CreatePodIdentityAssociation, dependent
    ///   actions: `iam:PassRole` and `iam:GetRole`; IAM User Guide, "Grant a user permissions to pass
    ///   a role to an AWS service": never across accounts.
    mutating func askToPass(_ arn: String, for cluster: String) throws {
        guard let parsed = ARN(arn), parsed.service == "iam", parsed.resource.hasPrefix("role/"),
            let name = parsed.resource.split(separator: "/").last.map(String.init)
        else { throw ServiceError.invalidParameter("The role ARN \(arn) is not valid.") }
        guard parsed.accountID == account else {
            throw ServiceError.accessDenied("Cross-account pass role is not allowed.")
        }
        let found = try role(named: name)
        let role = found?.arn == arn ? found : nil
        let tags = role?.tags ?? []
        try authorize(
            Demand(
                "iam:PassRole",
                on: arn,
                keys: [
                    .value("iam:PassedToService", "pods.eks.amazonaws.com"),
                    .value("iam:AssociatedResourceArn", clusterARN(cluster)),
                ]
            ).resourceTags(tags, prefix: "iam")
        )
        try authorize(Demand("iam:GetRole", on: arn).resourceTags(tags, prefix: "iam"))
        guard role != nil else {
            throw ServiceError.invalidParameter("Role provided in the request does not exist.")
        }
    }

    private func role(named name: String) throws -> Role? {
        do {
            return try directory.role(named: name)
        } catch DirectoryError.noSuch { return nil }
    }

    /// Takes the members that a request brings into an association, and keeps the others.
    func read(into association: inout PodIdentityAssociation) throws(ServiceError) {
        if let target = input.string("targetRoleArn") {
            guard target.isEmpty || ARN(target)?.service == "iam" else {
                throw .invalidParameter("The target role ARN \(target) is not valid.")
            }
            association.targetRoleARN = target.isEmpty ? nil : target
        }
        if let isDisabled = input.boolean("disableSessionTags") {
            association.hasNoSessionTags = isDisabled
        }
        guard let policy = input.string("policy") else { return }
        guard !policy.isEmpty else {
            association.policy = nil
            return
        }
        do throws(PolicyError) {
            try PolicyDocument(parsing: Array(policy.utf8)).validate(as: .session)
        } catch { throw .invalidParameter(error.message) }
        guard association.hasNoSessionTags else {
            throw .invalidParameter("A policy needs disableSessionTags to be true.")
        }
        association.policy = policy
    }
}

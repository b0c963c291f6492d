internal import Base
internal import Directory
internal import PolicyLanguage
internal import ServiceKit
internal import ServiceModel

/// What a request chooses for an association, checked.
///
/// - Source: EKS API Reference, CreatePodIdentityAssociation and UpdatePodIdentityAssociation.
enum AssociationChoices {
    private static let members = ["roleArn", "targetRoleArn", "disableSessionTags", "policy"]

    /// What a request asks for; what it leaves out stays as it was.
    ///
    /// An empty text takes the target role or the policy away.
    static func read(
        _ input: Structure,
        changing old: PodIdentityAssociation.Choices?
    ) throws(ServiceError) -> PodIdentityAssociation.Choices {
        guard members.contains(where: { input[$0] != nil }) else {
            throw .invalidParameter("At least one setting must be given.")
        }
        guard let role = input.string("roleArn") ?? old?.roleARN else {
            throw .missingMember("roleArn")
        }
        try requireRole(role)
        var choices = old ?? PodIdentityAssociation.Choices(roleARN: role)
        choices.roleARN = role
        if let isWithout = input.boolean("disableSessionTags") {
            choices.isWithoutSessionTags = isWithout
        }
        if let target = input.string("targetRoleArn") {
            if !target.isEmpty { try requireRole(target) }
            choices.targetRoleARN = target.isEmpty ? nil : target
        }
        if let policy = input.string("policy") {
            choices.policy = policy.isEmpty ? nil : try checked(policy)
        }
        guard choices.policy == nil || choices.isWithoutSessionTags else {
            throw .invalidParameter("disableSessionTags must be true when policy is specified.")
        }
        return choices
    }

    private static func requireRole(_ arn: String) throws(ServiceError) {
        guard let parsed = ARN(arn), parsed.isRole, parsed.accountID != nil else {
            throw .invalidParameter("Invalid role ARN: \(arn)")
        }
    }

    private static func checked(_ text: String) throws(ServiceError) -> String {
        do throws(PolicyError) {
            _ = try PolicyDocument(session: text)
            return text
        } catch { throw .invalidParameter("Invalid policy: \(error.message)") }
    }
}

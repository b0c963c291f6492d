internal import Base
internal import Directory
internal import ServiceKit
internal import ServiceModel

/// The service-linked role of IAM's role manager.
///
/// - Source: IAM User Guide, "Enable and use role manager"; AWS Managed Policy Reference,
///   AWSIAMRoleManagerServiceRolePolicy.
enum FeatureRole {
    private static let service = "role-manager.iam.amazonaws.com"
    private static let name = "AWSServiceRoleForIAMRoleManager"
    private static let policy =
        "arn:aws:iam::aws:policy/aws-service-role/AWSIAMRoleManagerServiceRolePolicy"

    /// Asks for the permission to make the role, also when it is there, and makes it if it is not.
    static func provide(_ call: inout Call<DirectoryTransaction>) throws {
        let path = "\(Role.serviceLinkedPath)\(service)/"
        try call.authorize(
            Demand(
                "iam:CreateServiceLinkedRole",
                on: call.arn("role", path, name),
                keys: [.value("iam:AWSServiceName", service)]
            )
        )
        let directory = call.directory
        guard try call.existing({ try directory.role(named: name) }) == nil else { return }
        let trust = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":\
            "\(service)"},"Action":"sts:AssumeRole"}]}
            """
        let role = try directory.createRole(named: name, path: path, trustPolicy: trust)
        guard directory.dependencies.managedPolicies.policy(arn: policy) != nil else { return }
        try directory.attach(policy: policy, toServiceLinked: role)
    }
}

internal import Base

/// A version of a role template of AWS.
///
/// - Source: IAM API Reference, RoleTemplateVersion.
struct RoleTemplate: Sendable {
    /// A parameter and what it may be.
    struct Parameter: Sendable {
        let name: String
        let description: String
        /// The value when none is given; nil for one that must be given where it is used.
        var standard: String?
        var isList = false
    }

    let service: String
    let name: String
    let versionID: String
    let description: String
    let roleDescription: String
    var rolePath: String?
    let trustPolicy: String
    var inlinePolicies: [(name: String, document: String)] = []
    var managedPolicies: [String] = []
    let parameters: [Parameter]
    /// When the version was made.
    let created: Timestamp

    let majorVersion = 1
    let minorVersion = 0
    let maxSessionDurationSeconds = 3600
    let roleNamePattern = "@{RoleName}"

    var arn: String { "arn:aws:iam::aws:role-template/\(service)/\(name):\(majorVersion)" }

    /// The template with the ARN and the minor version, nil for the default one.
    static func find(arn: String, minorVersion: Int?) -> RoleTemplate? {
        all.first { $0.arn == arn && (minorVersion ?? $0.minorVersion) == $0.minorVersion }
    }
}

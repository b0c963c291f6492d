internal import Directory
internal import PolicyLanguage
internal import ServiceModel

/// A policy that grants permissions, and where it comes from.
struct AccessGrant {
    let name: String
    /// The ARN of a managed policy; nil for an inline one.
    let arn: String?
    /// Who holds an inline policy.
    let holder: PolicyHolder?
    let document: PolicyDocument

    /// A managed policy by its default version.
    init(_ policy: ManagedPolicy, in directory: some DirectoryView) throws {
        name = policy.name
        arn = policy.arn
        holder = nil
        let text = try directory.defaultVersion(of: policy).document
        document = try PolicyDocument(parsing: Array(text.utf8))
    }

    private init(_ policy: InlinePolicy, of holder: PolicyHolder) throws {
        name = policy.name
        arn = nil
        self.holder = holder
        document = try PolicyDocument(parsing: Array(policy.document.utf8))
    }

    /// The policies of a holder itself: inline ones, then attached ones, in order of names.
    static func all(of holder: PolicyHolder, in directory: some DirectoryView) throws -> [Self] {
        let inline = try directory.inlinePolicies(of: holder).map { try Self($0, of: holder) }
        let attached = try directory.attachedPolicies(of: holder).map { policy in
            try Self(try directory.policy(arn: policy.arn), in: directory)
        }
        return inline + attached
    }

    /// As ListPoliciesGrantingServiceAccess shows it.
    var answer: Value {
        [
            "PolicyName": .string(name), "PolicyType": arn == nil ? "INLINE" : "MANAGED",
            "PolicyArn": .optional(arn),
            "EntityType": .optional(holder?.kind.noun.uppercased()),
            "EntityName": .optional(holder?.name),
        ]
    }
}

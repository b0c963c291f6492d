/// `Principal` or `NotPrincipal`: whom a statement of a resource policy speaks of.
///
/// - Source: IAM User Guide, "AWS JSON policy elements: Principal".
public struct PrincipalElement: Sendable, Hashable {
    /// The kinds of principals that a policy can name.
    public enum Kind: String, Sendable, Hashable {
        /// Accounts, users, roles and sessions.
        case aws = "AWS"
        /// Services of AWS.
        case service = "Service"
        /// Identity providers.
        case federated = "Federated"
        /// Accounts by the identifier that S3 gives them.
        case canonicalUser = "CanonicalUser"
    }

    /// The names of one kind.
    public struct Group: Sendable, Hashable {
        /// What the names name.
        public var kind: Kind
        /// The names.
        public var list: TextList

        /// Makes a group.
        public init(_ kind: Kind, _ list: TextList) {
            self.kind = kind
            self.list = list
        }
    }

    /// How the element is written.
    public enum Form: Sendable, Hashable {
        /// The bare `"*"`.
        case everyone
        /// An object of kinds with their names, each kind at most once.
        case groups([Group])
    }

    /// Whether it is `NotPrincipal`.
    public var isNegated: Bool
    /// What it holds.
    public var form: Form

    /// Makes an element.
    public init(_ form: Form, isNegated: Bool = false) {
        self.isNegated = isNegated
        self.form = form
    }
}

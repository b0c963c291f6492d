/// The version of the policy language that a document is written in.
///
/// - Source: IAM User Guide, "IAM JSON policy elements: Version".
public enum PolicyVersion: String, Sendable, Hashable {
    /// The first version, meant where a document names none; it has no variables.
    case v2008 = "2008-10-17"
    /// The current version.
    case v2012 = "2012-10-17"
}

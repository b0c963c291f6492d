/// A policy that is part of a user, group or role.
public struct InlinePolicy: Hashable, Sendable {
    /// The name, case kept and significant.
    public let name: String
    /// The document as it was given.
    public let document: String

    /// Joins name and document.
    public init(name: String, document: String) {
        self.name = name
        self.document = document
    }
}

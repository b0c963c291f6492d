/// A key of the request context with what the request says for it.
public struct ContextEntry: Sendable, Hashable {
    /// A value: one text, or the texts of a multivalued key.
    public enum Value: Sendable, Hashable {
        /// A single-valued key.
        case one(String)
        /// A multivalued key, also when it has one value or none.
        case many([String])
    }

    /// The key's name.
    public var key: String
    /// The value.
    public var value: Value

    /// Makes an entry.
    public init(_ key: String, _ value: Value) {
        self.key = key
        self.value = value
    }
}

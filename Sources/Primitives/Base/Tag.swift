/// A key and a value that a person has attached to an entity or a session.
public struct Tag: Hashable, Sendable {
    /// 1 to 128 characters; compared without regard to case, kept as written.
    public var key: String
    /// 0 to 256 characters.
    public var value: String

    /// Builds a tag, unchecked.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

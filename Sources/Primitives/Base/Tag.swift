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

    /// Whether the key is this one byte by byte, as policies see it; if wished ASCII letters in any case.
    ///
    /// Swift takes texts of different characters for equal: what a policy denies for one key could
    /// else be done by another.
    public func hasKey(_ other: String, ignoringCase: Bool = false) -> Bool {
        guard ignoringCase else { return key.hasSameBytes(as: other) }
        return key.utf8.elementsEqual(other.utf8) { Self.lowercased($0) == Self.lowercased($1) }
    }

    /// Whether the key begins with `aws:`, in any case, whatever follows.
    public var isReserved: Bool {
        let key = key.utf8Span.span
        let prefix = "aws:".utf8Span.span
        guard key.count >= prefix.count else { return false }
        for index in prefix.indices where Self.lowercased(key[index]) != prefix[index] {
            return false
        }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }
}

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
        guard ignoringCase else { return key.utf8.elementsEqual(other.utf8) }
        return key.utf8.elementsEqual(other.utf8) { Self.lowercased($0) == Self.lowercased($1) }
    }

    /// Whether the key begins with `aws:`, in any case, whatever follows.
    public var isReserved: Bool {
        key.utf8.starts(with: "aws:".utf8) { Self.lowercased($0) == $1 }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
    }
}

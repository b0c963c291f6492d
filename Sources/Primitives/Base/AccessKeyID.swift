/// An access key id of 20 characters that carries the number of its account.
///
/// The 16 characters after the prefix are base 32 of 10 bytes; the first six bytes hold the account
/// number shifted left by seven, with the top bit of the 48 set.
///
/// - Source: not documented by AWS; three independent descriptions agree (see
///   `Docs/compatibility.md`).
public struct AccessKeyID: Hashable, Sendable, CustomStringConvertible {
    /// The 20 characters.
    public let text: String

    /// Takes a text of 16 to 128 letters and digits, else nil.
    ///
    /// - Source: botocore, `iam` model, shape `accessKeyIdType`.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard (16...128).contains(bytes.count) else { return nil }
        for byte in bytes {
            guard
                (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || (0x30...0x39).contains(byte) || byte == 0x5F
            else { return nil }
        }
        self.text = text
    }

    /// A new id for the account.
    public static func make(
        _ prefix: UniqueIDPrefix,
        account: AccountID,
        random: RandomSource
    ) -> AccessKeyID {
        var bytes = random.bytes(10)
        let head = (account.number << 7 | UInt64(bytes[5] & 0x7F)) | 1 << 47
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: head >> (40 - 8 * index)) }
        return AccessKeyID(made: prefix.rawValue + String(copying: Base32.text(bytes).span))
    }

    private init(made text: String) { self.text = text }

    /// The account that the id carries; nil for ids that do not have the form.
    public var account: AccountID? {
        guard text.utf8.count == 20 else { return nil }
        var head: UInt64 = 0
        for byte in text.utf8.dropFirst(4).prefix(10) {
            guard let digit = Self.digit(byte) else { return nil }
            head = head << 5 | UInt64(digit)
        }
        // Ten characters are 50 bits; the first six bytes are the upper 48.
        return AccountID(number: (head >> 2 & 0x7FFF_FFFF_FF80) >> 7)
    }

    /// Whether the id has the prefix of a temporary key.
    public var isTemporary: Bool { text.hasPrefix(UniqueIDPrefix.temporaryKey.rawValue) }

    /// The 20 characters.
    public var description: String { text }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x32...0x37: byte - 0x32 + 26
        default: nil
        }
    }
}

extension RSAPublicKey {
    private static let algorithm = "ssh-rsa"

    /// Reads `ssh-rsa BASE64 [comment]` (RFC 4253, section 6.6); nil when it is not that.
    public init?(ssh text: String) {
        let parts = text.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0] == Self.algorithm,
            let bytes = Base64.bytes(Array(parts[1].utf8))
        else { return nil }
        var rest = bytes[...]
        guard let name = Self.next(&rest), name.elementsEqual(Self.algorithm.utf8),
            let exponent = Self.next(&rest), let modulus = Self.next(&rest), rest.isEmpty,
            exponent.first ?? 0 < 0x80, modulus.first ?? 0 < 0x80
        else { return nil }
        self.init(modulus: modulus, exponent: exponent)
    }

    /// The key as one line without a comment.
    public var sshText: String { "\(Self.algorithm) \(Base64.text(sshBytes))" }

    /// The bytes of SSH's form: the algorithm's name, exponent and modulus.
    var sshBytes: [UInt8] {
        Self.field(Array(Self.algorithm.utf8)) + Self.field(DER.positive(exponent))
            + Self.field(DER.positive(modulus))
    }

    private static func field(_ bytes: [UInt8]) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bytes.count >> $0) } + bytes
    }

    private static func next(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard rest.count >= 4 else { return nil }
        let count = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(4)
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}

extension RSAPublicKey {
    private static let label = "PUBLIC KEY"
    /// `rsaEncryption` with its absent parameters (RFC 3279, section 2.3.1), in DER.
    private static let algorithm: [UInt8] = [
        0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
    ]

    /// Reads a PEM `PUBLIC KEY` (RFC 7468, section 13) or `RSA PUBLIC KEY`; nil for all else.
    public init?(pem text: String) {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            line.filter { $0 != " " && $0 != "\t" }
        }
        for label in [Self.label, "RSA \(Self.label)"] {
            let compact = label.filter { $0 != " " }
            guard lines.first == "-----BEGIN\(compact)-----",
                lines.last == "-----END\(compact)-----",
                let bytes = Base64.bytes(Array(lines.dropFirst().dropLast().joined().utf8))
            else { continue }
            self.init(der: bytes, isWrapped: label == Self.label)
            return
        }
        return nil
    }

    private init?(der bytes: [UInt8], isWrapped: Bool) {
        var outer = bytes[...]
        if isWrapped {
            guard var info = DER.next(&outer, .sequence), outer.isEmpty,
                let algorithm = DER.next(&info, .sequence),
                algorithm.elementsEqual(Self.algorithm),
                var key = DER.next(&info, .bitString), info.isEmpty, key.popFirst() == 0
            else { return nil }
            outer = key
        }
        guard var key = DER.next(&outer, .sequence), outer.isEmpty,
            let modulus = DER.next(&key, .integer), let exponent = DER.next(&key, .integer),
            key.isEmpty, modulus.first ?? 0 < 0x80, exponent.first ?? 0 < 0x80
        else { return nil }
        self.init(modulus: modulus, exponent: exponent)
    }

    /// The key as a PEM `PUBLIC KEY`, without a newline at its end.
    public var pemText: String {
        let key = DER.element(
            .sequence,
            DER.element(.integer, DER.positive(modulus))
                + DER.element(.integer, DER.positive(exponent))
        )
        let info = DER.element(
            .sequence,
            DER.element(.sequence, Self.algorithm) + DER.element(.bitString, [0] + key)
        )
        var lines = ["-----BEGIN \(Self.label)-----"]
        var rest = Base64.text(info)[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(64)))
            rest = rest.dropFirst(64)
        }
        return (lines + ["-----END \(Self.label)-----"]).joined(separator: "\n")
    }
}

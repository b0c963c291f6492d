/// What kind of thing an IAM identifier names, told by its first four letters.
///
/// - Source: IAM User Guide, "IAM identifiers", "Unique ID prefixes".
public enum UniqueIDPrefix: String, Sendable, CaseIterable {
    /// A bearer token of STS.
    case bearer = "ABIA"
    /// A context-specific credential.
    case contextCredential = "ACCA"
    /// A user group.
    case group = "AGPA"
    /// A user.
    case user = "AIDA"
    /// An instance profile.
    case instanceProfile = "AIPA"
    /// A long-term access key.
    case accessKey = "AKIA"
    /// A managed policy.
    case managedPolicy = "ANPA"
    /// A version of a managed policy.
    case policyVersion = "ANVA"
    /// A public key.
    case publicKey = "APKA"
    /// A role.
    case role = "AROA"
    /// A certificate.
    case certificate = "ASCA"
    /// A temporary access key.
    case temporaryKey = "ASIA"
}

/// The letters of IAM's identifiers: base 32 of RFC 4648.
public enum UniqueID {
    /// A new identifier of 21 characters that names an entity.
    ///
    /// - Source: IAM User Guide, "IAM identifiers" (examples have 21 characters).
    public static func make(_ prefix: UniqueIDPrefix, random: RandomSource) -> String {
        prefix.rawValue + letters(17, random: random)
    }

    /// Random letters, for identifiers without a prefix.
    public static func letters(_ count: Int, random: RandomSource) -> String {
        let letters = random.bytes(count).map { Base32.alphabet[Int($0 & 31)] }
        return String(decoding: letters, as: UTF8.self)
    }

    /// Whether the text has the shape of a unique identifier with this prefix.
    public static func isValid(_ text: some StringProtocol, prefix: UniqueIDPrefix) -> Bool {
        let bytes = text.utf8
        guard (16...128).contains(bytes.count), text.hasPrefix(prefix.rawValue) else {
            return false
        }
        return bytes.allSatisfy { byte in
            (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        }
    }
}

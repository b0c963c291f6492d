public import Base
public import Cryptography

/// The key under which a node's long-term secrets rest.
public struct MasterKey: Sendable {
    /// Which key; told by its bytes.
    public let id: UInt32
    private let secret: Secret

    /// A new key.
    public init(random: RandomSource) {
        self.init(secret: Secret(random.bytes(32)))
    }

    /// Reads 32 bytes, 64 hexadecimal digits or 44 characters of base 64, white space around them
    /// ignored; nil for anything else.
    public init?(_ text: [UInt8]) {
        if text.count == 32 {
            self.init(secret: Secret(text))
            return
        }
        let trimmed = Array(text.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed())
        let digits = String(decoding: trimmed, as: UTF8.self)
        guard let bytes = trimmed.count == 64 ? Hex.bytes(digits) : Base64.bytes(trimmed),
            bytes.count == 32
        else { return nil }
        self.init(secret: Secret(bytes))
    }

    private init(secret: Secret) {
        self.secret = secret
        id = KeyID.id(of: secret, label: "rolecall master key id")
    }

    /// The key as 44 characters of base 64, for the one file that holds it.
    public var text: Secret {
        let bytes = secret.withBytes { span in (0..<span.count).map { span[$0] } }
        return Secret(Array(Base64.text(bytes).utf8))
    }

    /// The key for one purpose; keys of different purposes tell nothing of each other.
    func key(for purpose: SealPurpose) -> Secret {
        let label = "rolecall seal: \(purpose.rawValue)"
        return Secret(secret.withBytes { HMACSHA256.code(of: label, key: $0) }.bytes)
    }
}

/// What is sealed: bytes sealed for one purpose do not open for another.
public enum SealPurpose: String, Sendable, CaseIterable {
    /// The secret access keys of users.
    case secretAccessKey = "secret access key"
    /// The ring of token keys.
    case tokenKeyRing = "token key ring"
    /// Private keys of signers and seeds of second factors.
    case privateKey = "private key"
    /// Messages that DecodeAuthorizationMessage opens.
    case authorizationMessage = "authorization message"
}

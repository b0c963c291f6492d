public import Base
import Cryptography

/// A key that seals session tokens and derives their secrets.
public struct TokenKey: Sendable {
    /// Which key; told by its bytes, so that two keys do not share an id by mistake.
    public let id: UInt32
    /// From when on it seals.
    ///
    /// Until then it only opens, so that other nodes can learn of it.
    public let sealsFrom: Timestamp
    /// The 32 bytes.
    let secret: Secret
    /// The same, ready to make codes with.
    private let key: HMACKey

    /// A new key.
    public init(sealsFrom: Timestamp, random: RandomSource) {
        self.init(sealsFrom: sealsFrom, secret: Secret(random.bytes(32)))
    }

    init(sealsFrom: Timestamp, secret: Secret) {
        self.sealsFrom = sealsFrom
        self.secret = secret
        key = secret.withBytes { HMACKey($0) }
        id = KeyID.id(of: secret, label: "rolecall token key id")
    }

    /// The key that seals one token, and that no other token has.
    ///
    /// One AES-GCM key may seal 2^32 messages under random nonces (NIST SP 800-38D section 8.3); with
    /// a key of its own for each token there is no such limit.
    func sealingKey(_ accessKeyID: AccessKeyID, _ nonce: borrowing Span<UInt8>) -> Secret {
        let code = code("rolecall token seal", accessKeyID, nonce)
        return Secret(code.span)
    }

    /// The secret access key that goes with a token: forty characters of base 64.
    ///
    /// - Source: IAM User Guide, "Managing access keys" (examples have 40 characters).
    func secretAccessKey(_ accessKeyID: AccessKeyID, _ nonce: borrowing Span<UInt8>) -> Secret {
        let code = code("rolecall secret access key", accessKeyID, nonce)
        let characters = Base64.characters(of: code.span.extracting(first: 30))
        return Secret(characters.span)
    }

    private func code(
        _ purpose: String,
        _ accessKeyID: AccessKeyID,
        _ nonce: borrowing Span<UInt8>
    ) -> Digest256 {
        var message: [UInt8] = []
        message.reserveCapacity(64)
        message.append(utf8: purpose)
        message.append(0)
        message.append(utf8: accessKeyID.text)
        message.append(0)
        message.append(contentsOf: nonce)
        return key.code(of: message.span)
    }
}

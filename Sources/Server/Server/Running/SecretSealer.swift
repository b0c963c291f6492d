internal import Cryptography
internal import Directory
internal import Tokens

/// Seals the secrets of long-term keys under the master key.
struct SecretSealer: Sealer {
    let seal: Seal

    func seal(_ secret: Secret, context: [UInt8]) throws -> [UInt8] {
        seal.seal(secret, for: .secretAccessKey, context: context)
    }

    func open(_ sealed: [UInt8], context: [UInt8]) throws -> Secret {
        try seal.openSecret(sealed, for: .secretAccessKey, context: context)
    }
}

extension Secret {
    /// The bytes, for the few places that must write them down.
    var copy: [UInt8] { withBytes { bytes in bytes.indices.map { bytes[$0] } } }
}

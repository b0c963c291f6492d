internal import Base
internal import Cryptography
internal import Tokens
internal import WebIdentity

extension DataFolder {
    private static let signingKeyContext = Array("web identity signing keys".utf8)

    /// What signs web identity tokens, with the keys that were kept.
    func signer(
        _ seal: Seal,
        _ clock: Clock,
        _ random: RandomSource
    ) throws -> TokenSigner {
        TokenSigner(try signingKeyRing(seal), clock: clock, random: random) { ring in
            try write(
                signingKeys,
                seal.seal(ring.serialized, for: .privateKey, context: Self.signingKeyContext)
            )
        }
    }

    private func signingKeyRing(_ seal: Seal) throws -> SigningKeyRing? {
        guard let sealed = try Self.read(file: signingKeys) else { return nil }
        let opened = try? seal.openSecret(
            sealed,
            for: .privateKey,
            context: Self.signingKeyContext
        )
        guard let opened, let ring = SigningKeyRing(serialized: opened) else {
            throw Failure(message: "\(signingKeys) does not open under this master key")
        }
        return ring
    }
}

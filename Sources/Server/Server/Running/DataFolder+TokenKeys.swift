internal import Base
internal import Cryptography
internal import Tokens

extension DataFolder {
    private static let tokenKeyContext = Array("token keys".utf8)

    /// The keys of session tokens; made at the first start.
    func tokenKeys(
        _ seal: Seal,
        _ clock: Clock,
        _ random: RandomSource
    ) throws -> TokenKeyRing {
        if let sealed = try Self.read(file: tokenKeys) {
            let opened = try? seal.openSecret(
                sealed,
                for: .tokenKeyRing,
                context: Self.tokenKeyContext
            )
            guard let opened, let ring = TokenKeyRing(serialized: opened) else {
                throw Failure(message: "\(tokenKeys) does not open under this master key")
            }
            return ring
        }
        let ring = TokenKeyRing(now: clock.now, random: random)
        try keep(ring, seal)
        return ring
    }

    /// Writes the keys of session tokens down, sealed under the master key.
    func keep(_ ring: TokenKeyRing, _ seal: Seal) throws(Failure) {
        try write(
            tokenKeys,
            seal.seal(ring.serialized, for: .tokenKeyRing, context: Self.tokenKeyContext)
        )
    }
}

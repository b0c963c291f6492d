internal import Base
internal import Cryptography
internal import ServiceKit
internal import Tokens

extension DataFolder {
    private static let identityContext = Array("instance identity".utf8)

    /// What signs the documents of instances; made when it is first needed.
    func instanceIdentity(
        _ seal: Seal,
        _ clock: Clock,
        _ random: RandomSource
    ) throws -> InstanceIdentity.Signer? {
        if let kept = try Self.read(file: instanceIdentity) { return try opened(kept, seal) }
        guard let made = InstanceIdentity.Signer(now: clock.now, random: random) else {
            return nil
        }
        let length = made.certificate.count
        let head = [UInt8(truncatingIfNeeded: length >> 8), UInt8(truncatingIfNeeded: length)]
        let whole = Secret(joining: head + made.certificate, made.key.der)
        try write(
            instanceIdentity,
            seal.seal(whole, for: .privateKey, context: Self.identityContext)
        )
        return made
    }

    /// Two bytes of length, the certificate, then the key.
    private func opened(_ kept: [UInt8], _ seal: Seal) throws -> InstanceIdentity.Signer {
        let failure = Failure(
            message: "\(instanceIdentity) does not open under this master key"
        )
        guard
            let bytes = try? seal.openSecret(
                kept,
                for: .privateKey,
                context: Self.identityContext
            ).copy, bytes.count > 2
        else { throw failure }
        let length = Int(bytes[0]) << 8 | Int(bytes[1])
        guard bytes.count > 2 + length,
            let key = SignatureKey(der: Secret(bytes[(2 + length)...]), kind: .rsa)
        else { throw failure }
        return InstanceIdentity.Signer(key: key, certificate: Array(bytes[2..<2 + length]))
    }
}

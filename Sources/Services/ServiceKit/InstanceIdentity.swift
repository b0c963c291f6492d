public import Base
public import Cryptography
private import Synchronization

/// What signs the documents that tell an instance's software who it is.
///
/// The key is made when it is first asked for, and kept by whoever made this.
///
/// - Source: EC2 User Guide, "Instance identity documents".
public final class InstanceIdentity: Sendable {
    /// A key with its certificate in DER.
    public struct Signer: Sendable {
        /// The key.
        public let key: SignatureKey
        /// The certificate, in DER.
        public let certificate: [UInt8]

        /// Joins the parts.
        public init(key: SignatureKey, certificate: [UInt8]) {
            self.key = key
            self.certificate = certificate
        }

        /// A new key with a certificate for as long as AWS's are valid.
        ///
        /// - Source: EC2 User Guide, "AWS public certificates": valid for 179 years.
        public init?(now: Timestamp, random: RandomSource) {
            let serial = random.bytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1
            guard let key = SignatureKey(generating: .rsa),
                let certificate = key.selfSignedCertificate(
                    name: "Rolecall instance identity",
                    serial: serial,
                    from: now,
                    until: now.adding(seconds: 179 * 365 * 86_400)
                )
            else { return nil }
            self.init(key: key, certificate: certificate)
        }
    }

    private let signer = Mutex<Signer?>(nil)
    private let make: @Sendable () throws -> Signer?

    /// Takes what makes the key, or finds the one that was made before.
    public init(_ make: @escaping @Sendable () throws -> Signer?) { self.make = make }

    /// What signs; nil when there can be none.
    public func current() throws -> Signer? {
        try signer.withLock { held in
            if held == nil { held = try make() }
            return held
        }
    }
}

internal import CCrypto

/// A public key that verifies signatures, held by OpenSSL.
@safe public final class PublicKey: @unchecked Sendable {
    // SAFETY: set once, freed in `deinit`; OpenSSL lets threads verify with one key at a time.
    private let handle: UnsafeMutableRawPointer

    /// What kind of key.
    public let kind: Kind

    /// The kinds of keys.
    public enum Kind: Hashable, Sendable {
        /// An RSA key.
        case rsa
        /// A key on an elliptic curve.
        case ellipticCurve(Curve)
    }

    /// The curves of FIPS 186-5 that JSON Web Algorithms name.
    public enum Curve: Hashable, Sendable, CaseIterable {
        /// NIST P-256.
        case p256
        /// NIST P-384.
        case p384
        /// NIST P-521.
        case p521

        /// How many bytes a coordinate has.
        public var coordinateBytes: Int {
            switch self {
            case .p256: 32
            case .p384: 48
            case .p521: 66
            }
        }
    }

    /// An RSA key of 2,048 to 8,192 bits; nil for other numbers.
    ///
    /// - Source: RFC 7518, section 3.3, for the least size; the greatest bounds what a check costs.
    public init?(rsaModulus modulus: [UInt8], exponent: [UInt8]) {
        guard let key = RSAPublicKey(modulus: modulus[...], exponent: exponent[...]),
            (2048...8192).contains(key.bitCount), key.exponent.count <= 8
        else { return nil }
        let handle = unsafe key.modulus.withUnsafeBufferPointer { modulus in
            unsafe key.exponent.withUnsafeBufferPointer { exponent in
                unsafe crypto_public_key_rsa(
                    modulus.baseAddress,
                    modulus.count,
                    exponent.baseAddress,
                    exponent.count
                )
            }
        }
        guard let handle = unsafe handle else { return nil }
        unsafe self.handle = handle
        kind = .rsa
    }

    /// A key by its point; nil unless the point is on the curve and its coordinates have full length.
    public init?(curve: Curve, x: [UInt8], y: [UInt8]) {
        guard x.count == curve.coordinateBytes, y.count == curve.coordinateBytes else { return nil }
        let point = [4] + x + y
        let name =
            switch curve {
            case .p256: CRYPTO_P256
            case .p384: CRYPTO_P384
            case .p521: CRYPTO_P521
            }
        guard
            let handle = unsafe point.withUnsafeBufferPointer({
                unsafe crypto_public_key_ec(name, $0.baseAddress, $0.count)
            })
        else { return nil }
        unsafe self.handle = handle
        kind = .ellipticCurve(curve)
    }

    deinit { unsafe crypto_public_key_free(handle) }

    /// Whether the key made a signature by an algorithm that is for keys of its kind.
    public func verifies(
        _ signature: [UInt8],
        of bytes: [UInt8],
        by algorithm: SignatureAlgorithm
    ) -> Bool {
        guard algorithm.isFor(kind) else { return false }
        if case .ellipticCurve(let curve) = kind {
            guard signature.count == 2 * curve.coordinateBytes else { return false }
        }
        return unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe signature.withUnsafeBufferPointer { signature in
                unsafe crypto_public_key_verify(
                    handle,
                    algorithm.name,
                    Int32(algorithm.digestBits),
                    bytes.baseAddress,
                    bytes.count,
                    signature.baseAddress,
                    signature.count
                ) == 1
            }
        }
    }
}

internal import CCrypto

/// A private key that makes signatures, held by OpenSSL.
@safe public final class SignatureKey: @unchecked Sendable {
    // SAFETY: set once, freed in `deinit`; OpenSSL lets threads sign with one key at a time.
    let handle: UnsafeMutableRawPointer

    /// What kind of key.
    public let kind: PublicKey.Kind

    /// A new key: RSA with 2,048 bits, or on a curve; nil when none can be made.
    public init?(generating kind: PublicKey.Kind) {
        let name =
            switch kind {
            case .rsa: CRYPTO_RSA_2048
            case .ellipticCurve(.p256): CRYPTO_EC_P256
            case .ellipticCurve(.p384): CRYPTO_EC_P384
            case .ellipticCurve(.p521): CRYPTO_EC_P521
            }
        guard let handle = unsafe crypto_private_key_generate(name) else { return nil }
        unsafe self.handle = handle
        self.kind = kind
    }

    /// A key that `der` gave; nil when the bytes are none, or of another kind.
    public init?(der: Secret, kind: PublicKey.Kind) {
        let handle = unsafe der.withBytes { bytes in
            unsafe bytes.withUnsafeBufferPointer {
                unsafe crypto_private_key_new($0.baseAddress, $0.count)
            }
        }
        guard let handle = unsafe handle else { return nil }
        unsafe self.handle = handle
        self.kind = kind
        guard publicNumbers.map({ !$0.isEmpty }) == [true, true] else { return nil }
    }

    deinit { unsafe crypto_private_key_free(handle) }

    /// The key in PKCS #8, in clear: seal it before it reaches a disk.
    public var der: Secret {
        Secret(
            unsafe Self.bytes(limit: 8192) { unsafe crypto_private_key_der(handle, $0, $1) }
        )
    }

    /// Modulus and exponent of an RSA key, or the coordinates of a point.
    public var publicNumbers: [[UInt8]] {
        switch kind {
        case .rsa:
            let modulus = unsafe Self.bytes(limit: 1024) {
                unsafe crypto_private_key_modulus(handle, $0, $1)
            }
            let exponent = unsafe Self.bytes(limit: 1024) {
                unsafe crypto_private_key_exponent(handle, $0, $1)
            }
            return [modulus, exponent]
        case .ellipticCurve(let curve):
            let point = unsafe Self.bytes(limit: 1024) {
                unsafe crypto_private_key_point(handle, $0, $1)
            }
            guard point.count == 2 * curve.coordinateBytes else { return [] }
            return [
                Array(point.prefix(curve.coordinateBytes)),
                Array(point.suffix(curve.coordinateBytes)),
            ]
        }
    }

    /// The signature of bytes by an algorithm that is for keys of its kind; nil for others.
    public func signature(of bytes: [UInt8], by algorithm: SignatureAlgorithm) -> [UInt8]? {
        guard algorithm.isFor(kind) else { return nil }
        let signature = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe Self.bytes(limit: Int(CRYPTO_SIGNATURE_LIMIT)) { buffer, _ in
                unsafe crypto_private_key_sign(
                    handle,
                    algorithm.name,
                    Int32(algorithm.digestBits),
                    bytes.baseAddress,
                    bytes.count,
                    buffer
                )
            }
        }
        return signature.isEmpty ? nil : signature
    }

    static func bytes(
        limit: Int,
        _ fill: (UnsafeMutablePointer<UInt8>?, Int) -> Int
    ) -> [UInt8] {
        // SAFETY: C fills at most `limit` bytes of a buffer of that size, and tells how many.
        unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            count = unsafe fill(buffer.baseAddress, limit)
        }
    }
}

extension SignatureAlgorithm {
    /// How C names its scheme.
    var name: crypto_scheme {
        switch scheme {
        case .pkcs1: CRYPTO_PKCS1
        case .pss: CRYPTO_PSS
        case .ecdsa: CRYPTO_ECDSA
        }
    }
}

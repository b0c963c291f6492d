internal import CCrypto

/// A private key, parsed by OpenSSL.
@safe public struct PrivateKey: ~Copyable {
    // SAFETY: owned by this value alone from `init` to `deinit`.
    private let handle: UnsafeMutableRawPointer

    /// Parses DER of PKCS #1, SEC 1 or PKCS #8; nil when it is no key, encrypted, or not the end.
    public init?(der: [UInt8]) {
        guard
            let handle = unsafe der.withUnsafeBufferPointer({
                unsafe crypto_private_key_new($0.baseAddress, $0.count)
            })
        else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe crypto_private_key_free(handle) }

    /// Whether it is an RSA key.
    public var isRSA: Bool { unsafe crypto_private_key_is_rsa(handle) == 1 }

    /// Whether it belongs to the certificate's public key.
    public func fits(_ certificate: borrowing Certificate) -> Bool {
        unsafe crypto_private_key_fits(handle, certificate.handle) == 1
    }
}

internal import CCrypto

/// A list of revoked certificates (RFC 5280, section 5), parsed by OpenSSL.
@safe public struct RevocationList: ~Copyable {
    // SAFETY: owned by this value alone from `init` to `deinit`.
    let handle: UnsafeMutableRawPointer

    /// Parses DER; nil when the bytes are no list, or others follow it.
    public init?(der: [UInt8]) {
        guard
            let handle = unsafe der.withUnsafeBufferPointer({
                unsafe crypto_crl_new($0.baseAddress, $0.count)
            })
        else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe crypto_crl_free(handle) }

    /// Whether it tells of its issuer's own certificates, whatever the reason, and all by itself.
    ///
    /// Lists for some reasons, of several issuers, of changes, and with critical extensions that are
    /// not known (RFC 5280, section 5.2) do not.
    public var isWhole: Bool { unsafe crypto_crl_is_whole(handle) == 1 }

    /// Whether the certificate's name and key are those of its issuer.
    public func isIssued(by issuer: borrowing Certificate) -> Bool {
        unsafe crypto_crl_is_issued_by(handle, issuer.handle) == 1
    }
}

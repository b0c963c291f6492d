public import Base
internal import CCrypto

/// An X.509 certificate (RFC 5280), parsed by OpenSSL.
@safe public struct Certificate: ~Copyable {
    // SAFETY: owned by this value alone from `init` to `deinit`.
    let handle: UnsafeMutableRawPointer

    /// The first moment at which it is valid.
    public let validFrom: Timestamp
    /// The last moment at which it is valid.
    public let validUntil: Timestamp

    /// The most certificates of one party by which what it signs is tried: while keys rotate there
    /// are two, and whoever sends something has each of them tried.
    public static let mostOfSigner = 16

    /// Parses DER; nil when the bytes are no certificate, or others follow it.
    public init?(der: [UInt8]) {
        guard
            let handle = unsafe der.withUnsafeBufferPointer({
                unsafe crypto_certificate_new($0.baseAddress, $0.count)
            })
        else { return nil }
        var from: Int64 = 0
        var until: Int64 = 0
        guard unsafe crypto_certificate_validity(handle, &from, &until) == 1 else {
            unsafe crypto_certificate_free(handle)
            return nil
        }
        unsafe self.handle = handle
        validFrom = Timestamp(seconds: from)
        validUntil = Timestamp(seconds: until)
    }

    deinit { unsafe crypto_certificate_free(handle) }

    /// Whether the moment is within its validity.
    public func isValid(at moment: Timestamp) -> Bool {
        validFrom <= moment && moment <= validUntil
    }

    /// Whether the other certificate's name and key are those of its issuer.
    public func isIssued(by issuer: borrowing Certificate) -> Bool {
        unsafe crypto_certificate_is_issued_by(handle, issuer.handle) == 1
    }
}

internal import CCrypto

extension Certificate {
    /// A fact that the certificate tells about its owner or its issuer.
    public struct Attribute: Hashable, Sendable {
        /// The field and the kind, such as `x509Subject/CN` or `x509SAN/DNS`.
        public let name: String
        /// The value.
        public let value: String
    }

    /// Whether it may sign other certificates.
    public var isAuthority: Bool { unsafe crypto_certificate_is_authority(handle) != 0 }

    /// Whether it is no authority's, and its key may sign messages.
    public var isForSigning: Bool { unsafe crypto_certificate_is_for_signing(handle) != 0 }

    /// The serial number in decimal digits; nil when it is negative.
    public var decimalSerial: String? {
        unsafe text(crypto_certificate_serial(handle, 10))
    }

    /// The serial number in small hexadecimal digits; nil when it is negative.
    public var hexadecimalSerial: String? {
        unsafe text(crypto_certificate_serial(handle, 16))?.lowercased()
    }

    /// The subject as RFC 2253 writes it.
    public var subject: String { unsafe text(crypto_certificate_name(handle, 0)) ?? "" }

    /// The issuer as RFC 2253 writes it.
    public var issuer: String { unsafe text(crypto_certificate_name(handle, 1)) ?? "" }

    /// What it tells of subject, issuer and subject's alternative names, in its order.
    public var attributes: [Attribute] {
        var count = 0
        guard let bytes = unsafe crypto_certificate_attributes(handle, &count) else { return [] }
        defer { unsafe crypto_text_free(bytes) }
        // SAFETY: the function has written `count` bytes there.
        let buffer = unsafe UnsafeBufferPointer(start: bytes, count: count)
        let texts = unsafe Array(buffer).split(separator: 0, omittingEmptySubsequences: false)
        return stride(from: 0, to: texts.count - 1, by: 2).map { index in
            Attribute(
                name: String(decoding: texts[index], as: UTF8.self),
                value: String(decoding: texts[index + 1], as: UTF8.self)
            )
        }
    }

    /// Whether its key signed the bytes, hashed with SHA-256.
    ///
    /// - Parameters:
    ///   - signature: PKCS #1, version 1.5, for RSA; DER for ECDSA.
    ///   - bytes: What was signed.
    ///   - isECDSA: Whether the key must be on an elliptic curve; else it must be RSA's.
    /// - Returns: Whether the signature holds.
    public func verifies(_ signature: [UInt8], of bytes: [UInt8], isECDSA: Bool) -> Bool {
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe signature.withUnsafeBufferPointer { signature in
                unsafe crypto_certificate_signed(
                    handle,
                    isECDSA ? 1 : 0,
                    bytes.baseAddress,
                    bytes.count,
                    signature.baseAddress,
                    signature.count
                ) == 1
            }
        }
    }

    /// Takes a text of the C side over.
    private func text(_ text: UnsafeMutablePointer<CChar>?) -> String? {
        guard let text = unsafe text else { return nil }
        defer { unsafe crypto_text_free(text) }
        return unsafe String(cString: text)
    }
}

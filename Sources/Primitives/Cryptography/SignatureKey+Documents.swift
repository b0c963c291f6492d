internal import CCrypto

public import Base

extension SignatureKey {
    /// A certificate in DER that the key signs for itself; nil when none can be made.
    ///
    /// The name must be of ASCII.
    public func selfSignedCertificate(
        name: String,
        serial: UInt64,
        from: Timestamp,
        until: Timestamp
    ) -> [UInt8]? {
        let der = unsafe Self.bytes(limit: 4096) { buffer, limit in
            unsafe crypto_certificate_self_signed(
                handle,
                name,
                serial,
                from.seconds,
                until.seconds,
                buffer,
                limit
            )
        }
        return der.isEmpty ? nil : der
    }

    /// PKCS #7 in DER: the bytes with a signature over SHA-256; nil when it cannot be made.
    ///
    /// The certificate, which must be the key's, tells who signed, and is not in the message.
    public func signedMessage(of bytes: [UInt8], certificate: [UInt8]) -> [UInt8]? {
        let der = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe certificate.withUnsafeBufferPointer { certificate in
                unsafe Self.bytes(limit: bytes.count + 4096) { buffer, limit in
                    unsafe crypto_pkcs7_sign(
                        handle,
                        certificate.baseAddress,
                        certificate.count,
                        bytes.baseAddress,
                        bytes.count,
                        buffer,
                        limit
                    )
                }
            }
        }
        return der.isEmpty ? nil : der
    }
}

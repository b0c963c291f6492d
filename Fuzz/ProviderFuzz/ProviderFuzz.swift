import Base
import Cryptography
import Directory

/// Reads the input as PEM, with the certificates and keys in it, and as metadata of SAML.
///
/// What metadata tell of signers must be certificates again.
@c(LLVMFuzzerTestOneInput)
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    // SAFETY: libFuzzer hands over `size` readable bytes for the time of the call.
    let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
    readKeys(bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    for part in PEM.parts(text) ?? [] {
        precondition(part.hasHeaders == part.bytes.isEmpty, "a part has neither")
        readKeys(part.bytes)
    }
    if let metadata = try? SAMLMetadata(parsing: text) {
        precondition(!metadata.entityID.isEmpty && !metadata.signOnServices.isEmpty)
        for der in metadata.signingCertificates {
            precondition(Certificate(der: der) != nil, "a signer is no certificate")
        }
    }
    return 0
}

private func readKeys(_ der: [UInt8]) {
    // Looking for decoders costs OpenSSL milliseconds: what does not begin a sequence is nothing.
    guard der.first == 0x30 else { return }
    if let certificate = Certificate(der: der) {
        _ = certificate.isIssued(by: certificate)
        if let key = PrivateKey(der: der) {
            preconditionFailure("a certificate is a key: \(key.fits(certificate))")
        }
    } else if let key = PrivateKey(der: der) {
        _ = key.isRSA
    }
}

private import CXMLSec
internal import Cryptography

/// Signed and encrypted parts of a document, by libxmlsec1.
enum XMLSecurity {
    /// What was signed, in canonical form, if the signature of the root or of its one child with the
    /// name holds with a key of the certificates; nil if not.
    static func verified(
        _ document: [UInt8],
        child: (name: String, space: SAMLNode.Space)? = nil,
        certificates: [[UInt8]]
    ) -> [UInt8]? {
        let joined = certificates.flatMap { $0 }
        // SAFETY: pointers stay within the closures that hand them in.
        return unsafe withBytes(document) { document in
            unsafe joined.withUnsafeBufferPointer { joined in
                var parts: [xmlsec_bytes] = unsafe []
                var offset = 0
                for certificate in certificates {
                    // SAFETY: each certificate lies in `joined`, which outlives the call.
                    let start = unsafe joined.baseAddress.map { unsafe $0 + offset }
                    unsafe parts.append(xmlsec_bytes(bytes: start, count: certificate.count))
                    offset += certificate.count
                }
                return unsafe output { output in
                    unsafe xmlsec_verify(
                        document,
                        child?.name,
                        child?.space.rawValue,
                        parts,
                        parts.count,
                        output
                    )
                }
            }
        }
    }

    /// The plain bytes of what is encrypted inside the root's one child with the name; nil if the key
    /// does not open it.
    static func decrypted(
        _ document: [UInt8],
        child: (name: String, space: SAMLNode.Space),
        key: Secret
    ) -> [UInt8]? {
        // SAFETY: pointers stay within the closures that hand them in.
        unsafe withBytes(document) { document in
            key.withBytes { key in
                // SAFETY: the key's bytes outlive the call.
                unsafe key.withUnsafeBufferPointer { key in
                    let key = unsafe xmlsec_bytes(bytes: key.baseAddress, count: key.count)
                    return unsafe output { output in
                        unsafe xmlsec_decrypt(
                            document,
                            child.name,
                            child.space.rawValue,
                            key,
                            output
                        )
                    }
                }
            }
        }
    }

    private static func withBytes(
        _ bytes: [UInt8],
        _ body: (xmlsec_bytes) -> [UInt8]?
    ) -> [UInt8]? {
        // SAFETY: the bytes outlive the body.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe body(xmlsec_bytes(bytes: bytes.baseAddress, count: bytes.count))
        }
    }

    private static func output(
        _ body: (UnsafeMutablePointer<xmlsec_output>) -> Int32
    ) -> [UInt8]? {
        var filled = unsafe xmlsec_output()
        let outcome = unsafe body(&filled)
        // SAFETY: the library hands over `count` bytes, or none, freed here and nowhere else.
        defer { unsafe xmlsec_output_free(filled) }
        guard outcome == 1, let bytes = unsafe filled.bytes else { return nil }
        return unsafe Array(UnsafeBufferPointer(start: bytes, count: filled.count))
    }
}

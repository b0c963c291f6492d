internal import CCrypto

/// HMAC with SHA-256 (RFC 2104).
public enum HMACSHA256 {
    /// The code of a message under a key.
    public static func code(
        of bytes: borrowing Span<UInt8>,
        key: borrowing Span<UInt8>
    ) -> Digest256 {
        var digest = Digest256()
        let isDone = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe key.withUnsafeBufferPointer { key in
                unsafe digest.withUnsafeMutablePointer { output in
                    unsafe crypto_hmac_sha256(
                        key.baseAddress,
                        key.count,
                        input.baseAddress,
                        input.count,
                        output
                    )
                }
            }
        }
        precondition(isDone == 1, "libcrypto is out of memory")
        return digest
    }

    /// The code of a text under a key.
    public static func code(of text: String, key: borrowing Span<UInt8>) -> Digest256 {
        let bytes = Array(text.utf8)
        return code(of: bytes.span, key: key)
    }

    /// The code of a message under a digest as key.
    public static func code(of bytes: borrowing Span<UInt8>, key: Digest256) -> Digest256 {
        code(of: bytes, key: key.span)
    }
}

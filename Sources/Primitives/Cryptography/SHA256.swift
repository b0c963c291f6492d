internal import CCrypto

/// SHA-256 (FIPS 180-4) of whole messages.
public enum SHA256 {
    /// The digest of a message.
    public static func hash(_ bytes: borrowing Span<UInt8>) -> Digest256 {
        var digest = Digest256()
        let isDone = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutablePointer { output in
                unsafe crypto_sha256(input.baseAddress, input.count, output)
            }
        }
        precondition(isDone == 1, "libcrypto is out of memory")
        return digest
    }

    /// The digest of a message.
    public static func hash(_ bytes: [UInt8]) -> Digest256 { hash(bytes.span) }
}

internal import CCrypto

/// A digest that takes its message piece by piece.
///
/// MD5 and SHA-1 serve S3's ETags and checksums; nothing here relies on them for security.
@safe public struct StreamingDigest: ~Copyable {
    /// Which digest.
    public enum Kind: Sendable {
        /// RFC 1321, 16 bytes.
        case md5
        /// FIPS 180-4, 20 bytes.
        case sha1
        /// FIPS 180-4, 32 bytes.
        case sha256
    }

    // SAFETY: owned by this value alone from `init` to `deinit`.
    private let context: UnsafeMutableRawPointer

    /// Starts a digest.
    public init(_ kind: Kind) {
        let code: crypto_digest =
            switch kind {
            case .md5: CRYPTO_MD5
            case .sha1: CRYPTO_SHA1
            case .sha256: CRYPTO_SHA256
            }
        guard let context = unsafe crypto_digest_new(code) else {
            fatalError("libcrypto is out of memory")
        }
        unsafe self.context = context
    }

    deinit { unsafe crypto_digest_free(context) }

    /// Takes the next bytes.
    public mutating func update(_ bytes: borrowing Span<UInt8>) {
        _ = unsafe bytes.withUnsafeBufferPointer {
            unsafe crypto_digest_update(context, $0.baseAddress, $0.count)
        }
    }

    /// Takes the next bytes.
    public mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

    /// The digest of all that was taken.
    public consuming func finish() -> [UInt8] {
        var count: UInt32 = 0
        var digest = [UInt8](repeating: 0, count: 64)
        _ = unsafe crypto_digest_final(context, &digest, &count)
        return Array(digest[..<Int(count)])
    }
}

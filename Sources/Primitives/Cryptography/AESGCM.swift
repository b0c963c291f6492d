internal import CCrypto

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D): nonce of 12 bytes, tag of 16.
public enum AESGCM {
    /// Bytes that sealing adds: the nonce and the tag.
    public static let overhead = 28

    /// Nonce, sealed bytes and tag in one array.
    ///
    /// - Precondition: The key has 32 bytes and the nonce 12; a nonce must not be used twice with one
    ///   key.
    public static func seal(
        _ bytes: borrowing Span<UInt8>,
        key: Secret,
        nonce: [UInt8],
        associated: borrowing Span<UInt8>
    ) -> [UInt8] {
        precondition(key.count == 32 && nonce.count == 12, "a key of 32 bytes and a nonce of 12")
        let count = bytes.count
        var out = [UInt8](repeating: 0, count: count + overhead)
        for index in 0..<12 { out[index] = nonce[index] }
        let isDone = key.withBytes { key in
            unsafe bytes.withUnsafeBufferPointer { bytes in
                unsafe key.withUnsafeBufferPointer { key in
                    unsafe associated.withUnsafeBufferPointer { associated in
                        unsafe out.withUnsafeMutableBufferPointer { out -> Int32 in
                            guard let start = out.baseAddress else { return 0 }
                            return unsafe crypto_gcm_seal(
                                key.baseAddress,
                                start,
                                associated.baseAddress,
                                associated.count,
                                bytes.baseAddress,
                                count,
                                start + 12,
                                start + 12 + count
                            )
                        }
                    }
                }
            }
        }
        precondition(isDone == 1, "libcrypto is out of memory")
        return out
    }

    /// The bytes that were sealed, or nil when key, bytes or associated data are not those of then.
    public static func open(
        _ sealed: borrowing Span<UInt8>,
        key: Secret,
        associated: borrowing Span<UInt8>
    ) -> [UInt8]? {
        guard sealed.count >= overhead, key.count == 32 else { return nil }
        let count = sealed.count - overhead
        var out = [UInt8](repeating: 0, count: max(count, 1))
        let isOpen = key.withBytes { key in
            unsafe sealed.withUnsafeBufferPointer { sealed in
                unsafe key.withUnsafeBufferPointer { key in
                    unsafe associated.withUnsafeBufferPointer { associated -> Int32 in
                        guard let start = sealed.baseAddress else { return 0 }
                        return unsafe crypto_gcm_open(
                            key.baseAddress,
                            start,
                            associated.baseAddress,
                            associated.count,
                            start + 12,
                            count,
                            start + 12 + count,
                            &out
                        )
                    }
                }
            }
        }
        guard isOpen == 1 else { return nil }
        return count == out.count ? out : []
    }
}

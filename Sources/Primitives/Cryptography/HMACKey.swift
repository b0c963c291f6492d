internal import CCrypto

/// A key of HMAC with SHA-256 that is taken in once, so that a code costs no more than its message.
@safe public final class HMACKey: Sendable {
    // SAFETY: made in `init` and freed in `deinit`; codes are computed in copies of it.
    private nonisolated(unsafe) let state: OpaquePointer

    /// Takes a key; libcrypto wipes what it keeps of it.
    public init(_ bytes: borrowing Span<UInt8>) {
        let state = unsafe bytes.withUnsafeBufferPointer {
            unsafe crypto_hmac_key_new($0.baseAddress, $0.count)
        }
        guard let state = unsafe state else { fatalError("libcrypto is out of memory") }
        unsafe self.state = state
    }

    deinit { unsafe crypto_hmac_key_free(state) }

    /// The code of a message under this key.
    public func code(of bytes: borrowing Span<UInt8>) -> Digest256 {
        var digest = Digest256()
        let isDone = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe digest.withUnsafeMutablePointer { output in
                unsafe crypto_hmac_key_code(state, input.baseAddress, input.count, output)
            }
        }
        precondition(isDone == 1, "libcrypto is out of memory")
        return digest
    }
}

public import Base
internal import CCrypto

extension RandomSource {
    /// libcrypto's generator, fit for keys; faster than the system's for many small draws.
    public static let secure = RandomSource { count in
        var bytes = [UInt8](repeating: 0, count: count)
        let isDone = unsafe crypto_random(&bytes, count)
        precondition(isDone == 1, "no random bytes: keys made now would be guessable")
        return bytes
    }
}

internal import CCrypto

/// Derives keys from passwords so slowly that guessing is dear (RFC 7914).
public enum Scrypt {
    /// How dear: memory and time grow with `cost` and `block`.
    public struct Parameters: Hashable, Sendable {
        /// The base-two logarithm of N.
        public let logarithmOfCost: Int
        /// r.
        public let block: Int
        /// p.
        public let parallelism: Int

        /// Joins the numbers.
        public init(logarithmOfCost: Int, block: Int, parallelism: Int) {
            self.logarithmOfCost = logarithmOfCost
            self.block = block
            self.parallelism = parallelism
        }
    }

    /// The key; nil when the parameters are out of range or take more than 64 MiB.
    public static func key(
        from password: borrowing Span<UInt8>,
        salt: [UInt8],
        parameters: Parameters,
        count: Int
    ) -> [UInt8]? {
        guard (1...24).contains(parameters.logarithmOfCost), count > 0 else { return nil }
        var key = [UInt8](repeating: 0, count: count)
        let isDone = unsafe password.withUnsafeBufferPointer { password in
            unsafe crypto_scrypt(
                password.baseAddress,
                password.count,
                salt,
                salt.count,
                1 << UInt64(parameters.logarithmOfCost),
                UInt64(clamping: parameters.block),
                UInt64(clamping: parameters.parallelism),
                &key,
                count
            )
        }
        return isDone == 1 ? key : nil
    }
}

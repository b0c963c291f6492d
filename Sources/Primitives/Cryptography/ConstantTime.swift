internal import CCrypto

/// Comparison whose time does not tell where two values differ.
public enum ConstantTime {
    /// Whether both are equal; their lengths may show.
    public static func isEqual(
        _ left: borrowing Span<UInt8>,
        _ right: borrowing Span<UInt8>
    ) -> Bool {
        guard left.count == right.count else { return false }
        // SAFETY: both buffers have `count` bytes and outlive the call.
        return unsafe left.withUnsafeBufferPointer { left in
            unsafe right.withUnsafeBufferPointer { right in
                unsafe crypto_compare(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}

internal import CCrypto

/// Codes of six digits that change every thirty seconds (RFC 6238 with HMAC-SHA-1).
public enum OneTimeCode {
    /// How long a step is.
    public static let stepSeconds: Int64 = 30

    /// The step that a moment is in.
    public static func step(atSeconds seconds: Int64) -> Int64 { seconds / stepSeconds }

    /// The code of a step.
    public static func code(seed: borrowing Span<UInt8>, step: Int64) -> String {
        let message = [56, 48, 40, 32, 24, 16, 8, 0].map {
            UInt8(truncatingIfNeeded: step >> Int64($0))
        }
        var digest = [UInt8](repeating: 0, count: 20)
        let isDone = unsafe seed.withUnsafeBufferPointer { key in
            unsafe crypto_hmac_sha1(key.baseAddress, key.count, message, message.count, &digest)
        }
        precondition(isDone == 1, "libcrypto is out of memory")
        // RFC 4226, 5.3: 31 bits from where the last four bits point.
        let start = Int(digest[19] & 15)
        var number = digest[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        number &= 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// The first of the steps whose code it is; looks at all of them in any case.
    public static func step(
        of code: String,
        seed: borrowing Span<UInt8>,
        in steps: ClosedRange<Int64>
    ) -> Int64? {
        let wanted = Array(code.utf8)
        var found: Int64?
        for step in steps {
            let made = Array(Self.code(seed: seed, step: step).utf8)
            if ConstantTime.isEqual(made.span, wanted.span), found == nil { found = step }
        }
        return found
    }
}

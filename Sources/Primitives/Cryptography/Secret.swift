internal import CCrypto

/// Bytes that nobody may see: wiped when the last holder lets go, printed as nothing.
@safe public final class Secret: Sendable, CustomStringConvertible, CustomReflectable {
    // SAFETY: written only in `init`, read-only until `deinit` wipes and frees it.
    private nonisolated(unsafe) let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Copies bytes in; the caller's copy remains the caller's to forget.
    public init(_ source: some Collection<UInt8>) {
        unsafe bytes = .allocate(capacity: source.count)
        _ = unsafe bytes.initialize(from: source)
    }

    /// Copies bytes in; the caller's copy remains the caller's to forget.
    public init(_ source: borrowing Span<UInt8>) {
        unsafe bytes = .allocate(capacity: source.count)
        // SAFETY: both have as many bytes, and the source outlives the call.
        _ = unsafe source.withUnsafeBufferPointer { unsafe bytes.initialize(from: $0) }
    }

    /// A prefix and the bytes of another secret.
    public init(joining prefix: [UInt8], _ other: Secret) {
        unsafe bytes = .allocate(capacity: prefix.count + other.count)
        for index in prefix.indices { unsafe bytes[index] = prefix[index] }
        for index in 0..<other.count { unsafe bytes[prefix.count + index] = other.bytes[index] }
    }

    deinit {
        unsafe crypto_wipe(bytes.baseAddress, bytes.count)
        unsafe bytes.deallocate()
    }

    /// How many bytes there are.
    public var count: Int { unsafe bytes.count }

    /// Runs a body with the bytes, which must not leave it.
    public func withBytes<Result, Failure: Error>(
        _ body: (borrowing Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let span = unsafe Span(_unsafeElements: UnsafeBufferPointer(bytes))
        return try body(span)
    }

    /// Whether both are equal; the time does not depend on where they differ.
    public func isEqual(to other: Secret) -> Bool {
        guard count == other.count else { return false }
        return unsafe crypto_compare(bytes.baseAddress, other.bytes.baseAddress, count) == 0
    }

    /// Tells nothing.
    public var description: String { "<secret>" }

    /// Tells nothing to `dump` either.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

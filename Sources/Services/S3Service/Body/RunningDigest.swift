import Cryptography

/// A digest under way that structs can hold.
final class RunningDigest {
    private var digest: StreamingDigest?

    init(_ kind: StreamingDigest.Kind) { digest = StreamingDigest(kind) }

    func update(_ bytes: Span<UInt8>) { digest?.update(bytes) }

    /// The digest of all that was taken; empty when asked a second time.
    func finish() -> [UInt8] { digest.take()?.finish() ?? [] }
}

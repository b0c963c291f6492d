import Cryptography

/// The digests that one pass over some bytes computes.
struct RunningDigests {
    private let digest: RunningDigest?
    private var check: RunningChecksum?

    init(needsMD5: Bool, checksum algorithm: ChecksumAlgorithm?) {
        digest = needsMD5 ? RunningDigest(.md5) : nil
        check = algorithm.map { RunningChecksum($0) }
    }

    /// Whether any is to be computed.
    var isNeeded: Bool { digest != nil || check != nil }

    mutating func update(_ bytes: Span<UInt8>) {
        digest?.update(bytes)
        check?.update(bytes)
    }

    /// The MD5, if it was asked for; ask once.
    func md5() -> [UInt8]? { digest?.finish() }

    /// The checksum, if it was asked for; ask once.
    func checksum() -> StoredChecksum? {
        check.map { StoredChecksum(algorithm: $0.algorithm, value: $0.finish()) }
    }
}

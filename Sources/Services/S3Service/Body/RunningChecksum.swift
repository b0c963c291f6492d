import Cryptography

/// A checksum under way.
struct RunningChecksum {
    private enum State {
        case cyclic(CRC)
        case digest(RunningDigest)
    }

    let algorithm: ChecksumAlgorithm
    private var state: State

    init(_ algorithm: ChecksumAlgorithm) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .crc32: .cyclic(CRC(.crc32))
            case .crc32c: .cyclic(CRC(.crc32c))
            case .crc64nvme: .cyclic(CRC(.crc64nvme))
            case .sha1: .digest(RunningDigest(.sha1))
            case .sha256: .digest(RunningDigest(.sha256))
            }
    }

    mutating func update(_ bytes: Span<UInt8>) {
        switch state {
        case .cyclic(var check):
            check.update(bytes)
            state = .cyclic(check)
        case .digest(let digest): digest.update(bytes)
        }
    }

    /// The value of all that was taken; ask once.
    func finish() -> [UInt8] {
        switch state {
        case .cyclic(let check): check.bytes
        case .digest(let digest): digest.finish()
        }
    }
}

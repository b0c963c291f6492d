internal import CCrypto

/// A cyclic redundancy check under way.
public struct CRC: Sendable {
    /// Which check.
    public enum Kind: Sendable {
        /// ISO 3309; 4 bytes.
        case crc32
        /// RFC 3720 (Castagnoli); 4 bytes.
        case crc32c
        /// NVM Express 2.0; 8 bytes.
        case crc64nvme
    }

    private let kind: Kind
    /// The value so far.
    public private(set) var value: UInt64 = 0

    /// Starts a check.
    public init(_ kind: Kind) { self.kind = kind }

    /// Takes the next bytes.
    public mutating func update(_ bytes: borrowing Span<UInt8>) {
        let code: crypto_crc =
            switch kind {
            case .crc32: CRYPTO_CRC32
            case .crc32c: CRYPTO_CRC32C
            case .crc64nvme: CRYPTO_CRC64NVME
            }
        value = unsafe bytes.withUnsafeBufferPointer {
            unsafe crypto_crc_update(code, value, $0.baseAddress, $0.count)
        }
    }

    /// The value's bytes, most significant first, as S3 sends them.
    public var bytes: [UInt8] {
        let width = kind == .crc64nvme ? 8 : 4
        return (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (width - 1 - $0))) }
    }
}

import Cryptography

/// The checksums that S3 takes with an upload.
///
/// - Source: S3 User Guide, "Checking object integrity in Amazon S3".
enum ChecksumAlgorithm: UInt64, CaseIterable, Sendable {
    case crc32 = 1
    case crc32c, crc64nvme, sha1, sha256

    /// Reads the code of a record.
    init?(code: UInt64) { self.init(rawValue: code) }

    /// Reads a label such as `CRC32`, without regard to case.
    init?(label: String) {
        let label = label.uppercased()
        guard let match = Self.allCases.first(where: { $0.label == label }) else { return nil }
        self = match
    }

    /// The algorithm of a header field such as `x-amz-checksum-crc32`.
    init?(fieldName: String) {
        guard let match = Self.allCases.first(where: { $0.fieldName == fieldName }) else {
            return nil
        }
        self = match
    }

    /// The code in records.
    var code: UInt64 { rawValue }

    /// As in `x-amz-checksum-algorithm`.
    var label: String {
        switch self {
        case .crc32: "CRC32"
        case .crc32c: "CRC32C"
        case .crc64nvme: "CRC64NVME"
        case .sha1: "SHA1"
        case .sha256: "SHA256"
        }
    }

    /// The header field, in lower case.
    var fieldName: String {
        switch self {
        case .crc32: "x-amz-checksum-crc32"
        case .crc32c: "x-amz-checksum-crc32c"
        case .crc64nvme: "x-amz-checksum-crc64nvme"
        case .sha1: "x-amz-checksum-sha1"
        case .sha256: "x-amz-checksum-sha256"
        }
    }

    /// The element of answers.
    var elementName: String { "Checksum" + label }

    /// Bytes of a value.
    var length: Int {
        switch self {
        case .crc32, .crc32c: 4
        case .crc64nvme: 8
        case .sha1: 20
        case .sha256: 32
        }
    }

    /// Whether a checksum over a whole multipart object may be asked for.
    ///
    /// - Source: S3 User Guide, "Checking object integrity", full object and composite types.
    var allowsFullObject: Bool { self != .sha1 && self != .sha256 }

    /// Whether a checksum of the parts' checksums may be asked for.
    var allowsComposite: Bool { self != .crc64nvme }
}

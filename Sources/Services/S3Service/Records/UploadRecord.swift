import Base
import Store

/// What is kept of a multipart upload until it is completed or aborted.
struct UploadRecord: Hashable, Sendable {
    var started: Timestamp
    /// The account and the ARN that began it.
    var initiator: String
    var initiatorARN: String
    var fields: [RecordPair] = []
    var tags: [RecordPair] = []
    var storageClass = ""
    var algorithm: ChecksumAlgorithm?
    /// Whether the object's checksum is over its bytes instead of its parts' checksums.
    var isFullObject = false

    private static let version: UInt8 = 1

    init(started: Timestamp, initiator: String, initiatorARN: String) {
        self.started = started
        self.initiator = initiator
        self.initiatorARN = initiatorARN
    }

    init(decoding bytes: [UInt8]) throws(StoreError) {
        var reader = try RecordReader(bytes, version: Self.version)
        started = Timestamp(milliseconds: try reader.signed())
        initiator = try reader.text()
        initiatorARN = try reader.text()
        fields = try reader.pairs()
        tags = try reader.pairs()
        storageClass = try reader.text()
        let code = try reader.number()
        algorithm = ChecksumAlgorithm(code: code)
        isFullObject = try reader.number() == 1
    }

    var encoded: [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.number(UInt64(started.milliseconds))
        writer.text(initiator)
        writer.text(initiatorARN)
        writer.pairs(fields)
        writer.pairs(tags)
        writer.text(storageClass)
        writer.number(algorithm?.code ?? 0)
        writer.number(isFullObject ? 1 : 0)
        return writer.bytes
    }
}

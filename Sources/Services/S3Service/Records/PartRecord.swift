import Base
import Store

/// What is kept of one part of a multipart upload; its bytes are always in a file.
struct PartRecord: Hashable, Sendable {
    var file: FileName
    var size: Int64
    var modified: Timestamp
    var digest: [UInt8]
    var checksum: StoredChecksum?

    private static let version: UInt8 = 1

    init(file: FileName, size: Int64, modified: Timestamp, digest: [UInt8]) {
        self.file = file
        self.size = size
        self.modified = modified
        self.digest = digest
    }

    init(decoding bytes: [UInt8]) throws(StoreError) {
        var reader = try RecordReader(bytes, version: Self.version)
        guard let file = FileName(bytes: try reader.blob()) else { throw RecordReader.damaged }
        self.file = file
        size = try reader.signed()
        modified = Timestamp(milliseconds: try reader.signed())
        digest = try reader.blob()
        checksum = try StoredChecksum(from: &reader)
    }

    var encoded: [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.blob(file.bytes)
        writer.number(UInt64(size))
        writer.number(UInt64(modified.milliseconds))
        writer.blob(digest)
        StoredChecksum.encode(checksum, to: &writer)
        return writer.bytes
    }

    var etag: EntityTag { EntityTag(digest: digest) }
}

import Base
import Store

/// What is kept of an object: where its bytes are and all that a client may ask about them.
struct ObjectRecord: Hashable, Sendable {
    /// Where the bytes of an object are.
    enum Place: Hashable, Sendable {
        /// Within the record.
        case inline([UInt8])
        /// In a file of the objects folder.
        case file(FileName)
    }

    var place: Place
    var size: Int64
    var modified: Timestamp
    var etag: EntityTag
    /// Stored header fields, names in lower case, `x-amz-meta-…` among them.
    var fields: [RecordPair] = []
    var tags: [RecordPair] = []
    /// Empty for `STANDARD`.
    var storageClass = ""
    var checksum: StoredChecksum?
    /// The sizes of the parts of a multipart upload; empty for other objects.
    var partSizes: [Int64] = []

    private static let version: UInt8 = 1

    init(place: Place, size: Int64, modified: Timestamp, etag: EntityTag) {
        self.place = place
        self.size = size
        self.modified = modified
        self.etag = etag
    }

    var file: FileName? {
        if case .file(let name) = place { return name }
        return nil
    }

    init(decoding bytes: [UInt8]) throws(StoreError) {
        var reader = try RecordReader(bytes, version: Self.version)
        let isInline = try reader.number() == 0
        let location = try reader.blob()
        if isInline {
            place = .inline(location)
        } else {
            guard let name = FileName(bytes: location) else { throw RecordReader.damaged }
            place = .file(name)
        }
        size = try reader.signed()
        modified = Timestamp(milliseconds: try reader.signed())
        etag = EntityTag(digest: try reader.blob(), parts: try reader.count(limit: 1 << 20))
        fields = try reader.pairs()
        tags = try reader.pairs()
        storageClass = try reader.text()
        checksum = try StoredChecksum(from: &reader)
        let count = try reader.count()
        partSizes.reserveCapacity(count)
        for _ in 0..<count { partSizes.append(try reader.signed()) }
    }

    var encoded: [UInt8] {
        var writer = RecordWriter(version: Self.version, capacity: 256 + inlineCount)
        switch place {
        case .inline(let bytes):
            writer.number(0)
            writer.blob(bytes)
        case .file(let name):
            writer.number(1)
            writer.blob(name.bytes)
        }
        writer.number(UInt64(size))
        writer.number(UInt64(modified.milliseconds))
        writer.blob(etag.digest)
        writer.number(UInt64(etag.parts))
        writer.pairs(fields)
        writer.pairs(tags)
        writer.text(storageClass)
        StoredChecksum.encode(checksum, to: &writer)
        writer.number(UInt64(partSizes.count))
        for size in partSizes { writer.number(UInt64(size)) }
        return writer.bytes
    }

    private var inlineCount: Int {
        if case .inline(let bytes) = place { return bytes.count }
        return 0
    }
}

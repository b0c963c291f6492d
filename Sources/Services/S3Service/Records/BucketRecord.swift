import Base
import Store

/// What is kept of a bucket.
struct BucketRecord: Hashable, Sendable {
    var owner: AccountID
    var created: Timestamp
    var region: String
    /// The stored policy document; empty when there is none.
    var policy: [UInt8] = []
    var tags: [RecordPair] = []

    private static let version: UInt8 = 1

    init(owner: AccountID, created: Timestamp, region: String) {
        self.owner = owner
        self.created = created
        self.region = region
    }

    init(decoding bytes: [UInt8]) throws(StoreError) {
        var reader = try RecordReader(bytes, version: Self.version)
        guard let owner = AccountID(number: try reader.number()) else {
            throw RecordReader.damaged
        }
        self.owner = owner
        created = Timestamp(milliseconds: try reader.signed())
        region = try reader.text()
        policy = try reader.blob()
        tags = try reader.pairs()
    }

    var encoded: [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.number(owner.number)
        writer.number(UInt64(created.milliseconds))
        writer.text(region)
        writer.blob(policy)
        writer.pairs(tags)
        return writer.bytes
    }
}

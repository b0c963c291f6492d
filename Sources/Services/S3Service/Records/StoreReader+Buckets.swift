import Base
import Store

/// A page of an account's buckets.
struct BucketPage: Sendable {
    var buckets: [(name: String, record: BucketRecord)] = []
    /// Where the next page goes on after.
    var next: Key?
}

extension StoreReader {
    /// A page of an account's buckets, by name.
    func buckets(
        of account: AccountID,
        prefix: String,
        region: String?,
        after start: Key?,
        limit: Int
    ) throws -> BucketPage {
        var page = BucketPage()
        var last = start
        let wanted = S3Keys.owned(prefix, by: account)
        while true {
            let batch = try entries(prefix: wanted, after: last, limit: Limits.scanEntries)
            for entry in batch {
                let name = S3Keys.bucketName(inOwned: entry.key)
                guard let value = try value(S3Keys.bucket(name)) else { continue }
                let record = try BucketRecord(decoding: value)
                guard region == nil || record.region == region else { continue }
                guard page.buckets.count < limit else {
                    page.next = last
                    return page
                }
                page.buckets.append((name, record))
                last = entry.key
            }
            guard batch.count == Limits.scanEntries else { return page }
            last = batch.last?.key
        }
    }
}

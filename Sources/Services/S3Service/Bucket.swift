import Base
import Store

/// A bucket as requests see it: its record, and its policy ready for decisions.
final class Bucket: Sendable {
    let name: String
    let record: BucketRecord
    let policy: (any S3BucketPolicy)?

    init(name: String, record: BucketRecord, policy: (any S3BucketPolicy)?) {
        self.name = name
        self.record = record
        self.policy = policy
    }

    var owner: AccountID { record.owner }

    var arn: String { "arn:aws:s3:::" + name }

    func arn(of key: String) -> String { "arn:aws:s3:::" + name + "/" + key }

    /// The bucket's record as it is now, within the transaction that works in the bucket.
    ///
    /// - Throws: `NoSuchBucket` when it has gone, even if another has been made under its name: what
    ///   was authorized for the one must not happen to the other.
    func current(in reader: any StoreReader) throws -> BucketRecord {
        guard let value = try reader.value(S3Keys.bucket(name)) else {
            throw S3Error.noSuchBucket(name)
        }
        let now = try BucketRecord(decoding: value)
        guard now.owner == owner, now.created == record.created else {
            throw S3Error.noSuchBucket(name)
        }
        return now
    }
}

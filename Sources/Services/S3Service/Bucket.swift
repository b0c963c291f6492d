import Base

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
}

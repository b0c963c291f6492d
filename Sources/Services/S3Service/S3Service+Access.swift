public import Base
import Store

extension S3Service {
    /// The bucket of a request.
    ///
    /// - Throws: `NoSuchBucket`; `AccessDenied` when the request expects another owner.
    func bucket(_ exchange: Exchange) throws(S3Error) -> Bucket {
        let bucket = try bucket(named: exchange.bucketName)
        try checkOwner(bucket, exchange.request.header("x-amz-expected-bucket-owner"))
        return bucket
    }

    /// A bucket by its name, from the cache or the store.
    func bucket(named name: String) throws(S3Error) -> Bucket {
        let (known, generation) = buckets.find(name)
        if let known { return known }
        let value = try read { try $0.value(S3Keys.bucket(name)) }
        guard let value else { throw .noSuchBucket(name) }
        let bucket = try makeBucket(name, value)
        buckets.remember(bucket, generation: generation)
        return bucket
    }

    private func makeBucket(_ name: String, _ value: [UInt8]) throws(S3Error) -> Bucket {
        do throws(StoreError) {
            let record = try BucketRecord(decoding: value)
            return Bucket(name: name, record: record, policy: try compile(record.policy))
        } catch {
            throw .internalError
        }
    }

    private func compile(_ document: [UInt8]) throws(StoreError) -> (any S3BucketPolicy)? {
        guard !document.isEmpty else { return nil }
        do throws(S3Error) {
            return try gate.compile(S3StoredPolicy(document: document))
        } catch {
            // A policy that cannot be read must never open a bucket.
            throw RecordReader.damaged
        }
    }

    /// Refuses a request whose `x-amz-expected-bucket-owner` names someone else.
    func checkOwner(_ bucket: Bucket, _ expected: String?) throws(S3Error) {
        guard let expected, expected != bucket.owner.description else { return }
        throw .accessDenied
    }

    /// Lets an action on a bucket pass, or throws `AccessDenied`.
    func authorize(
        _ exchange: Exchange,
        _ action: String,
        on bucket: Bucket,
        keys: [S3ContextValue] = []
    ) throws(S3Error) {
        try exchange.caller.authorize(
            S3Demand(
                action: action,
                resource: bucket.arn,
                owner: bucket.owner,
                policy: bucket.policy,
                keys: keys
            )
        )
    }

    /// Lets an action on an object pass, or throws `AccessDenied`.
    func authorize(
        _ exchange: Exchange,
        _ action: String,
        on key: String,
        in bucket: Bucket,
        keys: [S3ContextValue] = []
    ) throws(S3Error) {
        try exchange.caller.authorize(
            S3Demand(
                action: action,
                resource: bucket.arn(of: key),
                owner: bucket.owner,
                policy: bucket.policy,
                keys: keys
            )
        )
    }

    /// Whether the caller may know which keys there are.
    func maySeeKeys(_ exchange: Exchange, in bucket: Bucket) -> Bool {
        do throws(S3Error) {
            try authorize(exchange, "s3:ListBucket", on: bucket)
            return true
        } catch {
            return false
        }
    }

    /// The owner of a bucket and its policy as GetBucketPolicy shows it; nil without such a bucket.
    public func policy(
        ofBucket name: String
    ) -> (owner: AccountID, document: [UInt8]?)? {
        guard let bucket = try? bucket(named: name) else { return nil }
        return (bucket.owner, bucket.policy?.shown())
    }
}

import HTTPMessage
import Store

extension S3Service {
    /// Gives the bucket's policy.
    func getBucketPolicy(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorizePolicy(exchange, "s3:GetBucketPolicy", on: bucket)
        guard let policy = bucket.policy else {
            throw S3Error("NoSuchBucketPolicy", 404, "The bucket policy does not exist")
                .with("BucketName", bucket.name)
        }
        return .answer(
            exchange.answers.body(
                200,
                fields: [("Content-Type", "application/json")],
                .bytes(policy.shown())
            )
        )
    }

    /// Checks a policy, binds its principals, and puts it in the place of the old one.
    func putBucketPolicy(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorizePolicy(exchange, "s3:PutBucketPolicy", on: bucket)
        return try taking(exchange, limit: Limits.documentBytes) {
            [self] (bytes, responder) throws(S3Error) in
            guard bytes.count <= Limits.bucketPolicyBytes else {
                throw .malformedPolicy("Policy exceeds the maximum allowed document size.")
            }
            let stored = try gate.bind(bytes, bucket: bucket.name, owner: bucket.owner)
            change(bucket, exchange, responder) { $0.policy = stored.document }
        }
    }

    /// Removes the policy; succeeds when there is none.
    func deleteBucketPolicy(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorizePolicy(exchange, "s3:DeleteBucketPolicy", on: bucket)
        return try taking(exchange, limit: Limits.strayBodyBytes) { [self] _, responder in
            change(bucket, exchange, responder) { $0.policy = [] }
        }
    }

    /// Lets an operation on the policy pass: only for the owner's account, and always for its root.
    ///
    /// - Source: S3 API Reference, "PutBucketPolicy": 405 for another account that has the
    ///   permission; the owner's root user may, even against an explicit deny.
    private func authorizePolicy(
        _ exchange: Exchange,
        _ action: String,
        on bucket: Bucket
    ) throws(S3Error) {
        let caller = exchange.caller
        if caller.isRoot, caller.account == bucket.owner { return }
        try authorize(exchange, action, on: bucket)
        guard caller.account == bucket.owner else { throw .methodNotAllowed }
    }

    /// Changes a bucket's record and answers 204.
    func change(
        _ bucket: Bucket,
        _ exchange: Exchange,
        _ responder: any Responder,
        _ body: @escaping @Sendable (inout BucketRecord) -> Void
    ) {
        change(exchange, responder) { [buckets] transaction in
            var record = try bucket.current(in: transaction)
            body(&record)
            try transaction.put(S3Keys.bucket(bucket.name), record.encoded)
            transaction.afterCommit { buckets.forget(bucket.name) }
            return exchange.answers.empty(204)
        }
    }
}

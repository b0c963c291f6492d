import HTTPMessage
import Store

extension S3Service {
    /// Gives the bucket's tags.
    func getBucketTagging(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, "s3:GetBucketTagging", on: bucket)
        guard !bucket.record.tags.isEmpty else {
            throw S3Error.noSuchTagSet.with("BucketName", bucket.name)
        }
        return .answer(exchange.answers.xml(tagging(bucket.record.tags)))
    }

    /// Sets the bucket's tags.
    func putBucketTagging(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, "s3:PutBucketTagging", on: bucket)
        return try taking(exchange, limit: Limits.documentBytes) {
            [self] (bytes, responder) throws(S3Error) in
            let tags = try RequestDocument.tags(bytes, atMost: Limits.bucketTags)
            change(bucket, exchange, responder) { $0.tags = tags }
        }
    }

    /// Removes the bucket's tags.
    func deleteBucketTagging(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        // Source: Service Authorization Reference: DeleteBucketTagging needs PutBucketTagging.
        try authorize(exchange, "s3:PutBucketTagging", on: bucket)
        return try taking(exchange, limit: Limits.strayBodyBytes) { [self] _, responder in
            change(bucket, exchange, responder) { $0.tags = [] }
        }
    }

    /// Gives an object's tags.
    func getObjectTagging(_ exchange: Exchange) throws(S3Error) -> Reception {
        let (bucket, record) = try authorizeTagging(exchange, "s3:GetObjectTagging")
        guard let record else { throw missing(exchange, in: bucket) }
        return .answer(exchange.answers.xml(tagging(record.tags)))
    }

    /// Sets an object's tags.
    func putObjectTagging(_ exchange: Exchange) throws(S3Error) -> Reception {
        // `s3:RequestObjectTag` needs the body, so the decision waits for it.
        let bucket = try bucket(exchange)
        try checkVersion(exchange.request)
        return try taking(exchange, limit: Limits.documentBytes) {
            [self] (bytes, responder) throws(S3Error) in
            let tags = try RequestDocument.tags(bytes, atMost: Limits.objectTags)
            let record = try find(exchange.key, in: bucket)
            try authorize(
                exchange,
                "s3:PutObjectTagging",
                on: exchange.key,
                in: bucket,
                keys: S3ContextValue.ofExisting(record)
                    + S3ContextValue.ofWrite(exchange.request, tags: tags)
            )
            guard record != nil else { throw missing(exchange, in: bucket) }
            changeTags(tags, in: bucket, status: 200, exchange, responder)
        }
    }

    /// Removes an object's tags.
    func deleteObjectTagging(_ exchange: Exchange) throws(S3Error) -> Reception {
        let (bucket, record) = try authorizeTagging(exchange, "s3:DeleteObjectTagging")
        guard record != nil else { throw missing(exchange, in: bucket) }
        return try taking(exchange, limit: Limits.strayBodyBytes) { [self] _, responder in
            changeTags([], in: bucket, status: 204, exchange, responder)
        }
    }

    private func authorizeTagging(
        _ exchange: Exchange,
        _ action: String
    ) throws(S3Error) -> (Bucket, ObjectRecord?) {
        let bucket = try bucket(exchange)
        try checkVersion(exchange.request)
        let record = try find(exchange.key, in: bucket)
        try authorize(
            exchange,
            action,
            on: exchange.key,
            in: bucket,
            keys: S3ContextValue.ofExisting(record)
        )
        return (bucket, record)
    }

    private func changeTags(
        _ tags: [RecordPair],
        in bucket: Bucket,
        status: Int,
        _ exchange: Exchange,
        _ responder: any Responder
    ) {
        change(exchange, responder) { transaction in
            _ = try bucket.current(in: transaction)
            let place = S3Keys.object(exchange.key, in: bucket.name)
            guard let bytes = try transaction.value(place) else {
                throw S3Error.noSuchKey(exchange.key)
            }
            var record = try ObjectRecord(decoding: bytes)
            record.tags = tags
            try transaction.put(place, record.encoded)
            return exchange.answers.empty(status)
        }
    }

    private func tagging(_ tags: [RecordPair]) -> XMLAnswer {
        var document = XMLAnswer("Tagging")
        document.element("TagSet") { set in
            for tag in tags {
                set.element("Tag") {
                    $0.text("Key", tag.name)
                    $0.text("Value", tag.value)
                }
            }
        }
        return document
    }
}

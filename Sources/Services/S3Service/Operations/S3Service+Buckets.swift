import Base
import Cryptography
import HTTPMessage
import Store

extension S3Service {
    /// Lists the buckets of the caller's account.
    func listBuckets(_ exchange: Exchange) throws(S3Error) -> Reception {
        guard let account = exchange.caller.account else { throw .accessDenied }
        try exchange.caller.authorize(
            S3Demand(
                action: "s3:ListAllMyBuckets",
                resource: "arn:aws:s3:::*",
                owner: nil,
                policy: nil,
                keys: []
            )
        )
        let query = exchange.request.query
        let prefix = query["prefix"] ?? ""
        let limit = try query.count("max-buckets", atMost: 10_000) ?? 10_000
        let region = query["bucket-region"]
        let start = query["continuation-token"].flatMap({ Hex.bytes($0) }).map(Key.init(bytes:))
        let page = try read { reader in
            try reader.buckets(
                of: account,
                prefix: prefix,
                region: region,
                after: start,
                limit: limit
            )
        }
        var document = XMLAnswer("ListAllMyBucketsResult")
        document.owner("Owner", account)
        document.element("Buckets") { list in
            for bucket in page.buckets {
                list.element("Bucket") {
                    $0.text("Name", bucket.name)
                    $0.text("CreationDate", bucket.record.created.text(.extendedMilliseconds))
                    $0.text("BucketRegion", bucket.record.region)
                }
            }
        }
        if let next = page.next { document.text("ContinuationToken", Hex.text(next.bytes)) }
        if !prefix.isEmpty { document.text("Prefix", prefix) }
        return .answer(exchange.answers.xml(document))
    }

    /// Makes a bucket for the caller's account.
    func createBucket(_ exchange: Exchange) throws(S3Error) -> Reception {
        let name = exchange.bucketName
        guard BucketName.isValid(name) else {
            throw S3Error.invalidBucketName.with("BucketName", name)
        }
        guard let account = exchange.caller.account else { throw .accessDenied }
        try CannedACL.check(exchange.request)
        try exchange.caller.authorize(
            S3Demand(
                action: "s3:CreateBucket",
                resource: "arn:aws:s3:::" + name,
                owner: account,
                policy: nil,
                keys: []
            )
        )
        guard exchange.request.header("x-amz-bucket-object-lock-enabled")?.lowercased() != "true"
        else { throw .headerNotImplemented }
        let ownership = exchange.request.header("x-amz-object-ownership")
        guard ownership == nil || ownership == "BucketOwnerEnforced" else {
            throw .headerNotImplemented
        }
        return try taking(exchange, limit: Limits.documentBytes) {
            [self] (bytes, responder) throws(S3Error) in
            let wish = try BucketConfiguration(bytes, endpoint: exchange.caller.region)
            var record = BucketRecord(owner: account, created: exchange.now, region: wish.region)
            record.tags = wish.tags
            create(name, record, exchange, responder)
        }
    }

    private func create(
        _ name: String,
        _ record: BucketRecord,
        _ exchange: Exchange,
        _ responder: any Responder
    ) {
        change(exchange, responder) { [buckets] transaction in
            let key = S3Keys.bucket(name)
            if let value = try transaction.value(key) {
                let found = try BucketRecord(decoding: value)
                guard found.owner == record.owner else { throw S3Error.bucketAlreadyExists(name) }
                // In us-east-1 making one's own bucket again succeeds and changes nothing.
                // Source: S3 API Reference, "CreateBucket", Errors, BucketAlreadyOwnedByYou.
                guard found.region == "us-east-1", record.region == "us-east-1" else {
                    throw S3Error.bucketAlreadyOwnedByYou(name)
                }
            } else {
                try transaction.put(key, record.encoded)
                try transaction.put(S3Keys.owned(name, by: record.owner), [])
                transaction.afterCommit { buckets.forget(name) }
            }
            return exchange.answers.empty(
                200,
                fields: [("Location", "/" + name), ("x-amz-bucket-arn", "arn:aws:s3:::" + name)]
            )
        }
    }

    /// Tells whether a bucket is there and may be listed.
    func headBucket(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, "s3:ListBucket", on: bucket)
        return .answer(
            exchange.answers.body(
                200,
                fields: [
                    ("x-amz-bucket-region", bucket.record.region),
                    ("x-amz-bucket-arn", bucket.arn), ("x-amz-access-point-alias", "false"),
                    ("Content-Type", "application/xml"),
                ],
                .none(contentLength: 0)
            )
        )
    }

    /// Removes an empty bucket.
    func deleteBucket(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, "s3:DeleteBucket", on: bucket)
        let name = bucket.name
        return try changing(exchange) { [self] transaction in
            let owner = try bucket.current(in: transaction).owner
            guard try !transaction.hasEntries(prefix: S3Keys.objects(in: name)) else {
                throw S3Error.bucketNotEmpty(name)
            }
            try erase(name, of: owner, in: transaction)
            return exchange.answers.empty(204)
        }
    }
}

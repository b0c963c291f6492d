import Base
import HTTPMessage
import Store

extension S3Service {
    /// Copies an object, of this or another bucket, without moving its bytes where possible.
    func copyObject(_ exchange: Exchange) throws(S3Error) -> Reception {
        let target = try bucket(exchange)
        try CannedACL.check(exchange.request)
        let plan = try CopyPlan(exchange.request)
        let (source, record) = try authorizeSource(exchange, plan.source)
        var written = plan.attributes
        if !plan.replacesTags { written.tags = record.tags }
        try authorizeWrite(exchange, written, in: target)
        if !plan.replacesTags, !record.tags.isEmpty {
            try authorize(
                exchange,
                "s3:GetObjectTagging",
                on: plan.source.key,
                in: source,
                keys: S3ContextValue.ofExisting(record)
            )
        }
        return try taking(exchange, limit: Limits.strayBodyBytes) { [self] _, responder in
            work.add { [self] in
                do throws(S3Error) {
                    try copy(plan, of: source, to: target, exchange, responder)
                } catch {
                    responder.respond(exchange.answers.error(error))
                }
            }
        }
    }

    /// Lets the reading half of a copy pass, and gives the source.
    ///
    /// - Throws: `NoSuchKey` or, for who may not list the bucket, `AccessDenied`.
    func authorizeSource(
        _ exchange: Exchange,
        _ source: CopySource
    ) throws(S3Error) -> (Bucket, ObjectRecord) {
        let bucket = try bucket(named: source.bucket)
        try checkOwner(bucket, exchange.request.header("x-amz-source-expected-bucket-owner"))
        let record = try find(source.key, in: bucket)
        try authorize(
            exchange,
            "s3:GetObject",
            on: source.key,
            in: bucket,
            keys: S3ContextValue.ofExisting(record)
        )
        guard let record else {
            throw maySeeKeys(exchange, in: bucket) ? .noSuchKey(source.key) : .accessDenied
        }
        return (bucket, record)
    }

    /// Refuses a copy whose conditions on the source do not hold.
    func check(_ conditions: Preconditions, on record: ObjectRecord) throws(S3Error) {
        switch conditions.outcome(etag: record.etag, modified: record.modified) {
        case .met: return
        case .notModified: throw .preconditionFailed("x-amz-copy-source-If-None-Match")
        case .failed(let condition): throw .preconditionFailed("x-amz-copy-source-" + condition)
        }
    }

    private func copy(
        _ plan: CopyPlan,
        of bucket: Bucket,
        to target: Bucket,
        _ exchange: Exchange,
        _ responder: any Responder
    ) throws(S3Error) {
        // A file that is gone was replaced after its record was read: read again.
        for _ in 0..<4 {
            guard let source = try find(plan.source.key, in: bucket) else {
                throw .noSuchKey(plan.source.key)
            }
            try check(plan.conditions, on: source)
            guard source.size <= Limits.singlePutBytes else {
                throw .invalidRequest(
                    "The specified copy source is larger than the maximum allowable size for a "
                        + "copy source: \(Limits.singlePutBytes)"
                )
            }
            guard let copy = try ObjectCopy(of: source, checksum: plan.algorithm, in: files) else {
                continue
            }
            return put(copy, of: source, plan, in: target, exchange, responder)
        }
        throw .internalError
    }

    private func put(
        _ copy: ObjectCopy,
        of source: ObjectRecord,
        _ plan: CopyPlan,
        in target: Bucket,
        _ exchange: Exchange,
        _ responder: any Responder
    ) {
        var record = ObjectRecord(
            place: copy.place,
            size: source.size,
            modified: exchange.now,
            etag: copy.etag
        )
        record.fields = plan.replacesFields ? plan.attributes.fields : source.fields
        record.tags = plan.replacesTags ? plan.attributes.tags : source.tags
        record.storageClass = plan.attributes.storageClass
        record.checksum = copy.checksum
        let result = record
        change(exchange, responder) { [self] transaction in
            try replace(
                exchange.key,
                in: target,
                with: result,
                plan.writeCondition,
                transaction
            )
            if let file = copy.file { transaction.afterCommit { file.keep() } }
            var document = XMLAnswer("CopyObjectResult")
            document.text("LastModified", result.modified.text(.extendedMilliseconds))
            document.text("ETag", result.etag.quoted)
            document.checksum(result.checksum)
            return exchange.answers.xml(document)
        }
    }
}

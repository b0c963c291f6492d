import Base
import HTTPMessage
import Store

extension S3Service {
    /// Stores an object that comes in one piece.
    func putObject(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        let request = exchange.request
        try CannedACL.check(request)
        let attributes = try ObjectAttributes(request)
        try authorizeWrite(exchange, attributes, in: bucket)
        let condition = try WriteCondition(request)
        return try receiving(exchange, inlineLimit: Limits.inlineBytes) {
            [self] content, responder in
            settle(content, exchange, responder) { [self] place in
                var record = ObjectRecord(
                    place: place,
                    size: content.digest.size,
                    modified: exchange.now,
                    etag: EntityTag(digest: content.digest.md5)
                )
                record.fields = attributes.fields
                record.tags = attributes.tags
                record.storageClass = attributes.storageClass
                record.checksum = content.digest.checksum
                put(record, content, condition, in: bucket, exchange, responder)
            }
        }
    }

    /// Lets a write of an object pass, with all that its headers ask for besides.
    ///
    /// - Source: S3 API Reference, "PutObject", Permissions.
    func authorizeWrite(
        _ exchange: Exchange,
        _ attributes: ObjectAttributes,
        in bucket: Bucket
    ) throws(S3Error) {
        let keys = S3ContextValue.ofWrite(exchange.request, tags: attributes.tags)
        try authorize(exchange, "s3:PutObject", on: exchange.key, in: bucket, keys: keys)
        if exchange.request.header("x-amz-acl") != nil {
            try authorize(exchange, "s3:PutObjectAcl", on: exchange.key, in: bucket, keys: keys)
        }
        if !attributes.tags.isEmpty {
            try authorize(
                exchange,
                "s3:PutObjectTagging",
                on: exchange.key,
                in: bucket,
                keys: keys
            )
        }
    }

    /// Takes a body of up to 5 GiB and calls with it.
    ///
    /// If the body has a checksum, it must be of the `algorithm`.
    ///
    /// - Throws: `MissingContentLength`, `EntityTooLarge`, and what `BodyContract` throws.
    func receiving(
        _ exchange: Exchange,
        inlineLimit: Int,
        algorithm: ChecksumAlgorithm? = nil,
        _ completion: @escaping @Sendable (ReceivedContent, any Responder) -> Void
    ) throws(S3Error) -> Reception {
        var contract = try exchange.contract()
        guard let length = contract.length else { throw .missingContentLength }
        guard length <= Limits.singlePutBytes else {
            throw S3Error.entityTooLarge.with("ProposedSize", String(length))
                .with("MaxSizeAllowed", String(Limits.singlePutBytes))
        }
        // Source: S3 User Guide, "Checking object integrity": without a checksum of the client's,
        // S3 computes CRC64NVME.
        if contract.algorithm == nil { contract.algorithm = algorithm ?? .crc64nvme }
        if let algorithm, let actual = contract.algorithm, actual != algorithm {
            throw .invalidRequest(
                "Checksum Type mismatch occurred, expected checksum Type: "
                    + "\(algorithm.label.lowercased()), actual checksum Type: "
                    + "\(actual.label.lowercased())"
            )
        }
        return .stream(
            UploadSink(
                check: ContentCheck(contract, payload: exchange.caller.payload),
                files: files,
                inlineLimit: length <= Int64(inlineLimit) ? inlineLimit : -1,
                answers: exchange.answers,
                completion: completion
            )
        )
    }

    /// Makes received bytes durable, then tells where they are; on failure answers instead.
    func settle(
        _ content: ReceivedContent,
        _ exchange: Exchange,
        _ responder: any Responder,
        _ body: @escaping @Sendable (ObjectRecord.Place) -> Void
    ) {
        switch content.place {
        case .memory(let bytes): body(.inline(bytes))
        case .file(let file):
            work.add {
                do throws(S3Error) {
                    try file.seal()
                    body(.file(file.name))
                } catch {
                    responder.respond(exchange.answers.error(error))
                }
            }
        }
    }

    private func put(
        _ record: ObjectRecord,
        _ content: ReceivedContent,
        _ condition: WriteCondition,
        in bucket: Bucket,
        _ exchange: Exchange,
        _ responder: any Responder
    ) {
        change(exchange, responder) { [self] transaction in
            try replace(exchange.key, in: bucket, with: record, condition, transaction)
            if case .file(let file) = content.place {
                transaction.afterCommit { file.keep() }
            }
            var fields: [(name: String, value: String)] = [("ETag", record.etag.quoted)]
            if let checksum = record.checksum {
                fields.append((checksum.algorithm.fieldName, checksum.text))
                fields.append(("x-amz-checksum-type", checksum.type))
            }
            return exchange.answers.empty(200, fields: fields)
        }
    }

    /// Puts a record in the place of another, whose file then goes.
    ///
    /// - Throws: `NoSuchBucket` when the bucket has gone, and what the condition throws.
    func replace(
        _ key: String,
        in bucket: Bucket,
        with record: ObjectRecord,
        _ condition: WriteCondition?,
        _ transaction: any StoreTransaction
    ) throws {
        _ = try bucket.current(in: transaction)
        let place = S3Keys.object(key, in: bucket.name)
        let old = try transaction.value(place).map { (bytes: [UInt8]) in
            try ObjectRecord(decoding: bytes)
        }
        try condition?.check(old, key: key)
        try transaction.put(place, record.encoded)
        remove(old?.file, after: transaction)
    }
}

import Base
import HTTPMessage
import Store

extension S3Service {
    /// Begins a multipart upload.
    func createMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        let request = exchange.request
        try CannedACL.check(request)
        let attributes = try ObjectAttributes(request)
        try authorizeWrite(exchange, attributes, in: bucket)
        var record = UploadRecord(
            started: exchange.now,
            initiator: initiator(exchange, of: bucket),
            initiatorARN: exchange.caller.arn
        )
        record.fields = attributes.fields
        record.tags = attributes.tags
        record.storageClass = attributes.storageClass
        try record.readChecksum(request)
        let upload = record
        let id = UploadID(milliseconds: exchange.now.milliseconds, random: random.bytes(16))
        return try changing(exchange) { transaction in
            _ = try bucket.current(in: transaction)
            try transaction.put(
                S3Keys.upload(id, of: exchange.key, in: bucket.name),
                upload.encoded
            )
            var document = XMLAnswer("InitiateMultipartUploadResult")
            document.text("Bucket", bucket.name)
            document.text("Key", exchange.key)
            document.text("UploadId", id.text)
            return exchange.answers.xml(document, fields: upload.checksumFields)
        }
    }

    private func initiator(_ exchange: Exchange, of bucket: Bucket) -> String {
        let caller = exchange.caller
        guard let account = caller.account else { return CanonicalID.text(of: bucket.owner) }
        return caller.isRoot ? CanonicalID.text(of: account) : caller.arn
    }

    /// Gives an upload up, with all its parts.
    func abortMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, "s3:AbortMultipartUpload", on: exchange.key, in: bucket)
        let (id, _) = try upload(exchange)
        return try changing(exchange) { [self] transaction in
            _ = try bucket.current(in: transaction)
            let place = S3Keys.upload(id, of: exchange.key, in: bucket.name)
            guard try transaction.value(place) != nil else { throw S3Error.noSuchUpload }
            try transaction.delete(place)
            try eraseParts(of: id, in: transaction)
            return exchange.answers.empty(204)
        }
    }

    /// The upload that the query names.
    ///
    /// - Throws: `NoSuchUpload`.
    func upload(_ exchange: Exchange) throws(S3Error) -> (UploadID, UploadRecord) {
        let text = exchange.request.query["uploadId"] ?? ""
        let unknown = S3Error.noSuchUpload.with("UploadId", text)
        guard let id = UploadID(text: text) else { throw unknown }
        let record = try read { reader in
            try reader.value(S3Keys.upload(id, of: exchange.key, in: exchange.bucketName)).map {
                (bytes: [UInt8]) in try UploadRecord(decoding: bytes)
            }
        }
        guard let record else { throw unknown }
        return (id, record)
    }
}

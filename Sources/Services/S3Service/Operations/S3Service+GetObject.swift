import Base
import HTTPMessage
import Store

extension S3Service {
    /// Gives an object, or a part of it; for HEAD all but the bytes.
    func getObject(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try checkVersion(exchange.request)
        let found = try find(exchange.key, in: bucket)
        try authorize(
            exchange,
            "s3:GetObject",
            on: exchange.key,
            in: bucket,
            keys: S3ContextValue.ofExisting(found)
        )
        var current = found
        // A file that is gone was replaced after its record was read: read again.
        for _ in 0..<4 {
            guard let record = current else { throw missing(exchange, in: bucket) }
            if let answer = try represent(record, exchange) { return .answer(answer) }
            current = try find(exchange.key, in: bucket)
        }
        throw .internalError
    }

    /// The record of an object of this bucket, and of no other that has come to have its name.
    ///
    /// A bucket that is still in the cache is there: one that goes is forgotten before another write
    /// can put an object into the next of its name.
    func find(_ key: String, in bucket: Bucket) throws(S3Error) -> ObjectRecord? {
        let record = try read { try Self.object(key, in: bucket, $0) }
        guard record != nil, buckets.find(bucket.name).bucket !== bucket else { return record }
        return try read { reader in
            _ = try bucket.current(in: reader)
            return try Self.object(key, in: bucket, reader)
        }
    }

    private static func object(
        _ key: String,
        in bucket: Bucket,
        _ reader: any StoreReader
    ) throws -> ObjectRecord? {
        try reader.value(S3Keys.object(key, in: bucket.name)).map { (bytes: [UInt8]) in
            try ObjectRecord(decoding: bytes)
        }
    }

    /// The error for a key that is not there: who may not list must not learn that.
    ///
    /// - Source: S3 API Reference, "GetObject", Permissions.
    func missing(_ exchange: Exchange, in bucket: Bucket) -> S3Error {
        maySeeKeys(exchange, in: bucket) ? .noSuchKey(exchange.key) : .accessDenied
    }

    /// Only the version `null` exists: buckets here never have versioning.
    func checkVersion(_ request: S3Request) throws(S3Error) {
        guard let version = request.query["versionId"], version != "null" else { return }
        throw .invalidArgument("Invalid version id specified", "versionId", version)
    }

    /// The answer with an object's bytes; nil when its file has gone.
    private func represent(
        _ record: ObjectRecord,
        _ exchange: Exchange
    ) throws(S3Error) -> Response? {
        let request = exchange.request
        switch Preconditions(request).outcome(etag: record.etag, modified: record.modified) {
        case .met: break
        case .failed(let condition): throw .preconditionFailed(condition)
        case .notModified:
            return exchange.answers.body(
                304,
                fields: [
                    ("ETag", record.etag.quoted), ("Last-Modified", record.modified.text(.http)),
                ],
                .none(contentLength: 0)
            )
        }
        let selection = try ObjectSelection(request, record)
        let fields = try ObjectFields.make(record, selection, exchange)
        let status = selection.isPartial ? 206 : 200
        if request.method == .head {
            return exchange.answers.body(
                status,
                fields: fields,
                .none(contentLength: selection.length)
            )
        }
        guard let body = try body(of: record, selection) else { return nil }
        return exchange.answers.body(status, fields: fields, body)
    }

    private func body(
        of record: ObjectRecord,
        _ selection: ObjectSelection
    ) throws(S3Error) -> Response.Body? {
        switch record.place {
        case .inline(let bytes):
            guard selection.isPartial else { return .bytes(bytes) }
            let start = Int(selection.offset)
            return .bytes(Array(bytes[start..<start + Int(selection.length)]))
        case .file(let name):
            guard let descriptor = try files.open(name) else { return nil }
            return .file(
                descriptor: descriptor,
                offset: selection.offset,
                length: selection.length
            )
        }
    }
}

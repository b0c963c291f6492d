import Base
import HTTPMessage
import Store

extension S3Service {
    /// Stores one part of an upload.
    func uploadPart(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(
            exchange,
            "s3:PutObject",
            on: exchange.key,
            in: bucket,
            keys: S3ContextValue.ofWrite(exchange.request, tags: [])
        )
        let number = try partNumber(exchange)
        let (id, upload) = try upload(exchange)
        return try receiving(exchange, inlineLimit: -1, algorithm: upload.algorithm) {
            [self] content, responder in
            guard case .file(let file) = content.place else {
                return responder.respond(exchange.answers.error(.internalError))
            }
            settle(content, exchange, responder) { [self] _ in
                var part = PartRecord(
                    file: file.name,
                    size: content.digest.size,
                    modified: exchange.now,
                    digest: content.digest.md5
                )
                part.checksum = content.digest.checksum
                put(part, file, number, of: id, in: bucket, exchange, responder) { part in
                    var fields: [(name: String, value: String)] = [("ETag", part.etag.quoted)]
                    if let checksum = part.checksum {
                        fields.append((checksum.algorithm.fieldName, checksum.text))
                    }
                    return exchange.answers.empty(200, fields: fields)
                }
            }
        }
    }

    /// Stores one part with bytes of an object that is there.
    func uploadPartCopy(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        let request = exchange.request
        let source = try CopySource(request)
        let (sourceBucket, _) = try authorizeSource(exchange, source)
        try authorize(
            exchange,
            "s3:PutObject",
            on: exchange.key,
            in: bucket,
            keys: S3ContextValue.ofWrite(request, tags: [])
        )
        let number = try partNumber(exchange)
        let (id, upload) = try upload(exchange)
        return try taking(exchange, limit: Limits.strayBodyBytes) { [self] _, responder in
            work.add { [self] in
                do throws(S3Error) {
                    let (part, file) = try copyPart(
                        source.key,
                        of: sourceBucket,
                        request,
                        upload.algorithm,
                        now: exchange.now
                    )
                    put(part, file, number, of: id, in: bucket, exchange, responder) { part in
                        var document = XMLAnswer("CopyPartResult")
                        document.text("LastModified", part.modified.text(.extendedMilliseconds))
                        document.text("ETag", part.etag.quoted)
                        document.checksum(part.checksum, showsType: false)
                        return exchange.answers.xml(document)
                    }
                } catch {
                    responder.respond(exchange.answers.error(error))
                }
            }
        }
    }

    private func copyPart(
        _ key: String,
        of bucket: Bucket,
        _ request: S3Request,
        _ algorithm: ChecksumAlgorithm?,
        now: Timestamp
    ) throws(S3Error) -> (PartRecord, NewFile) {
        for _ in 0..<4 {
            guard let record = try find(key, in: bucket) else {
                throw .noSuchKey(key)
            }
            try check(Preconditions(source: request), on: record)
            let (offset, length) = try copyRange(request, size: record.size)
            let file = try files.create()
            var digests = RunningDigests(needsMD5: true, checksum: algorithm ?? .crc64nvme)
            switch record.place {
            case .inline(let bytes):
                let piece = Array(bytes[Int(offset)..<Int(offset + length)])
                digests.update(piece.span)
                try file.write(piece.span)
            case .file(let name):
                guard let descriptor = try files.open(name) else { continue }
                try FileReading.forEachPiece(of: descriptor, offset: offset, length: length) {
                    (piece: Span<UInt8>) throws(S3Error) in
                    digests.update(piece)
                    try file.write(piece)
                }
            }
            try file.seal()
            var part = PartRecord(
                file: file.name,
                size: length,
                modified: now,
                digest: digests.md5() ?? []
            )
            part.checksum = digests.checksum()
            return (part, file)
        }
        throw .internalError
    }

    /// The bytes that `x-amz-copy-source-range` names; both ends must be within the source.
    private func copyRange(
        _ request: S3Request,
        size: Int64
    ) throws(S3Error) -> (offset: Int64, length: Int64) {
        guard let text = request.header("x-amz-copy-source-range") else {
            guard size <= Limits.singlePutBytes else { throw .entityTooLarge }
            return (0, size)
        }
        let ends = text.hasPrefix("bytes=") ? text.dropFirst(6).split(separator: "-") : []
        guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]),
            first >= 0, first <= last
        else {
            throw .invalidArgument(
                "The x-amz-copy-source-range value must be of the form bytes=first-last where "
                    + "first and last are the zero-based offsets of the first and last bytes to "
                    + "copy",
                "x-amz-copy-source-range",
                text
            )
        }
        guard last < size else {
            throw .invalidArgument(
                "Range specified is not valid for source object of size: \(size)",
                "x-amz-copy-source-range",
                text
            )
        }
        guard last - first < Limits.singlePutBytes else { throw .entityTooLarge }
        return (first, last - first + 1)
    }

    private func put(
        _ part: PartRecord,
        _ file: NewFile,
        _ number: Int,
        of id: UploadID,
        in bucket: Bucket,
        _ exchange: Exchange,
        _ responder: any Responder,
        answer: @escaping @Sendable (PartRecord) -> Response
    ) {
        change(exchange, responder) { [self] transaction in
            _ = try bucket.current(in: transaction)
            let upload = S3Keys.upload(id, of: exchange.key, in: bucket.name)
            guard try transaction.value(upload) != nil else { throw S3Error.noSuchUpload }
            let place = S3Keys.part(number, of: id)
            if let old = try transaction.value(place) {
                remove(try PartRecord(decoding: old).file, after: transaction)
            }
            try transaction.put(place, part.encoded)
            transaction.afterCommit { file.keep() }
            return answer(part)
        }
    }

    private func partNumber(_ exchange: Exchange) throws(S3Error) -> Int {
        let text = exchange.request.query["partNumber"] ?? ""
        guard let number = Int(text), (1...Limits.partNumber).contains(number) else {
            throw .invalidArgument(
                "Part number must be an integer between 1 and 10000, inclusive",
                "partNumber",
                text
            )
        }
        return number
    }
}

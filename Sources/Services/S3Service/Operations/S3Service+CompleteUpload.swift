import Base
import Cryptography
import HTTPMessage
import Store

extension S3Service {
    /// Makes an object of an upload's parts.
    func completeMultipartUpload(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(
            exchange,
            "s3:PutObject",
            on: exchange.key,
            in: bucket,
            keys: S3ContextValue.ofWrite(exchange.request, tags: [])
        )
        let condition = try WriteCondition(exchange.request)
        let (id, upload) = try upload(exchange)
        // Here `x-amz-checksum-…` is the object's, not the body's.
        let promised = try exchange.contract()
        return try taking(exchange, limit: Limits.partListBytes, isObjectDigest: true) {
            [self] (bytes, responder) throws(S3Error) in
            let list = try PartList(bytes)
            let parts = try matched(list, id, upload)
            let plan = AssemblyPlan(
                id: id,
                upload: upload,
                parts: parts,
                promised: promised.checksum,
                condition: condition
            )
            try plan.checkSize(exchange.request)
            work.add { [self] in
                do throws(S3Error) {
                    try assemble(plan, in: bucket, exchange, responder)
                } catch {
                    responder.respond(exchange.answers.error(error))
                }
            }
        }
    }

    /// The records of the listed parts, once each is as the client says.
    ///
    /// - Throws: `InvalidPart`, `EntityTooSmall`, `InvalidRequest`.
    private func matched(
        _ list: PartList,
        _ id: UploadID,
        _ upload: UploadRecord
    ) throws(S3Error) -> [AssemblyPlan.Part] {
        let stored = try read { reader in
            var stored: [Int: PartRecord] = [:]
            try reader.forEachEntry(prefix: S3Keys.parts(of: id)) { entry in
                stored[S3Keys.partNumber(of: entry.key)] = try PartRecord(decoding: entry.value)
            }
            return stored
        }
        var parts: [AssemblyPlan.Part] = []
        parts.reserveCapacity(list.parts.count)
        for (index, part) in list.parts.enumerated() {
            guard let record = stored[part.number], record.etag.matches(part.etag) else {
                throw S3Error.invalidPart.with("UploadId", id.text)
                    .with("PartNumber", String(part.number)).with("ETag", part.etag)
            }
            try checkChecksum(part, record, upload)
            let isLast = index == list.parts.count - 1
            guard isLast || record.size >= Limits.leastPartBytes else {
                throw S3Error.entityTooSmall.with("ProposedSize", String(record.size))
                    .with("MinSizeAllowed", String(Limits.leastPartBytes))
                    .with("PartNumber", String(part.number)).with("ETag", record.etag.bare)
            }
            parts.append(AssemblyPlan.Part(number: part.number, record: record))
        }
        return parts
    }

    private func checkChecksum(
        _ part: PartList.Part,
        _ record: PartRecord,
        _ upload: UploadRecord
    ) throws(S3Error) {
        guard let checksum = part.checksum else {
            guard let algorithm = upload.algorithm, !upload.isFullObject else { return }
            throw .invalidRequest(
                "The upload was created using a \(algorithm.label.lowercased()) checksum. The "
                    + "complete request must include the checksum for each part. It was missing "
                    + "for part \(part.number) in the request."
            )
        }
        guard record.checksum?.algorithm == checksum.algorithm,
            record.checksum?.text == checksum.text
        else { throw S3Error.invalidPart.with("PartNumber", String(part.number)) }
    }

    private func assemble(
        _ plan: AssemblyPlan,
        in bucket: Bucket,
        _ exchange: Exchange,
        _ responder: any Responder
    ) throws(S3Error) {
        let assembly = try plan.assemble(in: files)
        var record = ObjectRecord(
            place: .file(assembly.name),
            size: plan.size,
            modified: exchange.now,
            etag: plan.etag
        )
        record.fields = plan.upload.fields
        record.tags = plan.upload.tags
        record.storageClass = plan.upload.storageClass
        record.checksum = assembly.checksum
        record.partSizes = plan.parts.map(\.record.size)
        let result = record
        change(exchange, responder) { [self] transaction in
            let place = S3Keys.upload(plan.id, of: exchange.key, in: exchange.bucketName)
            guard try transaction.value(place) != nil else { throw S3Error.noSuchUpload }
            for part in plan.parts {
                let stored = try transaction.value(S3Keys.part(part.number, of: plan.id))
                guard stored == part.record.encoded else { throw S3Error.invalidPart }
            }
            try replace(
                exchange.key,
                in: bucket,
                with: result,
                plan.condition,
                transaction
            )
            try transaction.delete(place)
            try eraseParts(of: plan.id, keeping: result.file, in: transaction)
            if let file = assembly.file { transaction.afterCommit { file.keep() } }
            return completed(result, exchange)
        }
    }

    private func completed(_ record: ObjectRecord, _ exchange: Exchange) -> Response {
        var document = XMLAnswer("CompleteMultipartUploadResult")
        let host = exchange.request.header("host") ?? "s3.amazonaws.com"
        let scheme = exchange.request.head.isSecure ? "https" : "http"
        let path = exchange.request.resource
        document.text("Location", "\(scheme)://\(host)\(path)")
        document.text("Bucket", exchange.bucketName)
        document.text("Key", exchange.key)
        document.text("ETag", record.etag.quoted)
        document.checksum(record.checksum)
        return exchange.answers.xml(document)
    }
}

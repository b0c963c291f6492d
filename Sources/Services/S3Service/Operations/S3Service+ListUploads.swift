import Base
import HTTPMessage
import Store

extension S3Service {
    /// Lists the parts of an upload.
    func listParts(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, "s3:ListMultipartUploadParts", on: exchange.key, in: bucket)
        let (id, upload) = try upload(exchange)
        let query = exchange.request.query
        let limit = try query.count("max-parts", atMost: Limits.pageEntries) ?? Limits.pageEntries
        let marker = try query.count("part-number-marker", atMost: Limits.partNumber) ?? 0
        let entries = try read { reader in
            try reader.entries(
                prefix: S3Keys.parts(of: id),
                after: S3Keys.part(marker, of: id),
                limit: limit + 1
            )
        }
        let page = entries.prefix(limit)
        let last = page.last.map { S3Keys.partNumber(of: $0.key) } ?? marker
        var document = XMLAnswer("ListPartsResult")
        document.text("Bucket", bucket.name)
        document.text("Key", exchange.key)
        document.text("UploadId", id.text)
        document.number("PartNumberMarker", marker)
        document.number("NextPartNumberMarker", last)
        document.number("MaxParts", limit)
        document.flag("IsTruncated", entries.count > limit)
        document.upload(upload, owner: bucket.owner)
        if let algorithm = upload.algorithm {
            document.text("ChecksumAlgorithm", algorithm.label)
            document.text("ChecksumType", upload.isFullObject ? "FULL_OBJECT" : "COMPOSITE")
        }
        for entry in page { try append(entry, to: &document) }
        return .answer(exchange.answers.xml(document))
    }

    private func append(_ entry: Entry, to document: inout XMLAnswer) throws(S3Error) {
        let part: PartRecord
        do throws(StoreError) {
            part = try PartRecord(decoding: entry.value)
        } catch {
            throw .internalError
        }
        document.element("Part") {
            $0.number("PartNumber", S3Keys.partNumber(of: entry.key))
            $0.text("LastModified", part.modified.text(.extendedMilliseconds))
            $0.text("ETag", part.etag.quoted)
            $0.number("Size", part.size)
            $0.checksum(part.checksum, showsType: false)
        }
    }

    /// Lists the uploads of a bucket that are neither completed nor aborted.
    func listMultipartUploads(_ exchange: Exchange) throws(S3Error) -> Reception {
        let bucket = try bucket(exchange)
        try authorize(exchange, "s3:ListBucketMultipartUploads", on: bucket)
        let wish = try ListingWish(exchange.request)
        let query = exchange.request.query
        let limit =
            try query.count("max-uploads", atMost: Limits.pageEntries)
            ?? Limits.pageEntries
        let marker = query["key-marker"] ?? ""
        let idMarker = query["upload-id-marker"] ?? ""
        let listing = try read { reader in
            _ = try bucket.current(in: reader)
            return try reader.uploads(
                in: bucket.name,
                prefix: wish.prefix,
                delimiter: wish.delimiter,
                after: (marker, UploadID(text: idMarker)),
                limit: limit
            )
        }
        var document = XMLAnswer("ListMultipartUploadsResult")
        document.text("Bucket", bucket.name)
        document.text("KeyMarker", wish.coded(marker))
        document.text("UploadIdMarker", idMarker)
        if listing.isTruncated {
            document.text("NextKeyMarker", wish.coded(listing.lastKey))
            document.text("NextUploadIdMarker", listing.lastID?.text ?? "")
        }
        document.text("Prefix", wish.coded(wish.prefix))
        if !wish.delimiter.isEmpty { document.text("Delimiter", wish.coded(wish.delimiter)) }
        document.number("MaxUploads", limit)
        if wish.isCoded { document.text("EncodingType", "url") }
        document.flag("IsTruncated", listing.isTruncated)
        for upload in listing.uploads {
            document.element("Upload") {
                $0.text("Key", wish.coded(upload.key))
                $0.text("UploadId", upload.id.text)
                $0.upload(upload.record, owner: bucket.owner)
                $0.text("Initiated", upload.record.started.text(.extendedMilliseconds))
            }
        }
        for prefix in listing.prefixes {
            document.element("CommonPrefixes") { $0.text("Prefix", wish.coded(prefix)) }
        }
        return .answer(exchange.answers.xml(document))
    }
}

extension XMLAnswer {
    /// Adds who began an upload, whose it is, and its storage class.
    mutating func upload(_ upload: UploadRecord, owner account: AccountID) {
        element("Initiator") { $0.text("ID", upload.initiator) }
        owner("Owner", account)
        text("StorageClass", upload.storageClass.isEmpty ? "STANDARD" : upload.storageClass)
    }
}

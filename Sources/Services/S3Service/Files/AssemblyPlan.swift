import Cryptography

/// How an object is made of an upload's parts.
struct AssemblyPlan: Sendable {
    /// A part with its number.
    struct Part: Sendable {
        let number: Int
        let record: PartRecord
    }

    /// The bytes of all parts in one file.
    struct Assembly: Sendable {
        let name: FileName
        /// The file, unless it is that of the only part.
        let file: NewFile?
        let checksum: StoredChecksum?
    }

    let id: UploadID
    let upload: UploadRecord
    let parts: [Part]
    /// The checksum of the whole object that the client gave.
    let promised: [UInt8]?
    let condition: WriteCondition

    /// Bytes of the object.
    var size: Int64 { parts.reduce(0) { $0 + $1.record.size } }

    /// The MD5 of the parts' MD5s, with their number.
    ///
    /// - Source: S3 API Reference, "Object", ETag; the form is that of every S3 answer.
    var etag: EntityTag {
        let digest = RunningDigest(.md5)
        for part in parts { digest.update(part.record.digest.span) }
        return EntityTag(digest: digest.finish(), parts: parts.count)
    }

    /// Refuses an upload that is too large or not as large as the client says.
    func checkSize(_ request: S3Request) throws(S3Error) {
        guard size <= Limits.objectBytes else { throw .entityTooLarge }
        guard let text = request.header("x-amz-mp-object-size") else { return }
        guard Int64(text) == size else {
            throw .invalidRequest(
                "The provided 'x-amz-mp-object-size' header does not match what was computed."
            )
        }
    }

    /// Joins the parts in a durable file.
    ///
    /// - Throws: `NoSuchUpload` when a part has gone, `BadDigest` when the promised checksum is not
    ///   that of the object.
    func assemble(in files: ObjectFiles) throws(S3Error) -> Assembly {
        let isFull = upload.isFullObject || upload.algorithm == nil
        if parts.count == 1, let only = parts.first?.record {
            let checksum = try verified(isFull ? only.checksum : composite)
            return Assembly(name: only.file, file: nil, checksum: checksum)
        }
        let file = try files.create()
        let algorithm = upload.algorithm ?? .crc64nvme
        var digests = RunningDigests(needsMD5: false, checksum: isFull ? algorithm : nil)
        for part in parts {
            guard let descriptor = try files.open(part.record.file) else { throw .noSuchUpload }
            try FileReading.forEachPiece(of: descriptor, offset: 0, length: part.record.size) {
                (piece: Span<UInt8>) throws(S3Error) in
                digests.update(piece)
                try file.write(piece)
            }
        }
        let checksum = try verified(isFull ? digests.checksum() : composite)
        try file.seal()
        return Assembly(name: file.name, file: file, checksum: checksum)
    }

    /// The checksum of the parts' checksums.
    private var composite: StoredChecksum? {
        guard let algorithm = upload.algorithm else { return nil }
        var check = RunningChecksum(algorithm)
        for part in parts {
            guard let value = part.record.checksum?.value else { return nil }
            check.update(value.span)
        }
        return StoredChecksum(algorithm: algorithm, value: check.finish(), parts: parts.count)
    }

    private func verified(_ checksum: StoredChecksum?) throws(S3Error) -> StoredChecksum? {
        guard let promised, let checksum, checksum.parts == 0, promised != checksum.value else {
            return checksum
        }
        throw S3Error(
            "BadDigest",
            400,
            "The \(checksum.algorithm.label) you specified did not match the calculated checksum."
        )
    }
}

/// A second holding of an object's bytes, with its digests: what a copy needs.
struct ObjectCopy: Sendable {
    let place: ObjectRecord.Place
    /// The new file, which goes again unless it is kept.
    let file: NewFile?
    let etag: EntityTag
    let checksum: StoredChecksum?

    /// Gives the bytes of an object a second place; nil when its file has gone.
    ///
    /// The bytes of a file get a second name; they are read only where a digest over all of them is
    /// not yet known.
    init?(
        of source: ObjectRecord,
        checksum wish: ChecksumAlgorithm?,
        in files: ObjectFiles
    ) throws(S3Error) {
        var known = source.checksum
        if known?.parts != 0 { known = nil }
        let algorithm = wish ?? source.checksum?.algorithm ?? .crc64nvme
        if known?.algorithm != algorithm { known = nil }
        var digests = RunningDigests(
            needsMD5: source.etag.parts != 0,
            checksum: known == nil ? algorithm : nil
        )
        switch source.place {
        case .inline(let bytes):
            place = .inline(bytes)
            file = nil
            digests.update(bytes.span)
        case .file(let name):
            guard let copy = try Self.copy(name, size: source.size, &digests, in: files) else {
                return nil
            }
            place = .file(copy.name)
            file = copy
        }
        etag = digests.md5().map { EntityTag(digest: $0) } ?? source.etag
        checksum = known ?? digests.checksum()
    }

    private static func copy(
        _ name: FileName,
        size: Int64,
        _ digests: inout RunningDigests,
        in files: ObjectFiles
    ) throws(S3Error) -> NewFile? {
        if let linked = try files.link(name) {
            let file = NewFile(name: linked, descriptor: -1, files: files)
            guard digests.isNeeded else { return file }
            guard let descriptor = try files.open(linked) else { throw .internalError }
            try FileReading.forEachPiece(of: descriptor, offset: 0, length: size) { piece in
                digests.update(piece)
            }
            return file
        }
        // No link: the file has gone, or the file system gives it no further name.
        guard let descriptor = try files.open(name) else { return nil }
        let file = try files.create()
        try FileReading.forEachPiece(of: descriptor, offset: 0, length: size) {
            (piece: Span<UInt8>) throws(S3Error) in
            digests.update(piece)
            try file.write(piece)
        }
        try file.seal()
        return file
    }
}

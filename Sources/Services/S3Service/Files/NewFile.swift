private import Glibc

/// A file that is being written; it goes away with this value unless `keep` is called.
///
/// - Important: Used by one thread at a time.
final class NewFile: @unchecked Sendable {
    // SAFETY: an upload hands it from thread to thread but never shares it; `descriptor`, `size` and
    // `isKept` are touched by its holder only.
    let name: FileName
    private var descriptor: Int32
    private let files: ObjectFiles
    private(set) var size: Int64 = 0
    private var isKept = false

    init(name: FileName, descriptor: Int32, files: ObjectFiles) {
        self.name = name
        self.descriptor = descriptor
        self.files = files
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
        if !isKept { files.remove(name) }
    }

    /// Adds bytes at the end.
    func write(_ bytes: Span<UInt8>) throws(S3Error) {
        let isWritten = unsafe bytes.withUnsafeBytes { buffer -> Bool in
            var offset = 0
            while offset < buffer.count {
                // SAFETY: the pointer stays within the span, which outlives the call.
                let start = unsafe buffer.baseAddress.map { unsafe $0 + offset }
                let count = unsafe Glibc.write(descriptor, start, buffer.count - offset)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }
        guard isWritten else { throw .internalError }
        size += Int64(bytes.count)
    }

    /// Makes the bytes and the name durable, and closes the file.
    func seal() throws(S3Error) {
        guard fsync(descriptor) == 0, files.syncFolder(of: name) else { throw .internalError }
        _ = close(descriptor)
        descriptor = -1
    }

    /// Leaves the file on the disk: a record names it.
    func keep() { isKept = true }
}

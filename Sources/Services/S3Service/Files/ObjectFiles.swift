import Base
private import Glibc
import Store

/// The folder of object files: made once, never changed, removed when no record names them.
///
/// Files have random names in 256 subfolders. A file is complete and durable before a record names
/// it, so a crash leaves at most files that no record names; `sweep` removes those.
// SAFETY: every `unsafe` here passes a path that lives as a C string for the call.
final class ObjectFiles: Sendable {
    let folder: String
    private let random: RandomSource

    /// Makes the folder if need be.
    ///
    /// - Throws: `StoreError.unavailable` when that fails.
    init(folder: String, random: RandomSource) throws(StoreError) {
        self.folder = folder
        self.random = random
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw .unavailable("the objects folder cannot be made")
        }
    }

    /// Starts a file under a new name.
    func create() throws(S3Error) -> NewFile {
        guard let name = FileName(bytes: random.bytes(FileName.length)) else {
            throw .internalError
        }
        let path = folder + "/" + name.path
        let flags = O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC
        var descriptor = unsafe Glibc.open(path, flags, 0o600)
        if descriptor < 0, errno == ENOENT {
            try makeShard(name)
            descriptor = unsafe Glibc.open(path, flags, 0o600)
        }
        guard descriptor >= 0 else { throw .internalError }
        return NewFile(name: name, descriptor: descriptor, files: self)
    }

    /// Opens a file to be read; nil when it has gone in the meantime.
    func open(_ name: FileName) throws(S3Error) -> Int32? {
        let descriptor = unsafe Glibc.open(folder + "/" + name.path, O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else { return descriptor }
        guard errno == ENOENT else { throw .internalError }
        return nil
    }

    /// Gives a file's bytes a second name, durably; nil when the file has gone or has too many.
    func link(_ name: FileName) throws(S3Error) -> FileName? {
        guard let copy = FileName(bytes: random.bytes(FileName.length)) else {
            throw .internalError
        }
        let source = folder + "/" + name.path
        let target = folder + "/" + copy.path
        var status = unsafe Glibc.link(source, target)
        if status != 0, errno == ENOENT {
            try makeShard(copy)
            status = unsafe Glibc.link(source, target)
        }
        guard status == 0 else { return nil }
        guard syncFolder(of: copy) else {
            remove(copy)
            throw .internalError
        }
        return copy
    }

    /// Removes a file; nothing happens when it is not there.
    func remove(_ name: FileName) {
        _ = unsafe unlink(folder + "/" + name.path)
    }

    /// Makes the entry of a new file durable.
    func syncFolder(of name: FileName) -> Bool { sync(folder + "/" + name.shard) }

    private func makeShard(_ name: FileName) throws(S3Error) {
        guard unsafe mkdir(folder + "/" + name.shard, 0o700) == 0 || errno == EEXIST else {
            throw .internalError
        }
        guard sync(folder) else { throw .internalError }
    }

    private func sync(_ path: String) -> Bool {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { _ = close(descriptor) }
        return fsync(descriptor) == 0
    }
}

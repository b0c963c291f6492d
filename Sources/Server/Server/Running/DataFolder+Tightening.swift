private import Glibc

extension DataFolder {
    /// Keeps everyone but the owner out of a folder that was there before, and of what is ours in it.
    ///
    /// - Throws: when something belongs to another user, who could read or replace it.
    func tighten() throws(Failure) {
        guard try Self.tighten(path, 0o700) else {
            throw Failure(message: "\(path) is no folder")
        }
        let files = [
            database, "\(database)-wal", "\(database)-shm", "\(database)-lock", masterKey,
            tokenKeys, signingKeys, instanceIdentity, rootKeys, lockFile, objects,
        ]
        for file in files { _ = try Self.tighten(file, 0o600) }
    }

    /// Takes a file's or folder's group and others their rights; false when there is none.
    private static func tighten(_ path: String, _ mode: mode_t) throws(Failure) -> Bool {
        var found = stat()
        // SAFETY: the path is a C string for the time of the call.
        guard unsafe lstat(path, &found) == 0 else {
            guard errno == ENOENT else { throw failure("cannot look at \(path)") }
            return false
        }
        guard found.st_uid == geteuid() else {
            throw Failure(
                message:
                    "\(path) belongs to the user with the id \(found.st_uid), who could read or "
                    + "replace it; give it to the user that runs rolecall, or name another --data"
            )
        }
        let isFolder = found.st_mode & S_IFMT == S_IFDIR
        guard isFolder || found.st_mode & S_IFMT == S_IFREG else {
            throw Failure(message: "\(path) is neither a file nor a folder")
        }
        guard found.st_mode & 0o077 != 0 else { return true }
        // SAFETY: as above.
        guard unsafe chmod(path, isFolder ? 0o700 : mode) == 0 else {
            throw failure("cannot close \(path) to other users")
        }
        return true
    }

    private static func failure(_ what: String) -> Failure {
        Failure(message: unsafe "\(what): \(String(cString: strerror(errno)))")
    }
}

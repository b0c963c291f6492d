private import Glibc

extension DataFolder {
    /// The bytes of a file that only its owner can read.
    static func readPrivate(file: String) throws(Failure) -> [UInt8] {
        var found = stat()
        // SAFETY: the path is a C string for the time of the call.
        guard unsafe stat(file, &found) == 0 else {
            throw Failure(message: "there is no file \(file)")
        }
        guard found.st_mode & 0o077 == 0 else {
            throw Failure(message: "\(file) holds keys and can be read by others; chmod 600 it")
        }
        guard let bytes = try read(file: file) else {
            throw Failure(message: "there is no file \(file)")
        }
        return bytes
    }
}

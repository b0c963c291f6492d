private import Glibc

/// The folder that holds all that survives the process.
///
/// Only its owner may enter it (mode 0700); the files in it have mode 0600.
struct DataFolder: Sendable {
    /// Its absolute path.
    let path: String
    /// Whether it goes with the process.
    let isEphemeral: Bool

    /// Why a folder cannot be used.
    struct Failure: Error {
        /// What a person should read.
        let message: String
    }

    /// Opens a folder and makes it if it is not there.
    init(opening path: String) throws(Failure) {
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw Failure(message: "cannot make the folder \(path): \(Self.reason())")
        }
        guard let real = unsafe realpath(path, nil) else {
            throw Failure(message: "cannot open the folder \(path): \(Self.reason())")
        }
        defer { unsafe free(real) }
        self.path = unsafe String(cString: real)
        isEphemeral = false
        try tighten()
    }

    /// Makes a fresh folder under the system's place for temporary files.
    static func temporary() throws(Failure) -> DataFolder {
        let root = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(root)/rolecall-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw Failure(message: "cannot make a folder in \(root): \(Self.reason())")
        }
        let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        return DataFolder(path: path, isEphemeral: true)
    }

    private init(path: String, isEphemeral: Bool) {
        self.path = path
        self.isEphemeral = isEphemeral
    }

    var database: String { "\(path)/rolecall.db" }
    var objects: String { "\(path)/objects" }
    var controlSocket: String { "\(path)/control.sock" }
    var masterKey: String { "\(path)/master.key" }
    var tokenKeys: String { "\(path)/token.keys" }
    var instanceIdentity: String { "\(path)/instance-identity.key" }
    var signingKeys: String { "\(path)/signing.keys" }
    var rootKeys: String { "\(path)/root.keys" }
    var lockFile: String { "\(path)/lock" }

    /// Takes the folder for this process; the lock goes with the process.
    func lock() throws(Failure) {
        let descriptor = unsafe open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(message: "another process serves \(path)")
        }
    }

    /// The bytes of a file, or nil when there is none.
    static func read(file: String) throws(Failure) -> [UInt8]? {
        let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else {
                throw Failure(message: "cannot read \(file): \(reason())")
            }
            return nil
        }
        defer { _ = close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else {
                throw Failure(message: "cannot read \(file): \(reason())")
            }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Writes a file whole or not at all, durably, with mode 0600.
    func write(_ file: String, _ bytes: [UInt8]) throws(Failure) {
        let temporary = "\(file).new"
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure(message: "cannot write \(file): \(Self.reason())")
        }
        let written = unsafe Glibc.write(descriptor, bytes, bytes.count)
        let isDurable = written == bytes.count && fsync(descriptor) == 0
        _ = close(descriptor)
        guard isDurable, unsafe rename(temporary, file) == 0 else {
            throw Failure(message: "cannot write \(file): \(Self.reason())")
        }
        let folder = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folder >= 0 {
            _ = fsync(folder)
            _ = close(folder)
        }
    }

    /// Removes an ephemeral folder with all in it; does nothing to another.
    func removeIfEphemeral() {
        guard isEphemeral else { return }
        Self.removeTree(path)
    }

    private static func removeTree(_ path: String) {
        if let folder = unsafe opendir(path) {
            while let entry = unsafe readdir(folder) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                        unsafe String(cString: $0)
                    }
                }
                guard name != ".", name != ".." else { continue }
                let child = "\(path)/\(name)"
                if unsafe entry.pointee.d_type == UInt8(DT_DIR) {
                    removeTree(child)
                } else {
                    _ = unsafe unlink(child)
                }
            }
            unsafe closedir(folder)
        }
        _ = unsafe rmdir(path)
    }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}

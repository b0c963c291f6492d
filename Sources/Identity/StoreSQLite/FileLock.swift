private import Glibc
import Store
private import Synchronization

/// An advisory lock on a file, so that two processes do not write one store.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    init(path: String) throws(StoreError) {
        // SAFETY: the path is a C string for the time of the call.
        let file = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unavailable("cannot open \(path)") }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            _ = Glibc.close(file)
            throw .unavailable("another process uses \(path)")
        }
        descriptor = Mutex(file)
    }

    deinit { release() }

    /// Lets others take the lock.
    func release() {
        let file = descriptor.withLock { descriptor in
            defer { descriptor = nil }
            return descriptor
        }
        if let file { _ = Glibc.close(file) }
    }
}

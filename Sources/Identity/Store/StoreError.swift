/// Why a store could not do what it was asked to.
public enum StoreError: Error, Hashable, Sendable {
    /// The store has been closed.
    case closed
    /// The disk is full or the file cannot be written.
    case unavailable(String)
    /// The file is damaged, or is of a newer form than this program.
    case unreadable(String)
}

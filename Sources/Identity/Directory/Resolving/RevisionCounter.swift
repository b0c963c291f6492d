private import Synchronization

/// Counts the changes of an account that bear on who may do what.
///
/// Whoever keeps something that follows from an account's records keeps a stamp with it.
public final class RevisionCounter: Sendable {
    private let value = Atomic<UInt64>(1)

    /// The revision now; a read of memory, no lock.
    public var current: UInt64 { value.load(ordering: .acquiring) }

    func advance() { value.add(1, ordering: .acquiringAndReleasing) }
}

/// A revision of an account that something was made from.
///
/// Take it before reading: what is read later is at least as new.
public struct RevisionStamp: Sendable {
    private let counter: RevisionCounter
    private let value: UInt64

    init(_ counter: RevisionCounter) {
        self.counter = counter
        value = counter.current
    }

    /// Whether nothing has changed since.
    public var isCurrent: Bool { counter.current == value }
}

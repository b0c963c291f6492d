internal import Synchronization

/// The bytes that all bodies gathered in memory may take up at one time.
final class CollectBudget: Sendable {
    private let left: Atomic<Int>

    init(_ bytes: Int) { left = Atomic(bytes) }

    /// Takes bytes, or tells that there are not so many left.
    func take(_ count: Int) -> Bool {
        guard left.wrappingSubtract(count, ordering: .relaxed).newValue < 0 else { return true }
        giveBack(count)
        return false
    }

    func giveBack(_ count: Int) { left.wrappingAdd(count, ordering: .relaxed) }
}

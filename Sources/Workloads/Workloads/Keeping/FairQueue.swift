/// What waits to be done, in lanes that take turns, so that a long one does not keep the others.
struct FairQueue<Element> {
    private var waiting: [Lane: [Element]] = [:]
    private var running: [Lane: Int] = [:]
    /// Lanes with something that waits; the next is first.
    private var turns: [Lane] = []
    private let share: Int

    /// Takes how much of one lane may be under way at once.
    init(share: Int) { self.share = share }

    /// How much waits.
    var count: Int { waiting.values.reduce(0) { $0 + $1.count } }

    /// Adds to the end of a lane.
    mutating func add(_ element: Element, to lane: Lane) {
        if waiting[lane] == nil { turns.append(lane) }
        waiting[lane, default: []].append(element)
    }

    /// The next of the first lane that has not all of its share; nil when there is none.
    mutating func take() -> (lane: Lane, element: Element)? {
        let index = turns.firstIndex { running[$0, default: 0] < share }
        guard let index, var all = waiting.removeValue(forKey: turns[index]) else { return nil }
        let lane = turns.remove(at: index)
        let element = all.removeFirst()
        if !all.isEmpty {
            waiting[lane] = all
            turns.append(lane)
        }
        running[lane, default: 0] += 1
        return (lane, element)
    }

    /// What was taken from a lane is over.
    mutating func finish(_ lane: Lane) {
        let left = running[lane, default: 1] - 1
        running[lane] = left > 0 ? left : nil
    }
}

/// A pattern as a nondeterministic automaton; a match takes time linear in the text.
///
/// - Source: Ken Thompson, "Regular Expression Search Algorithm", 1968.
struct PatternProgram: Sendable {
    /// One state.
    enum Step: Sendable {
        /// Takes a character of a class and goes to the next state.
        case take(Int)
        /// Goes to both states.
        case split(Int, Int)
        /// Goes on when no character of a class follows.
        case unlessFollowedBy(Int)
        /// The whole has matched, if the text ends here.
        case accept
    }

    private(set) var steps: [Step] = []
    private(set) var classes: [CharacterClass] = []

    init(_ node: PatternNode) {
        append(node)
        steps.append(.accept)
    }

    private mutating func append(_ node: PatternNode) {
        switch node {
        case .set(let set): steps.append(.take(index(of: set)))
        case .notFollowedBy(let set): steps.append(.unlessFollowedBy(index(of: set)))
        case .sequence(let parts): for part in parts { append(part) }
        case .choice(let branches): appendChoice(branches[...])
        case .repetition(let inner, let minimum, let maximum):
            for _ in 0..<minimum { append(inner) }
            guard let maximum else { return appendLoop(inner) }
            for _ in minimum..<maximum { appendOption(inner) }
        }
    }

    private mutating func index(of set: CharacterClass) -> Int {
        if let known = classes.firstIndex(of: set) { return known }
        classes.append(set)
        return classes.count - 1
    }

    private mutating func appendChoice(_ branches: ArraySlice<PatternNode>) {
        guard let first = branches.first else { return }
        let rest = branches.dropFirst()
        guard !rest.isEmpty else { return append(first) }
        let fork = reserve()
        append(first)
        let jump = reserve()
        steps[fork] = .split(fork + 1, steps.count)
        appendChoice(rest)
        steps[jump] = .split(steps.count, steps.count)
    }

    private mutating func appendLoop(_ inner: PatternNode) {
        let fork = reserve()
        append(inner)
        steps.append(.split(fork, fork))
        steps[fork] = .split(fork + 1, steps.count)
    }

    private mutating func appendOption(_ inner: PatternNode) {
        let fork = reserve()
        append(inner)
        steps[fork] = .split(fork + 1, steps.count)
    }

    private mutating func reserve() -> Int {
        steps.append(.accept)
        return steps.count - 1
    }

    /// Whether the whole text matches.
    func matches(_ scalars: [Unicode.Scalar]) -> Bool {
        var current = PatternStates(count: steps.count)
        var next = PatternStates(count: steps.count)
        enter(0, before: scalars.first, &current)
        for index in scalars.indices {
            let following = index + 1 < scalars.count ? scalars[index + 1] : nil
            for state in current.members {
                guard case .take(let set) = steps[state], classes[set].contains(scalars[index])
                else { continue }
                enter(state + 1, before: following, &next)
            }
            swap(&current, &next)
            next.removeAll()
            if current.members.isEmpty { return false }
        }
        return current.members.contains { if case .accept = steps[$0] { true } else { false } }
    }

    /// Adds a state and all that are reached from it without taking a character.
    private func enter(
        _ first: Int,
        before following: Unicode.Scalar?,
        _ states: inout PatternStates
    ) {
        var pending = [first]
        while let state = pending.popLast() {
            guard states.insert(state) else { continue }
            switch steps[state] {
            case .take, .accept: break
            case .split(let one, let other):
                pending.append(other)
                pending.append(one)
            case .unlessFollowedBy(let set):
                if let following, classes[set].contains(following) { continue }
                pending.append(state + 1)
            }
        }
    }
}

extension ActionIndex {
    /// Collects the statements of a layer.
    struct Builder {
        private var universal: [UInt32] = []
        private var groups: [UInt64: [UInt32]] = [:]
        private var lengths: [UInt64: UInt64] = [:]

        init() {}

        /// Files a statement under each of its action patterns.
        mutating func add(_ policy: CompiledPolicy, _ statementIndex: Int, number: Int) {
            let rules = policy.rules
            let statement = rules.statements[statementIndex]
            let number = UInt32(number)
            switch statement.actionForm {
            case .absent: return
            case .negated: universal.append(number)
            case .positive:
                for index in statement.actions.range {
                    guard file(rules.patterns[index], rules.pool, number) else {
                        // Held against everything, it need not be filed further.
                        universal.append(number)
                        return
                    }
                }
            }
        }

        /// Files a pattern; false when it can match actions of any service.
        private mutating func file(
            _ pattern: CompiledPattern,
            _ pool: [UInt8],
            _ number: UInt32
        ) -> Bool {
            guard pattern.kind != .any else { return false }
            var hash = TextHash()
            var service: UInt64?
            var length = 0
            for position in pattern.bytes.range {
                let byte = pool[position]
                if byte == Glob.star || byte == Glob.question { break }
                guard
                    service == nil || length < ActionIndex.longestBeginning
                        || pattern.kind == .literal
                else { break }
                hash.append(byte)
                if service != nil {
                    length += 1
                } else if byte == 0x3A {
                    service = hash.value
                }
            }
            guard let service else { return pattern.kind == .literal }
            if pattern.kind == .literal {
                insert(ActionIndex.key(hash.value, .exact), number)
            } else {
                insert(ActionIndex.key(hash.value, .beginning), number)
                lengths[ActionIndex.key(service, .lengths), default: 0] |= 1 << UInt64(length)
            }
            return true
        }

        private mutating func insert(_ key: UInt64, _ number: UInt32) {
            var members = groups[key, default: []]
            if members.last != number { members.append(number) }
            groups[key] = members
        }

        func finish() -> ActionIndex {
            ActionIndex(
                universal: universal,
                groups: groups.map { ($0.key, $0.value) },
                lengths: lengths
            )
        }
    }
}

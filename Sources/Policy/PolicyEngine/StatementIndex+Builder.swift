extension StatementIndex {
    /// Collects the statements of a layer.
    struct Builder {
        /// Groups up to this size are held against the request one by one.
        ///
        /// 6: looking up the beginnings costs about as much as six statements that fail early.
        private static let plainGroup = 6
        /// A statement with more resources is a candidate whatever the resource.
        private static let mostResources = 64

        private var statements: [(policy: CompiledPolicy, index: Int)] = []
        private var universal: [UInt32] = []
        private var groups: [UInt64: [UInt32]] = [:]
        private var nameLengths: [UInt64: UInt64] = [:]
        private var byResource: [(key: UInt64, value: Slice)] = []
        private var candidates: [UInt32] = []

        init() {}

        /// Files a statement under each of its action patterns.
        mutating func add(_ policy: CompiledPolicy, _ index: Int) {
            let statement = policy.rules.statements[index]
            let number = UInt32(statements.count)
            statements.append((policy, index))
            switch statement.actionForm {
            case .absent: return
            case .negated: universal.append(number)
            case .positive:
                for position in statement.actions.range {
                    guard file(policy.rules.patterns[position], policy.rules.pool, number) else {
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
            let isExact = pattern.kind == .literal
            var hash = TextHash()
            var service: UInt64?
            var length = 0
            for position in pattern.bytes.range {
                let byte = pool[position]
                if byte == Glob.star || byte == Glob.question { break }
                if !isExact, length == StatementIndex.longestName { break }
                hash.append(byte)
                if service != nil {
                    length += 1
                } else if byte == 0x3A {
                    service = hash.value
                }
            }
            guard let service else { return isExact }
            if isExact {
                insert(StatementIndex.key(hash.value, .exact), number)
            } else {
                insert(StatementIndex.key(hash.value, .beginning), number)
                nameLengths[StatementIndex.key(service, .lengths), default: 0] |=
                    1 << UInt64(length)
            }
            return true
        }

        private mutating func insert(_ key: UInt64, _ number: UInt32) {
            if groups[key]?.last != number { groups[key, default: []].append(number) }
        }

        mutating func finish() -> StatementIndex {
            let universal = group(self.universal, key: 1)
            var finished: [(key: UInt64, value: Group)] = []
            finished.reserveCapacity(groups.count)
            for (key, members) in groups { finished.append((key, group(members, key: key))) }
            return StatementIndex(
                universal: universal,
                groups: finished,
                nameLengths: nameLengths.map { ($0.key, $0.value) },
                byResource: byResource,
                candidates: candidates
            )
        }

        private mutating func group(_ members: [UInt32], key: UInt64) -> Group {
            guard members.count > Self.plainGroup else {
                return Group(always: store(members), lengths: 0, key: key)
            }
            var always: [UInt32] = []
            var lengths: UInt128 = 0
            var parts: [UInt64: [UInt32]] = [:]
            for number in members {
                guard let beginnings = beginnings(number) else {
                    always.append(number)
                    continue
                }
                for (hash, length) in beginnings {
                    lengths |= 1 << UInt128(length)
                    let part = StatementIndex.key(hash ^ key, .resource)
                    if parts[part]?.last != number { parts[part, default: []].append(number) }
                }
            }
            for (part, members) in parts { byResource.append((part, store(members))) }
            return Group(always: store(always), lengths: lengths, key: key)
        }

        /// The beginnings of a statement's resources; nil when any resource may match.
        private func beginnings(_ number: UInt32) -> [(hash: UInt64, length: Int)]? {
            let (policy, index) = statements[Int(number)]
            let statement = policy.rules.statements[index]
            guard statement.resourceForm == .positive,
                statement.resources.count <= Self.mostResources
            else { return nil }
            var out: [(UInt64, Int)] = []
            for position in statement.resources.range {
                let pattern = policy.rules.patterns[position]
                if pattern.kind == .never { continue }
                let text = beginning(pattern, policy.rules.pool)
                guard !text.isEmpty else { return nil }
                var hash = BeginningHash()
                out.append((hash.hash(text.span, length: text.count), text.count))
            }
            return out
        }

        /// The bytes before the first wildcard or variable.
        private func beginning(_ pattern: CompiledPattern, _ pool: [UInt8]) -> [UInt8] {
            var text: [UInt8] = []
            for position in pattern.bytes.range.prefix(BeginningHash.longest) {
                let byte = pool[position]
                if byte == Glob.boundary {
                    text.append(0x3A)
                } else if byte >= Glob.variable {
                    break
                } else {
                    text.append(byte)
                }
            }
            return text
        }

        private mutating func store(_ members: [UInt32]) -> Slice {
            let start = candidates.count
            candidates.append(contentsOf: members)
            return Slice(start, members.count)
        }
    }
}

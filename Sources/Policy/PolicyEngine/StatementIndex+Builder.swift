extension StatementIndex {
    /// Collects the statements of a layer.
    ///
    /// A statement is filed so that no request finds it twice, and in a number of places that grows
    /// with its text.
    struct Builder {
        /// Groups up to this size are held against the request one by one.
        ///
        /// 6: looking up the beginnings costs about as much as six statements that fail early.
        private static let plainGroup = 6
        /// A statement with more resources is a candidate whatever the resource.
        private static let mostResources = 64
        /// So is one with more pairs of an action and a resource, under each of which it is filed.
        private static let mostPairs = 1024

        private var statements: [(policy: CompiledPolicy, index: Int)] = []
        private var universal: [UInt32] = []
        private var groups: [UInt64: [UInt32]] = [:]
        private var nameLengths: [UInt64: UInt64] = [:]
        /// The resource beginnings of statements for which they have been asked.
        private var beginnings: [UInt32: [ResourceBeginning]] = [:]
        /// Equal keys of different groups share their candidates, so that none is lost.
        private var byResource: [UInt64: [UInt32]] = [:]
        private var candidates: [UInt32] = []

        init() {}

        /// Files a statement under its action patterns.
        mutating func add(_ policy: CompiledPolicy, _ index: Int) {
            let statement = policy.rules.statements[index]
            let number = UInt32(statements.count)
            statements.append((policy, index))
            switch statement.actionForm {
            case .absent: return
            case .negated: universal.append(number)
            case .positive:
                guard let filings = filings(statement, policy) else {
                    universal.append(number)
                    return
                }
                for filing in filings { insert(filing, number) }
            }
        }

        /// Under what a statement is filed; nil when it can match actions of any service.
        private func filings(
            _ statement: CompiledStatement,
            _ policy: CompiledPolicy
        ) -> [Filing]? {
            var filings: [Filing] = []
            filings.reserveCapacity(Int(statement.actions.count))
            for position in statement.actions.range {
                let pattern = policy.rules.patterns[position]
                guard pattern.kind != .any, let filing = filing(pattern, policy.rules.pool) else {
                    return nil
                }
                filings.append(filing)
            }
            Filing.prune(&filings, policy.rules.pool)
            return filings
        }

        /// Under what a pattern is filed; nil when it tells no service, or only behind a wildcard.
        private func filing(_ pattern: CompiledPattern, _ pool: [UInt8]) -> Filing? {
            let isExact = pattern.kind == .literal
            var hash = TextHash()
            var service: UInt64?
            var length = 0
            var end = Int(pattern.bytes.start)
            for position in pattern.bytes.range {
                let byte = pool[position]
                if byte == Glob.star || byte == Glob.question { break }
                if !isExact, length == StatementIndex.longestName { break }
                hash.append(byte)
                end = position + 1
                if service != nil {
                    length += 1
                } else if byte == 0x3A {
                    service = hash.value
                }
            }
            let start = Int(pattern.bytes.start)
            return service.map { service in
                Filing(
                    bytes: Slice(start, end - start),
                    isExact: isExact,
                    hash: hash.value,
                    service: service,
                    length: length
                )
            }
        }

        private mutating func insert(_ filing: Filing, _ number: UInt32) {
            let key = StatementIndex.key(filing.hash, filing.isExact ? .exact : .beginning)
            if groups[key]?.last != number { groups[key, default: []].append(number) }
            guard !filing.isExact else { return }
            nameLengths[StatementIndex.key(filing.service, .lengths), default: 0] |=
                1 << UInt64(filing.length)
        }

        mutating func finish() -> StatementIndex {
            let universal = group(self.universal, key: 1)
            var finished: [(key: UInt64, value: Group)] = []
            finished.reserveCapacity(groups.count)
            for (key, members) in groups { finished.append((key, group(members, key: key))) }
            var resources: [(key: UInt64, value: Slice)] = []
            resources.reserveCapacity(byResource.count)
            for (key, members) in byResource { resources.append((key, store(members))) }
            return StatementIndex(
                universal: universal,
                groups: finished,
                nameLengths: nameLengths.map { ($0.key, $0.value) },
                byResource: resources,
                candidates: candidates
            )
        }

        private mutating func group(_ members: [UInt32], key: UInt64) -> Group {
            guard members.count > Self.plainGroup else {
                return Group(always: store(members), lengths: 0, key: key)
            }
            var always: [UInt32] = []
            var lengths: UInt128 = 0
            for number in members {
                let beginnings = resourceBeginnings(number)
                if beginnings.isEmpty { always.append(number) }
                for beginning in beginnings {
                    lengths |= 1 << UInt128(beginning.length)
                    let part = StatementIndex.key(beginning.hash ^ key, .resource)
                    if byResource[part]?.last != number {
                        byResource[part, default: []].append(number)
                    }
                }
            }
            return Group(always: store(always), lengths: lengths, key: key)
        }

        private mutating func resourceBeginnings(_ number: UInt32) -> [ResourceBeginning] {
            if let known = beginnings[number] { return known }
            let (policy, index) = statements[Int(number)]
            let statement = policy.rules.statements[index]
            var found: [ResourceBeginning] = []
            if statement.resourceForm == .positive,
                statement.resources.count <= Self.mostResources,
                Int(statement.actions.count) * Int(statement.resources.count) <= Self.mostPairs
            {
                found = ResourceBeginning.all(of: statement, policy)
            }
            beginnings[number] = found
            return found
        }

        private mutating func store(_ members: [UInt32]) -> Slice {
            let start = candidates.count
            candidates.append(contentsOf: members)
            return Slice(start, members.count)
        }
    }
}

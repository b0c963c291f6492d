import PolicyLanguage
import PolicyReference
import ServiceCatalog

/// Makes scenarios from a seed.
struct ScenarioGenerator {
    var random: Randomness
    var alphabet: Alphabet

    init(seed: UInt64) {
        random = Randomness(seed: seed)
        alphabet = Alphabet(&random)
    }

    /// Policies with a first request; `another(_:)` asks them more.
    mutating func scenario() -> Scenario {
        var scenario = Scenario(
            caller: random.pick(alphabet.callers),
            action: random.pick(alphabet.actions),
            resource: random.pick(alphabet.resources)
        )
        scenario.identity = documents(0...3)
        if random.chance(30) { scenario.boundary = documents(1...1) }
        if random.chance(30) { scenario.session = documents(1...2) }
        if random.chance(60) { scenario.resourcePolicy = document(withPrincipal: true) }
        if random.chance(25) {
            scenario.serviceControl = levels(withPrincipal: false)
        }
        if random.chance(15) {
            // Resource control policies speak of everyone.
            scenario.resourceControl = levels(withPrincipal: false).map { level in
                level.map(\.speakingOfEveryone)
            }
        }
        if random.chance(10) { scenario.endpoint = [document(withPrincipal: true)] }
        return another(scenario)
    }

    /// The same policies with another request.
    mutating func another(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        scenario.caller = random.pick(alphabet.callers)
        scenario.action = cased(random.pick(alphabet.actions))
        scenario.resource = random.pick(alphabet.resources)
        scenario.resourceAccount = random.pick(Alphabet.accounts + [Alphabet.accounts[0]])
        if random.chance(10) { scenario.resourceAccount = nil }
        scenario.context = context()
        return scenario
    }

    private mutating func context() -> [ContextEntry] {
        var entries: [ContextEntry] = []
        var names: Set<String> = []
        for key in alphabet.keys
        where random.chance(70) && names.insert(key.name.lowercased()).inserted {
            let value = text(for: key.type)
            let isList = random.chance(key.type.isMultivalued ? 80 : 12)
            let more = isList ? random.many(0...3) { _ in 0 } : []
            entries.append(
                ContextEntry(
                    cased(key.name),
                    isList ? .many(more.map { _ in text(for: key.type) }) : .one(value)
                )
            )
        }
        return entries
    }

    private mutating func levels(withPrincipal: Bool) -> [[PolicyDocument]] {
        let isOpen = random.chance(60)
        let count = random.below(3) + 1
        return (0..<count).map { _ in
            var documents = random.chance(90) ? [document(withPrincipal: withPrincipal)] : []
            if isOpen {
                documents.append(
                    PolicyDocument(statements: [
                        PolicyStatement(
                            effect: .allow,
                            principal: PrincipalElement(.everyone),
                            action: StatementElement("*"),
                            resource: StatementElement("*")
                        )
                    ])
                )
            }
            return documents
        }
    }

    private mutating func documents(_ range: ClosedRange<Int>) -> [PolicyDocument] {
        let count = range.lowerBound + random.below(range.count)
        return (0..<count).map { _ in document(withPrincipal: false) }
    }

    mutating func document(withPrincipal: Bool) -> PolicyDocument {
        let version: PolicyVersion? = random.chance(85) ? .v2012 : random.pick([.v2008, nil])
        let count = alphabet.isWide ? random.below(200) : random.chance(4) ? 20 : random.below(4)
        return PolicyDocument(
            version: version,
            statements: (0..<count).map { _ in statement(withPrincipal) }
        )
    }

    private mutating func statement(_ withPrincipal: Bool) -> PolicyStatement {
        var statement = PolicyStatement(
            effect: random.chance(alphabet.isWide ? 95 : 75) ? .allow : .deny
        )
        if withPrincipal, random.chance(97) { statement.principal = principal() }
        statement.action = element(random.many(1...2) { _ in 0 }.map { _ in actionPattern() })
        if !withPrincipal || random.chance(92) {
            statement.resource = element(
                random.many(1...2) { _ in 0 }.map { _ in resourcePattern() }
            )
        }
        if random.chance(45) {
            // A block of JSON has each operator and each key once.
            var names: Set<String> = []
            statement.conditions = random.many(1...2) { _ in 0 }.map { _ in condition() }
                .filter { names.insert("\($0.conditionOperator) \($0.key)").inserted }
        }
        return statement
    }

    private mutating func element(_ patterns: [String]) -> StatementElement {
        StatementElement(TextList(patterns), isNegated: random.chance(alphabet.isWide ? 2 : 12))
    }

    /// Changes the case of some letters, now and then.
    mutating func cased(_ text: String) -> String {
        guard random.chance(10) else { return text }
        return random.chance(50) ? text.lowercased() : text.uppercased()
    }
}

extension PolicyDocument {
    fileprivate var speakingOfEveryone: PolicyDocument {
        var copy = self
        for index in copy.statements.indices {
            copy.statements[index].principal = PrincipalElement(.everyone)
        }
        return copy
    }
}

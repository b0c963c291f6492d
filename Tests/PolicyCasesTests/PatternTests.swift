import PolicyCases
import PolicyEngine
import PolicyLanguage
import PolicyReference
import Testing

/// Engine and specification against matchers that are written here, as plainly as can be.
@Suite("Patterns and comparisons against naive ones")
struct PatternTests {
    /// Where a glob can stand.
    enum Place: CaseIterable { case action, resource, stringLike, arnLike }

    @Test("globs match as a recursive matcher does", arguments: Place.allCases)
    func globs(place: Place) throws {
        var random = Randomness(seed: 7)
        var matches = 0
        for _ in 0..<3_000 {
            let pattern = String(random.many(0...7) { $0.pick(Array("aab**?")) })
            let text = String(random.many(1...7) { $0.pick(Array("aab")) })
            let expected = naiveGlob(Array(pattern)[...], Array(text)[...])
            matches += expected ? 1 : 0
            try expect(expected, scenario(place, pattern, text), "\(pattern) \(text)")
        }
        #expect(matches > 300)
    }

    @Test("comparisons of numbers are those of integers")
    func numbers() throws {
        let orders: [(Comparison, (Int, Int) -> Bool)] = [
            (.numericEquals, ==), (.numericNotEquals, !=), (.numericLessThan, <),
            (.numericLessThanEquals, <=), (.numericGreaterThan, >),
            (.numericGreaterThanEquals, >=),
        ]
        var random = Randomness(seed: 8)
        for _ in 0..<1_000 {
            let (left, right) = (random.below(41) - 20, random.below(41) - 20)
            for (comparison, holds) in orders {
                try expect(
                    holds(left, right),
                    condition(comparison, "\(right)", "\(left)"),
                    "\(left) \(comparison) \(right)"
                )
                // The same numbers, a hundredth of them, written with a point.
                try expect(
                    holds(left, right),
                    condition(comparison, hundredth(right), hundredth(left)),
                    "\(left)/100 \(comparison) \(right)/100"
                )
            }
        }
    }

    @Test("comparisons of moments are those of their seconds")
    func moments() throws {
        let orders: [(Comparison, (Int, Int) -> Bool)] = [
            (.dateEquals, ==), (.dateNotEquals, !=), (.dateLessThan, <),
            (.dateLessThanEquals, <=), (.dateGreaterThan, >), (.dateGreaterThanEquals, >=),
        ]
        var random = Randomness(seed: 9)
        for _ in 0..<1_000 {
            // Within the first hour of 2026, which began at 1767225600.
            let (left, right) = (random.below(3600), random.below(3600))
            for (comparison, holds) in orders {
                try expect(
                    holds(left, right),
                    condition(comparison, clock(right), clock(left)),
                    "\(left) \(comparison) \(right)"
                )
                try expect(
                    holds(left, right),
                    condition(comparison, "\(1_767_225_600 + right)", clock(left)),
                    "\(left) \(comparison) \(right)"
                )
            }
        }
    }

    @Test("ranges of addresses are those of their first bits")
    func addresses() throws {
        var random = Randomness(seed: 10)
        for _ in 0..<3_000 {
            let base = UInt32(truncatingIfNeeded: random.next())
            let length = random.below(33)
            let address = base ^ (UInt32(1) << UInt32(random.below(32)))
            let expected =
                length == 0 || base >> UInt32(32 - length) == address >> UInt32(32 - length)
            let range = "\(dotted(base))/\(length)"
            try expect(
                expected,
                condition(.ipAddress, range, dotted(address)),
                "\(range) \(address)"
            )
            try expect(
                !expected,
                condition(.notIPAddress, range, dotted(address)),
                "\(range) \(address)"
            )
        }
    }

    private func expect(_ allowed: Bool, _ scenario: Scenario, _ what: String) throws {
        let question = try #require(EngineQuestion(scenario))
        #expect(question.decide().isAllowed == allowed, "engine: \(what)")
        #expect((evaluate(scenario).decision == .allowed) == allowed, "specification: \(what)")
    }

    private func scenario(_ place: Place, _ pattern: String, _ text: String) -> Scenario {
        switch place {
        case .action:
            ask(
                PolicyStatement(effect: .allow, action: only("s3:\(pattern)"), resource: only("*")),
                "s3:\(text)"
            )
        case .resource:
            ask(
                PolicyStatement(
                    effect: .allow,
                    action: only("*"),
                    resource: only("arn:aws:s3:::\(pattern)")
                ),
                resource: "arn:aws:s3:::\(text)"
            )
        case .stringLike: condition(.stringLike, pattern, text)
        case .arnLike: condition(.arnLike, "arn:aws:s3:::\(pattern)", "arn:aws:s3:::\(text)")
        }
    }

    private func condition(_ comparison: Comparison, _ wanted: String, _ found: String) -> Scenario
    {
        let condition = PolicyCondition(
            ConditionOperator(comparison),
            key: "k:k",
            values: [ConditionValue(wanted)]
        )
        var scenario = ask(
            PolicyStatement(
                effect: .allow,
                action: only("*"),
                resource: only("*"),
                conditions: [condition]
            )
        )
        scenario.context = [ContextEntry("k:k", .one(found))]
        return scenario
    }

    private func ask(
        _ statement: PolicyStatement,
        _ action: String = "s3:GetObject",
        resource: String = "arn:aws:s3:::b"
    ) -> Scenario {
        Scenario(
            caller: .user(arn: "arn:aws:iam::123456789012:user/a", account: "123456789012"),
            action: action,
            resource: resource,
            identity: [PolicyDocument(statements: [statement])]
        )
    }

    private func hundredth(_ number: Int) -> String {
        let digits = "\(abs(number) % 100)"
        let fraction = digits.count == 1 ? "0" + digits : digits
        return (number < 0 ? "-" : "") + "\(abs(number) / 100).\(fraction)"
    }

    private func clock(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "2026-01-01T00:\(two(seconds / 60)):\(two(seconds % 60))Z"
    }

    private func dotted(_ bits: UInt32) -> String {
        "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
    }
}

private func only(_ pattern: String) -> StatementElement { StatementElement(TextList(pattern)) }

/// `*` takes nothing, or one character and goes on.
private func naiveGlob(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    switch first {
    case "*":
        return naiveGlob(pattern.dropFirst(), text)
            || (!text.isEmpty && naiveGlob(pattern, text.dropFirst()))
    case "?": return !text.isEmpty && naiveGlob(pattern.dropFirst(), text.dropFirst())
    default: return text.first == first && naiveGlob(pattern.dropFirst(), text.dropFirst())
    }
}

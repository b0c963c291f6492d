import PolicyLanguage
import ServiceCatalog

extension ScenarioGenerator {
    mutating func condition() -> PolicyCondition {
        let key = random.pick(alphabet.keys)
        let comparison =
            random.chance(75)
            ? random.pick(Self.comparisons(key.type))
            : random.pick(Comparison.allCases)
        let quantifier: ConditionOperator.Quantifier? =
            random.chance(key.type.isMultivalued ? 70 : 10)
            ? random.pick([.forAllValues, .forAnyValue]) : nil
        let kind = ConditionOperator(
            comparison,
            ifExists: comparison != .null && random.chance(20),
            quantifier: quantifier
        )
        let values = random.many(1...3) { _ in 0 }.map { _ in
            ConditionValue(wanted(comparison, key.type))
        }
        return PolicyCondition(kind, key: cased(key.name), values: values)
    }

    private mutating func wanted(_ comparison: Comparison, _ type: ConditionKeyType) -> String {
        switch comparison {
        case .null, .bool: return random.pick(Self.booleans)
        case .stringLike, .stringNotLike, .arnEquals, .arnLike, .arnNotEquals, .arnNotLike:
            var value = text(for: type)
            if random.chance(40) { value = blurred(value, "*?") }
            return random.chance(15) ? withVariable(value) : value
        case .stringEquals, .stringNotEquals, .stringEqualsIgnoreCase, .stringNotEqualsIgnoreCase:
            let value = cased(text(for: type))
            return random.chance(15) ? withVariable(value) : value
        default: return text(for: type)
        }
    }

    /// A value for a key of that type, sometimes of another.
    mutating func text(for type: ConditionKeyType) -> String {
        if random.chance(4) { return random.pick(Self.strings) }
        switch type {
        case .string, .arrayOfString: return random.pick(Self.strings)
        case .arn, .arrayOfARN:
            let arn = random.pick(alphabet.resources)
            return arn == "*" && random.chance(90) ? "arn:aws:s3:::a" : arn
        case .bool, .arrayOfBool: return random.pick(Self.booleans)
        case .numeric: return random.pick(Self.numbers)
        case .date: return random.pick(Self.dates)
        case .ipAddress: return random.pick(Self.addresses)
        case .binary: return random.pick(Self.blobs)
        }
    }

    static func comparisons(_ type: ConditionKeyType) -> [Comparison] {
        switch type {
        case .string, .arrayOfString, .binary:
            [
                .stringEquals, .stringNotEquals, .stringEqualsIgnoreCase,
                .stringNotEqualsIgnoreCase, .stringLike, .stringNotLike, .null, .binaryEquals,
            ]
        case .arn, .arrayOfARN:
            [.arnEquals, .arnLike, .arnNotEquals, .arnNotLike, .stringLike, .null]
        case .bool, .arrayOfBool: [.bool, .null]
        case .numeric:
            [
                .numericEquals, .numericNotEquals, .numericLessThan, .numericLessThanEquals,
                .numericGreaterThan, .numericGreaterThanEquals,
            ]
        case .date:
            [
                .dateEquals, .dateNotEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
                .dateGreaterThanEquals, .numericLessThan,
            ]
        case .ipAddress: [.ipAddress, .notIPAddress]
        }
    }

    static let strings = [
        "a", "b", "A", "ab", "a/b", "", "a*", "x?", "é", "É", "10", "true", "QUJD", "abc", "[",
        "${aws:username}", "2018",
    ]
    static let booleans = ["true", "false", "TRUE", "False", "x", ""]
    static let numbers = [
        "0", "1", "2", "10", "-1", "1.0", "1.5", "-0", "007", "1e1", "10.00", "x", "", "0x1",
        "9007199254740993", "9007199254740992", "1.", "+1", "1 ",
    ]
    static let dates = [
        "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01", "1767225600", "1767225601",
        "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00.5Z", "2026-01", "x", "",
        "2026-02-30T00:00:00Z", "2026-01-01T00:00Z", "-1", "2026-01-01T00:00:00",
    ]
    static let addresses = [
        "10.0.0.1", "10.0.0.0/8", "10.0.0.0/31", "10.0.0.2", "11.0.0.1", "0.0.0.0/0", "::1",
        "2001:db8::/32", "2001:db8::1", "2001:DB8:0::1/128", "::/0", "::ffff:10.0.0.1", "x", "",
        "10.0.0.0/33", "10.0.0", "010.0.0.1",
    ]
    static let blobs = ["QUJD", "REVG", "QQ==", "x", ""]
}

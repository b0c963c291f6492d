import Base
import PolicyLanguage

/// Builds the flat arrays of one policy.
struct PolicyCompiler {
    var patternCompiler: PatternCompiler
    var statements: [CompiledStatement] = []
    var patterns: [CompiledPattern] = []
    var principals: [CompiledPrincipal] = []
    var conditions: [CompiledCondition] = []
    var numbers: [DecimalNumber] = []
    var integers: [Int64] = []
    var blocks: [AddressBlock] = []

    init(version: PolicyVersion) {
        patternCompiler = PatternCompiler(hasVariables: version == .v2012)
    }

    mutating func add(_ statement: PolicyStatement) {
        let actions = addActions(statement.action)
        let resources = addPatterns(statement.resource?.list.values ?? [], .arn)
        let principals = addPrincipals(statement.principal)
        let firstCondition = conditions.count
        for condition in statement.conditions { add(condition) }
        statements.append(
            CompiledStatement(
                isAllow: statement.effect == .allow,
                actionForm: form(statement.action?.isNegated),
                resourceForm: form(statement.resource?.isNegated),
                principalForm: form(statement.principal?.isNegated),
                actions: actions,
                resources: resources,
                principals: principals,
                conditions: Slice(firstCondition, conditions.count - firstCondition)
            )
        )
    }

    private func form(_ isNegated: Bool?) -> CompiledStatement.Form {
        isNegated.map { $0 ? .negated : .positive } ?? .absent
    }

    /// Actions have no variables, and no case.
    private mutating func addActions(_ element: StatementElement?) -> Slice {
        let start = patterns.count
        for value in element?.list.values ?? [] {
            patterns.append(patternCompiler.compile(value == "*:*" ? "*" : value, .action))
        }
        return Slice(start, patterns.count - start)
    }

    private mutating func addPatterns(
        _ values: [String],
        _ style: PatternCompiler.Style
    ) -> Slice {
        let start = patterns.count
        for value in values { patterns.append(patternCompiler.compile(value, style)) }
        return Slice(start, patterns.count - start)
    }

    private mutating func add(_ condition: PolicyCondition) {
        let (comparison, isNegated) = condition.conditionOperator.comparison.positive
        let key = Array(condition.key.utf8)
        conditions.append(
            CompiledCondition(
                comparison: comparison,
                isNegated: isNegated,
                ifExists: condition.conditionOperator.ifExists,
                quantifier: condition.conditionOperator.quantifier,
                keyHash: TextHash(key).value,
                key: patternCompiler.store(key),
                values: addValues(condition.values, comparison)
            )
        )
    }

    private mutating func addValues(
        _ values: [ConditionValue],
        _ comparison: Comparison
    ) -> Slice {
        switch comparison {
        case .stringLike: return addPatterns(values.map(\.text), .wildcards)
        case .arnLike: return addPatterns(values.map(\.text), .arn)
        case .numericEquals, .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
            .numericGreaterThanEquals:
            let start = numbers.count
            for value in values {
                let bytes = Array(value.text.utf8)
                if let number = DecimalNumber(bytes.span) { numbers.append(number) }
            }
            return Slice(start, numbers.count - start)
        case .dateEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
            .dateGreaterThanEquals:
            let start = integers.count
            for value in values {
                let bytes = Array(value.text.utf8)
                if let moment = MomentText.milliseconds(bytes.span) { integers.append(moment) }
            }
            return Slice(start, integers.count - start)
        case .bool, .null:
            let start = integers.count
            for value in values {
                switch value.text.lowercased() {
                case "true": integers.append(1)
                case "false": integers.append(0)
                default: continue
                }
            }
            return Slice(start, integers.count - start)
        case .ipAddress:
            let start = blocks.count
            blocks.append(contentsOf: values.compactMap { AddressBlock($0.text) })
            return Slice(start, blocks.count - start)
        case .binaryEquals:
            return addPatterns(values.map(\.text).filter(isBase64), .text)
        default: return addPatterns(values.map(\.text), .text)
        }
    }
}

/// Whether a text is base 64 of RFC 4648 section 4, padded.
private func isBase64(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count % 4 == 0 else { return false }
    let padding = bytes.reversed().prefix { $0 == 0x3D }.count
    return padding <= 2
        && bytes.dropLast(padding).allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2F: true
            default: false
            }
        }
}

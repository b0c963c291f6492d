import Base
import PolicyLanguage

extension CompiledRules {
    /// Whether a condition holds.
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Creating a
    ///   condition with multiple keys or values".
    @inline(__always)
    func holds(_ condition: CompiledCondition, _ context: RequestContext) -> Bool {
        let found = context.find(
            hash: condition.keyHash,
            name: pool.span.extracting(condition.key.range)
        )
        if condition.comparison == .null { return holdsNull(condition, found, context) }
        guard let found else { return holdsWithoutKey(condition) }
        let entry = context.entries[found]
        switch condition.quantifier {
        case nil:
            // A many-valued key without a set operator: the condition does not hold, negated or
            // not. Source: IAM User Guide, "Single-valued vs. multivalued context keys".
            guard !entry.isMultivalued else { return false }
            let value = context.values[Int(entry.values.start)]
            return matchesAny(condition, value, context) != condition.isNegated
        case .forAllValues: return holdsForAll(condition, entry, context)
        case .forAnyValue: return holdsForAny(condition, entry, context)
        }
    }

    /// An absent key fails a positive comparison and satisfies a negated one; `IfExists` and
    /// `ForAllValues` are satisfied, `ForAnyValue` is not.
    private func holdsWithoutKey(_ condition: CompiledCondition) -> Bool {
        if condition.ifExists { return true }
        switch condition.quantifier {
        case nil: return condition.isNegated
        case .forAllValues: return true
        case .forAnyValue: return false
        }
    }

    /// Set operators leave empty values aside, so that a set of them is an empty set.
    ///
    /// - Source: IAM User Guide, "Creating a condition with multiple keys or values": key values
    ///   that resolve to a null data set, such as an empty string.
    private func holdsForAll(
        _ condition: CompiledCondition,
        _ entry: RequestContext.Entry,
        _ context: RequestContext
    ) -> Bool {
        for index in entry.values.range where context.values[index].count > 0 {
            if matchesAny(condition, context.values[index], context) == condition.isNegated {
                return false
            }
        }
        return true
    }

    private func holdsForAny(
        _ condition: CompiledCondition,
        _ entry: RequestContext.Entry,
        _ context: RequestContext
    ) -> Bool {
        for index in entry.values.range where context.values[index].count > 0 {
            if matchesAny(condition, context.values[index], context) != condition.isNegated {
                return true
            }
        }
        return false
    }

    /// `Null`: an empty value counts as absent.
    private func holdsNull(
        _ condition: CompiledCondition,
        _ found: Int?,
        _ context: RequestContext
    ) -> Bool {
        var isPresent = false
        if let found {
            for index in context.entries[found].values.range where context.values[index].count > 0 {
                isPresent = true
            }
        }
        switch condition.quantifier {
        case .forAllValues where !isPresent: return true
        case .forAnyValue where !isPresent: return false
        default: return integers(condition.values, contain: isPresent ? 0 : 1)
        }
    }

    /// Whether a value of the request matches one of the values asked for.
    private func matchesAny(
        _ condition: CompiledCondition,
        _ value: Slice,
        _ context: RequestContext
    ) -> Bool {
        let text = context.bytes.span.extracting(value.range)
        switch condition.comparison {
        case .stringEquals, .binaryEquals, .stringLike:
            return fitsAny(condition.values, text, colons: nil, context)
        case .stringEqualsIgnoreCase: return equalsAnyIgnoringCase(condition.values, text, context)
        case .arnLike:
            guard let colons = findColons(text) else { return false }
            return fitsAny(condition.values, text, colons: colons, context)
        case .bool: return integers(condition.values, contain: isTrue(text) ? 1 : 0)
        case .ipAddress:
            guard let address = AddressText.address(text) else { return false }
            for index in condition.values.range where blocks[index].contains(address) {
                return true
            }
            return false
        case .numericEquals, .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
            .numericGreaterThanEquals:
            guard let number = DecimalNumber(text) else { return false }
            for index in condition.values.range
            where compare(number, numbers[index], condition.comparison) {
                return true
            }
            return false
        default:
            guard let moment = MomentText.milliseconds(text) else { return false }
            for index in condition.values.range
            where compare(moment, integers[index], condition.comparison) {
                return true
            }
            return false
        }
    }

    private func fitsAny(
        _ values: Slice,
        _ text: Span<UInt8>,
        colons: [5 of Int32]?,
        _ context: RequestContext
    ) -> Bool {
        for index in values.range
        where fits(patterns[index], text, colons: colons, context) == .yes {
            return true
        }
        return false
    }

    private func equalsAnyIgnoringCase(
        _ values: Slice,
        _ text: Span<UInt8>,
        _ context: RequestContext
    ) -> Bool {
        for index in values.range
        where equalsIgnoringCase(patterns[index], text, context) {
            return true
        }
        return false
    }

    private func integers(_ values: Slice, contain wanted: Int64) -> Bool {
        for index in values.range where integers[index] == wanted { return true }
        return false
    }

    /// All that is not `true` is false.
    private func isTrue(_ text: Span<UInt8>) -> Bool {
        text.count == 4 && asciiLowercased(text[0]) == 0x74 && asciiLowercased(text[1]) == 0x72
            && asciiLowercased(text[2]) == 0x75 && asciiLowercased(text[3]) == 0x65
    }

    @inline(__always)
    private func compare<Value: Comparable>(
        _ left: Value,
        _ right: Value,
        _ comparison: Comparison
    ) -> Bool {
        switch comparison {
        case .numericEquals, .dateEquals: left == right
        case .numericLessThan, .dateLessThan: left < right
        case .numericLessThanEquals, .dateLessThanEquals: left <= right
        case .numericGreaterThan, .dateGreaterThan: left > right
        default: left >= right
        }
    }
}

import ServiceModel

extension Validator {
    /// The kinds of constraints that a shape may have.
    enum Constraint {
        case enumeration, pattern, minimum, maximum
    }

    func isViolated(_ shape: Shape, by value: Value) -> Bool {
        !constraints(of: shape, violatedBy: value).isEmpty
    }

    /// The constraints that a value violates; for the usual value none, at no allocation.
    func constraints(of shape: Shape, violatedBy value: Value) -> [Constraint] {
        switch value {
        case .string(let text): constraints(of: shape, violatedBy: text)
        case .integer(let number): limits(of: shape, violatedBy: number)
        case .list(let values): limits(of: shape, violatedBy: Int64(values.count))
        case .map(let entries): limits(of: shape, violatedBy: Int64(entries.count))
        case .blob(let bytes): limits(of: shape, violatedBy: Int64(bytes.count))
        default: []
        }
    }

    /// The order is that of live STS for an empty role ARN; AWS's order is not always the same.
    private func constraints(of shape: Shape, violatedBy text: String) -> [Constraint] {
        var violated: [Constraint] = []
        if !shape.enumeration.isEmpty, !model.enumerationValues[shape.enumeration].contains(text) {
            violated.append(.enumeration)
        }
        if shape.pattern >= 0, !model.patterns[shape.pattern].matches(text) {
            violated.append(.pattern)
        }
        if shape.minimum > .min || shape.maximum < .max,
            let limit = limit(of: shape, violatedBy: Int64(Self.scalarCount(text)))
        {
            violated.append(limit)
        }
        return violated
    }

    private func limits(of shape: Shape, violatedBy number: Int64) -> [Constraint] {
        limit(of: shape, violatedBy: number).map { [$0] } ?? []
    }

    private func limit(of shape: Shape, violatedBy number: Int64) -> Constraint? {
        if number < shape.minimum { return .minimum }
        return number > shape.maximum ? .maximum : nil
    }

    /// Unicode scalars: UTF-8 bytes that do not continue one.
    private static func scalarCount(_ text: String) -> Int {
        let text = text.utf8Span
        if text.isKnownASCII { return text.count }
        let bytes = text.span
        var count = 0
        for index in 0..<bytes.count where bytes[index] & 0xC0 != 0x80 { count += 1 }
        return count
    }
}

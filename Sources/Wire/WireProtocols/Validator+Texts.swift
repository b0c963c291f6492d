import Base
import ServiceModel

extension Validator {
    /// `Value 'x' at 'roleName'`, without the value where it is sensitive.
    func subject(_ value: Value, _ shape: Shape, _ path: String) -> String {
        hidesValues || isSensitive(shape)
            ? "Value at '\(path)'" : "Value '\(shown(value))' at '\(path)'"
    }

    /// The same for one constraint: a value that no enumeration has is shown by every service.
    func subject(
        _ value: Value,
        _ shape: Shape,
        _ path: String,
        _ constraint: Constraint
    ) -> String {
        guard case .enumeration = constraint, !isSensitive(shape) else {
            return subject(value, shape, path)
        }
        return "Value '\(shown(value))' at '\(path)'"
    }

    /// The value's text, cut where it is very long.
    private func shown(_ value: Value) -> String {
        let text = Self.text(value)
        guard text.utf8.count > Limits.shownBytes else { return text }
        return String(decoding: text.utf8.prefix(Limits.shownBytes), as: UTF8.self) + "…"
    }

    /// Whether a value of the shape, or a part of it, must not be shown.
    private func isSensitive(_ shape: Shape, depth: Int = 0) -> Bool {
        guard !shape.isSensitive, depth < Limits.depth else { return true }
        return shape.members.contains { index in
            isSensitive(model.shapes[model.members[index].shape.index], depth: depth + 1)
        }
    }

    /// The sentence for a constraint.
    func text(_ constraint: Constraint, _ shape: Shape) -> String {
        let quantity = shape.kind == .integer || shape.kind == .long ? "value" : "length"
        switch constraint {
        case .enumeration:
            let values = model.enumerationValues[shape.enumeration].joined(separator: ", ")
            return "Member must satisfy enum value set: [\(values)]"
        case .pattern:
            let pattern = model.patterns[shape.pattern].text
            return "Member must satisfy regular expression pattern: \(pattern)"
        case .minimum:
            return "Member must have \(quantity) greater than or equal to \(shape.minimum)"
        case .maximum:
            return "Member must have \(quantity) less than or equal to \(shape.maximum)"
        }
    }

    /// All constraints of an element's shape, as AWS lists them when one is violated.
    ///
    /// - Source: answers of CloudFormation, ACM and Lambda with the same validator, as in
    ///   cloud-custodian/cloud-custodian issue 2520.
    func allTexts(_ shape: Shape) -> String {
        var constraints: [Constraint] = []
        if shape.maximum < .max { constraints.append(.maximum) }
        if shape.minimum > .min { constraints.append(.minimum) }
        if shape.pattern >= 0 { constraints.append(.pattern) }
        if !shape.enumeration.isEmpty { constraints.append(.enumeration) }
        return constraints.map { text($0, shape) }.joined(separator: ", ")
    }

    /// A value as messages show it: `[a, b]` for lists, `{k=v}` for maps and structures.
    ///
    /// How AWS shows structures is not known.
    static func text(_ value: Value) -> String {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .boolean(let truth): truth ? "true" : "false"
        case .double(let number): "\(number)"
        case .timestamp(let moment): moment.description
        case .blob: "(bytes)"
        case .list(let values): "[\(values.map { text($0) }.joined(separator: ", "))]"
        case .map(let members), .structure(let members):
            "{" + members.members.map { "\($0.name)=\(text($0.value))" }.joined(separator: ", ")
                + "}"
        }
    }
}

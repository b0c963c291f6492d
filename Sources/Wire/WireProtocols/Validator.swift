import ServiceModel

/// Collects violations of a model's constraints, in AWS's words.
///
/// - Source: answers of IAM and STS: NixOS/nixops issue 328 (length), SWO-GS/auto-tag issue 90
///   (path of a list's element, pattern); third-party probes of live STS, 2026-07 (null, several
///   violations, lengths in Unicode scalars). That sensitive values are left out: answers of
///   Amazon Cognito.
struct Validator {
    let model: Model
    private(set) var violations: [String] = []
    /// What a service says of a name or path in words of its own, when all else is well.
    private(set) var refusal: String?
    /// Where what is being checked stands.
    private var place: [Place] = []

    private enum Place {
        case member(String)
        case element(Int)
    }

    init(model: Model) { self.model = model }

    /// The whole message: `2 validation errors detected: …; …`.
    var message: String {
        let noun = violations.count == 1 ? "error" : "errors"
        return "\(violations.count) validation \(noun) detected: "
            + violations.joined(separator: "; ")
    }

    /// Checks the members of a structure.
    mutating func check(_ structure: Structure, _ shape: Shape) {
        var cursor = 0
        let given = structure.members
        for index in shape.members {
            let member = model.members[index]
            if cursor < given.count, given[cursor].name == member.name {
                check(given[cursor].value, member.shape, member.messageName)
                cursor += 1
            } else if let value = structure[member.name] {
                check(value, member.shape, member.messageName)
            } else if member.isRequired {
                add("\(absence) at '\(path(member.messageName))'", "Member must not be null")
            }
        }
    }

    private mutating func check(_ value: Value, _ shapeID: ShapeID, _ name: String) {
        let shape = model.shapes[shapeID.index]
        for violation in constraints(of: shape, violatedBy: value) {
            if let sentence = sentence(for: violation, shape, path(name)) {
                refusal = refusal ?? sentence
                continue
            }
            add(subject(value, shape, path(name), violation), text(violation, shape))
        }
        switch value {
        case .structure(let structure):
            place.append(.member(name))
            check(structure, shape)
            place.removeLast()
        case .list(let values):
            check(values, shape, of: value, name)
        case .map(let entries):
            check(entries, shape, of: value, at: path(name))
        default:
            break
        }
    }

    /// Checks a list's elements: structures each by itself, scalars all in one sentence.
    private mutating func check(
        _ values: [Value],
        _ shape: Shape,
        of list: Value,
        _ name: String
    ) {
        let element = model.members[shape.members.lowerBound].shape
        let elementShape = model.shapes[element.index]
        if Self.isComplex(elementShape) {
            place.append(.member(name))
            for (index, value) in values.enumerated() {
                guard violations.count < Limits.violations else { break }
                place.append(.element(index + 1))
                check(value, element, "member")
                place.removeLast()
            }
            place.removeLast()
        } else if values.contains(where: { isViolated(elementShape, by: $0) }) {
            add(
                subject(list, shape, path(name)),
                "Member must satisfy constraint: [\(allTexts(elementShape)), Member must not be null]"
            )
        }
    }

    private mutating func check(
        _ entries: Structure,
        _ shape: Shape,
        of map: Value,
        at path: String
    ) {
        let key = model.shapes[model.members[shape.members.lowerBound].shape.index]
        let content = model.shapes[model.members[shape.members.lowerBound + 1].shape.index]
        if entries.members.contains(where: { isViolated(key, by: .string($0.name)) }) {
            add(
                subject(map, shape, path),
                "Map keys must satisfy constraint: [\(allTexts(key))]"
            )
        }
        if entries.members.contains(where: { isViolated(content, by: $0.value) }) {
            add(
                subject(map, shape, path),
                "Map value must satisfy constraint: [\(allTexts(content))]"
            )
        }
    }

    /// The path of a member of what is being checked: `tags.1.member.key`.
    private func path(_ name: String) -> String {
        var path = ""
        for part in place {
            switch part {
            case .member(let name): path += "\(name)."
            case .element(let number): path += "\(number)."
            }
        }
        return path + name
    }

    private mutating func add(_ subject: String, _ constraint: String) {
        guard violations.count < Limits.violations else { return }
        violations.append("\(subject) failed to satisfy constraint: \(constraint)")
    }

    private static func isComplex(_ shape: Shape) -> Bool {
        switch shape.kind {
        case .structure, .list, .map: true
        default: false
        }
    }
}

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
        /// Index into `Model.members`.
        case member(Int)
        /// Counted from one.
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
        var found = 0
        let given = structure.members
        for index in shape.members {
            if cursor < given.count, given[cursor].isNamed(model.members[index].name) {
                check(given[cursor].value, index)
                cursor += 1
                found += 1
            } else if found < given.count, let value = structure[model.members[index].name] {
                check(value, index)
                found += 1
            } else if model.members[index].isRequired {
                add("\(absence) at '\(path(index))'", "Member must not be null")
            }
        }
    }

    /// Checks the value of a member, by its index in `Model.members`.
    private mutating func check(_ value: Value, _ member: Int) {
        let shape = model.shape(ofMember: member)
        let violated = constraints(of: shape, violatedBy: value)
        if !violated.isEmpty { tell(violated, value, shape, path(member)) }
        switch value {
        case .structure(let structure):
            place.append(.member(member))
            check(structure, shape)
            place.removeLast()
        case .list(let values):
            check(values, shape, of: value, member)
        case .map(let entries):
            check(entries, shape, of: value, at: path(member))
        default:
            break
        }
    }

    /// Checks a list's elements: structures each by itself, scalars all in one sentence.
    private mutating func check(
        _ values: [Value],
        _ shape: Shape,
        of list: Value,
        _ member: Int
    ) {
        let element = shape.members.lowerBound
        let elementShape = model.shape(ofMember: element)
        if Self.isComplex(elementShape) {
            place.reserveCapacity(Limits.depth)
            place.append(.member(member))
            for (index, value) in values.enumerated() {
                guard violations.count < Limits.violations else { break }
                place.append(.element(index + 1))
                check(value, element)
                place.removeLast()
            }
            place.removeLast()
        } else if values.contains(where: { isViolated(elementShape, by: $0) }) {
            add(
                subject(list, shape, path(member)),
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
        let key = model.shape(ofMember: shape.members.lowerBound)
        let content = model.shape(ofMember: shape.members.lowerBound + 1)
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
    private func path(_ member: Int) -> String {
        var path = ""
        for part in place {
            switch part {
            case .member(let outer): path += "\(model.members[outer].messageName)."
            case .element(let number): path += "\(number)."
            }
        }
        return path + model.members[member].messageName
    }

    private mutating func tell(
        _ violated: [Constraint],
        _ value: Value,
        _ shape: Shape,
        _ path: String
    ) {
        for constraint in violated {
            if let sentence = sentence(for: constraint, shape, path) {
                refusal = refusal ?? sentence
            } else {
                add(subject(value, shape, path, constraint), text(constraint, shape))
            }
        }
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

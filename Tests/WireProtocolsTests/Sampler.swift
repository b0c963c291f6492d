import Base
import ServiceModel

/// Makes up values of a model's shapes from a seed.
struct Sampler {
    let model: Model
    private var state: UInt64

    init(_ model: Model, seed: UInt64) {
        self.model = model
        state = seed
    }

    /// A structure with its required members and, by chance or by wish, the others.
    mutating func structure(
        _ shape: ShapeID,
        everyMember: Bool,
        depth: Int = 0
    ) -> Structure {
        var structure = Structure()
        for index in model.shapes[shape.index].members {
            let member = model.members[index]
            let wanted = everyMember ? depth < 6 : next(3) > 0 && depth < 6
            guard member.isRequired || wanted else { continue }
            structure[member.name] = value(member.shape, everyMember, depth + 1)
        }
        // A structure without members has no place in a form.
        if structure.isEmpty, let first = model.shapes[shape.index].members.first {
            let member = model.members[first]
            structure[member.name] = value(member.shape, everyMember, depth + 1)
        }
        return structure
    }

    private mutating func value(_ id: ShapeID, _ everyMember: Bool, _ depth: Int) -> Value {
        let shape = model.shapes[id.index]
        switch shape.kind {
        case .structure:
            return .structure(structure(id, everyMember: everyMember, depth: depth))
        case .list:
            let element = model.members[shape.members.lowerBound].shape
            let count = everyMember ? 2 : depth > 6 ? 0 : next(4)
            return .list((0..<count).map { _ in value(element, everyMember, depth + 1) })
        case .map:
            let content = model.members[shape.members.lowerBound + 1].shape
            var entries = Structure()
            for index in 0..<next(3) + 1 {
                entries["k\(index)&"] = value(content, everyMember, depth + 1)
            }
            return .map(entries)
        case .string: return .string(text(shape))
        case .integer: return .integer(Int64(Int32(truncatingIfNeeded: random())))
        case .long: return .integer(Int64(truncatingIfNeeded: random()))
        case .boolean: return .boolean(next(2) == 0)
        case .double: return .double(Double(next(1000)) / 8)
        case .timestamp: return .timestamp(Timestamp(seconds: Int64(next(4_000_000_000))))
        case .blob: return .blob((0..<next(20)).map { _ in UInt8(next(256)) })
        }
    }

    private mutating func text(_ shape: Shape) -> String {
        if !shape.enumeration.isEmpty {
            return model.enumerationValues[
                shape.enumeration.lowerBound + next(shape.enumeration.count)
            ]
        }
        let alphabet: [Character] = [
            "a", "B", "9", " ", "&", "<", ">", "\"", "'", "=", "+", "%", "/", ".", "\n", "é", "日",
            "😀", "-", "_", "]",
        ]
        return String((0..<next(12) + 1).map { _ in alphabet[next(alphabet.count)] })
    }

    private mutating func next(_ bound: Int) -> Int { Int(random() % UInt64(bound)) }

    /// - Source: Sebastiano Vigna, "splitmix64.c".
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

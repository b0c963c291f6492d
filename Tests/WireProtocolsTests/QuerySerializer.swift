import Base
import ServiceModel

/// Writes inputs as clients do: the other half of the decoder, for round trips.
struct QuerySerializer {
    let model: Model
    private(set) var pairs: [(String, String)] = []

    init(_ model: Model) { self.model = model }

    /// The form body of a call.
    static func body(_ model: Model, _ operation: Operation, _ input: Structure) -> String {
        var serializer = QuerySerializer(model)
        serializer.pairs = [("Action", operation.name), ("Version", model.apiVersion)]
        if let shape = operation.input {
            serializer.write(.structure(input), model.shapes[shape.index], "")
        }
        return serializer.pairs.map { "\(escape($0.0))=\(escape($0.1))" }.joined(separator: "&")
    }

    private mutating func write(_ value: Value, _ shape: Shape, _ path: String) {
        switch value {
        case .structure(let structure):
            for index in shape.members {
                let member = model.members[index]
                guard let value = structure[member.name] else { continue }
                let name = wireName(member)
                write(
                    value,
                    model.shapes[member.shape.index],
                    path.isEmpty ? name : "\(path).\(name)"
                )
            }
        case .list(let values):
            if values.isEmpty { pairs.append((path, "")) }
            let element = model.members[shape.members.lowerBound]
            let prefix = shape.isFlattened ? path : "\(path).\(wireName(element))"
            for (index, value) in values.enumerated() {
                write(value, model.shapes[element.shape.index], "\(prefix).\(index + 1)")
            }
        case .map(let entries):
            let key = model.members[shape.members.lowerBound]
            let content = model.members[shape.members.lowerBound + 1]
            for (index, entry) in entries.members.enumerated() {
                let prefix = "\(path)\(shape.isFlattened ? "" : ".entry").\(index + 1)"
                pairs.append(("\(prefix).\(wireName(key))", entry.name))
                write(
                    entry.value,
                    model.shapes[content.shape.index],
                    "\(prefix).\(wireName(content))"
                )
            }
        case .string(let text): pairs.append((path, text))
        case .integer(let number): pairs.append((path, String(number)))
        case .boolean(let truth): pairs.append((path, truth ? "true" : "false"))
        case .double(let number): pairs.append((path, "\(number)"))
        case .timestamp(let moment): pairs.append((path, moment.description))
        case .blob: break
        }
    }

    private func wireName(_ member: ModelMember) -> String {
        String(decoding: model.wireNames[member.wireName], as: UTF8.self)
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            case 0x20: escaped += "+"
            default:
                escaped += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return escaped
    }
}

import Base
import Foundation
import Markup
import ServiceModel
import Testing

/// Reads answers as clients do, for round trips.
struct AnswerParser {
    let model: Model

    func structure(_ element: XMLElement, _ shape: Shape) throws -> Structure {
        var structure = Structure()
        for index in shape.members {
            let member = model.members[index]
            guard let child = element.child(member.name) else { continue }
            structure[member.name] = try value(child, model.shapes[member.shape.index])
        }
        #expect(structure.count == element.children.count)
        return structure
    }

    private func value(_ element: XMLElement, _ shape: Shape) throws -> Value {
        switch shape.kind {
        case .structure: return .structure(try structure(element, shape))
        case .list:
            let content = model.shapes[model.members[shape.members.lowerBound].shape.index]
            return .list(try element.children("member").map { try value($0, content) })
        case .map:
            let content = model.shapes[model.members[shape.members.lowerBound + 1].shape.index]
            var entries = Structure()
            for entry in element.children("entry") {
                let child = try #require(entry.child("value"))
                entries[try #require(entry.text(of: "key"))] = try value(child, content)
            }
            return .map(entries)
        case .string: return .string(element.text)
        case .integer, .long: return .integer(try #require(Int64(element.text)))
        case .boolean: return .boolean(element.text == "true")
        case .double: return .double(try #require(Double(element.text)))
        case .timestamp: return .timestamp(try #require(Timestamp(iso8601: element.text)))
        case .blob: return .blob(Array(try #require(Data(base64Encoded: element.text))))
        }
    }
}

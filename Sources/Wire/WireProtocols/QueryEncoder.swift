import Base
import Markup
import ServiceModel

/// Writes values of the model's shapes as XML.
///
/// - Source: botocore, `parsers.py`, `QueryParser`, for what clients read.
struct QueryEncoder {
    let model: Model
    var writer: XMLWriter

    /// Writes the members of a structure that are there, in the model's order.
    mutating func members(of structure: Structure, _ shape: Shape) {
        let given = structure.members
        var cursor = 0
        var written = 0
        for index in shape.members {
            let member = model.members[index]
            if cursor < given.count, given[cursor].name == member.name {
                element(given[cursor].value, member)
                cursor += 1
                written += 1
            } else if written < given.count, let value = structure[member.name] {
                element(value, member)
                written += 1
            }
        }
        assert(written == given.count, "members are not in the model: \(given.map(\.name))")
    }

    private mutating func element(_ value: Value, _ member: ModelMember) {
        let shape = model.shapes[member.shape.index]
        switch value {
        case .list(let values):
            list(values, shape, member)
        case .map(let entries):
            map(entries, shape, member)
        default:
            writer.open(member.wireName, in: model.wireNames)
            content(value, shape)
            writer.close(member.wireName, in: model.wireNames)
        }
    }

    /// An empty list is an empty element, as AWS writes it.
    private mutating func list(_ values: [Value], _ shape: Shape, _ member: ModelMember) {
        guard check(shape, .list) else { return }
        let element = model.members[shape.members.lowerBound]
        let elementShape = model.shapes[element.shape.index]
        let name = shape.isFlattened ? member.wireName : element.wireName
        if !shape.isFlattened { writer.open(member.wireName, in: model.wireNames) }
        for value in values {
            writer.open(name, in: model.wireNames)
            content(value, elementShape)
            writer.close(name, in: model.wireNames)
        }
        if !shape.isFlattened { writer.close(member.wireName, in: model.wireNames) }
    }

    private mutating func map(_ entries: Structure, _ shape: Shape, _ member: ModelMember) {
        guard check(shape, .map) else { return }
        let key = model.members[shape.members.lowerBound]
        let content = model.members[shape.members.lowerBound + 1]
        if !shape.isFlattened { writer.open(member.wireName, in: model.wireNames) }
        for entry in entries.members {
            if shape.isFlattened {
                writer.open(member.wireName, in: model.wireNames)
            } else {
                writer.open("entry")
            }
            element(.string(entry.name), key)
            element(entry.value, content)
            if shape.isFlattened {
                writer.close(member.wireName, in: model.wireNames)
            } else {
                writer.close("entry")
            }
        }
        if !shape.isFlattened { writer.close(member.wireName, in: model.wireNames) }
    }

    /// What is between the tags of an element.
    private mutating func content(_ value: Value, _ shape: Shape) {
        switch value {
        case .string(let text):
            if check(shape, .string) { writer.text(text) }
        case .integer(let number):
            if check(shape, .integer, .long) { writer.integer(number) }
        case .boolean(let truth):
            if check(shape, .boolean) { writer.append(truth ? "true" : "false") }
        case .double(let number):
            if check(shape, .double) { writer.append("\(number)") }
        case .timestamp(let moment):
            if check(shape, .timestamp) { writer.append(moment.text(.extended)) }
        case .blob(let bytes):
            if check(shape, .blob) { writer.append(Base64.encode(bytes)) }
        case .structure(let structure):
            if check(shape, .structure) { members(of: structure, shape) }
        case .list, .map:
            // A list in a list has no name on the wire; no AWS model of this protocol has one.
            assertionFailure("a list or map cannot stand here")
        }
    }

    /// Whether the value's kind is the shape's; another one is a programming error.
    private func check(_ shape: Shape, _ kind: Shape.Kind, _ other: Shape.Kind? = nil) -> Bool {
        let fits = shape.kind == kind || shape.kind == other
        assert(fits, "a \(kind) was given for a \(shape.kind)")
        return fits
    }
}

import Base
import Markup
import ServiceModel

/// Writes values of the model's shapes as XML.
///
/// - Source: botocore, `parsers.py`, `QueryParser`, for what clients read.
struct QueryEncoder {
    let model: Model
    let tags: QueryTags
    var writer: XMLWriter

    /// Writes the members of a structure that are there, in the model's order.
    mutating func members(of structure: Structure, _ shape: Shape) {
        let given = structure.members
        var cursor = 0
        var written = 0
        for index in shape.members {
            if cursor < given.count, given[cursor].isNamed(model.members[index].name) {
                element(given[cursor].value, index)
                cursor += 1
                written += 1
            } else if written < given.count, let value = structure[model.members[index].name] {
                element(value, index)
                written += 1
            }
        }
        assert(written == given.count, "members are not in the model: \(given.map(\.name))")
    }

    /// Writes the element of a member, by its index in `Model.members`.
    private mutating func element(_ value: Value, _ member: Int) {
        let shape = model.shape(ofMember: member)
        switch value {
        case .list(let values):
            list(values, shape, member)
        case .map(let entries):
            map(entries, shape, member)
        default:
            open(member)
            content(value, shape)
            close(member)
        }
    }

    /// An empty list is an empty element, as AWS writes it.
    private mutating func list(_ values: [Value], _ shape: Shape, _ member: Int) {
        guard check(shape, .list) else { return }
        let element = shape.members.lowerBound
        let elementShape = model.shape(ofMember: element)
        if !shape.isFlattened { open(member) }
        for value in values {
            open(shape.isFlattened ? member : element)
            content(value, elementShape)
            close(shape.isFlattened ? member : element)
        }
        if !shape.isFlattened { close(member) }
    }

    private mutating func map(_ entries: Structure, _ shape: Shape, _ member: Int) {
        guard check(shape, .map) else { return }
        let key = shape.members.lowerBound
        if !shape.isFlattened { open(member) }
        for entry in entries.members {
            if shape.isFlattened { open(member) } else { writer.open("entry") }
            element(.string(entry.name), key)
            element(entry.value, key + 1)
            if shape.isFlattened { close(member) } else { writer.close("entry") }
        }
        if !shape.isFlattened { close(member) }
    }

    private mutating func open(_ member: Int) {
        writer.append(tags.opening[member], of: tags.bytes)
    }

    private mutating func close(_ member: Int) {
        writer.append(tags.closing[member], of: tags.bytes)
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

import Base
import Markup
import ServiceModel

/// Reads values of the model's shapes from a path, a query and a JSON text.
struct RestDecoder {
    let model: Model

    /// The members of an operation's input, in the model's order.
    func input(
        _ shape: ShapeID,
        labels: [RestCall.Label],
        query: Form,
        body: JSONValue?
    ) throws(ServiceError) -> Structure {
        let shape = model.shapes[shape.index]
        var given = Structure()
        if let body { given = try structure(body, shape, depth: 0) }
        var members: [Structure.Member] = []
        for index in shape.members {
            let member = model.members[index]
            let value: Value? =
                switch member.location {
                case .body: given[member.name]
                case .path: try label(member, labels)
                case .query: try parameter(member, query)
                case .header: nil
                }
            if let value { members.append(Structure.Member(name: member.name, value: value)) }
        }
        return Structure(uniqueMembers: members)
    }

    private func label(
        _ member: ModelMember,
        _ labels: [RestCall.Label]
    ) throws(ServiceError) -> Value? {
        let name = model.wireNames[member.wireName]
        for label in labels where name.elementsEqual(label.name) {
            return try scalar(label.text, model.shapes[member.shape.index])
        }
        return nil
    }

    /// A parameter of the query; all of that name for a list, else the first.
    private func parameter(_ member: ModelMember, _ query: Form) throws(ServiceError) -> Value? {
        let shape = model.shapes[member.shape.index]
        let name = model.wireNames[member.wireName]
        var texts: [String] = []
        for parameter in query.parameters where query.bytes[parameter.name].elementsEqual(name) {
            guard let text = query.text(parameter.value) else {
                throw .serialization("The query string is not UTF-8.")
            }
            texts.append(text)
        }
        guard shape.kind == .list else {
            return try texts.first.map { text throws(ServiceError) in try scalar(text, shape) }
        }
        guard !texts.isEmpty else { return nil }
        let element = model.shapes[model.members[shape.members.lowerBound].shape.index]
        var values: [Value] = []
        for text in texts { values.append(try scalar(text, element)) }
        return .list(values)
    }

    private func value(
        _ json: JSONValue,
        _ shape: Shape,
        depth: Int
    ) throws(ServiceError) -> Value {
        switch shape.kind {
        case .structure: .structure(try structure(json, shape, depth: depth))
        case .list: try list(json, shape, depth: depth)
        case .map: try map(json, shape, depth: depth)
        default: try scalar(json, shape)
        }
    }

    private func structure(
        _ json: JSONValue,
        _ shape: Shape,
        depth: Int
    ) throws(ServiceError) -> Structure {
        guard json.kind == .object else { throw .unexpected(json, wanted: "structure") }
        guard depth < Limits.depth else { throw .serialization("The request is nested too deep.") }
        var slots = [Value?](repeating: nil, count: shape.members.count)
        for (key, content) in json.members where content.kind != .null {
            guard let name = key.string else { continue }
            for index in shape.members
            where model.members[index].location == .body
                && name.utf8.elementsEqual(model.wireNames[model.members[index].wireName])
            {
                let memberShape = model.shapes[model.members[index].shape.index]
                slots[index - shape.members.lowerBound] = try value(
                    content,
                    memberShape,
                    depth: depth + 1
                )
            }
        }
        var members: [Structure.Member] = []
        for (index, slot) in zip(shape.members, slots) {
            guard let slot else { continue }
            members.append(Structure.Member(name: model.members[index].name, value: slot))
        }
        return Structure(uniqueMembers: members)
    }

    private func list(
        _ json: JSONValue,
        _ shape: Shape,
        depth: Int
    ) throws(ServiceError) -> Value {
        guard json.kind == .array else { throw .unexpected(json, wanted: "list") }
        let element = model.shapes[model.members[shape.members.lowerBound].shape.index]
        var values: [Value] = []
        for content in json.elements where content.kind != .null {
            values.append(try value(content, element, depth: depth + 1))
        }
        return .list(values)
    }

    /// The names are unique, since the reader of JSON refuses others.
    private func map(
        _ json: JSONValue,
        _ shape: Shape,
        depth: Int
    ) throws(ServiceError) -> Value {
        guard json.kind == .object else { throw .unexpected(json, wanted: "map") }
        let content = model.shapes[model.members[shape.members.lowerBound + 1].shape.index]
        var members: [Structure.Member] = []
        for (key, entry) in json.members where entry.kind != .null {
            guard let name = key.string else { continue }
            members.append(
                Structure.Member(name: name, value: try value(entry, content, depth: depth + 1))
            )
        }
        return .map(Structure(uniqueMembers: members))
    }
}

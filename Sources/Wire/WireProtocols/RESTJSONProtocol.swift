import Base
import Markup
public import ServiceModel

/// The REST protocol with JSON for one service: path, query and JSON body in, JSON out.
///
/// - Source: Smithy, "AWS restJson1 protocol".
public struct RESTJSONProtocol: Sendable {
    /// The media type of answers.
    public static let contentType = "application/json"

    /// The service's model.
    public let model: Model

    /// A request's target, in its parts.
    public struct Target: Sendable {
        /// The method, such as `POST`.
        public var method: String
        /// The path as received.
        public var path: String

        /// Joins the parts.
        public init(method: String, path: String) {
            self.method = method
            self.path = path
        }
    }

    /// Speaks for a service.
    public init(_ model: Model) { self.model = model }

    /// The operation that a target calls, with the values of the labels in its path.
    ///
    /// - Throws: `UnknownOperationException` 404.
    public func operation(
        _ target: Target
    ) throws(ServiceError) -> (operation: Operation, labels: [String: String]) {
        let segments = target.path.split(separator: "/", omittingEmptySubsequences: false)
            .dropFirst()
        for operation in model.operations where operation.binding?.method == target.method {
            guard let path = operation.binding?.path, path.count == segments.count else { continue }
            var labels: [String: String] = [:]
            var isMatch = true
            for (part, segment) in zip(path, segments) {
                guard let text = Self.decoded(segment), !text.isEmpty else {
                    isMatch = false
                    break
                }
                switch part {
                case .literal(let word): isMatch = isMatch && word == text
                case .label(let name): labels[name] = text
                }
            }
            if isMatch { return (operation, labels) }
        }
        throw ServiceError(code: "UnknownOperationException", message: nil, status: 404)
    }

    /// The input of an operation, decoded and checked against the model's constraints.
    ///
    /// - Throws: `SerializationException` 400 for a body out of form, `ValidationError` 400 when a
    ///   constraint is violated.
    public func input(
        of operation: Operation,
        labels: [String: String],
        query: Form,
        body: [UInt8]
    ) throws(ServiceError) -> Structure {
        guard let id = operation.input else { return Structure() }
        let shape = model.shapes[id.index]
        var members: [Structure.Member] = []
        if shape.members.contains(where: { model.members[$0].place == .body }), !body.isEmpty {
            let document: JSONDocument
            do throws(JSONError) {
                document = try JSONDocument(parsing: body)
            } catch { throw .serialization }
            guard case .structure(let found) = try value(document.root, shape, depth: 0) else {
                throw .serialization
            }
            members = found.members
        }
        for index in shape.members {
            let member = model.members[index]
            let name = wireName(member)
            let text: String?
            switch member.place {
            case .body: continue
            case .path: text = labels[name]
            case .query: text = query.value(name)
            }
            guard let text else { continue }
            let value = try scalar(text, model.shapes[member.shape.index])
            members.append(Structure.Member(name: member.name, value: value))
        }
        let input = Structure(uniqueMembers: members)
        try model.validate(input, as: id)
        return input
    }

    /// Writes an operation's output.
    public func success(_ operation: Operation, _ output: Structure) -> WireAnswer {
        var writer = JSONWriter(capacity: 512)
        if let shape = operation.output {
            write(output, model.shapes[shape.index], to: &writer)
        } else {
            writer.beginObject()
            writer.endObject()
        }
        return WireAnswer(status: 200, contentType: Self.contentType, body: writer.bytes)
    }

    /// Writes an error.
    public func failure(_ error: ServiceError) -> WireAnswer {
        var writer = JSONWriter()
        writer.beginObject()
        if let message = error.message { writer.member("message", message) }
        for member in error.members.members {
            guard case .string(let text) = member.value else { continue }
            writer.member(member.name, text)
        }
        writer.endObject()
        return WireAnswer(
            status: error.status,
            contentType: Self.contentType,
            body: writer.bytes,
            errorType: error.code
        )
    }

    // MARK: Reading

    private func wireName(_ member: ModelMember) -> String {
        String(decoding: model.wireNames[member.wireName], as: UTF8.self)
    }

    private func scalar(_ text: String, _ shape: Shape) throws(ServiceError) -> Value {
        switch shape.kind {
        case .integer, .long:
            guard let number = Int64(text) else { throw .serialization }
            return .integer(number)
        case .boolean:
            guard text == "true" || text == "false" else { throw .serialization }
            return .boolean(text == "true")
        case .string: return .string(text)
        default: throw .serialization
        }
    }

    private func value(
        _ json: JSONValue,
        _ shape: Shape,
        depth: Int
    ) throws(ServiceError) -> Value {
        guard depth < Limits.depth else { throw .serialization }
        switch (shape.kind, json.kind) {
        case (.structure, .object): return .structure(try structure(json, shape, depth))
        case (.map, .object): return .map(try map(json, shape, depth))
        case (.list, .array):
            let element = model.shapes[model.members[shape.members.lowerBound].shape.index]
            var values: [Value] = []
            for item in json.elements {
                values.append(try value(item, element, depth: depth + 1))
            }
            return .list(values)
        case (.string, .string): return .string(json.string ?? "")
        case (.boolean, .boolean): return .boolean(json.boolean == true)
        case (.integer, .number), (.long, .number):
            guard let number = json.integer else { throw .serialization }
            return .integer(Int64(number))
        default: throw .serialization
        }
    }

    /// Unknown members are ignored, and so are those that are null.
    private func structure(
        _ json: JSONValue,
        _ shape: Shape,
        _ depth: Int
    ) throws(ServiceError) -> Structure {
        var found: [String: JSONValue] = [:]
        for (key, value) in json.members {
            if let name = key.string, value.kind != .null { found[name] = value }
        }
        var members: [Structure.Member] = []
        for index in shape.members where model.members[index].place == .body {
            let member = model.members[index]
            guard let json = found[wireName(member)] else { continue }
            let value = try value(json, model.shapes[member.shape.index], depth: depth + 1)
            members.append(Structure.Member(name: member.name, value: value))
        }
        return Structure(uniqueMembers: members)
    }

    private func map(
        _ json: JSONValue,
        _ shape: Shape,
        _ depth: Int
    ) throws(ServiceError) -> Structure {
        let content = model.shapes[model.members[shape.members.lowerBound + 1].shape.index]
        var entries = Structure()
        for (key, item) in json.members where item.kind != .null {
            entries[key.string ?? ""] = try value(item, content, depth: depth + 1)
        }
        return entries
    }

    /// A segment of a path with its escapes resolved; nil for broken ones.
    private static func decoded(_ segment: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = segment.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let value = UInt8(String(digits) ?? "", radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    // MARK: Writing

    private func write(_ structure: Structure, _ shape: Shape, to writer: inout JSONWriter) {
        writer.beginObject()
        for index in shape.members {
            let member = model.members[index]
            guard let value = structure[member.name] else { continue }
            writer.key(wireName(member))
            write(value, model.shapes[member.shape.index], to: &writer)
        }
        writer.endObject()
    }

    private func write(_ value: Value, _ shape: Shape, to writer: inout JSONWriter) {
        switch value {
        case .string(let text): writer.string(text)
        case .integer(let number): writer.integer(Int(number))
        case .boolean(let truth): writer.boolean(truth)
        case .double(let number): writer.raw("\(number)")
        case .timestamp(let moment): writer.integer(Int(moment.seconds))
        case .blob(let bytes): writer.string(String(decoding: Base64.encode(bytes), as: UTF8.self))
        case .structure(let structure): write(structure, shape, to: &writer)
        case .list(let values):
            let element = model.shapes[model.members[shape.members.lowerBound].shape.index]
            writer.beginArray()
            for value in values { write(value, element, to: &writer) }
            writer.endArray()
        case .map(let entries):
            let content = model.shapes[model.members[shape.members.lowerBound + 1].shape.index]
            writer.beginObject()
            for entry in entries.members {
                writer.key(entry.name)
                write(entry.value, content, to: &writer)
            }
            writer.endObject()
        }
    }
}

extension ServiceError {
    /// `SerializationException` 400: a body or parameter does not fit its shape.
    static let serialization = ServiceError(
        code: "SerializationException",
        message: "The request could not be read."
    )
}

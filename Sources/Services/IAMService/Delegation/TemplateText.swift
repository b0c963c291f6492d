internal import Markup

/// A JSON text in which `@{name}` stands for a parameter.
///
/// A text that is a list's placeholder and nothing else becomes a list. An object whose member
/// `@Enabled` names a parameter that is not `True` is left out.
struct TemplateText {
    /// Why a text cannot be filled in: no value for the parameter of this name.
    struct Missing: Error {
        let name: String
    }

    private let values: [String: [String]]

    /// Takes the values of the parameters.
    init(_ values: [String: [String]]) { self.values = values }

    /// The document with every placeholder filled in, as compact JSON; nil when nothing is left.
    func document(_ text: String) throws -> String? {
        let document = try JSONDocument(parsing: Array(text.utf8))
        guard try isEnabled(document.root) else { return nil }
        var writer = JSONWriter(capacity: text.utf8.count)
        try write(document.root, to: &writer)
        return writer.text
    }

    /// A plain text with every placeholder filled in; several values are joined by commas.
    func text(_ template: String) throws(Missing) -> String {
        var out = ""
        var rest = template[...]
        while let start = rest.firstRange(of: "@{") {
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else { break }
            out += rest[..<start.lowerBound]
            out += try value(String(rest[start.upperBound..<end])).joined(separator: ",")
            rest = rest[rest.index(after: end)...]
        }
        return out + rest
    }

    private func value(_ name: String) throws(Missing) -> [String] {
        guard let value = values[name] else { throw Missing(name: name) }
        return value
    }

    private func isEnabled(_ value: JSONValue) throws(Missing) -> Bool {
        guard let name = value["@Enabled"]?.string else { return true }
        return try self.value(name) == ["True"]
    }

    private func write(_ value: JSONValue, to writer: inout JSONWriter) throws {
        switch value.kind {
        case .object:
            writer.beginObject()
            for member in value.members where member.key.string != "@Enabled" {
                writer.key(member.key.string ?? "")
                try write(member.value, to: &writer)
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for element in value.elements where try isEnabled(element) {
                try write(element, to: &writer)
            }
            writer.endArray()
        case .string: try write(text: value.string ?? "", to: &writer)
        default: writer.raw(String(decoding: value.document.bytes[value.range], as: UTF8.self))
        }
    }

    private func write(text: String, to writer: inout JSONWriter) throws(Missing) {
        let inner = text.dropFirst(2).dropLast()
        guard text.hasPrefix("@{"), text.hasSuffix("}"), !inner.contains("}") else {
            return writer.string(try self.text(text))
        }
        let values = try value(String(inner))
        guard values.count != 1 else { return writer.string(values[0]) }
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }
}

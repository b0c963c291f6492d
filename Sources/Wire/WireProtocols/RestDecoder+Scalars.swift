import Base
import Markup
import ServiceModel

extension RestDecoder {
    /// A scalar of a JSON text.
    func scalar(_ json: JSONValue, _ shape: Shape) throws(ServiceError) -> Value {
        switch (shape.kind, json.kind) {
        case (.string, .string): .string(json.string ?? "")
        case (.boolean, .boolean): .boolean(json.boolean == true)
        case (.integer, .number), (.long, .number), (.double, .number):
            try scalar(json.number ?? "", shape)
        case (.timestamp, .number) where shape.timestampForm == .unix:
            try moment(json.number ?? "")
        case (.timestamp, .string), (.blob, .string): try scalar(json.string ?? "", shape)
        default: throw .unexpected(json, wanted: Self.name(shape))
        }
    }

    /// A scalar of a path or a query.
    func scalar(_ text: String, _ shape: Shape) throws(ServiceError) -> Value {
        let value: Value? =
            switch shape.kind {
            case .integer: Int32(text).map { .integer(Int64($0)) }
            case .long: Int64(text).map { .integer($0) }
            case .double: Double(text).flatMap { $0.isFinite ? .double($0) : nil }
            case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
            case .timestamp: Timestamp(iso8601: text).map { .timestamp($0) }
            case .blob: Base64.decode(text).map { .blob($0) }
            default: .string(text)
            }
        guard let value else {
            throw .serialization("STRING_VALUE can not be converted to \(Self.name(shape))")
        }
        return value
    }

    /// Seconds since 1970, within what a calendar of four digits can tell.
    private func moment(_ text: String) throws(ServiceError) -> Value {
        guard let seconds = Double(text), abs(seconds) < 250_000_000_000 else {
            throw .serialization("NUMBER_VALUE can not be converted to milliseconds since epoch")
        }
        return .timestamp(Timestamp(milliseconds: Int64((seconds * 1000).rounded())))
    }

    private static func name(_ shape: Shape) -> String {
        switch shape.kind {
        case .integer: "an Integer"
        case .long: "a Long"
        case .double: "a Double"
        case .boolean: "a Boolean"
        case .timestamp: "milliseconds since epoch"
        case .blob: "a Blob"
        default: "a String"
        }
    }
}

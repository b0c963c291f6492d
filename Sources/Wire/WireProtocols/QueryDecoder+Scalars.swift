import Base
import ServiceModel

extension QueryDecoder {
    func isScalar(_ kind: Shape.Kind) -> Bool {
        switch kind {
        case .structure, .list, .map: false
        default: true
        }
    }

    /// The first of the parameters that name a scalar itself.
    func scalar(_ shape: Shape, _ own: Range<Int>) throws(ServiceError) -> Value {
        guard let tail = firstEnded(own) else {
            throw .malformedInput("Start of structure or map found where not expected")
        }
        return try parse(shape.kind, tail.parameter)
    }

    /// The value of a parameter as a scalar of a kind.
    func parse(_ kind: Shape.Kind, _ parameter: Int) throws(ServiceError) -> Value {
        let range = form.parameters[parameter].value
        guard let text = form.text(range) else { throw .malformedQueryString }
        switch kind {
        case .integer: return .integer(Int64(try number(text, as: Int32.self)))
        case .long: return .integer(try number(text, as: Int64.self))
        case .boolean: return .boolean(try truth(text))
        case .double: return try double(text)
        case .timestamp:
            guard let moment = Timestamp(iso8601: text) else { throw .malformedInput() }
            return .timestamp(moment)
        case .blob:
            guard let bytes = Base64.decode(text) else { throw .malformedInput() }
            return .blob(bytes)
        default: return .string(text)
        }
    }

    /// A decimal number; a plus sign and leading zeros are taken.
    ///
    /// - Source: third-party probes of live STS, 2026-07.
    private func number<N: FixedWidthInteger>(
        _ text: String,
        as type: N.Type
    ) throws(ServiceError) -> N {
        if text.isEmpty { throw .malformedInput("missing value for decimal type") }
        guard let number = N(text) else { throw .malformedInput() }
        return number
    }

    private func truth(_ text: String) throws(ServiceError) -> Bool {
        switch text.lowercased() {
        case "true": true
        case "false": false
        default: throw .malformedInput()
        }
    }

    private func double(_ text: String) throws(ServiceError) -> Value {
        if text.isEmpty { throw .malformedInput("missing value for decimal type") }
        guard let number = Double(text), number.isFinite else { throw .malformedInput() }
        return .double(number)
    }
}

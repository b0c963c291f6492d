public import ServiceModel

/// The parameters of a Query request, decoded but not yet interpreted.
///
/// - Source: IAM User Guide, "Calling the IAM API using HTTP query requests"; the URL Standard,
///   section 5.1, for the decoding.
public struct Form: Sendable {
    /// One parameter: where its name and its value are in `Form.bytes`.
    struct Parameter: Sendable {
        var name: Range<Int>
        var value: Range<Int>
    }

    /// All names and values, decoded; between them is what their encoding took more.
    let bytes: [UInt8]
    let parameters: [Parameter]

    /// Reads the parameters of a body and then of a query.
    ///
    /// - Parameters:
    ///   - body: The body, `application/x-www-form-urlencoded`; empty for GET.
    ///   - query: The query of the request target as received, without the question mark.
    /// - Throws: `MalformedQueryString` 404 for a broken escape or more than the limits.
    /// - Complexity: O(*n*).
    public init(body: Span<UInt8>, query: Span<UInt8>) throws(ServiceError) {
        var bytes: [UInt8] = []
        bytes.append(addingCapacity: body.count + query.count) { out in
            for index in body.indices { out.append(body[index]) }
            for index in query.indices { out.append(query[index]) }
        }
        var reader = FormReader()
        var span = bytes.mutableSpan
        try reader.read(0..<body.count, of: &span)
        try reader.read(body.count..<span.count, of: &span)
        self.bytes = bytes
        parameters = reader.parameters
    }

    /// Reads the parameters of a body or of a query.
    public init(_ encoded: [UInt8]) throws(ServiceError) {
        try self.init(body: encoded.span, query: Span())
    }

    /// The first value with this name; nil when there is none or it is not UTF-8.
    public func value(_ name: String) -> String? {
        guard let parameter = first(name) else { return nil }
        return text(parameter.value)
    }

    /// The operation that is asked for; nil when the request does not say.
    public var action: String? { value("Action") }

    /// The version of the interface that is asked for; nil when the request does not say.
    public var version: String? { value("Version") }

    /// The number of parameters, repeated ones included.
    public var count: Int { parameters.count }

    private func first(_ name: String) -> Parameter? {
        let wanted = name.utf8Span.span
        for parameter in parameters where equals(parameter.name, wanted) { return parameter }
        return nil
    }

    private func equals(_ range: Range<Int>, _ wanted: Span<UInt8>) -> Bool {
        guard range.count == wanted.count else { return false }
        for index in 0..<wanted.count where bytes[range.lowerBound + index] != wanted[index] {
            return false
        }
        return true
    }

    /// The text in a range of `bytes`; nil when it is not UTF-8.
    func text(_ range: Range<Int>) -> String? {
        guard let view = try? UTF8Span(validating: bytes.span.extracting(range)) else {
            return nil
        }
        return String(copying: view)
    }
}

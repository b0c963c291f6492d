internal import Markup
public import ServiceModel

/// The protocol `rest-json` for one service: paths, queries and JSON in, JSON out.
///
/// - Source: botocore, `serialize.py`, `RestJSONSerializer`, and `parsers.py`, `RestJSONParser`.
public struct RestProtocol: Sendable {
    /// The service's model.
    public let model: Model
    /// By `Operation.index`; nil for what is not called over HTTP.
    private let routes: [RestRoute?]

    /// Speaks for a service.
    public init(_ model: Model) {
        self.model = model
        routes = model.operations.map { $0.http.map(RestRoute.init) }
    }

    /// The operation that a request calls.
    ///
    /// - Throws: `UnknownOperationException` 404.
    public func call(
        method: ArraySlice<UInt8>,
        path: ArraySlice<UInt8>
    ) throws(ServiceError) -> RestCall {
        let parts = path.split(
            separator: 0x2F,
            maxSplits: Limits.pathSegments,
            omittingEmptySubsequences: false
        )
        for (operation, route) in zip(model.operations, routes) {
            guard let labels = route?.labels(method, parts) else { continue }
            return RestCall(operation: operation, labels: labels)
        }
        throw .unknownOperation
    }

    /// The input of an operation, decoded and checked against the model's constraints.
    ///
    /// - Throws: What `decode` throws, and the service's validation error, 400.
    public func input(
        of call: RestCall,
        query: Span<UInt8>,
        body: [UInt8]
    ) throws(ServiceError) -> Structure {
        let input = try decode(call, query: query, body: body)
        if let shape = call.operation.input { try model.validate(input, as: shape) }
        return input
    }

    /// The input of an operation, decoded but not checked against the model's constraints.
    ///
    /// Unknown members and parameters are ignored, and those that are null are absent.
    ///
    /// - Throws: `SerializationException` 400 when a part does not fit its shape.
    public func decode(
        _ call: RestCall,
        query: Span<UInt8>,
        body: [UInt8]
    ) throws(ServiceError) -> Structure {
        guard let shape = call.operation.input else { return Structure() }
        let form: Form
        do throws(ServiceError) {
            form = try Form(body: Span(), query: query)
        } catch { throw .serialization("The query string contains a syntax error.") }
        let decoder = RestDecoder(model: model)
        return try decoder.input(shape, labels: call.labels, query: form, body: Self.document(body))
    }

    private static func document(_ body: [UInt8]) throws(ServiceError) -> JSONValue? {
        guard !body.isEmpty else { return nil }
        do throws(JSONError) {
            return try JSONDocument(
                parsing: body,
                limits: JSONLimits(depth: Limits.depth, values: Limits.jsonValues)
            ).root
        } catch { throw .serialization("Could not parse request body: \(error)") }
    }
}

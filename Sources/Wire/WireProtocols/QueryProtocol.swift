public import ServiceModel

/// The Query protocol for one service: form parameters in, XML out; also in the dialect of EC2.
///
/// The way of a request: `operation(_:)` finds what is called, the caller authenticates, then
/// `input(of:from:)` decodes and checks against the model, and `success` or `failure` encode.
public struct QueryProtocol: Sendable {
    /// The service's model.
    public let model: Model
    /// What surrounds each operation's output, by `Operation.index`.
    let frames: [QueryFrame]
    /// The tags of the elements within.
    let tags: QueryTags

    /// Speaks for a service.
    public init(_ model: Model) {
        self.model = model
        frames = model.operations.map { QueryFrame($0, model) }
        tags = QueryTags(model)
    }

    /// The operation that a request calls.
    ///
    /// - Throws: `MissingAction` 400, or `InvalidAction` 400 for an unknown action or version.
    public func operation(_ form: Form) throws(ServiceError) -> Operation {
        guard let action = form.action else {
            throw isEC2 ? .missingActionOfEC2 : .missingAction
        }
        let version = form.version
        guard version == model.apiVersion, let operation = model.operation(named: action) else {
            throw isEC2 ? .invalidActionOfEC2(action) : .invalidAction(action, version: version)
        }
        return operation
    }

    /// The input of an operation, decoded and checked against the model's constraints.
    ///
    /// - Throws: What `decode` throws, and `ValidationError` 400 when a constraint is violated.
    public func input(
        of operation: Operation,
        from form: Form
    ) throws(ServiceError) -> Structure {
        let input = try decode(form, for: operation)
        guard let shape = operation.input else { return input }
        if isEC2 {
            try requireMembers(of: shape, in: input)
        } else {
            try model.validate(input, as: shape)
        }
        return input
    }

    /// Whether the service speaks the dialect of EC2.
    var isEC2: Bool { model.protocolKind == .ec2 }

    /// EC2's operations check their parameters themselves, but for those that may not be absent.
    private func requireMembers(
        of shape: ShapeID,
        in input: Structure
    ) throws(ServiceError) {
        for member in model.members[model.shapes[shape.index].members]
        where member.isRequired && input[member.name] == nil {
            throw .missingParameterOfEC2(
                String(decoding: model.wireNames[member.wireName], as: UTF8.self)
            )
        }
    }

    /// The input of an operation, decoded but not checked against the model's constraints.
    ///
    /// The first of several equal parameters counts, unknown ones are ignored.
    ///
    /// - Throws: `MalformedInput` 400 when a parameter does not fit its shape,
    ///   `MalformedQueryString` 404 when it is not UTF-8.
    public func decode(
        _ form: Form,
        for operation: Operation
    ) throws(ServiceError) -> Structure {
        guard let shape = operation.input else { return Structure() }
        var decoder = QueryDecoder(model: model, form: form)
        return try decoder.input(shape)
    }
}

private import Assets

/// A service's operations and shapes, read once at start into flat tables.
///
/// - Source: botocore's service models, by `Scripts/generate-models.py`.
public final class Model: Sendable {
    /// The service as credential scopes name it, such as `iam`.
    public let service: String
    /// The version that requests name, such as `2010-05-08`.
    public let apiVersion: String
    /// The XML namespace of answers.
    public let namespace: String
    /// How requests and answers are written.
    public let protocolKind: ProtocolKind
    /// The operations in order of their names; `Operation.index` is the place here.
    public let operations: [Operation]
    /// All shapes, by `ShapeID`.
    public let shapes: [Shape]
    /// The names of the shapes, in the same order.
    public let shapeNames: [String]
    /// The parts of all shapes, by `Shape.members`.
    public let members: [ModelMember]
    /// The bytes of all wire names, by `ModelMember.wireName`.
    public let wireNames: [UInt8]
    /// The patterns that texts must match, by `Shape.pattern`.
    public let patterns: [Pattern]
    /// The allowed values of all enumerations, by `Shape.enumeration`.
    public let enumerationValues: [String]
    private let errors: [String: ErrorShape]

    /// Reads a model's text, as the generator writes it.
    ///
    /// - Throws: `ModelError` at the first line that is not understood.
    /// - Complexity: O(*n*) in the text's length; about a millisecond for IAM.
    public init(text: Span<UInt8>) throws(ModelError) {
        var reader = ModelReader()
        try reader.read(text)
        let tables = try reader.finish()
        service = tables.service
        apiVersion = tables.apiVersion
        namespace = tables.namespace
        protocolKind = tables.protocolKind
        operations = tables.operations
        shapes = tables.shapes
        shapeNames = tables.shapeNames
        members = tables.members
        wireNames = tables.wireNames
        patterns = tables.patterns
        enumerationValues = tables.enumerationValues
        errors = tables.errors
    }

    /// The model of IAM.
    public static func iam() throws(ModelError) -> Model {
        try Model(text: Assets.bytes(.iamModel))
    }

    /// The model of STS.
    public static func sts() throws(ModelError) -> Model {
        try Model(text: Assets.bytes(.stsModel))
    }

    /// The model of the part of EC2 that is there.
    public static func ec2() throws(ModelError) -> Model {
        try Model(text: Assets.bytes(.ec2Model))
    }

    /// The model of Rolecall's own service.
    public static func rolecall() throws(ModelError) -> Model {
        try Model(text: Assets.bytes(.rolecallModel))
    }

    /// The model of EKS.
    public static func eks() throws(ModelError) -> Model {
        try Model(text: Assets.bytes(.eksModel))
    }

    /// The model of what agents on EKS's nodes call.
    public static func eksAuth() throws(ModelError) -> Model {
        try Model(text: Assets.bytes(.eksAuthModel))
    }

    /// The model of IAM Roles Anywhere.
    public static func rolesAnywhere() throws(ModelError) -> Model {
        try Model(text: Assets.bytes(.rolesAnywhereModel))
    }

    /// The shape of a member's values, by the member's index in `members`.
    @inlinable
    public func shape(ofMember index: Int) -> Shape { shapes[members[index].shape.index] }

    /// The names of all operations, in order.
    public var operationNames: [String] { operations.map(\.name) }

    /// The operation with this name; nil when the service has none.
    ///
    /// - Complexity: O(log *n*).
    public func operation(named name: String) -> Operation? {
        var low = 0
        var high = operations.count
        while low < high {
            let middle = (low + high) / 2
            if operations[middle].name < name { low = middle + 1 } else { high = middle }
        }
        guard low < operations.count, operations[low].name == name else { return nil }
        return operations[low]
    }

    /// The declaration of an error by its shape's name, such as `NoSuchEntityException`.
    public func errorShape(named name: String) -> ErrorShape? { errors[name] }

    /// The names of the error shapes, in no order.
    public var errorShapeNames: [String] { Array(errors.keys) }

    /// An error of the model by its shape's name; `InternalFailure` when there is no such shape.
    public func error(_ shapeName: String, _ message: String?) -> ServiceError {
        guard let shape = errors[shapeName] else { return .internalFailure }
        return ServiceError(
            code: shape.code,
            message: message,
            status: shape.status,
            fault: shape.fault
        )
    }
}

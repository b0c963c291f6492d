/// One operation of a service, such as `CreateRole`.
public struct Operation: Sendable {
    /// The name that a request calls it by.
    public let name: String
    /// Its place among the service's operations in order of their names: a key for tables.
    public let index: Int
    /// The shape of its input; nil when it takes none.
    public let input: ShapeID?
    /// The shape of its output; nil when it gives none.
    public let output: ShapeID?
    /// Whether it is called without a signature, as `AssumeRoleWithWebIdentity` is.
    public let isUnsigned: Bool
    /// The shapes of the errors that the model lists for it.
    public let errors: [ShapeID]
    /// The element around its output in the Query protocol; nil when there is no output.
    public let resultWrapper: String?
    /// How it is called in a REST protocol; nil in others.
    public internal(set) var http: HTTPBinding?
}

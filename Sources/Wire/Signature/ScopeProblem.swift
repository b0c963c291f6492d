/// What is wrong with a credential's scope; several things may be.
public struct ScopeProblem: Sendable, Hashable {
    /// The region, when it cannot be one.
    public var region: String?
    /// The service, when it is another than the endpoint's.
    public var service: String?
    /// The service of the endpoint.
    public var expectedService: String
    /// The last part, when it is not `aws4_request`.
    public var terminator: String?
    /// The day, when it is not that of the signature's time.
    public var date: String?
    /// The signature's time, `yyyyMMddTHHmmssZ`.
    public var stamp: String
    /// Whether the credential stands in the query.
    public var isPresigned: Bool

    var isEmpty: Bool { region == nil && service == nil && terminator == nil && date == nil }
}

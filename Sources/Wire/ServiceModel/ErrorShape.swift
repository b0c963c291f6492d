/// An error as a service model declares it.
public struct ErrorShape: Sendable, Hashable {
    /// The code on the wire, such as `NoSuchEntity`.
    public let code: String
    /// The HTTP status.
    public let status: Int
    /// Whose fault it is.
    public let fault: ServiceError.Fault
}

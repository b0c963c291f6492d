/// How an operation of a REST protocol is called over HTTP.
public struct HTTPBinding: Sendable, Hashable {
    /// The method, such as `POST`.
    public let method: String
    /// The path with names in braces, such as `/clusters/{name}`.
    public let template: String
    /// The status of an answer that is no error.
    public let status: Int
}

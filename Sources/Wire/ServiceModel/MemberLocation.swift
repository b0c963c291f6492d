/// Where in a request or an answer a member stands.
public enum MemberLocation: String, Sendable, Hashable {
    /// In the body.
    case body = ""
    /// In the path, where the operation's template has its wire name.
    case path = "uri"
    /// In the query.
    case query = "querystring"
    /// In a header field.
    case header
}

/// One member of a structure, the element of a list, or the key or value of a map.
public struct ModelMember: Sendable {
    /// The name that services use.
    public let name: String
    /// The name as validation messages spell it: with a small first letter.
    public let messageName: String
    /// The shape of its values.
    public let shape: ShapeID
    /// Whether a request must carry it.
    public let isRequired: Bool
    /// Where requests carry it.
    public let place: Place
    /// Where its name on the wire is in `Model.wireNames`.
    public let wireName: Range<Int>

    /// Where requests carry a member.
    public enum Place: String, Sendable, Hashable {
        /// In the body, or the one form that there is.
        case body = ""
        /// In the path.
        case path = "uri"
        /// In the query.
        case query = "querystring"
    }
}

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
    /// Where its name on the wire is in `Model.wireNames`.
    public let wireName: Range<Int>
    /// Where in the request or answer it stands.
    public let location: MemberLocation
}

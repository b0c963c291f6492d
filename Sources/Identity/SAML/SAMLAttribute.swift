/// A statement of the identity provider on the subject.
public struct SAMLAttribute: Hashable, Sendable {
    /// The name, by which attributes are told apart.
    public let name: String
    /// The values; nil for one that is more than text.
    public let values: [String?]

    init(_ node: SAMLNode) throws(SAMLFailure) {
        name = try node.required("Name")
        var values: [String?] = []
        for value in node.all("AttributeValue", .assertion) { values.append(Self.text(value)) }
        self.values = values
    }

    /// The text of a value, or of the name identifier that is all of it.
    ///
    /// - Source: "MACE-Dir SAML Attribute Profiles", 2.3.2.1.1, eduPersonTargetedID.
    private static func text(_ value: SAMLNode) -> String? {
        if let text = try? value.text() { return text }
        guard value.children.count == 1, let only = value.children.first,
            only.isNamed("NameID", .assertion)
        else { return nil }
        return try? only.text()
    }
}

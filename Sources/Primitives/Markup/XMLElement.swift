/// An element of a document that was read: its name, attributes, children and text.
public struct XMLElement: Sendable, Hashable {
    /// An attribute with its unescaped value.
    public struct Attribute: Sendable, Hashable {
        /// The name with its prefix, as written.
        public let name: String
        /// The value.
        public let value: String
    }

    /// The name with its prefix, as written.
    public let name: String
    /// The attributes in order, `xmlns` among them.
    public let attributes: [Attribute]
    /// The child elements in order.
    public internal(set) var children: [XMLElement] = []
    /// The character data directly inside, in one piece.
    public internal(set) var text = ""

    /// The name without its prefix.
    public var localName: Substring {
        guard let colon = name.utf8.firstIndex(of: 0x3A) else { return name[...] }
        return name[name.utf8.index(after: colon)...]
    }

    /// The first child with this local name.
    public func child(_ localName: String) -> XMLElement? {
        children.first { $0.localName == localName }
    }

    /// The children with this local name.
    public func children(_ localName: String) -> [XMLElement] {
        children.filter { $0.localName == localName }
    }

    /// The text of the first child with this local name.
    public func text(of localName: String) -> String? { child(localName)?.text }

    /// The value of an attribute by its name with prefix.
    public func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }
}

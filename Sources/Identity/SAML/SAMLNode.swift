internal import Markup

/// An element with its namespace resolved.
struct SAMLNode {
    /// The namespaces that are read.
    enum Space: String {
        case assertion = "urn:oasis:names:tc:SAML:2.0:assertion"
        case message = "urn:oasis:names:tc:SAML:2.0:protocol"
        case signature = "http://www.w3.org/2000/09/xmldsig#"
    }

    let namespace: String
    let name: String
    let children: [Self]
    private let element: XMLElement

    /// Reads a whole document.
    init(document: [UInt8]) throws(SAMLFailure) {
        let root: XMLElement
        do throws(XMLError) {
            root = try XMLReader.read(document, limits: Limits.response)
        } catch { throw .malformed }
        try self.init(root, ["xml": "http://www.w3.org/XML/1998/namespace"], declared: 0)
    }

    private init(
        _ element: XMLElement,
        _ outer: [String: String],
        declared: Int
    ) throws(SAMLFailure) {
        var spaces = outer
        var declared = declared
        for attribute in element.attributes {
            guard attribute.name == "xmlns" || attribute.name.hasPrefix("xmlns:") else { continue }
            guard attribute.value.utf8.count <= Limits.namespace else { throw .malformed }
            spaces[String(attribute.name.dropFirst(6))] = attribute.value
            declared += 1
        }
        guard declared <= Limits.namespaces else { throw .malformed }
        name = String(element.localName)
        let prefix = element.name.dropLast(name.count).dropLast()
        guard let namespace = spaces[String(prefix)] ?? (prefix.isEmpty ? "" : nil),
            !prefix.contains(":")
        else { throw .malformed }
        self.namespace = namespace
        self.element = element
        var children: [Self] = []
        for child in element.children {
            children.append(try Self(child, spaces, declared: declared))
        }
        self.children = children
    }

    /// Whether it has the name in the namespace.
    func isNamed(_ name: String, _ space: Space) -> Bool {
        self.name == name && namespace == space.rawValue
    }

    /// The children with the name.
    func all(_ name: String, _ space: Space) -> [Self] {
        children.filter { $0.isNamed(name, space) }
    }

    /// How many elements with the name there are, itself and all within it.
    func count(_ name: String, _ space: Space) -> Int {
        var count = isNamed(name, space) ? 1 : 0
        for child in children { count += child.count(name, space) }
        return count
    }

    /// The only child with the name.
    func one(_ name: String, _ space: Space) throws(SAMLFailure) -> Self {
        guard let child = try oneIfPresent(name, space) else { throw .malformed }
        return child
    }

    /// The only child with the name, if there is one.
    func oneIfPresent(_ name: String, _ space: Space) throws(SAMLFailure) -> Self? {
        let found = all(name, space)
        guard found.count <= 1 else { throw .malformed }
        return found.first
    }

    /// An attribute without namespace.
    func attribute(_ name: String) -> String? { element.attribute(name) }

    /// An attribute without namespace that must be there and tell something.
    func required(_ name: String) throws(SAMLFailure) -> String {
        guard let value = attribute(name), !value.isEmpty else { throw .malformed }
        return value
    }

    /// The text, which no element may interrupt.
    func text() throws(SAMLFailure) -> String {
        guard children.isEmpty else { throw .malformed }
        return element.text
    }

    /// The text, which must tell something.
    func requiredText() throws(SAMLFailure) -> String {
        let text = try text()
        guard !text.isEmpty else { throw .malformed }
        return text
    }
}

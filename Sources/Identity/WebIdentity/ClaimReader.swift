internal import Markup

/// Reads claims by their types.
struct ClaimReader {
    private let claims: JSONValue

    init(_ claims: JSONValue) { self.claims = claims }

    /// A text that is not empty.
    func text(_ name: StaticString) throws(TokenProblem) -> String {
        let value = try require(name)
        guard let text = value.string, !text.isEmpty else { throw .claim(name.description) }
        return text
    }

    /// A text, or a list of texts.
    func texts(_ name: StaticString) throws(TokenProblem) -> [String] {
        try Self.texts(try require(name), name.description)
    }

    /// Seconds since 1970 as a whole number.
    func seconds(_ name: StaticString) throws(TokenProblem) -> Int64 {
        let value = try require(name)
        guard let seconds = value.integer, (0..<1 << 40).contains(seconds) else {
            throw .claim(name.description)
        }
        return Int64(seconds)
    }

    /// A text, or a list of texts.
    static func texts(_ value: JSONValue, _ name: String) throws(TokenProblem) -> [String] {
        if let text = value.string { return [text] }
        guard value.kind == .array else { throw .claim(name) }
        var texts: [String] = []
        for element in value.elements {
            guard let text = element.string else { throw .claim(name) }
            texts.append(text)
        }
        return texts
    }

    private func require(_ name: StaticString) throws(TokenProblem) -> JSONValue {
        guard let value = claims[name] else { throw .missing(name.description) }
        return value
    }
}

/// A `${…}` in a text.
struct Variable {
    /// What stands between the braces.
    let written: String
    /// The key, or the special character.
    let key: String
    /// What stands for the key when it is absent.
    let fallback: String?

    /// Reads the variable that begins the text, and removes it; nil when none begins there.
    ///
    /// "To add a default value to a variable, surround the default value with single quotes, and
    /// separate the variable text and the default value with a comma and space."
    ///
    /// - Source: IAM User Guide, "IAM policy elements: Variables and tags", default values.
    init?(from text: inout Substring) {
        guard text.hasPrefix("${") else { return nil }
        let inside = text.dropFirst(2)
        let name = inside.prefix { $0 != "," && $0 != "}" }
        let quoted = inside[name.endIndex...].dropFirst().drop { $0 == " " }
        if inside[name.endIndex...].first == ",", quoted.first == "'" {
            let value = quoted.dropFirst().prefix { $0 != "'" }
            let rest = quoted[value.endIndex...]
            if rest.hasPrefix("'}") {
                written = String(inside[..<rest.index(after: rest.startIndex)])
                key = String(name).trimmed
                fallback = String(value)
                text = rest.dropFirst(2)
                return
            }
        }
        guard let end = inside.firstIndex(of: "}"), end > inside.startIndex else { return nil }
        written = String(inside[..<end])
        key = written
        fallback = nil
        text = inside[inside.index(after: end)...]
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

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
    /// What has another form than these is no variable: `${key}`, `${key, 'default'}`, and `${*}`,
    /// `${?}` and `${$}`. No key holds a dollar sign.
    ///
    /// "To add a default value to a variable, surround the default value with single quotes, and
    /// separate the variable text and the default value with a comma and space."
    ///
    /// - Source: IAM User Guide, "IAM policy elements: Variables and tags", default values.
    init?(from text: inout Substring) {
        guard text.hasPrefix("${") else { return nil }
        let inside = text.dropFirst(2)
        if inside.hasPrefix("$}") {
            self.init(written: inside.prefix(1), key: inside.prefix(1), fallback: nil)
            text = inside.dropFirst(2)
            return
        }
        let name = inside.prefix { $0 != "," && $0 != "}" && $0 != "$" }
        let rest = inside[name.endIndex...]
        if !name.isEmpty, rest.first == "}" {
            self.init(written: name, key: name, fallback: nil)
            text = rest.dropFirst()
            return
        }
        let quoted = rest.dropFirst().drop { $0 == " " }
        guard !name.isEmpty, rest.first == ",", quoted.first == "'" else { return nil }
        let value = quoted.dropFirst().prefix { $0 != "'" }
        let tail = quoted[value.endIndex...].dropFirst().drop { $0 == " " }
        guard quoted[value.endIndex...].first == "'", tail.first == "}" else { return nil }
        self.init(written: inside[..<tail.startIndex], key: name, fallback: value)
        text = tail.dropFirst()
    }

    private init(written: Substring, key: Substring, fallback: Substring?) {
        self.written = String(written)
        self.key = String(key)
        self.fallback = fallback.map(String.init)
    }
}

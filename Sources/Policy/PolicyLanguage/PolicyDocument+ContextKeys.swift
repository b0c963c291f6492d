extension PolicyDocument {
    /// The condition keys that the document asks for, in conditions and in variables, each once.
    ///
    /// - Source: IAM API Reference, "GetContextKeysForCustomPolicy".
    public var contextKeys: [String] {
        var keys: [String] = []
        var seen = Set<String>()
        func add(_ key: String) {
            if seen.insert(key.lowercased()).inserted { keys.append(key) }
        }
        for statement in statements {
            for condition in statement.conditions { add(condition.key) }
            guard version == .v2012 else { continue }
            for value in statement.resource?.list.values ?? [] { variables(in: value).forEach(add) }
            for condition in statement.conditions {
                for value in condition.values { variables(in: value.text).forEach(add) }
            }
        }
        return keys
    }

    /// The keys in `${key}` and `${key, 'default'}`.
    private func variables(in text: String) -> [String] {
        var keys: [String] = []
        var rest = text.utf8[...]
        while let dollar = rest.firstIndex(of: 0x24) {
            rest = rest[rest.index(after: dollar)...]
            guard rest.first == 0x7B else { continue }
            let body = rest.dropFirst()
            guard let end = body.firstIndex(where: { $0 == 0x7D || $0 == 0x2C }) else { break }
            // One character is an escape: `${*}`, `${?}` or `${$}`.
            if body[..<end].count > 1 { keys.append(String(Substring(body[..<end]))) }
            rest = body[end...]
        }
        return keys
    }
}

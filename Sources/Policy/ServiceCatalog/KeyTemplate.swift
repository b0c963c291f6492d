/// A condition key with `${…}` or `<…>` parts, prepared for matching names.
struct KeyTemplate {
    let key: ConditionKey
    /// The lower-case texts between the placeholders.
    let literals: [String]

    init(key: ConditionKey) {
        self.key = key
        var literals: [String] = []
        var rest = key.name.lowercased()[...]
        while let start = rest.firstIndex(where: { $0 == "$" || $0 == "<" }),
            let end = rest[start...].firstIndex(where: { $0 == "}" || $0 == ">" })
        {
            literals.append(String(rest[..<start]))
            rest = rest[rest.index(after: end)...]
        }
        literals.append(String(rest))
        self.literals = literals
    }

    /// Whether the name has all literals in order, and a character or more for each placeholder.
    func covers(_ name: String) -> Bool {
        var rest = name.lowercased()[...]
        guard let first = literals.first, rest.hasPrefix(first) else { return false }
        rest = rest.dropFirst(first.count)
        for (index, literal) in literals.enumerated().dropFirst() {
            guard !rest.isEmpty else { return false }
            rest = rest.dropFirst()
            if index == literals.count - 1 { return literal.isEmpty || rest.hasSuffix(literal) }
            while !rest.hasPrefix(literal) {
                guard !rest.isEmpty else { return false }
                rest = rest.dropFirst()
            }
            rest = rest.dropFirst(literal.count)
        }
        return rest.isEmpty
    }
}

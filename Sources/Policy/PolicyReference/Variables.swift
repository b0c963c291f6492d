import PolicyLanguage

extension [ContextEntry] {
    /// The value of a key. "Key names are case-insensitive."
    ///
    /// - Source: IAM User Guide, "IAM policy elements: Variables and tags".
    func value(of key: String) -> ContextEntry.Value? {
        first { $0.key.lowercased() == key.lowercased() }?.value
    }
}

/// Replaces the variables of a text, and reads its wildcards where it has them.
///
/// - Returns: nil when a variable has no value and no default: "any attempt to match it fails".
/// - Source: IAM User Guide, "IAM policy elements: Variables and tags".
func expand(
    _ text: String,
    _ version: PolicyVersion,
    _ context: [ContextEntry],
    wildcards: Bool
) -> [Piece]? {
    var pieces: [Piece] = []
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
        // "Earlier versions of the policy language don't support policy variables": they "are
        // treated as literal strings in the policy".
        if version == .v2012, let (inner, after) = variable(at: rest) {
            guard let value = resolve(inner, context) else { return nil }
            // A value stands for itself: it is not read for wildcards or variables again.
            pieces += Piece.literals(in: value)
            rest = after
        } else {
            pieces.append(wildcards ? Piece.wildcard(scalar) : .literal(scalar))
            rest = rest.dropFirst()
        }
    }
    return pieces
}

/// The inside of the `${…}` that begins here, and what follows it.
func variable(
    at text: Substring.UnicodeScalarView
) -> (inner: String, after: Substring.UnicodeScalarView)? {
    guard text.starts(with: "${".unicodeScalars), let end = text.firstIndex(of: "}") else {
        return nil
    }
    let inner = text.dropFirst(2)[..<end]
    return (String(String.UnicodeScalarView(inner)), text[text.index(after: end)...])
}

private func resolve(_ inner: String, _ context: [ContextEntry]) -> String? {
    // `${*}`, `${?}` and `${$}` "represent characters that otherwise have special meaning".
    if ["*", "?", "$"].contains(inner) { return inner }
    // "Surround the default value with single quotes, and separate the variable text and the
    // default value with a comma and space."
    var key = inner
    var fallback: String?
    if let comma = inner.firstIndex(of: ",") {
        let quoted = inner[inner.index(after: comma)...].drop { $0 == " " }
        if quoted.count >= 2, quoted.first == "'", quoted.last == "'" {
            key = String(inner[..<comma])
            fallback = String(quoted.dropFirst().dropLast())
        }
    }
    switch context.value(of: key) {
    case .one(let value): return value
    // Only single-valued keys can be variables.
    case .many: return nil
    case nil: return fallback
    }
}

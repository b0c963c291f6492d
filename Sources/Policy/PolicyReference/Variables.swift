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
    var rest = text[...]
    while !rest.isEmpty {
        // "Earlier versions of the policy language don't support policy variables": they "are
        // treated as literal strings in the policy".
        if version == .v2012, let variable = Variable(from: &rest) {
            guard let value = variable.value(in: context) else { return nil }
            // A value stands for itself: it is not read for wildcards or variables again.
            pieces += Piece.literals(in: value)
        } else {
            let scalar = rest.unicodeScalars.removeFirst()
            pieces.append(wildcards ? Piece.wildcard(scalar) : .literal(scalar))
        }
    }
    return pieces
}

extension Variable {
    fileprivate func value(in context: [ContextEntry]) -> String? {
        // `${*}`, `${?}` and `${$}` "represent characters that otherwise have special meaning".
        if fallback == nil, ["*", "?", "$"].contains(key) { return key }
        switch context.value(of: key) {
        case .one(let value): return value
        // Only single-valued keys can be variables.
        case nil, .many: return fallback
        }
    }
}

import PolicyLanguage

/// A value of `Resource`, or of an ARN condition, with its variables replaced.
struct ResourcePattern {
    /// The parts between the first five colons, and all after them.
    let parts: [[Piece]]
    /// The whole text, for a resource that is no ARN.
    let whole: [Piece]
    /// Whether the text, as it is written, is that of an ARN.
    let isARN: Bool

    /// Nil when a variable cannot be resolved.
    init?(_ text: String, _ version: PolicyVersion, _ context: [ContextEntry]) {
        var parts: [[Piece]] = []
        for part in Self.split(text, version) {
            guard let pieces = expand(part, version, context, wildcards: true) else { return nil }
            parts.append(pieces)
        }
        self.parts = parts
        isARN = text.hasPrefix("arn:")
        whole = Array(parts.joined(separator: [.literal(":")]))
    }

    /// Whether a resource fits; a pattern that is no ARN is compared as a whole.
    func matches(_ resource: String) -> Bool {
        if isAnything { return true }
        guard isARN, let found = arnParts(resource) else {
            return whole == Piece.literals(in: resource)
        }
        return matches(found)
    }

    /// Whether the value of an ARN condition fits: it must be an ARN.
    ///
    /// - Source: IAM User Guide, "Condition operators", ARN.
    func matchesARN(_ value: String) -> Bool {
        guard let found = arnParts(value) else { return false }
        return isAnything || isARN && matches(found)
    }

    /// "You can use wildcard characters within any ARN segment (the parts separated by colons)";
    /// "each of the six colon-delimited components of the ARN is checked separately".
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Condition operators".
    private func matches(_ found: [String]) -> Bool {
        // "If you specify an incomplete ARN, AWS completes it with wildcards in the missing
        // fields." Source: IAM identifiers, IAM ARNs (not in all editions: see the case).
        let missing = [[Piece]](repeating: [.many], count: 6 - parts.count)
        return zip(parts + missing, found).allSatisfy { matchesGlob($0, $1) }
    }

    /// `*` alone is everything.
    private var isAnything: Bool { !whole.isEmpty && whole.allSatisfy { $0 == .many } }

    /// Cuts at the first five colons that are not inside a variable.
    private static func split(_ text: String, _ version: PolicyVersion) -> [String] {
        var parts = [""]
        var rest = text[...]
        while !rest.isEmpty {
            if version == .v2012, let variable = Variable(from: &rest) {
                parts[parts.count - 1] += "${\(variable.written)}"
                continue
            }
            let scalar = rest.unicodeScalars.removeFirst()
            if scalar == ":", parts.count < 6 {
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            }
        }
        return parts
    }
}

/// The six parts of an ARN; nil for a text with fewer.
func arnParts(_ text: String) -> [String]? {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return nil }
    return parts.map(String.init)
}

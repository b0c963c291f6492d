import PolicyLanguage

/// A value of `Resource`, or of an ARN condition, with its variables replaced.
struct ResourcePattern {
    /// The parts between the first five colons, and all after them.
    let parts: [[Piece]]
    /// The whole text, for a resource that is no ARN.
    let whole: [Piece]

    /// Nil when a variable cannot be resolved.
    init?(_ text: String, _ version: PolicyVersion, _ context: [ContextEntry]) {
        var parts: [[Piece]] = []
        for part in Self.split(text, version) {
            guard let pieces = expand(part, version, context, wildcards: true) else { return nil }
            parts.append(pieces)
        }
        self.parts = parts
        whole = Array(parts.joined(separator: [.literal(":")]))
    }

    /// "You can use wildcard characters within any ARN segment (the parts separated by colons)";
    /// `*` alone is every resource.
    ///
    /// - Source: IAM User Guide, "IAM JSON policy elements: Resource".
    func matches(_ resource: String) -> Bool {
        if !whole.isEmpty, whole.allSatisfy({ $0 == .many }) { return true }
        guard let found = arnParts(resource), resource.hasPrefix("arn:") else {
            return whole == Piece.literals(in: resource)
        }
        // "If you specify an incomplete ARN, AWS completes it with wildcards in the missing
        // fields." Source: IAM identifiers, IAM ARNs (not in all editions: see the case).
        guard parts.count > 1 else { return false }
        let missing = [[Piece]](repeating: [.many], count: 6 - parts.count)
        return zip(parts + missing, found).allSatisfy { matchesGlob($0, $1) }
    }

    /// "Each of the six colon-delimited components of the ARN is checked separately and each can
    /// include" wildcards.
    ///
    /// - Source: IAM User Guide, "Condition operators", ARN.
    func matchesARN(_ value: String) -> Bool {
        guard let found = arnParts(value), parts.count == 6 else { return false }
        return zip(parts, found).allSatisfy { matchesGlob($0, $1) }
    }

    /// Cuts at the first five colons that are not inside a variable.
    private static func split(_ text: String, _ version: PolicyVersion) -> [String] {
        var parts = [""]
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if version == .v2012, let (inner, after) = variable(at: rest) {
                parts[parts.count - 1] += "${\(inner)}"
                rest = after
                continue
            }
            if scalar == ":", parts.count < 6 {
                parts.append("")
            } else {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            }
            rest = rest.dropFirst()
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

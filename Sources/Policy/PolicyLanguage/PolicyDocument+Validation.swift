import Markup

extension PolicyDocument {
    /// Refuses what IAM refuses when a policy of this kind is saved.
    ///
    /// - Parameters:
    ///   - kind: what the policy is for.
    ///   - source: the text that the document was read from, to give positions.
    /// - Throws: `PolicyError` with IAM's message.
    public func validate(as kind: PolicyKind, source: [UInt8]? = nil) throws(PolicyError) {
        guard !statements.isEmpty else {
            throw PolicyError(PolicyParser.syntaxMessage, detail: "no statement")
        }
        guard kind != .managed || version == .v2012 else {
            throw PolicyError("Policy document must be version 2012-10-17 or greater.")
        }
        try validateSids(source)
        for statement in statements {
            do {
                try statement.validate(as: kind, version: version)
            } catch {
                throw error.placed(at: statement.range, in: source)
            }
        }
    }

    /// - Source: IAM User Guide, "IAM JSON policy elements: Sid".
    private func validateSids(_ source: [UInt8]?) throws(PolicyError) {
        var seen = Set<String>()
        for statement in statements {
            guard let sid = statement.sid, !sid.isEmpty else { continue }
            guard sid.utf8.allSatisfy(isAlphanumeric) else {
                throw PolicyError(
                    """
                    Statement IDs (SID) must be alpha-numeric. Check that your input satisfies \
                    the regular expression [0-9A-Za-z]*
                    """
                ).placed(at: statement.range, in: source)
            }
            guard seen.insert(sid).inserted else {
                throw PolicyError("Statement IDs (SID) in a single policy must be unique.")
                    .placed(at: statement.range, in: source)
            }
        }
    }
}

extension PolicyError {
    fileprivate func placed(at range: Range<Int>, in source: [UInt8]?) -> PolicyError {
        guard let source, !range.isEmpty else { return self }
        var error = self
        error.position = TextPosition(offset: range.lowerBound, in: source)
        return error
    }
}

func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
}

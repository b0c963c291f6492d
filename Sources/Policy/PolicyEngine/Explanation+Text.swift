import PolicyLanguage

extension Explanation {
    /// The explanation for people: a sentence, then a line for each statement that matters.
    public var text: String {
        var lines = [sentence]
        for finding in determining { lines.append("  decided by " + finding.title) }
        for finding in nearest {
            lines.append("  nearest: " + finding.title)
            for mismatch in finding.mismatches { lines.append("    " + describe(mismatch)) }
        }
        return lines.joined(separator: "\n")
    }

    private var sentence: String {
        guard !verdict.isAllowed else {
            let by = verdict.statement == nil ? "the account's root user" : verdict.layer.nounPhrase
            return "\(principal) may perform \(action) on \(resource), allowed by \(by)."
        }
        return verdict.denialMessage(principal: principal, action: action, resource: resource)
    }

    private func describe(_ mismatch: Mismatch) -> String {
        switch mismatch {
        case .action(let element):
            return "\(mismatch.element) \(verb(element?.isNegated)) \(quoted(mismatch.wanted)); "
                + "the request's action is \(quoted([action]))"
        case .resource(let element):
            return "\(mismatch.element) \(verb(element?.isNegated)) \(quoted(mismatch.wanted)); "
                + "the request's resource is \(quoted([resource]))"
        case .principal(let element):
            guard let element else { return "Principal is missing" }
            return "\(mismatch.element) \(verb(element.isNegated)) \(quoted(mismatch.wanted)); "
                + "the request's principal is \(quoted([principal]))"
        case .condition(let condition, let found):
            let value = found.map { "is \(quoted($0))" } ?? "is not in the request"
            return "Condition \(condition.conditionOperator) wants \(condition.key) to match "
                + "\(quoted(mismatch.wanted)); it \(value)"
        }
    }

    private func verb(_ isNegated: Bool?) -> String { isNegated == true ? "excepts" : "names" }

    private func quoted(_ values: [String]) -> String {
        values.isEmpty
            ? "nothing" : values.map { "\"\($0)\"" }.joined(separator: ", ")
    }
}

extension StatementFinding {
    /// The statement, named for people: `statement 2 "ReadOnly" of user policy "dev"`.
    public var title: String {
        var text = "statement \(reference.statement + 1)"
        if let sid, !sid.isEmpty { text += " \"\(sid)\"" }
        text += " of \(reference.layer.noun)"
        let name = source.arn ?? source.name
        if !name.isEmpty { text += " \"\(name)\"" }
        if reference.layer == .serviceControl || reference.layer == .resourceControl {
            text += " at level \(reference.level + 1)"
        }
        return text
    }
}

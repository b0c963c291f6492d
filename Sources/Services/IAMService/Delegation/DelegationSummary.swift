internal import Directory
internal import PolicyLanguage

/// A delegation request in a few English sentences, made from what it says.
struct DelegationSummary {
    let text: String

    init(_ request: DelegationRequest, in directory: some DirectoryView) throws {
        let terms = request.terms
        let name = try directory.reader(of: request.requestor).accountRecord()?.name ?? ""
        let requestor = name.isEmpty ? "\(request.requestor)" : "\(name) (\(request.requestor))"
        let minutes = terms.sessionDurationSeconds / 60
        var lines = [
            "Account \(requestor) asks for access for \(minutes) minutes: \(terms.description)"
        ]
        let document = try PolicyDocument(parsing: Array(terms.policy.utf8))
        for statement in document.statements {
            let verb = statement.effect == .allow ? "Allows" : "Denies"
            let condition = statement.conditions.isEmpty ? "" : " under conditions"
            lines.append(
                "\(verb) \(Self.list(statement.action)) on \(Self.list(statement.resource))"
                    + "\(condition)."
            )
        }
        text = String(lines.joined(separator: "\n").prefix(Self.longest))
    }

    /// - Source: botocore, `iam` model, `summaryContentType`.
    private static let longest = 10_000

    private static func list(_ element: StatementElement?) -> String {
        guard let element else { return "nothing" }
        let names = element.list.values.joined(separator: ", ")
        return element.isNegated ? "everything but \(names)" : names
    }
}

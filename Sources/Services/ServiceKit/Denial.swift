internal import Directory
internal import Markup
internal import PolicyEngine
internal import PolicyLanguage

/// A denied request with what led to it, as DecodeAuthorizationMessage tells it.
///
/// - Source: STS API Reference, DecodeAuthorizationMessage; the names as decoded messages in public
///   reports have them (vmware-archive/terraforming-aws, pull request 73).
struct Denial {
    /// How much is told, the most first.
    enum Detail: CaseIterable {
        /// Everything.
        case full
        /// Without our own explanation.
        case plain
        /// Without the values of the condition keys, either.
        case brief
        /// Without the statements, too.
        case bare
    }

    let caller: Caller
    /// Whether the resource is another account's, whose policies are not told.
    let isForeign: Bool
    let explanation: Explanation
    let context: RequestContext

    /// The JSON, with a member `explanation` beside AWS's.
    func text(_ detail: Detail) -> String {
        var writer = JSONWriter(capacity: 2048)
        writer.beginObject()
        writer.key("allowed")
        writer.boolean(false)
        writer.key("explicitDeny")
        writer.boolean(explanation.verdict.decision == .explicitDeny && isTold)
        writer.key("matchedStatements")
        let statements = detail == .bare ? [] : determining
        writer.items(statements) { writer, finding in write(finding, to: &writer) }
        writer.key("failures")
        writer.items([Never]()) { _, _ in }
        writer.key("context")
        writeContext(detail, to: &writer)
        if detail == .full { writeExplanation(to: &writer) }
        writer.endObject()
        return writer.text
    }

    /// Whether the kind of policy that decided may be told.
    private var isTold: Bool { !isForeign || isOwn(explanation.verdict.layer) }

    private var determining: [StatementFinding] {
        explanation.determining.filter { !isForeign || isOwn($0.reference.layer) }
    }

    /// Whether policies of a kind are the caller's account's own.
    private func isOwn(_ layer: LayerKind) -> Bool {
        switch layer {
        case .identity, .boundary, .session, .serviceControl: true
        case .resourceControl, .resource, .trust, .endpoint: false
        }
    }

    // MARK: Parts

    private func writeContext(_ detail: Detail, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("principal")
        writer.beginObject()
        writer.member("id", caller.userID)
        if case .user(let user) = caller.kind { writer.member("name", user.name) }
        writer.member("arn", caller.arn)
        writer.endObject()
        writer.member("action", explanation.action)
        writer.member("resource", explanation.resource)
        writer.key("conditions")
        let names = detail == .brief || detail == .bare ? [] : context.names
        writer.items(names) { writer, name in
            writer.beginObject()
            writer.member("key", name)
            writer.key("values")
            writer.values(context.values(of: name) ?? [])
            writer.endObject()
        }
        writer.endObject()
    }

    /// A statement as it is written in its policy.
    private func write(_ finding: StatementFinding, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("statementId", finding.sid ?? "")
        writer.member("effect", finding.isAllow ? "ALLOW" : "DENY")
        writer.key("principals")
        writer.values([caller.userID])
        writer.key("principalGroups")
        writer.values([])
        let statement = caller.statement(finding.reference)
        writer.key("actions")
        writer.values(statement?.action?.list.values ?? [])
        writer.key("resources")
        writer.values(statement?.resource?.list.values ?? [])
        writer.key("conditions")
        writer.items(statement?.conditions ?? []) { writer, condition in
            writer.beginObject()
            writer.member("key", condition.key)
            writer.key("values")
            writer.values(condition.values.map(\.text))
            writer.endObject()
        }
        writer.endObject()
    }

    private func writeExplanation(to writer: inout JSONWriter) {
        guard isTold else { return }
        writer.key("explanation")
        explanation.write(to: &writer)
    }
}

extension Caller {
    /// A statement of the caller's own policies.
    fileprivate func statement(_ reference: StatementReference) -> PolicyStatement? {
        let layer: PolicyLayer? =
            switch reference.layer {
            case .identity: authorization.identity
            case .boundary: authorization.boundary
            case .session: authorization.session
            case .serviceControl: authorization.serviceControl[reference.level]
            case .resourceControl, .resource, .trust, .endpoint: nil
            }
        return layer?.policies[reference.policy].document.statements[reference.statement]
    }
}

extension JSONWriter {
    /// AWS's form of a list.
    fileprivate mutating func items<Item>(
        _ items: [Item],
        _ write: (inout Self, Item) -> Void
    ) {
        beginObject()
        key("items")
        beginArray()
        for item in items { write(&self, item) }
        endArray()
        endObject()
    }

    fileprivate mutating func values(_ values: [String]) {
        items(values) { writer, value in
            writer.beginObject()
            writer.member("value", value)
            writer.endObject()
        }
    }
}

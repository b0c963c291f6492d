import Markup
import PolicyLanguage
public import PolicyReference

extension EvaluationCase {
    /// A case that asks what the scenario asks.
    public init(id: String, title: String, scenario: Scenario, expected: Outcome.Decision? = nil) {
        self.init(
            id: id,
            title: title,
            scenario: scenario,
            expected: expected,
            accepted: expected.map { [$0] } ?? [],
            faults: []
        )
    }

    /// The case as one line of JSON, without a line feed.
    public func printed() -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("id", id)
        writer.member("title", title)
        writer.key("request")
        scenario.writeRequest(to: &writer)
        writer.key("policies")
        scenario.writePolicies(to: &writer)
        writer.member("expected", expected?.rawValue)
        if accepted.count > 1 {
            writer.key("accept")
            writer.beginArray()
            for decision in accepted { writer.string(decision.rawValue) }
            writer.endArray()
        }
        writer.endObject()
        return writer.bytes
    }
}

extension Scenario {
    fileprivate func writeRequest(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("principal", caller.caseName)
        writer.member("issuer", caller.issuer)
        if caller.isServiceLinked {
            writer.key("serviceLinked")
            writer.boolean(true)
        }
        writer.member("action", action)
        writer.member("resource", resource)
        writer.member("resourceAccount", resourceAccount)
        writer.key("context")
        writer.beginObject()
        for entry in context {
            writer.key(entry.key)
            switch entry.value {
            case .one(let text): writer.string(text)
            case .many(let texts):
                writer.beginArray()
                for text in texts { writer.string(text) }
                writer.endArray()
            }
        }
        writer.endObject()
        writer.endObject()
    }

    fileprivate func writePolicies(to writer: inout JSONWriter) {
        writer.beginObject()
        write(identity, "identity", to: &writer)
        write(boundary, "boundary", to: &writer)
        write(session, "session", to: &writer)
        if let resourcePolicy {
            writer.key("resource")
            write(resourcePolicy, to: &writer)
        }
        write(serviceControl, "scp", to: &writer)
        write(resourceControl, "rcp", to: &writer)
        write(endpoint, "endpoint", to: &writer)
        writer.endObject()
    }

    private func write(_ levels: [[PolicyDocument]], _ name: String, to writer: inout JSONWriter) {
        guard !levels.isEmpty else { return }
        writer.key(name)
        writer.beginArray()
        for documents in levels { write(documents, to: &writer) }
        writer.endArray()
    }

    private func write(
        _ documents: [PolicyDocument]?,
        _ name: String,
        to writer: inout JSONWriter
    ) {
        guard let documents else { return }
        writer.key(name)
        write(documents, to: &writer)
    }

    private func write(_ documents: [PolicyDocument], to writer: inout JSONWriter) {
        writer.beginArray()
        for document in documents { write(document, to: &writer) }
        writer.endArray()
    }

    private func write(_ document: PolicyDocument, to writer: inout JSONWriter) {
        writer.raw(String(decoding: document.printed(), as: UTF8.self))
    }
}

extension Caller {
    /// The name that a case gives the caller.
    fileprivate var caseName: String {
        switch self {
        case .root(let partition, let account): "arn:\(partition):iam::\(account):root"
        case .user(let arn, _), .federatedUser(let arn, _, _): arn
        case .session(let session): session.arn
        case .service(let name), .provider(let name): name
        case .anonymous: "anonymous"
        }
    }

    fileprivate var issuer: String? {
        switch self {
        case .session(let session): session.roleARN
        case .federatedUser(_, _, let user): user
        default: nil
        }
    }
}

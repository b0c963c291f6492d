import Markup
import PolicyLanguage
import PolicyReference

extension EvaluationCase {
    /// Reads a line.
    ///
    /// A document that is no policy is left out and listed in `faults`.
    ///
    /// - Throws: `CaseError` when the line is not JSON or lacks a part.
    public init(parsing line: [UInt8]) throws(CaseError) {
        let limits = JSONLimits(depth: CaseLimits.depth, bytes: CaseLimits.lineBytes)
        let root: JSONValue
        do {
            root = try JSONDocument(parsing: line, limits: limits).root
        } catch {
            throw CaseError(error.description)
        }
        guard root.kind == .object else { throw CaseError("a case is an object") }
        var reader = CaseReader(id: root["id"]?.string, root: root)
        let scenario = try reader.scenario()
        id = reader.id ?? ""
        title = root["title"]?.string ?? ""
        self.scenario = scenario
        expected = try reader.decision(root["expected"])
        accepted = try reader.accepted()
        faults = reader.faults
    }
}

/// Takes a line apart.
private struct CaseReader {
    let id: String?
    let root: JSONValue
    var faults: [EvaluationCase.DocumentFault] = []

    mutating func scenario() throws(CaseError) -> Scenario {
        guard let request = root["request"], request.kind == .object else {
            throw error("request is missing")
        }
        var scenario = Scenario(
            caller: try caller(request),
            action: try text(request, "action"),
            resource: try text(request, "resource"),
            resourceAccount: try optionalText(request, "resourceAccount"),
            context: try context(request["context"])
        )
        guard let policies = root["policies"] else { return scenario }
        guard policies.kind == .object else { throw error("policies is an object") }
        scenario.identity = list(policies["identity"], "identity") ?? []
        scenario.boundary = list(policies["boundary"], "boundary")
        scenario.session = list(policies["session"], "session")
        scenario.resourcePolicy = policies["resource"].map { document($0, "resource") }
        scenario.serviceControl = levels(policies["scp"], "scp")
        scenario.resourceControl = levels(policies["rcp"], "rcp")
        scenario.endpoint = list(policies["endpoint"], "endpoint")
        return scenario
    }

    private func caller(_ request: JSONValue) throws(CaseError) -> Caller {
        let name = try text(request, "principal")
        let caller = Caller(
            name,
            issuer: try optionalText(request, "issuer"),
            isServiceLinked: request["serviceLinked"]?.boolean ?? false
        )
        guard let caller else { throw error("request.principal names no principal: \(name)") }
        return caller
    }

    private func context(_ value: JSONValue?) throws(CaseError) -> [ContextEntry] {
        guard let value else { return [] }
        guard value.kind == .object else { throw error("request.context is an object") }
        var entries: [ContextEntry] = []
        var names: Set<String> = []
        for (key, member) in value.members {
            let name = key.string ?? ""
            guard names.insert(name.lowercased()).inserted else {
                throw error("request.context has \(name) twice")
            }
            guard member.kind == .array else {
                entries.append(ContextEntry(name, .one(try scalar(member, name))))
                continue
            }
            var values: [String] = []
            for element in member.elements { values.append(try scalar(element, name)) }
            entries.append(ContextEntry(name, .many(values)))
        }
        return entries
    }

    private func scalar(_ value: JSONValue, _ name: String) throws(CaseError) -> String {
        if let text = value.string ?? value.number { return text }
        if let truth = value.boolean { return truth ? "true" : "false" }
        throw error("request.context.\(name) holds texts")
    }

    private mutating func list(_ value: JSONValue?, _ place: String) -> [PolicyDocument]? {
        guard let value, value.kind != .null else { return nil }
        guard value.kind == .array else { return [document(value, place)] }
        return value.elements.enumerated().map { document($1, "\(place)[\($0)]") }
    }

    private mutating func levels(_ value: JSONValue?, _ place: String) -> [[PolicyDocument]] {
        guard let value, value.kind != .null else { return [] }
        guard value.kind == .array else { return [[document(value, place)]] }
        return value.elements.enumerated().map { list($1, "\(place)[\($0)]") ?? [] }
    }

    /// Reads a document; in the place of one that is no policy an empty one stands.
    private mutating func document(_ value: JSONValue, _ place: String) -> PolicyDocument {
        do {
            return try PolicyDocument(parsing: Array(value.document.bytes[value.range]))
        } catch {
            faults.append(.init(place: place, reason: error.description))
            return PolicyDocument(statements: [])
        }
    }

    func decision(_ value: JSONValue?) throws(CaseError) -> Outcome.Decision? {
        guard let value else { return nil }
        guard let decision = value.string.flatMap(Outcome.Decision.init(rawValue:)) else {
            throw error("expected and accept hold decisions")
        }
        return decision
    }

    func accepted() throws(CaseError) -> [Outcome.Decision] {
        var accepted: [Outcome.Decision] = []
        if let accept = root["accept"] {
            for value in accept.elements { accepted += [try decision(value)].compactMap { $0 } }
        }
        return accepted.isEmpty ? [try decision(root["expected"])].compactMap { $0 } : accepted
    }

    private func text(_ value: JSONValue, _ name: StaticString) throws(CaseError) -> String {
        guard let text = try optionalText(value, name), !text.isEmpty else {
            throw error("request.\(name) is missing")
        }
        return text
    }

    private func optionalText(
        _ value: JSONValue,
        _ name: StaticString
    ) throws(CaseError) -> String? {
        guard let member = value[name], member.kind != .null else { return nil }
        guard let text = member.string else { throw error("request.\(name) is a string") }
        return text
    }

    private func error(_ text: String) -> CaseError { CaseError(id: id, text) }
}

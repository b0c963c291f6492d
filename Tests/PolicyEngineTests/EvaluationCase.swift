import Base
import Foundation
import Markup
import PolicyEngine
import PolicyLanguage
import Testing

/// One line of the shared corpus: policies, a request, and what must come of it.
struct EvaluationCase: Sendable, CustomTestStringConvertible {
    var id: String
    var title: String
    var json: JSONValue
    var accepted: [String]

    var testDescription: String { "\(id): \(title)" }

    static let all: [EvaluationCase] = load("Fixtures/cases/shared")

    static let own: [EvaluationCase] = load("Fixtures/cases")

    private static func load(_ path: String) -> [EvaluationCase] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var cases: [EvaluationCase] = []
        for name in names.sorted() where name.hasSuffix(".jsonl") {
            guard let data = FileManager.default.contents(atPath: folder.path + "/" + name) else {
                continue
            }
            for line in [UInt8](data).split(separator: 0x0A) {
                guard let json = try? JSONDocument(parsing: Array(line)).root else { continue }
                cases.append(EvaluationCase(json))
            }
        }
        return cases
    }

    private init(_ json: JSONValue) {
        self.json = json
        id = json["id"]?.string ?? ""
        title = json["title"]?.string ?? ""
        let accept = json["accept"]?.elements.compactMap(\.string) ?? []
        accepted = accept.isEmpty ? [json["expected"]?.string ?? ""] : accept
    }

    var request: AuthorizationRequest? {
        guard let request = json["request"],
            let action = request["action"]?.string,
            let principal = request["principal"]?.string.flatMap({ caller($0, action) }),
            let resource = request["resource"]?.string
        else { return nil }
        var context = RequestContext()
        for (key, value) in request["context"]?.members ?? json.members {
            guard let name = key.string else { continue }
            if let text = value.string {
                context.set(name: name, text)
            } else {
                context.set(name: name, list: value.elements.compactMap(\.string))
            }
        }
        return AuthorizationRequest(
            principal: principal,
            action: RequestedAction(action),
            resource: RequestedResource(resource),
            context: context
        )
    }

    /// The bearers of tokens are named by their providers, some of which are plain hosts.
    private func caller(_ text: String, _ action: String) -> Principal? {
        action == "sts:AssumeRoleWithWebIdentity" ? .webIdentity(provider: text) : Principal(text)
    }

    private var isServiceLinked: Bool { json["request"]?["serviceLinked"]?.boolean == true }

    var authorization: Authorization {
        Authorization(
            identity: layer(.identity, "identity"),
            boundary: layer(.boundary, "boundary"),
            session: layer(.session, "session"),
            serviceControl: levels(.serviceControl, "scp"),
            isExemptFromServiceControl: isServiceLinked
        )
    }

    var resourceSide: ResourceSide {
        let action = json["request"]?["action"]?.string ?? ""
        let resource = json["request"]?["resource"]?.string ?? ""
        let isTrust = action.hasPrefix("sts:") && resource.contains(":role/")
        return ResourceSide(
            account: json["request"]?["resourceAccount"]?.string.flatMap { AccountID($0) },
            policy: layer(isTrust ? .trust : .resource, "resource"),
            resourceControl: isServiceLinked ? [] : levels(.resourceControl, "rcp"),
            endpoint: layer(.endpoint, "endpoint"),
            mustAllow: isTrust || action.hasPrefix("kms:")
        )
    }

    private func layer(_ kind: LayerKind, _ name: StaticString) -> PolicyLayer? {
        json["policies"]?[name].map { PolicyLayer(kind, compile($0)) }
    }

    private func levels(_ kind: LayerKind, _ name: StaticString) -> [PolicyLayer] {
        (json["policies"]?[name]?.elements).map { levels in
            levels.map { PolicyLayer(kind, compile($0)) }
        } ?? []
    }

    /// A policy that cannot be read grants nothing.
    private func compile(_ value: JSONValue) -> [CompiledPolicy] {
        let values = value.kind == .array ? Array(value.elements) : [value]
        return values.compactMap { value in
            let bytes = Array(value.document.bytes[value.range])
            return (try? PolicyDocument(parsing: bytes)).map { CompiledPolicy($0) }
        }
    }
}

import Base
import PolicyEngine
import PolicyLanguage

/// Short ways to write policies and requests in tests.
enum Scenario {
    static let account = AccountID("123456789012")
    static let alice = "arn:aws:iam::123456789012:user/alice"

    static func compile(_ text: String, name: String = "p") throws -> CompiledPolicy {
        CompiledPolicy(
            try PolicyDocument(parsing: Array(text.utf8)),
            source: PolicySource(.user, name: name)
        )
    }

    static func layer(_ kind: LayerKind, _ texts: String...) throws -> PolicyLayer {
        PolicyLayer(kind, try texts.map { try compile($0) })
    }

    /// One statement under the current version.
    static func policy(_ statement: String) -> String {
        #"{"Version":"2012-10-17","Statement":\#(statement)}"#
    }

    static func request(
        _ action: String = "s3:GetObject",
        on resource: String = "arn:aws:s3:::bucket/key",
        by principal: String = alice,
        context: [String: String] = [:]
    ) -> AuthorizationRequest {
        var keys = RequestContext()
        for (name, value) in context { keys.set(name: name, value) }
        return AuthorizationRequest(
            principal: Principal(principal) ?? .anonymous,
            action: RequestedAction(action),
            resource: RequestedResource(resource),
            context: keys
        )
    }

    /// Decides with one identity policy.
    static func decide(
        _ statement: String,
        _ request: AuthorizationRequest = request()
    ) throws -> Decision {
        try Authorization(identity: layer(.identity, policy(statement))).decide(request).decision
    }
}

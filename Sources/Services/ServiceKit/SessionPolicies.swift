internal import Base
internal import Directory
internal import PolicyEngine
internal import PolicyLanguage
internal import Tokens

/// The policies that bound a session, as one layer.
enum SessionPolicies {
    /// Nil when the session has none; a managed policy that is gone allows nothing.
    ///
    /// - Source: IAM User Guide, "Session policies".
    static func layer(_ session: SessionClaims, _ directory: Directory) throws -> PolicyLayer? {
        guard session.hasSessionPolicies else { return nil }
        var policies: [CompiledPolicy] = []
        for text in session.policies {
            let document = try PolicyDocument(parsing: Array(text.utf8))
            policies.append(CompiledPolicy(document, source: PolicySource(.none, name: "session")))
        }
        for arn in session.policyARNs {
            let text = try directory.read(session.account) { reader -> String? in
                guard let policy = try? reader.policy(arn: arn) else { return nil }
                return try reader.defaultVersion(of: policy).document
            }
            guard let text else { continue }
            let document = try PolicyDocument(parsing: Array(text.utf8))
            policies.append(
                CompiledPolicy(document, source: PolicySource(.none, name: arn, arn: arn))
            )
        }
        return PolicyLayer(.session, policies)
    }
}

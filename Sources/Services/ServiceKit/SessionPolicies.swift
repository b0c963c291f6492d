internal import Base
internal import Directory
internal import PolicyEngine
internal import PolicyLanguage
internal import Tokens

/// The policies that bound a session, as one layer.
enum SessionPolicies {
    /// What stands for a managed policy that is gone: what it denied is not known any more, so all is.
    private static let deniesAll =
        #"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#

    /// Nil when the session has none.
    ///
    /// - Source: IAM User Guide, "Session policies"; for a policy that is gone `Docs/compatibility.md`,
    ///   "STS".
    static func layer(_ session: SessionClaims, _ directory: Directory) throws -> PolicyLayer? {
        guard session.hasSessionPolicies else { return nil }
        var policies: [CompiledPolicy] = []
        for text in session.policies {
            let document = try PolicyDocument(parsing: Array(text.utf8))
            policies.append(CompiledPolicy(document, source: PolicySource(.none, name: "session")))
        }
        for arn in session.policyARNs {
            let text = try directory.read(session.account) { reader throws(DirectoryError) in
                do throws(DirectoryError) {
                    return try reader.defaultVersion(of: try reader.policy(arn: arn)).document
                } catch .noSuch {
                    return deniesAll
                }
            }
            let document = try PolicyDocument(parsing: Array(text.utf8))
            policies.append(
                CompiledPolicy(document, source: PolicySource(.none, name: arn, arn: arn))
            )
        }
        return PolicyLayer(.session, policies)
    }
}

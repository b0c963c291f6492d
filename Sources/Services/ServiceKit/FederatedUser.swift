public import Base
internal import PolicyEngine
internal import PolicyLanguage

/// How a session of GetFederationToken is named, and what root's own may do.
///
/// - Source: STS API Reference, FederatedUser.
public enum FederatedUser {
    /// The session's ARN.
    public static func arn(_ name: String, in account: AccountID) -> String {
        "arn:aws:sts::\(account):federated-user/\(name)"
    }

    /// The session's id, `account:name`.
    public static func id(_ name: String, in account: AccountID) -> String { "\(account):\(name)" }

    /// The root user may do all in its account, and the session policies take from that.
    static let powersOfRoot = PolicyLayer(.identity, rootPolicies)

    private static var rootPolicies: [CompiledPolicy] {
        let text = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}
            """
        guard let document = try? PolicyDocument(parsing: Array(text.utf8)) else { return [] }
        return [CompiledPolicy(document, source: PolicySource(.none, name: "root"))]
    }
}

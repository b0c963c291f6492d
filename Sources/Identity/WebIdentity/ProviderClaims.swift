/// The claims that are condition keys for tokens of certain providers only.
///
/// - Source: Service Authorization Reference, AWS STS, condition keys of AssumeRoleWithWebIdentity;
///   IAM User Guide, "Available keys for AWS OIDC federation".
public enum ProviderClaims {
    private static let gitHub = [
        "actor", "actor_id", "enterprise_id", "environment", "job_workflow_ref", "ref",
        "repository", "repository_id", "repository_owner_id", "workflow",
    ]
    private static let gitLab = [
        "namespace_id", "pipeline_source", "project_id", "ref_protected", "runner_environment",
        "user_access_level", "user_email", "user_id", "user_login",
    ]
    private static let buildkite = [
        "build_branch", "cluster_id", "cluster_name", "organization_id", "organization_slug",
        "pipeline_id", "pipeline_slug",
    ]

    /// The names of the claims for a provider, which is named by its URL without the scheme.
    public static func names(provider: String) -> [String] {
        let parts = provider.split(separator: "/", omittingEmptySubsequences: false)
        let host = String(parts[0])
        switch host {
        case "token.actions.githubusercontent.com": return gitHub
        case "gitlab.com": return gitLab
        case "agent.buildkite.com": return buildkite
        case "accounts.google.com": return ["google/organization_number"]
        case "github.com":
            return parts.count > 2 && parts[1] == "enterprises" ? gitHub : []
        case "oidc.circleci.com":
            return parts.count > 2 && parts[1] == "org" ? ["oidc.circleci.com/project-id"] : []
        default: break
        }
        if isBetween(host, "token.actions.", ".ghe.com") { return gitHub }
        if isBetween(host, "agent.", ".buildkite.dev") { return buildkite }
        if isBetween(host, "agent.", ".buildkite.site") { return buildkite }
        if isBetween(host, "idcs-", ".identity.oraclecloud.com") { return ["rpst_id"] }
        return []
    }

    private static func isBetween(_ host: String, _ start: String, _ end: String) -> Bool {
        host.hasPrefix(start) && host.hasSuffix(end)
            && host.utf8.count > start.utf8.count + end.utf8.count
    }
}

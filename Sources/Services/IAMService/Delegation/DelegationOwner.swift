internal import Base
internal import PolicyEngine
internal import PolicyLanguage

/// What the owner of a delegation request may do with it unless a policy denies it.
///
/// - Source: IAM API Reference, GetDelegationRequest, UpdateDelegationRequest and
///   GetHumanReadableSummary: the owner gets a default permission.
enum DelegationOwner {
    static func resourceSide(_ owner: String?, in account: AccountID) throws -> ResourceSide {
        guard let owner else { return ResourceSide(account: account) }
        let statement = PolicyStatement(
            effect: .allow,
            principal: PrincipalElement(.groups([PrincipalElement.Group(.aws, [owner])])),
            action: StatementElement([
                "iam:GetDelegationRequest", "iam:UpdateDelegationRequest",
                "iam:GetHumanReadableSummary",
            ]),
            resource: StatementElement("*")
        )
        let policy = CompiledPolicy(
            PolicyDocument(statements: [statement]),
            source: PolicySource(.resource, name: "owner")
        )
        return ResourceSide(account: account, policy: PolicyLayer(.resource, [policy]))
    }
}

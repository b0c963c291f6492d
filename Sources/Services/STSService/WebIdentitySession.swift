internal import Base
internal import ServiceKit
internal import ServiceModel
internal import WebIdentity

/// What a verified token asks for the session, held to the rules of AssumeRole's parameters.
struct WebIdentitySession {
    /// The session tags.
    let tags: SessionTags
    /// The source identity.
    let sourceIdentity: String?

    /// - Throws: `IDPRejectedClaim`.
    init(_ request: SessionRequest) throws(ServiceError) {
        guard request.tags.count <= SessionTagForm.limit,
            request.transitiveTagKeys.count <= SessionTagForm.limit,
            request.tags.allSatisfy({ tag in
                SessionTagForm.isKey(tag.key) && SessionTagForm.isValue(tag.value)
            })
        else { throw WebIdentityRefusal.rejected("The claim of session tags is not valid") }
        do throws(ServiceError) {
            tags = try SessionTags(request.tags, transitive: request.transitiveTagKeys)
        } catch { throw WebIdentityRefusal.rejected(error.message ?? "") }
        sourceIdentity = request.sourceIdentity
        guard sourceIdentity.map(SessionNameForm.isName) ?? true else {
            throw WebIdentityRefusal.rejected("The claim of the source identity is not valid")
        }
    }

    /// Every action that the trust policy must allow.
    var actions: [String] {
        var actions = ["sts:AssumeRoleWithWebIdentity"]
        if !tags.all.isEmpty { actions.append("sts:TagSession") }
        if sourceIdentity != nil { actions.append("sts:SetSourceIdentity") }
        return actions
    }
}

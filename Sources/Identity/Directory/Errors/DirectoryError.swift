public import PolicyLanguage
public import Store

/// Why the directory did not do what it was asked to, in terms of IAM's entities.
///
/// `code`, `message` and `status` are what AWS answers.
public enum DirectoryError: Error, Hashable, Sendable {
    /// There is no entity of this kind with the name (for policies: the ARN).
    case noSuch(EntityKind, String)
    /// There is no managed policy with the ARN, or it cannot be attached.
    case noAttachablePolicy(String)
    /// There is no managed policy with the ARN to bound permissions by.
    case noBoundaryPolicy(String)
    /// There is no such version of the managed policy.
    case noSuchVersion(policyARN: String, version: String)
    /// The entity has no inline policy with the name.
    case noSuchInlinePolicy(EntityKind, String)
    /// The user is not in the group, or the role not in the instance profile.
    case notAMember(EntityKind, String)
    /// The user or role has no permissions boundary.
    case noBoundary(EntityKind, String)
    /// Another entity of the kind has the name, without regard to case.
    case alreadyExists(EntityKind, String)
    /// The entity still holds or is used by others.
    case deleteConflict(DeleteConflict)
    /// The account's quota is used up.
    case limitExceeded(Quota, Int)
    /// The inline policies of the named entity would be larger than the quota, in characters.
    case inlinePoliciesTooLarge(EntityKind, String, Int)
    /// The entity belongs to a service or to AWS.
    case unmodifiable(EntityKind, String)
    /// The policy may be attached to service-linked roles only.
    case notAttachable(String)
    /// The policy names a user, role or account that does not exist; how the policy writes it.
    case invalidPrincipal(String)
    /// The policy is not in IAM's language, or is too large; why.
    case malformedPolicy(PolicyError)
    /// Two tags of the request have the same key, without regard to case.
    case duplicateTags
    /// A name, path, description, tag, number or marker is out of form; why.
    case invalidInput(String)
    /// A password, code, key or credential is not as it must be; why.
    case credential(CredentialError)
    /// What the operation names is not there; the whole sentence.
    case missing(String)
    /// A value breaks a rule that the model does not tell; why.
    case invalidValue(String)
    /// A certificate or private key is not taken; why.
    case refusedCertificate(CertificateRefusal)
    /// The store could not answer.
    case store(StoreError)
    /// A secret could not be sealed or opened.
    case sealFailed
}

/// What keeps an entity from being deleted.
public enum DeleteConflict: Hashable, Sendable {
    /// Managed policies are attached to it.
    case attachedPolicies
    /// It has inline policies.
    case inlinePolicies
    /// The user has access keys.
    case accessKeys
    /// The user is in groups, or the group has users.
    case groupMembership
    /// The role is in instance profiles, or the instance profile has roles.
    case instanceProfiles
    /// The policy is attached to entities or bounds some.
    case policyInUse
    /// The policy has versions besides the default one.
    case policyVersions
    /// The version is the default one.
    case defaultVersion
    /// The user has SSH keys or service-specific credentials.
    case referencedObjects
    /// The MFA device is assigned to someone.
    case mfaDeviceInUse
    /// The user has a credential of another kind, named as AWS's text names it.
    case credential(String)
}

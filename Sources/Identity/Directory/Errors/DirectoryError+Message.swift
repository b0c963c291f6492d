import PolicyLanguage
import Store

extension DirectoryError {
    /// The code that AWS answers with.
    ///
    /// - Source: botocore, `iam` model, the `error` traits of the exception shapes.
    public var code: String {
        switch self {
        case .noSuch, .noAttachablePolicy, .noBoundaryPolicy, .noSuchVersion,
            .noSuchInlinePolicy, .notAMember, .noBoundary:
            "NoSuchEntity"
        case .alreadyExists: "EntityAlreadyExists"
        case .deleteConflict: "DeleteConflict"
        case .limitExceeded, .inlinePoliciesTooLarge: "LimitExceeded"
        case .unmodifiable: "UnmodifiableEntity"
        case .notAttachable: "PolicyNotAttachable"
        case .invalidPrincipal: "MalformedPolicyDocument"
        case .malformedPolicy(let error): error.code.rawValue
        case .duplicateTags: "InvalidInput"
        case .missing: "NoSuchEntity"
        case .invalidValue: "InvalidInput"
        case .refusedCertificate(let refusal): refusal.code
        case .invalidInput: "ValidationError"
        case .credential(let error): error.code
        case .store, .sealFailed: "ServiceFailure"
        }
    }

    /// The HTTP status that goes with the code.
    ///
    /// - Source: botocore, `iam` model, `httpStatusCode` of the exception shapes.
    public var status: Int {
        switch code {
        case "NoSuchEntity": 404
        case "InvalidAuthenticationCode", "AccessDenied": 403
        case "NotSupportedService": 404
        case "EntityTemporarilyUnmodifiable": 409
        case "EntityAlreadyExists", "DeleteConflict", "LimitExceeded": 409
        case "DuplicateCertificate": 409
        case "ServiceFailure": 500
        default: 400
        }
    }

    /// The sentence that AWS answers with, where it is known; nothing of the store or of secrets.
    ///
    /// - Source: IAM's own answers as quoted in public reports (AWS re:Post, AWS CLI and Terraform
    ///   provider issues); no AWS page lists them.
    public var message: String {
        switch self {
        case .noSuch(let kind, let name): Self.absence(kind, name)
        case .noAttachablePolicy(let arn): "Policy \(arn) does not exist or is not attachable."
        case .noBoundaryPolicy(let arn):
            "Scope ARN: \(arn) does not exist or is not attachable."
        case .noSuchVersion(let arn, let version):
            "Policy \(arn) version \(version) does not exist or is not attachable."
        case .noSuchInlinePolicy(let kind, let name):
            "The \(kind.noun) policy with name \(name) cannot be found."
        case .notAMember(let kind, let name): Self.absence(kind, name)
        case .noBoundary(let kind, let name):
            "The \(kind.noun) with name \(name) does not have a permissions boundary."
        case .alreadyExists(let kind, let name): Self.presence(kind, name)
        case .deleteConflict(let conflict): conflict.message
        case .limitExceeded(.versionsPerPolicy, let limit):
            "A managed policy can have up to \(limit) versions. "
                + "Before you create a new version, you must delete an existing version."
        case .limitExceeded(.tags, _): "The number of tags has reached the maximum limit."
        case .limitExceeded(.privateKeysPerSAMLProvider, let limit):
            "Private key limit of \(limit) is reached."
        case .limitExceeded(let quota, let limit):
            "Cannot exceed quota for \(quota.rawValue): \(limit)"
        case .inlinePoliciesTooLarge(let kind, let name, let limit):
            "Maximum policy size of \(limit) bytes exceeded for \(kind.noun) \(name)"
        case .unmodifiable(.role, let name):
            "Cannot perform the operation on the protected role '\(name)' - "
                + "this role is only modifiable by AWS"
        case .unmodifiable(let kind, let name): "The \(kind.noun) \(name) cannot be modified."
        case .notAttachable(let arn):
            "Cannot attach a Service Role Policy to a Customer Role. (\(arn))"
        case .invalidPrincipal(let value): PolicyError.invalidPrincipal(value).message
        case .malformedPolicy(let error): error.message
        case .duplicateTags:
            "Duplicate tag keys found. Please note that Tag keys are case insensitive."
        case .invalidInput(let reason): reason
        case .credential(let error): error.message
        case .missing(let sentence): sentence
        case .invalidValue(let reason): reason
        case .refusedCertificate(let refusal): refusal.message
        case .store, .sealFailed:
            "The request processing has failed because of an unknown error, exception or failure."
        }
    }

    private static func absence(_ kind: EntityKind, _ name: String) -> String {
        switch kind {
        case .policy: "Policy \(name) was not found."
        case .instanceProfile: "Instance Profile \(name) cannot be found."
        case .accessKey: "The Access Key with id \(name) cannot be found."
        case .account: "The account \(name) cannot be found."
        case .accountAlias: "The account alias \(name) cannot be found."
        case .passwordPolicy: "The Password Policy with domain name \(name) cannot be found."
        case .loginProfile: "Login Profile for User \(name) cannot be found."
        case .mfaDevice: "VirtualMFADevice with serial number \(name) doesn't exist."
        case .sshPublicKey: "The SSH Public Key with id \(name) cannot be found."
        case .serviceCredential:
            "The Service Specific Credential with id \(name) cannot be found."
        case .user, .group, .role: "The \(kind.noun) with name \(name) cannot be found."
        case .openIDConnectProvider: "OpenIDConnect Provider not found for arn \(name)"
        case .samlProvider: "Manifest not found for arn \(name)"
        case .serverCertificate: "The Server Certificate with name \(name) cannot be found."
        case .signingCertificate: "The Certificate with id \(name) cannot be found."
        }
    }

    private static func presence(_ kind: EntityKind, _ name: String) -> String {
        switch kind {
        case .user: "User with name \(name) already exists."
        case .group: "Group with name \(name) already exists."
        case .role: "Role with name \(name) already exists."
        case .policy: "A policy called \(name) already exists. Duplicate names are not allowed."
        case .instanceProfile: "Instance Profile \(name) already exists."
        case .accessKey: "The Access Key with id \(name) already exists."
        case .account: "The account \(name) already exists."
        case .accountAlias: "The account alias \(name) already exists."
        case .loginProfile: "Login Profile for User \(name) already exists."
        case .mfaDevice: "MFADevice entity at the same path and name already exists."
        case .passwordPolicy, .sshPublicKey, .serviceCredential: "\(name) already exists."
        case .openIDConnectProvider: "Provider with url \(name) already exists."
        case .samlProvider: "Provider with name \(name) already exists."
        case .serverCertificate: "The Server Certificate with name \(name) already exists."
        case .signingCertificate: "The Certificate with id \(name) already exists."
        }
    }
}

extension EntityKind {
    /// What AWS's sentences call the kind.
    public var noun: String {
        switch self {
        case .account: "account"
        case .user: "user"
        case .group: "group"
        case .role: "role"
        case .policy: "policy"
        case .instanceProfile: "instance profile"
        case .accessKey: "access key"
        case .accountAlias: "account alias"
        case .passwordPolicy: "password policy"
        case .loginProfile: "login profile"
        case .mfaDevice: "MFA device"
        case .sshPublicKey: "SSH public key"
        case .serviceCredential: "service-specific credential"
        case .openIDConnectProvider: "OpenID Connect provider"
        case .samlProvider: "SAML provider"
        case .serverCertificate: "server certificate"
        case .signingCertificate: "signing certificate"
        }
    }
}

extension DeleteConflict {
    /// The sentence that AWS answers with.
    ///
    /// - Source: as for `DirectoryError.message`.
    var message: String {
        switch self {
        case .attachedPolicies: "Cannot delete entity, must detach all policies first."
        case .inlinePolicies: "Cannot delete entity, must delete policies first."
        case .accessKeys: "Cannot delete entity, must delete access keys first."
        case .groupMembership: "Cannot delete entity, must remove users from group first."
        case .instanceProfiles:
            "Cannot delete entity, must remove roles from instance profile first."
        case .policyInUse: "Cannot delete a policy attached to entities."
        case .policyVersions:
            "This policy has more than one version. Before you delete a policy, you must delete the "
                + "policy's versions. The default version is deleted with the policy."
        case .defaultVersion: "Cannot delete the default version of a policy."
        case .referencedObjects: "Cannot delete entity, must remove referenced objects first."
        case .mfaDeviceInUse: "MFA VirtualDevice in use. Must deactivate first."
        case .credential(let name): "Cannot delete entity, must delete \(name) first."
        }
    }
}

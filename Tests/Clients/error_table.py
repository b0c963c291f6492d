"""Every error that IAM's model documents, operation by operation: how to meet it, or why not.

`FAILURES` has a row for each pair of an operation and an error that a client can meet, `CANNOT` the
reason for each other pair. Most rows come from the calls of `authorization_table` that succeed, with
one value made wrong.
"""

import dataclasses

import botocore.session
from authorization_table import (
    BARE,
    CORP,
    ISSUER,
    LOOSE,
    MACHINE,
    NEW,
    OLD,
    POLICY,
    ROWS,
    SHARED,
    SIGNER,
    SPARE,
    STAFF,
    TAKEN,
    TEMPLATE,
    UPLOAD,
    WORKER,
    WORN,
    mfa,
    oidc,
    policy,
    role,
    saml,
    user,
)
from certificates import NOW, Certificate, metadata, pem, rsa_key
from credentials import PASSWORD, SSH_KEY

MODEL = botocore.session.get_session().get_service_model("iam")
ERRORS = {
    name: {shape.name.removesuffix("Exception"): shape for shape in operation.error_shapes}
    for name in MODEL.operation_names
    for operation in [MODEL.operation_model(name)]
}
CALLS = {row.operation: row.parameters for row in ROWS if row.service == "iam"}


@dataclasses.dataclass(frozen=True)
class Failure:
    """A call that fails, in the world of `furnishing`; `text` stands in the message.

    `quota` is set to nought for the time of the call; `caller` is a user's name, empty for root, or
    `other` for the root of an account with nothing in it. Beside the words of `authorization_table`,
    `WRONG-CODE`, `LAST-JOB` and `THE-CERTIFICATE` stand for what the scene has.
    """

    operation: str
    error: str
    parameters: dict
    text: str = ""
    quota: str = ""
    caller: str = ""

    @property
    def pair(self):
        return self.operation, self.error

    @property
    def shape(self):
        return ERRORS[self.operation][self.error]

    def __str__(self):
        wrong = [name for name, value in self.parameters.items() if "obody" in str(value)]
        return "-".join([self.operation, self.error, *wrong])


def documenting(error):
    """The operations whose model lists the error."""
    return [operation for operation, errors in ERRORS.items() if error in errors]


# --- What is not there ---------------------------------------------------------------------------

UUID = "00000000-0000-4000-8000-000000000000"
ABSENT = {
    "UserName": ("Nobody", "The user with name Nobody cannot be found."),
    "GroupName": ("Nobody", "The group with name Nobody cannot be found."),
    "RoleName": ("Nobody", "The role with name Nobody cannot be found."),
    "PolicyArn": (policy("Nobody"), "policy/Nobody"),
    "PermissionsBoundary": (policy("Nobody"), "policy/Nobody does not exist or is not attachable."),
    "InstanceProfileName": ("Nobody", "Instance Profile Nobody cannot be found."),
    "OpenIDConnectProviderArn": (oidc("nobody.example.com"), "nobody.example.com"),
    "SAMLProviderArn": (saml("Nobody"), "Nobody"),
    "ServerCertificateName": (
        "Nobody",
        "The Server Certificate with name Nobody cannot be found.",
    ),
    "SerialNumber": (mfa("nobody"), ""),
    "AccessKeyId": ("AKIANOBODYNOBODYNOBO", "AKIANOBODYNOBODYNOBO cannot be found."),
    "CertificateId": ("NOBODY" * 4, "NOBODY cannot be found."),
    "SSHPublicKeyId": ("APKANOBODYNOBODYNOBO", "APKANOBODYNOBODYNOBO cannot be found."),
    "ServiceSpecificCredentialId": ("ACCANOBODYNOBODYNOBO", "NOBO cannot be found."),
    "DelegationRequestId": (UUID, UUID),
    "DeletionTaskId": (f"task/aws-service-role/x.amazonaws.com/Nobody/{UUID}", UUID),
    "AccountAlias": ("nobody", "The account alias nobody cannot be found."),
    "JobId": (UUID, f"Job {UUID} does not exist."),
    "VersionId": ("v99", "v99 does not exist or is not attachable."),
    "PolicyName": ("Nobody", "policy with name Nobody cannot be found."),
    "Arn": (role("Nobody"), "The role with name Nobody cannot be found."),
    "PolicySourceArn": (user("Nobody"), "The user with name Nobody cannot be found."),
    "EntityArn": (f"arn:aws:iam::ACCOUNT:delegation-request/{UUID}", UUID),
    "TemplateArn": (TEMPLATE.replace("Rotation", "Nobody"), "Nobody"),
}
# What these name is new, or need not be there.
NAMES_NEW = {
    "CreateUser": ["UserName"],
    "CreateGroup": ["GroupName"],
    "CreateServiceLinkedRole": [],
    "PutUserPolicy": ["PolicyName"],
    "PutGroupPolicy": ["PolicyName"],
    "PutRolePolicy": ["PolicyName"],
}


def absences():
    for operation in documenting("NoSuchEntity"):
        for name, (absent, text) in ABSENT.items():
            parameters = CALLS[operation]
            if name in parameters and name not in NAMES_NEW.get(operation, ()):
                # Of two that are missing the first is told; detaching looks for the attachment.
                yield Failure(operation, "NoSuchEntity", parameters | {name: absent}, text)


# --- What is out of form -------------------------------------------------------------------------

ARNS = {
    "PolicyArn": policy("Shared"),
    "PermissionsBoundary": policy("Shared"),
    "OpenIDConnectProviderArn": oidc("idp.example.com"),
    "SAMLProviderArn": saml("Corp"),
    "SerialNumber": mfa("spare"),
    "Arn": user("Old"),
    "EntityArn": "arn:aws:iam::ACCOUNT:delegation-request/x",
    "TemplateArn": TEMPLATE,
}


def malformed_arns():
    for operation in documenting("InvalidInput"):
        for name, arn in ARNS.items():
            if name in CALLS[operation] and operation != "AcquireRole":
                regional = arn.replace("iam::", "iam:us-east-1:")
                told = f"ARN {regional} is not valid."
                yield Failure(operation, "InvalidInput", CALLS[operation] | {name: regional}, told)


TWICE = [{"Key": "team", "Value": "a"}, {"Key": "TEAM", "Value": "b"}]
RESERVED = [{"Key": "AWS:team", "Value": ""}]
MANY = [{"Key": f"k{index}", "Value": ""} for index in range(50)]


def tags():
    for operation, parameters in CALLS.items():
        shape = MODEL.operation_model(operation).input_shape
        if shape is None or "Tags" not in shape.members:
            continue
        if "InvalidInput" in ERRORS[operation]:
            twice = "Duplicate tag keys found. Please note that Tag keys are case insensitive."
            yield Failure(operation, "InvalidInput", parameters | {"Tags": TWICE}, twice)
            reserved = "Tag keys beginning with aws: are reserved for system use."
            yield Failure(operation, "InvalidInput", parameters | {"Tags": RESERVED}, reserved)
        if operation.startswith("Tag"):
            full = "The number of tags has reached the maximum limit."
            yield Failure(operation, "LimitExceeded", parameters | {"Tags": MANY}, full)


def unmodifiable():
    # A description may be changed, and no such role is in an instance profile.
    others = {"UpdateRole": {"RoleName": "", "MaxSessionDuration": 7200}}
    for operation in documenting("UnmodifiableEntity"):
        if operation in ("UpdateRoleDescription",):
            continue
        parameters = others.get(operation, CALLS[operation])
        yield Failure(
            operation,
            "UnmodifiableEntity",
            parameters | {"RoleName": "AWSServiceRoleForAutoScaling"},
            "Cannot perform the operation on the protected role 'AWSServiceRoleForAutoScaling'"
            " - this role is only modifiable by AWS",
        )


BROKEN = POLICY.replace("Allow", "Perhaps")


def malformed_policies():
    for operation in documenting("MalformedPolicyDocument"):
        for name in ("PolicyDocument", "AssumeRolePolicyDocument"):
            if name in CALLS[operation]:
                yield Failure(
                    operation, "MalformedPolicyDocument", CALLS[operation] | {name: BROKEN}
                )


def services():
    arn = "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy"
    for operation in documenting("PolicyNotAttachable"):
        name = "PermissionsBoundary" if operation.startswith("Put") else "PolicyArn"
        text = "Cannot attach a Service Role Policy to a Customer Role."
        yield Failure(operation, "PolicyNotAttachable", CALLS[operation] | {name: arn}, text)


# --- What is there already -----------------------------------------------------------------------

PRESENT = [
    ("CreateUser", {"UserName": "OLD"}, "User with name OLD already exists."),
    ("CreateGroup", {"GroupName": "STAFF"}, "Group with name STAFF already exists."),
    ("CreateRole", {"RoleName": "WORKER"}, "Role with name WORKER already exists."),
    (
        "CreateInstanceProfile",
        {"InstanceProfileName": "MACHINE"},
        "Instance Profile MACHINE already exists.",
    ),
    (
        "CreatePolicy",
        {"PolicyName": "SHARED"},
        "A policy called SHARED already exists. Duplicate names are not allowed.",
    ),
    (
        "CreateVirtualMFADevice",
        {"VirtualMFADeviceName": "SPARE"},
        "MFADevice entity at the same path and name already exists.",
    ),
    ("CreateOpenIDConnectProvider", {"Url": "https://idp.example.com"}, "already exists."),
    ("CreateSAMLProvider", {"Name": "CORP"}, "already exists."),
    (
        "CreateAccountAlias",
        {"AccountAlias": "alias-ACCOUNT"},
        "The account alias alias-ACCOUNT already exists.",
    ),
    ("CreateLoginProfile", {"UserName": "Old"}, "Login Profile for User Old already exists."),
    (
        "CreateDelegationRequest",
        {"RequestorWorkflowId": "workflow-NEW", "RequestMessage": "DELEGATION-NEW"},
        "workflow-NEW already exists.",
    ),
    ("UpdateUser", {"NewUserName": "bare"}, "User with name bare already exists."),
    ("UpdateGroup", {"NewGroupName": "vacant"}, "Group with name vacant already exists."),
    (
        "UploadServerCertificate",
        {"ServerCertificateName": "SITE"},
        "The Server Certificate with name SITE already exists.",
    ),
    ("UpdateServerCertificate", {"NewServerCertificateName": "Other"}, "Other already exists."),
    ("EnableMFADevice", {"SerialNumber": mfa("worn")}, "MFA Device is already in use."),
]

# --- What is too much ----------------------------------------------------------------------------

# The quota that stands in the way, and what the message tells where it does not name the quota.
QUOTAS = {
    "AcquireRole": ("RolesPerAccount", ""),
    "AddClientIDToOpenIDConnectProvider": ("ClientIdsPerOpenIdConnectProvider", ""),
    "AddRoleToInstanceProfile": ("InstanceSessionsPerInstanceProfile", ""),
    "AddUserToGroup": ("GroupsPerUser", ""),
    "AttachGroupPolicy": ("PoliciesPerGroup", ""),
    "AttachRolePolicy": ("PoliciesPerRole", ""),
    "AttachUserPolicy": ("PoliciesPerUser", ""),
    "CreateAccessKey": ("AccessKeysPerUser", ""),
    "CreateGroup": ("GroupsPerAccount", ""),
    "CreateInstanceProfile": ("InstanceProfilesPerAccount", ""),
    "CreateOpenIDConnectProvider": ("OpenIdConnectProvidersPerAccount", ""),
    "CreatePolicy": ("PoliciesPerAccount", ""),
    "CreatePolicyVersion": ("VersionsPerPolicy", "A managed policy can have up to 0 versions."),
    "CreateRole": ("RolesPerAccount", ""),
    "CreateSAMLProvider": ("SAMLProvidersPerAccount", ""),
    "CreateServiceSpecificCredential": ("ServiceSpecificCredentialsPerUser", ""),
    "CreateUser": ("UsersPerAccount", ""),
    "CreateVirtualMFADevice": ("VirtualMFADevicesPerAccount", ""),
    "EnableMFADevice": ("MfaDevicesPerUser", ""),
    "PutGroupPolicy": ("InlinePolicySizePerGroup", "Maximum policy size of 0 bytes exceeded"),
    "PutRolePolicy": ("InlinePolicySizePerRole", "Maximum policy size of 0 bytes exceeded"),
    "PutUserPolicy": ("InlinePolicySizePerUser", "Maximum policy size of 0 bytes exceeded"),
    "UpdateAssumeRolePolicy": ("ACLSizePerRole", ""),
    "UpdateSAMLProvider": ("PrivateKeysPerSAMLProvider", "Private key limit of 0 is reached."),
    "UploadSSHPublicKey": ("SSHPublicKeysPerUser", ""),
    "UploadServerCertificate": ("ServerCertificatesPerAccount", ""),
    "UploadSigningCertificate": ("CertificatesPerUser", ""),
}


def limits():
    for operation, (quota, text) in QUOTAS.items():
        parameters = CALLS[operation]
        if operation == "UpdateSAMLProvider":
            parameters = CORP | {"AddPrivateKey": pem(rsa_key())}
        told = text or f"Cannot exceed quota for {quota}: 0"
        yield Failure(operation, "LimitExceeded", parameters, told, quota)


# --- One by one ----------------------------------------------------------------------------------

AGED = Certificate("aged", start=NOW.replace(year=NOW.year - 2), end=NOW.replace(year=NOW.year - 1))
ACQUIRE = CALLS["AcquireRole"]
VALUES = ACQUIRE["ReplacementValues"]


def acquire(**more):
    return ACQUIRE | {"ReplacementValues": VALUES | {k: {"Values": v} for k, v in more.items()}}


CODES = {"AuthenticationCode1": "WRONG-CODE", "AuthenticationCode2": "WRONG-CODE"}
SINGLE = [
    # Nothing of the kind is there.
    Failure("ChangePassword", "NoSuchEntity", CALLS["ChangePassword"], caller="Keyed"),
    Failure("CreateUser", "NoSuchEntity", {"UserName": "New", "PermissionsBoundary": policy("No")}),
    Failure("DeleteAccountPasswordPolicy", "NoSuchEntity", {}, "cannot be found.", caller="other"),
    Failure("GetAccountPasswordPolicy", "NoSuchEntity", {}, "cannot be found.", caller="other"),
    Failure("DeleteLoginProfile", "NoSuchEntity", BARE, "Login Profile for User Bare"),
    Failure("GetLoginProfile", "NoSuchEntity", BARE, "Login Profile for User Bare"),
    Failure("UpdateLoginProfile", "NoSuchEntity", BARE, "Login Profile for User Bare"),
    Failure("DeleteUserPermissionsBoundary", "NoSuchEntity", BARE, "permissions boundary"),
    Failure("DeleteRolePermissionsBoundary", "NoSuchEntity", {"RoleName": "Idle"}, "boundary"),
    Failure("RemoveUserFromGroup", "NoSuchEntity", STAFF | BARE),
    Failure("RemoveRoleFromInstanceProfile", "NoSuchEntity", MACHINE | {"RoleName": "Idle"}),
    Failure("DetachUserPolicy", "NoSuchEntity", OLD | LOOSE, "was not found."),
    Failure("DetachGroupPolicy", "NoSuchEntity", STAFF | LOOSE, "was not found."),
    Failure("DetachRolePolicy", "NoSuchEntity", WORKER | LOOSE, "was not found."),
    # Inputs
    Failure("AssociateDelegationRequest", "InvalidInput", TAKEN, "is in state"),
    Failure("RejectDelegationRequest", "InvalidInput", NEW, "is in state"),
    Failure("SendDelegationToken", "InvalidInput", TAKEN, "is in state"),
    Failure("UpdateDelegationRequest", "InvalidInput", NEW, "is in state"),
    Failure(
        "CreateDelegationRequest",
        "InvalidInput",
        CALLS["CreateDelegationRequest"] | {"NotificationChannel": "arn:aws:sqs:us-east-1:1:q"},
        "NotificationChannel",
    ),
    Failure(
        "CreateOpenIDConnectProvider",
        "InvalidInput",
        {"Url": "https://new.example.com", "ThumbprintList": ["g" * 40]},
        "A thumbprint must have 40 hexadecimal digits.",
    ),
    Failure(
        "UpdateOpenIDConnectProviderThumbprint",
        "InvalidInput",
        ISSUER | {"ThumbprintList": ["g" * 40]},
        "A thumbprint must have 40 hexadecimal digits.",
    ),
    Failure(
        "CreateSAMLProvider",
        "InvalidInput",
        {"Name": "New", "SAMLMetadataDocument": "x" * 1000},
        "Could not parse metadata",
    ),
    Failure(
        "UpdateSAMLProvider",
        "InvalidInput",
        CORP | {"SAMLMetadataDocument": "x" * 1000},
        "Could not parse metadata",
    ),
    Failure("UpdateSAMLProvider", "InvalidInput", CORP | {"AddPrivateKey": "x"}, "private key"),
    Failure("CreateServiceLinkedRole", "InvalidInput", {"AWSServiceName": "x.amazonaws.com"}),
    Failure(
        "CreateServiceLinkedRole",
        "InvalidInput",
        {"AWSServiceName": "autoscaling.amazonaws.com"},
        "Service role name AWSServiceRoleForAutoScaling has been taken in this account, please try"
        " a different suffix.",
    ),
    Failure("GetServiceLinkedRoleDeletionStatus", "InvalidInput", {"DeletionTaskId": "x" * 20}),
    Failure("GetContextKeysForCustomPolicy", "InvalidInput", {"PolicyInputList": [BROKEN]}),
    Failure(
        "GetContextKeysForPrincipalPolicy",
        "InvalidInput",
        {"PolicySourceArn": role("Worker"), "PolicyInputList": [BROKEN]},
    ),
    Failure(
        "GetContextKeysForPrincipalPolicy", "InvalidInput", {"PolicySourceArn": policy("Shared")}
    ),
    Failure(
        "SimulateCustomPolicy",
        "InvalidInput",
        {"PolicyInputList": [POLICY], "ActionNames": ["nonsense"]},
        "ActionNames are not in a valid format: nonsense.",
    ),
    Failure(
        "SimulatePrincipalPolicy",
        "InvalidInput",
        {"PolicySourceArn": user("Old"), "ActionNames": ["nonsense"]},
        "ActionNames are not in a valid format: nonsense.",
    ),
    Failure(
        "GetServiceLastAccessedDetailsWithEntities",
        "InvalidInput",
        {"JobId": "LAST-JOB", "ServiceNamespace": "nonsense"},
        "Invalid service namespace: [nonsense]",
    ),
    Failure(
        "ListPoliciesGrantingServiceAccess",
        "InvalidInput",
        {"Arn": role("Worker"), "ServiceNamespaces": ["nonsense"]},
        "Invalid service namespace: [nonsense]",
    ),
    Failure(
        "PutAccountProperties",
        "InvalidInput",
        {"Properties": {"RoleManager/Enabled": "perhaps"}},
        "Enabled must be 'true' or 'false'",
    ),
    Failure(
        "PutAccountProperties",
        "InvalidInput",
        {"Properties": {"Other/Enabled": "true"}},
        "Unsupported namespace: Other",
    ),
    Failure("AcquireRole", "InvalidInput", acquire(Other=["x"]), "Unrecognized parameter: Other"),
    *(
        Failure(operation, "InvalidInput", CALLS[operation] | {"Status": "Expired"}, "status is")
        for operation in ("UpdateAccessKey", "UpdateSSHPublicKey", "UpdateSigningCertificate")
    ),
    # Deletions
    Failure("DeleteUser", "DeleteConflict", OLD, "Cannot delete entity, must"),
    Failure(
        "DeleteGroup", "DeleteConflict", STAFF, "Cannot delete entity, must remove users from group"
    ),
    Failure("DeleteRole", "DeleteConflict", WORKER, "must remove roles from instance profile"),
    Failure("DeleteInstanceProfile", "DeleteConflict", MACHINE, "must remove roles"),
    Failure("DeletePolicy", "DeleteConflict", SHARED, "Cannot delete a policy attached"),
    Failure(
        "DeletePolicyVersion",
        "DeleteConflict",
        SHARED | {"VersionId": "v1"},
        "Cannot delete the default version of a policy.",
    ),
    Failure(
        "DeleteVirtualMFADevice",
        "DeleteConflict",
        WORN,
        "MFA VirtualDevice in use. Must deactivate first.",
    ),
    # Policies and templates
    Failure(
        "AcquireRole",
        "MalformedPolicyDocument",
        acquire(CMK_ENABLED=["True"], kmsKeyArn=["nonsense"]),
    ),
    Failure("AcquireRole", "NameConflict", acquire(RoleName=["Worker"]), "not created from this"),
    Failure("AcquireRole", "RoleModified", acquire(RoleName=["Modified"]), "has been modified"),
    # Passwords, codes, keys and certificates
    Failure("ChangePassword", "InvalidUserType", CALLS["ChangePassword"]),
    Failure(
        "ChangePassword",
        "PasswordPolicyViolation",
        {"OldPassword": PASSWORD, "NewPassword": "short"},
        "Password does not conform to the account password policy.",
        caller="Caller",
    ),
    Failure("CreateLoginProfile", "PasswordPolicyViolation", BARE | {"Password": "short"}),
    Failure("UpdateLoginProfile", "PasswordPolicyViolation", OLD | {"Password": "short"}),
    Failure("EnableMFADevice", "InvalidAuthenticationCode", OLD | SPARE | CODES, "is not valid."),
    Failure("ResyncMFADevice", "InvalidAuthenticationCode", OLD | WORN | CODES, "is not valid."),
    Failure(
        "CreateServiceSpecificCredential",
        "ServiceNotSupported",
        OLD | {"ServiceName": "x.amazonaws.com"},
        "x.amazonaws.com",
    ),
    Failure(
        "ListServiceSpecificCredentials",
        "ServiceNotSupported",
        OLD | {"ServiceName": "x.amazonaws.com"},
        "x.amazonaws.com",
    ),
    Failure("UploadSSHPublicKey", "DuplicateSSHPublicKey", OLD | {"SSHPublicKeyBody": SSH_KEY}),
    Failure(
        "UploadSSHPublicKey", "InvalidPublicKey", BARE | {"SSHPublicKeyBody": "ssh-rsa AAAA x"}
    ),
    Failure(
        "UploadSSHPublicKey",
        "UnrecognizedPublicKeyEncoding",
        BARE | {"SSHPublicKeyBody": "no key at all"},
    ),
    Failure(
        "UploadServerCertificate",
        "KeyPairMismatch",
        {"ServerCertificateName": "New"} | UPLOAD | {"PrivateKey": pem(SIGNER.key)},
    ),
    Failure(
        "UploadServerCertificate",
        "MalformedCertificate",
        {"ServerCertificateName": "New"} | UPLOAD | {"CertificateBody": "x"},
        "Unable to parse certificate. Please ensure the certificate is in PEM format.",
    ),
    Failure(
        "UploadSigningCertificate", "MalformedCertificate", OLD | {"CertificateBody": "x"}
    ),
    Failure(
        "UploadSigningCertificate", "InvalidCertificate", OLD | {"CertificateBody": AGED.pem}
    ),
    Failure(
        "UploadSigningCertificate",
        "DuplicateCertificate",
        BARE | {"CertificateBody": "THE-CERTIFICATE"},
    ),
    # Features and reports
    Failure("EnableOutboundWebIdentityFederation", "FeatureEnabled", {}),
    Failure("DisableOutboundWebIdentityFederation", "FeatureDisabled", {}, caller="other"),
    Failure("GetOutboundWebIdentityFederationInfo", "FeatureDisabled", {}, caller="other"),
    Failure("GetCredentialReport", "CredentialReportNotPresent", {}),
    *(
        Failure(operation, "OrganizationNotFound", {}, "no organization")
        for operation in documenting("OrganizationNotFound")
    ),
]

FAILURES = [
    *absences(),
    *malformed_arns(),
    *tags(),
    *unmodifiable(),
    *malformed_policies(),
    *services(),
    *(
        Failure(operation, "EntityAlreadyExists", CALLS[operation] | parameters, text)
        for operation, parameters, text in PRESENT
    ),
    *limits(),
    *SINGLE,
]

# --- What no client meets ------------------------------------------------------------------------

ORGANIZATION = "no account is in an organization, which is told first"
CANNOT = [
    ("an account's changes come one after another", "ConcurrentModification", None),
    ("nothing fails but the machine", "ServiceFailure", None),
    ("evaluation knows no failure", "PolicyEvaluation", None),
    (ORGANIZATION, "ServiceAccessNotEnabled", None),
    (ORGANIZATION, "AccountNotManagementOrDelegatedAdministrator", None),
    (ORGANIZATION, "OrganizationNotInAllFeaturesMode", None),
    (ORGANIZATION, "CallerIsNotManagementAccount", None),
    (ORGANIZATION, "ReportGenerationLimitExceeded", None),
    (
        "what is taken away or changed in place uses nothing up",
        "LimitExceeded",
        [
            operation
            for operation in documenting("LimitExceeded")
            if operation.startswith(("Deactivate", "Delete", "Detach", "Remove", "Resync", "Set"))
        ]
        + [
            "ChangePassword",
            "UpdateAccessKey",
            "UpdateAccountPasswordPolicy",
            "UpdateGroup",
            "UpdateLoginProfile",
            "UpdateServerCertificate",
            "UpdateSigningCertificate",
            "UpdateUser",
        ],
    ),
    ("a new alias takes the place of the old one", "LimitExceeded", ["CreateAccountAlias"]),
    ("a second password is EntityAlreadyExists", "LimitExceeded", ["CreateLoginProfile"]),
    ("they are not limited", "LimitExceeded", ["CreateDelegationRequest"]),
    ("it is made also beyond the quota", "LimitExceeded", ["CreateServiceLinkedRole"]),
    ("asking again is STARTED or INPROGRESS", "LimitExceeded", ["GenerateCredentialReport"]),
    (
        "it names nothing that must be there",
        "NoSuchEntity",
        ["CreateGroup", "CreateServiceLinkedRole", "UpdateAccountPasswordPolicy"],
    ),
    ("others' requests are left out of the list", "NoSuchEntity", ["ListDelegationRequests"]),
    (
        "all that it takes has a pattern or a list of values, which ValidationError tells",
        "InvalidInput",
        [
            "GetAccountProperties",
            "GetServiceLastAccessedDetails",
            "ListAttachedGroupPolicies",
            "ListAttachedRolePolicies",
            "ListAttachedUserPolicies",
            "ListDelegationRequests",
            "UntagInstanceProfile",
            "UntagServerCertificate",
        ],
    ),
    ("all numbers have a range", "MalformedPolicyDocument", ["UpdateAccountPasswordPolicy"]),
    ("a role of the name is NameConflict", "EntityAlreadyExists", ["AcquireRole"]),
    ("the quota of one role is told first", "EntityAlreadyExists", ["AddRoleToInstanceProfile"]),
    ("that is DuplicateCertificate", "EntityAlreadyExists", ["UploadSigningCertificate"]),
    ("nothing here uses a certificate", "DeleteConflict", ["DeleteServerCertificate"]),
    ("its description may be changed", "UnmodifiableEntity", ["UpdateRoleDescription"]),
    ("the encoding has a list of values", "UnrecognizedPublicKeyEncoding", ["GetSSHPublicKey"]),
    (
        "only while another change is under way, for an instant",
        "EntityTemporarilyUnmodifiable",
        None,
    ),
    ("nothing is fetched", "OpenIdIdpCommunicationError", None),
    ("the templates are built in", "RoleTemplateDisabled", None),
    ("takes four hours; Tests/ServerTests has it", "CredentialReportExpired", None),
    ("for an instant; Tests/ServerTests has it", "CredentialReportNotReady", None),
]


def impossible():
    """The pairs that no client meets, each once for each reason."""
    for _, error, operations in CANNOT:
        for operation in documenting(error) if operations is None else operations:
            yield operation, error

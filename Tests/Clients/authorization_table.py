"""What each operation needs: one row for each, called without and with exactly that permission.

`Tests/TidyTests` reads the rows: an operation without one must stand in
`Fixtures/ratchets/operations-without-authorization-test.txt`.
"""

import dataclasses

from authorities import Party
from certificates import Certificate, metadata, pem
from credentials import GIT, PASSWORD, SSH_KEY

TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
    '"Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
)
PODS_TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
    '"Principal":{"Service":["ec2.amazonaws.com","pods.eks.amazonaws.com"]},'
    '"Action":["sts:AssumeRole","sts:TagSession"]}]}'
)
POLICY = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
    '"Action":"s3:GetObject","Resource":"*"}]}'
)
TAGS = [{"Key": "team", "Value": "blue"}]


@dataclasses.dataclass(frozen=True)
class Row:
    """An operation, its parameters in the world of `test_authorization`, and its permission.

    `ACCOUNT` in texts stands for the account's number, `ACCESS-KEY` for the access key of user
    `Old`, `SIGNING` for its signing certificate, `SSHID` and `CREDID` for its other credentials,
    `POD-ID` for the id of a pod identity association, `CODE1` to `CODE4` for codes of MFA devices;
    `DELEGATION-NEW`, `-TAKEN` and `-ACCEPTED` for delegation requests that are so far;
    `DELETION` for the task that deletes the role linked to the Batch service; `INSTANCE-BOUND` for
    an instance with the profile `Machine`, `INSTANCE-BARE` for one without, and `ASSOCIATION` for
    what binds the first.
    """

    service: str
    operation: str
    parameters: dict
    resource: str = "*"
    also: tuple = ()
    # The code of the error that stands behind the gate; none when the call is meant to succeed.
    error: str = ""
    # The action that is asked for first, where it is not named as the operation.
    first: str = ""
    # The resource that a denial names, where it is not the one of the permission.
    told: str = ""

    @property
    def action(self):
        return self.first or f"{self.service}:{self.operation}"

    def __str__(self):
        return f"{self.service}:{self.operation}"


def user(name):
    return f"arn:aws:iam::ACCOUNT:user/{name}"


def group(name):
    return f"arn:aws:iam::ACCOUNT:group/{name}"


def role(name):
    return f"arn:aws:iam::ACCOUNT:role/{name}"


CLUSTER = "arn:aws:eks:us-east-1:ACCOUNT:cluster/prod"
ASSOCIATION = "arn:aws:eks:us-east-1:ACCOUNT:podidentityassociation/prod/POD-ID"
ANYWHERE = "arn:aws:rolesanywhere:us-east-1:ACCOUNT:"
NOWHERE = "01234567-89ab-cdef-0123-456789abcdef"
BUNDLE = {
    "sourceType": "CERTIFICATE_BUNDLE",
    "sourceData": {"x509CertificateData": Party("Root", authority=True).pem.decode()},
}
PODS = {"clusterName": "prod", "associationId": "POD-ID"}


def policy(name):
    return f"arn:aws:iam::ACCOUNT:policy/{name}"


def mfa(name):
    return f"arn:aws:iam::ACCOUNT:mfa/{name}"


def profile(name):
    return f"arn:aws:iam::ACCOUNT:instance-profile/{name}"


def oidc(name):
    return f"arn:aws:iam::ACCOUNT:oidc-provider/{name}"


def saml(name):
    return f"arn:aws:iam::ACCOUNT:saml-provider/{name}"


def server_certificate(name):
    return f"arn:aws:iam::ACCOUNT:server-certificate/{name}"


def ec2(rest):
    return f"arn:aws:ec2:us-east-1:ACCOUNT:{rest}"


IMAGE = "ami-0123456789abcdef0"
BINDING = {"Name": "Machine"}
BARE_INSTANCE = "instance/INSTANCE-BARE"
SERVER = Certificate("server")
SIGNER = Certificate("signer")
UPLOAD = {"CertificateBody": SERVER.pem, "PrivateKey": pem(SERVER.key)}
ISSUER = {"OpenIDConnectProviderArn": oidc("idp.example.com")}
CORP = {"SAMLProviderArn": saml("Corp")}
SITE = {"ServerCertificateName": "Site"}
SIGNING = {"CertificateId": "SIGNING"}


def delegation(identifier):
    return f"arn:aws:iam::ACCOUNT:delegation-request/{identifier}"


OLD = {"UserName": "Old"}
BARE = {"UserName": "Bare"}
STAFF = {"GroupName": "Staff"}
WORKER = {"RoleName": "Worker"}
SHARED = {"PolicyArn": policy("Shared")}
LOOSE = {"PolicyArn": policy("Loose")}
MACHINE = {"InstanceProfileName": "Machine"}
INLINE = {"PolicyName": "Inline"}
FRESH = {"PolicyName": "Fresh", "PolicyDocument": POLICY}
SSH = {"SSHPublicKeyId": "SSHID"}
CREDENTIAL = {"ServiceSpecificCredentialId": "CREDID"}
SPARE = {"SerialNumber": "arn:aws:iam::ACCOUNT:mfa/spare"}
WORN = {"SerialNumber": "arn:aws:iam::ACCOUNT:mfa/worn"}
BOUNDARY = {"PermissionsBoundary": policy("Loose")}
JOB = {"JobId": "0" * 36}
TEMPLATE = (
    "arn:aws:iam::aws:role-template/secretsmanager.amazonaws.com/"
    "AWSSecretsManagerRotationRoleTemplate:1"
)
NEW = {"DelegationRequestId": "DELEGATION-NEW"}
TAKEN = {"DelegationRequestId": "DELEGATION-TAKEN"}
ACCEPTED = {"DelegationRequestId": "DELEGATION-ACCEPTED"}
OUTSIDE = "OrganizationNotFoundException"

ROWS = [
    # Users
    Row("iam", "CreateUser", {"UserName": "New", "Path": "/a/"}, user("a/New")),
    Row("iam", "GetUser", OLD, user("Old")),
    Row("iam", "ListUsers", {}),
    Row(
        "iam",
        "UpdateUser",
        OLD | {"NewUserName": "Newer"},
        user("Old"),
        also=(("iam:UpdateUser", user("Newer")),),
    ),
    Row("iam", "DeleteUser", {"UserName": "Bare"}, user("Bare")),
    # Groups
    Row("iam", "CreateGroup", {"GroupName": "New"}, group("New")),
    Row("iam", "GetGroup", STAFF, group("Staff")),
    Row("iam", "ListGroups", {}),
    Row(
        "iam",
        "UpdateGroup",
        STAFF | {"NewGroupName": "Newer"},
        group("Staff"),
        also=(("iam:UpdateGroup", group("Newer")),),
    ),
    Row("iam", "DeleteGroup", {"GroupName": "Vacant"}, group("Vacant")),
    Row("iam", "AddUserToGroup", STAFF | {"UserName": "Bare"}, group("Staff")),
    Row("iam", "RemoveUserFromGroup", STAFF | OLD, group("Staff")),
    Row("iam", "ListGroupsForUser", OLD, user("Old")),
    # Access keys
    Row("iam", "CreateAccessKey", OLD, user("Old")),
    Row("iam", "ListAccessKeys", OLD, user("Old")),
    Row("iam", "UpdateAccessKey", OLD | {"AccessKeyId": "ACCESS-KEY", "Status": "Inactive"}, user("Old")),
    Row("iam", "DeleteAccessKey", OLD | {"AccessKeyId": "ACCESS-KEY"}, user("Old")),
    Row("iam", "GetAccessKeyLastUsed", {"AccessKeyId": "ACCESS-KEY"}, user("Old")),
    # Roles
    Row("iam", "CreateRole", {"RoleName": "New", "AssumeRolePolicyDocument": TRUST}, role("New")),
    Row("iam", "GetRole", WORKER, role("Worker")),
    Row("iam", "ListRoles", {}),
    Row("iam", "UpdateRole", WORKER | {"Description": "x"}, role("Worker")),
    Row("iam", "UpdateRoleDescription", WORKER | {"Description": "x"}, role("Worker")),
    Row("iam", "UpdateAssumeRolePolicy", WORKER | {"PolicyDocument": TRUST}, role("Worker")),
    Row("iam", "DeleteRole", {"RoleName": "Idle"}, role("Idle")),
    # Managed policies
    Row("iam", "CreatePolicy", FRESH, policy("Fresh")),
    Row("iam", "GetPolicy", SHARED, policy("Shared")),
    Row("iam", "ListPolicies", {}),
    Row("iam", "DeletePolicy", LOOSE, policy("Loose")),
    Row("iam", "CreatePolicyVersion", SHARED | {"PolicyDocument": POLICY}, policy("Shared")),
    Row("iam", "GetPolicyVersion", SHARED | {"VersionId": "v1"}, policy("Shared")),
    Row("iam", "ListPolicyVersions", SHARED, policy("Shared")),
    Row("iam", "SetDefaultPolicyVersion", SHARED | {"VersionId": "v2"}, policy("Shared")),
    Row("iam", "DeletePolicyVersion", SHARED | {"VersionId": "v2"}, policy("Shared")),
    Row("iam", "ListEntitiesForPolicy", SHARED, policy("Shared")),
    # Inline policies
    Row("iam", "PutUserPolicy", OLD | FRESH, user("Old")),
    Row("iam", "GetUserPolicy", OLD | INLINE, user("Old")),
    Row("iam", "ListUserPolicies", OLD, user("Old")),
    Row("iam", "DeleteUserPolicy", OLD | INLINE, user("Old")),
    Row("iam", "PutGroupPolicy", STAFF | FRESH, group("Staff")),
    Row("iam", "GetGroupPolicy", STAFF | INLINE, group("Staff")),
    Row("iam", "ListGroupPolicies", STAFF, group("Staff")),
    Row("iam", "DeleteGroupPolicy", STAFF | INLINE, group("Staff")),
    Row("iam", "PutRolePolicy", WORKER | FRESH, role("Worker")),
    Row("iam", "GetRolePolicy", WORKER | INLINE, role("Worker")),
    Row("iam", "ListRolePolicies", WORKER, role("Worker")),
    Row("iam", "DeleteRolePolicy", WORKER | INLINE, role("Worker")),
    # Attachments
    Row("iam", "AttachUserPolicy", OLD | LOOSE, user("Old")),
    Row("iam", "DetachUserPolicy", OLD | SHARED, user("Old")),
    Row("iam", "ListAttachedUserPolicies", OLD, user("Old")),
    Row("iam", "AttachGroupPolicy", STAFF | LOOSE, group("Staff")),
    Row("iam", "DetachGroupPolicy", STAFF | SHARED, group("Staff")),
    Row("iam", "ListAttachedGroupPolicies", STAFF, group("Staff")),
    Row("iam", "AttachRolePolicy", WORKER | LOOSE, role("Worker")),
    Row("iam", "DetachRolePolicy", WORKER | SHARED, role("Worker")),
    Row("iam", "ListAttachedRolePolicies", WORKER, role("Worker")),
    # Instance profiles
    Row("iam", "CreateInstanceProfile", {"InstanceProfileName": "New"}, profile("New")),
    Row("iam", "GetInstanceProfile", MACHINE, profile("Machine")),
    Row("iam", "ListInstanceProfiles", {}),
    Row("iam", "ListInstanceProfilesForRole", WORKER, role("Worker")),
    Row(
        "iam",
        "AddRoleToInstanceProfile",
        {"InstanceProfileName": "Spare", "RoleName": "Idle"},
        profile("Spare"),
        also=(("iam:PassRole", role("Idle")),),
    ),
    Row("iam", "RemoveRoleFromInstanceProfile", MACHINE | WORKER, profile("Machine")),
    Row("iam", "DeleteInstanceProfile", {"InstanceProfileName": "Spare"}, profile("Spare")),
    # Tags
    Row("iam", "TagUser", OLD | {"Tags": TAGS}, user("Old")),
    Row("iam", "UntagUser", OLD | {"TagKeys": ["team"]}, user("Old")),
    Row("iam", "ListUserTags", OLD, user("Old")),
    Row("iam", "TagRole", WORKER | {"Tags": TAGS}, role("Worker")),
    Row("iam", "UntagRole", WORKER | {"TagKeys": ["team"]}, role("Worker")),
    Row("iam", "ListRoleTags", WORKER, role("Worker")),
    Row("iam", "TagPolicy", SHARED | {"Tags": TAGS}, policy("Shared")),
    Row("iam", "UntagPolicy", SHARED | {"TagKeys": ["team"]}, policy("Shared")),
    Row("iam", "ListPolicyTags", SHARED, policy("Shared")),
    Row("iam", "TagInstanceProfile", MACHINE | {"Tags": TAGS}, profile("Machine")),
    Row("iam", "UntagInstanceProfile", MACHINE | {"TagKeys": ["team"]}, profile("Machine")),
    Row("iam", "ListInstanceProfileTags", MACHINE, profile("Machine")),
    # Identity providers
    Row(
        "iam",
        "CreateOpenIDConnectProvider",
        {"Url": "https://new.example.com/id"},
        oidc("new.example.com/id"),
    ),
    Row("iam", "GetOpenIDConnectProvider", ISSUER, oidc("idp.example.com")),
    Row("iam", "ListOpenIDConnectProviders", {}),
    Row(
        "iam",
        "AddClientIDToOpenIDConnectProvider",
        ISSUER | {"ClientID": "c"},
        oidc("idp.example.com"),
    ),
    Row(
        "iam",
        "RemoveClientIDFromOpenIDConnectProvider",
        ISSUER | {"ClientID": "c"},
        oidc("idp.example.com"),
    ),
    Row(
        "iam",
        "UpdateOpenIDConnectProviderThumbprint",
        ISSUER | {"ThumbprintList": ["1" * 40]},
        oidc("idp.example.com"),
    ),
    Row("iam", "DeleteOpenIDConnectProvider", ISSUER, oidc("idp.example.com")),
    Row("iam", "TagOpenIDConnectProvider", ISSUER | {"Tags": TAGS}, oidc("idp.example.com")),
    Row(
        "iam",
        "UntagOpenIDConnectProvider",
        ISSUER | {"TagKeys": ["team"]},
        oidc("idp.example.com"),
    ),
    Row("iam", "ListOpenIDConnectProviderTags", ISSUER, oidc("idp.example.com")),
    Row(
        "iam",
        "CreateSAMLProvider",
        {"Name": "New", "SAMLMetadataDocument": metadata(SERVER)},
        saml("New"),
    ),
    Row("iam", "GetSAMLProvider", CORP, saml("Corp")),
    Row("iam", "ListSAMLProviders", {}),
    Row("iam", "UpdateSAMLProvider", CORP | {"AssertionEncryptionMode": "Allowed"}, saml("Corp")),
    Row("iam", "DeleteSAMLProvider", CORP, saml("Corp")),
    Row("iam", "TagSAMLProvider", CORP | {"Tags": TAGS}, saml("Corp")),
    Row("iam", "UntagSAMLProvider", CORP | {"TagKeys": ["team"]}, saml("Corp")),
    Row("iam", "ListSAMLProviderTags", CORP, saml("Corp")),
    # Certificates
    Row(
        "iam",
        "UploadServerCertificate",
        {"ServerCertificateName": "New", "Path": "/a/"} | UPLOAD,
        server_certificate("a/New"),
    ),
    Row("iam", "GetServerCertificate", SITE, server_certificate("Site")),
    Row("iam", "ListServerCertificates", {}),
    Row(
        "iam",
        "UpdateServerCertificate",
        SITE | {"NewServerCertificateName": "Newer"},
        server_certificate("Site"),
        also=(("iam:UpdateServerCertificate", server_certificate("Newer")),),
    ),
    Row("iam", "DeleteServerCertificate", SITE, server_certificate("Site")),
    Row("iam", "TagServerCertificate", SITE | {"Tags": TAGS}, server_certificate("Site")),
    Row("iam", "UntagServerCertificate", SITE | {"TagKeys": ["team"]}, server_certificate("Site")),
    Row("iam", "ListServerCertificateTags", SITE, server_certificate("Site")),
    Row("iam", "UploadSigningCertificate", OLD | {"CertificateBody": SIGNER.pem}, user("Old")),
    Row("iam", "ListSigningCertificates", OLD, user("Old")),
    Row("iam", "UpdateSigningCertificate", OLD | SIGNING | {"Status": "Inactive"}, user("Old")),
    Row("iam", "DeleteSigningCertificate", OLD | SIGNING, user("Old")),
    # Boundaries
    Row("iam", "PutUserPermissionsBoundary", OLD | BOUNDARY, user("Old")),
    Row("iam", "DeleteUserPermissionsBoundary", OLD, user("Old")),
    Row("iam", "PutRolePermissionsBoundary", WORKER | BOUNDARY, role("Worker")),
    Row("iam", "DeleteRolePermissionsBoundary", WORKER, role("Worker")),
    # The account
    Row("iam", "GetAccountSummary", {}),
    Row("iam", "GetAccountAuthorizationDetails", {}),
    # Aliases and the password policy
    Row("iam", "CreateAccountAlias", {"AccountAlias": "another"}),
    Row("iam", "DeleteAccountAlias", {"AccountAlias": "alias-ACCOUNT"}),
    Row("iam", "ListAccountAliases", {}),
    Row("iam", "GetAccountPasswordPolicy", {}),
    Row("iam", "UpdateAccountPasswordPolicy", {"MinimumPasswordLength": 9}),
    Row("iam", "DeleteAccountPasswordPolicy", {}),
    # Passwords
    Row("iam", "CreateLoginProfile", BARE | {"Password": PASSWORD}, user("Bare")),
    Row("iam", "GetLoginProfile", OLD, user("Old")),
    Row("iam", "UpdateLoginProfile", OLD | {"PasswordResetRequired": True}, user("Old")),
    Row("iam", "DeleteLoginProfile", OLD, user("Old")),
    Row(
        "iam",
        "ChangePassword",
        {"OldPassword": PASSWORD, "NewPassword": f"{PASSWORD}!"},
        user("Caller"),
    ),
    # MFA devices
    Row("iam", "CreateVirtualMFADevice", {"VirtualMFADeviceName": "new"}, mfa("new")),
    Row(
        "iam",
        "EnableMFADevice",
        OLD | SPARE | {"AuthenticationCode1": "CODE1", "AuthenticationCode2": "CODE2"},
        user("Old"),
    ),
    Row(
        "iam",
        "ResyncMFADevice",
        OLD | WORN | {"AuthenticationCode1": "CODE3", "AuthenticationCode2": "CODE4"},
        user("Old"),
    ),
    Row("iam", "DeactivateMFADevice", OLD | WORN, user("Old")),
    Row("iam", "DeleteVirtualMFADevice", SPARE, mfa("spare")),
    Row("iam", "GetMFADevice", OLD | WORN, user("Old")),
    Row("iam", "ListMFADevices", OLD, user("Old")),
    Row("iam", "ListVirtualMFADevices", {}),
    Row("iam", "TagMFADevice", SPARE | {"Tags": TAGS}, mfa("spare")),
    Row("iam", "UntagMFADevice", SPARE | {"TagKeys": ["team"]}, mfa("spare")),
    Row("iam", "ListMFADeviceTags", SPARE, mfa("spare")),
    # SSH keys
    Row("iam", "UploadSSHPublicKey", BARE | {"SSHPublicKeyBody": SSH_KEY}, user("Bare")),
    Row("iam", "GetSSHPublicKey", OLD | SSH | {"Encoding": "SSH"}, user("Old")),
    Row("iam", "ListSSHPublicKeys", OLD, user("Old")),
    Row("iam", "UpdateSSHPublicKey", OLD | SSH | {"Status": "Inactive"}, user("Old")),
    Row("iam", "DeleteSSHPublicKey", OLD | SSH, user("Old")),
    # Service-specific credentials
    Row("iam", "CreateServiceSpecificCredential", OLD | {"ServiceName": GIT}, user("Old")),
    Row("iam", "ListServiceSpecificCredentials", OLD, user("Old")),
    Row(
        "iam",
        "UpdateServiceSpecificCredential",
        OLD | CREDENTIAL | {"Status": "Inactive"},
        user("Old"),
    ),
    Row("iam", "ResetServiceSpecificCredential", OLD | CREDENTIAL, user("Old")),
    Row("iam", "DeleteServiceSpecificCredential", OLD | CREDENTIAL, user("Old")),
    # The policy simulator
    Row(
        "iam",
        "SimulateCustomPolicy",
        {"PolicyInputList": [POLICY], "ActionNames": ["s3:GetObject"]},
    ),
    Row(
        "iam",
        "SimulatePrincipalPolicy",
        {"PolicySourceArn": user("Old"), "ActionNames": ["s3:GetObject"]},
        user("Old"),
    ),
    Row("iam", "GetContextKeysForCustomPolicy", {"PolicyInputList": [POLICY]}),
    Row(
        "iam",
        "GetContextKeysForPrincipalPolicy",
        {"PolicySourceArn": role("Worker")},
        role("Worker"),
    ),
    # Reports
    Row("iam", "GenerateCredentialReport", {}),
    Row("iam", "GetCredentialReport", {}, error="ReportNotPresent"),
    Row("iam", "GenerateServiceLastAccessedDetails", {"Arn": user("Old")}, user("Old")),
    Row("iam", "GetServiceLastAccessedDetails", JOB, error="NoSuchEntity"),
    Row(
        "iam",
        "GetServiceLastAccessedDetailsWithEntities",
        JOB | {"ServiceNamespace": "s3"},
        error="NoSuchEntity",
    ),
    Row(
        "iam",
        "ListPoliciesGrantingServiceAccess",
        {"Arn": role("Worker"), "ServiceNamespaces": ["s3"]},
        role("Worker"),
    ),
    # Account features
    Row("iam", "EnableOutboundWebIdentityFederation", {}),
    Row("iam", "DisableOutboundWebIdentityFederation", {}, error="FeatureDisabled"),
    Row("iam", "GetOutboundWebIdentityFederationInfo", {}, error="FeatureDisabled"),
    Row("iam", "GetAccountProperties", {}),
    Row("iam", "PutAccountProperties", {"Properties": {"RoleManager/Enabled": "false"}}),
    # Organizations
    Row("iam", "EnableOrganizationsRootCredentialsManagement", {}, error=OUTSIDE),
    Row("iam", "DisableOrganizationsRootCredentialsManagement", {}, error=OUTSIDE),
    Row("iam", "EnableOrganizationsRootSessions", {}, error=OUTSIDE),
    Row("iam", "DisableOrganizationsRootSessions", {}, error=OUTSIDE),
    Row("iam", "ListOrganizationsFeatures", {}, error=OUTSIDE),
    Row(
        "iam",
        "GenerateOrganizationsAccessReport",
        {"EntityPath": "o-a1b2c3d4e5/r-f6g7h8i9j0"},
        "arn:aws:iam::ACCOUNT:access-report/o-a1b2c3d4e5/r-f6g7h8i9j0",
        error="AccessDenied",
    ),
    Row("iam", "GetOrganizationsAccessReport", JOB, error="NoSuchEntity"),
    # Delegation
    Row(
        "iam",
        "CreateDelegationRequest",
        {
            "Description": "x",
            "Permissions": {"PolicyTemplateArn": policy("Shared")},
            "RequestorWorkflowId": "workflow-row",
            "NotificationChannel": "arn:aws:sns:us-east-1:ACCOUNT:topic",
            "SessionDuration": 3600,
        },
        delegation("*"),
    ),
    Row("iam", "AssociateDelegationRequest", NEW, delegation("DELEGATION-NEW")),
    Row("iam", "GetDelegationRequest", NEW, delegation("DELEGATION-NEW")),
    Row("iam", "ListDelegationRequests", {}),
    Row("iam", "UpdateDelegationRequest", TAKEN, delegation("DELEGATION-TAKEN")),
    Row("iam", "AcceptDelegationRequest", TAKEN, delegation("DELEGATION-TAKEN")),
    Row("iam", "RejectDelegationRequest", TAKEN, delegation("DELEGATION-TAKEN")),
    Row("iam", "SendDelegationToken", ACCEPTED, delegation("DELEGATION-ACCEPTED")),
    Row(
        "iam",
        "GetHumanReadableSummary",
        {"EntityArn": delegation("DELEGATION-TAKEN")},
        delegation("DELEGATION-TAKEN"),
    ),
    # Role templates
    Row("iam", "GetRoleTemplateVersion", {"TemplateArn": TEMPLATE}, TEMPLATE),
    Row(
        "iam",
        "AcquireRole",
        {
            "TemplateArn": TEMPLATE,
            "ReplacementValues": {
                "RoleName": {"Values": ["New"]},
                "accountId": {"Values": ["ACCOUNT"]},
                "region": {"Values": ["us-east-1"]},
                "resourceType": {"Values": ["x"]},
            },
        },
        TEMPLATE,
        also=(
            ("iam:CreateRole", role("service-role/New")),
            ("iam:PutRolePolicy", role("service-role/New")),
        ),
        first="iam:GetRoleTemplateVersion",
    ),
    # Roles that are linked to services
    Row(
        "iam",
        "CreateServiceLinkedRole",
        {"AWSServiceName": "ecs.amazonaws.com"},
        role("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
    ),
    Row(
        "iam",
        "DeleteServiceLinkedRole",
        {"RoleName": "AWSServiceRoleForAutoScaling"},
        role("aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
    ),
    Row(
        "iam",
        "GetServiceLinkedRoleDeletionStatus",
        {"DeletionTaskId": "DELETION"},
        role("aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch"),
    ),
    # Preferences of the token service
    Row(
        "iam",
        "SetSecurityTokenServicePreferences",
        {"GlobalEndpointTokenVersion": "v2Token"},
    ),
    # The token service
    Row(
        "sts",
        "AssumeRole",
        {"RoleArn": role("Assumable"), "RoleSessionName": "work"},
        role("Assumable"),
    ),
    Row("sts", "GetAccessKeyInfo", {"AccessKeyId": "ACCESS-KEY"}),
    Row(
        "sts",
        "GetFederationToken",
        {"Name": "Guest", "Policy": POLICY},
        "arn:aws:sts::ACCOUNT:federated-user/Guest",
    ),
    Row(
        "sts",
        "GetWebIdentityToken",
        {"Audience": ["https://api.example.com"], "SigningAlgorithm": "RS256"},
        error="OutboundWebIdentityFederationDisabledException",
    ),
    Row(
        "sts",
        "DecodeAuthorizationMessage",
        {"EncodedMessage": "foreign"},
        error="InvalidAuthorizationMessageException",
    ),
    Row(
        "sts",
        "AssumeRoot",
        {
            "TargetPrincipal": "ACCOUNT",
            "TaskPolicyArn": {
                "arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"
            },
        },
        "arn:aws:iam::ACCOUNT:root",
        error="AccessDenied",
    ),
    Row(
        "sts",
        "GetDelegatedAccessToken",
        {"TradeInToken": "foreign"},
        error="ExpiredTradeInTokenException",
    ),
    # Instances
    Row(
        "ec2",
        "RunInstances",
        {"ImageId": IMAGE, "MinCount": 1, "MaxCount": 1, "IamInstanceProfile": BINDING},
        ec2("instance/*"),
        also=(
            ("ec2:RunInstances", f"arn:aws:ec2:us-east-1::image/{IMAGE}"),
            ("ec2:RunInstances", ec2("subnet/*")),
            ("ec2:RunInstances", ec2("network-interface/*")),
            ("ec2:RunInstances", ec2("volume/*")),
            ("ec2:RunInstances", ec2("security-group/*")),
            ("iam:PassRole", role("Worker")),
        ),
    ),
    Row("ec2", "DescribeInstances", {}),
    Row("ec2", "TerminateInstances", {"InstanceIds": ["INSTANCE-BARE"]}, ec2(BARE_INSTANCE)),
    Row(
        "ec2",
        "AssociateIamInstanceProfile",
        {"InstanceId": "INSTANCE-BARE", "IamInstanceProfile": BINDING},
        ec2(BARE_INSTANCE),
        also=(("iam:PassRole", role("Worker")),),
    ),
    Row(
        "ec2",
        "ReplaceIamInstanceProfileAssociation",
        {"AssociationId": "ASSOCIATION", "IamInstanceProfile": BINDING},
        ec2("instance/INSTANCE-BOUND"),
        also=(("iam:PassRole", role("Worker")),),
    ),
    Row(
        "ec2",
        "DisassociateIamInstanceProfile",
        {"AssociationId": "ASSOCIATION"},
        ec2("instance/INSTANCE-BOUND"),
    ),
    Row("ec2", "DescribeIamInstanceProfileAssociations", {}),
    Row(
        "ec2",
        "ModifyInstanceMetadataOptions",
        {"InstanceId": "INSTANCE-BARE", "HttpTokens": "required"},
        ec2(BARE_INSTANCE),
    ),
    Row("ec2", "CreateTags", {"Resources": ["INSTANCE-BARE"], "Tags": TAGS}, ec2(BARE_INSTANCE)),
    Row("ec2", "DeleteTags", {"Resources": ["INSTANCE-BARE"], "Tags": TAGS}, ec2(BARE_INSTANCE)),
    Row("ec2", "DescribeTags", {}),
    # Rolecall's own
    Row(
        "rolecall",
        "ActAsService",
        {
            "Service": "ec2.amazonaws.com",
            "RoleArn": role("Worker"),
            "RoleSessionName": "work",
        },
        role("Worker"),
        (("iam:PassRole", role("Worker")),),
    ),
    Row(
        "rolecall",
        "DescribeWorkload",
        MACHINE,
        role("Worker"),
        first="rolecall:ActAsService",
        told="arn:aws:iam::ACCOUNT:instance-profile/Machine",
    ),
    # EKS
    Row(
        "eks",
        "CreatePodIdentityAssociation",
        {
            "clusterName": "prod",
            "namespace": "shop",
            "serviceAccount": "till",
            "roleArn": role("Worker"),
            "clientRequestToken": "once",
        },
        CLUSTER,
        (("iam:PassRole", role("Worker")),),
    ),
    Row("eks", "DescribePodIdentityAssociation", PODS, ASSOCIATION),
    Row("eks", "ListPodIdentityAssociations", {"clusterName": "prod"}, CLUSTER),
    Row(
        "eks",
        "UpdatePodIdentityAssociation",
        PODS | {"roleArn": role("Idle"), "clientRequestToken": "once"},
        ASSOCIATION,
        (("iam:PassRole", role("Idle")),),
    ),
    Row("eks", "DeletePodIdentityAssociation", PODS, ASSOCIATION),
    Row("eks", "ListTagsForResource", {"resourceArn": ASSOCIATION}, ASSOCIATION),
    Row("eks", "TagResource", {"resourceArn": ASSOCIATION, "tags": {"team": "blue"}}, ASSOCIATION),
    Row("eks", "UntagResource", {"resourceArn": ASSOCIATION, "tagKeys": ["team"]}, ASSOCIATION),
    Row(
        "eks-auth",
        "AssumeRoleForPodIdentity",
        {"clusterName": "prod", "token": "a.b.c"},
        CLUSTER,
        error="InvalidTokenException",
    ),
    # IAM Roles Anywhere
    Row(
        "rolesanywhere",
        "CreateProfile",
        {"name": "new", "roleArns": [role("Worker")]},
        also=(("iam:PassRole", role("Worker")),),
    ),
    Row("rolesanywhere", "CreateTrustAnchor", {"name": "new", "source": BUNDLE}),
    Row(
        "rolesanywhere",
        "DeleteAttributeMapping",
        {"profileId": "PROFILE-ID", "certificateField": "x509SAN"},
        ANYWHERE + "profile/PROFILE-ID",
    ),
    Row("rolesanywhere", "DeleteCrl", {"crlId": "CRL-ID"}, ANYWHERE + "crl/CRL-ID"),
    Row(
        "rolesanywhere",
        "DeleteProfile",
        {"profileId": "PROFILE-ID"},
        ANYWHERE + "profile/PROFILE-ID",
    ),
    Row(
        "rolesanywhere",
        "DeleteTrustAnchor",
        {"trustAnchorId": "ANCHOR-ID"},
        ANYWHERE + "trust-anchor/ANCHOR-ID",
    ),
    Row("rolesanywhere", "DisableCrl", {"crlId": "CRL-ID"}, ANYWHERE + "crl/CRL-ID"),
    Row(
        "rolesanywhere",
        "DisableProfile",
        {"profileId": "PROFILE-ID"},
        ANYWHERE + "profile/PROFILE-ID",
    ),
    Row(
        "rolesanywhere",
        "DisableTrustAnchor",
        {"trustAnchorId": "ANCHOR-ID"},
        ANYWHERE + "trust-anchor/ANCHOR-ID",
    ),
    Row("rolesanywhere", "EnableCrl", {"crlId": "CRL-ID"}, ANYWHERE + "crl/CRL-ID"),
    Row(
        "rolesanywhere",
        "EnableProfile",
        {"profileId": "PROFILE-ID"},
        ANYWHERE + "profile/PROFILE-ID",
    ),
    Row(
        "rolesanywhere",
        "EnableTrustAnchor",
        {"trustAnchorId": "ANCHOR-ID"},
        ANYWHERE + "trust-anchor/ANCHOR-ID",
    ),
    Row("rolesanywhere", "GetCrl", {"crlId": "CRL-ID"}, ANYWHERE + "crl/CRL-ID"),
    Row(
        "rolesanywhere",
        "GetProfile",
        {"profileId": "PROFILE-ID"},
        ANYWHERE + "profile/PROFILE-ID",
    ),
    Row(
        "rolesanywhere",
        "GetSubject",
        {"subjectId": NOWHERE},
        ANYWHERE + f"subject/{NOWHERE}",
        error="ResourceNotFoundException",
    ),
    Row(
        "rolesanywhere",
        "GetTrustAnchor",
        {"trustAnchorId": "ANCHOR-ID"},
        ANYWHERE + "trust-anchor/ANCHOR-ID",
    ),
    Row(
        "rolesanywhere",
        "ImportCrl",
        {
            "name": "new",
            "crlData": "junk",
            "trustAnchorArn": ANYWHERE + "trust-anchor/ANCHOR-ID",
        },
        error="ValidationException",
    ),
    Row("rolesanywhere", "ListCrls", {}),
    Row("rolesanywhere", "ListProfiles", {}),
    Row("rolesanywhere", "ListSubjects", {}),
    Row(
        "rolesanywhere",
        "ListTagsForResource",
        {"resourceArn": ANYWHERE + "trust-anchor/ANCHOR-ID"},
    ),
    Row("rolesanywhere", "ListTrustAnchors", {}),
    Row(
        "rolesanywhere",
        "PutAttributeMapping",
        {
            "profileId": "PROFILE-ID",
            "certificateField": "x509SAN",
            "mappingRules": [{"specifier": "DNS"}],
        },
        ANYWHERE + "profile/PROFILE-ID",
    ),
    Row(
        "rolesanywhere",
        "TagResource",
        {
            "resourceArn": ANYWHERE + "trust-anchor/ANCHOR-ID",
            "tags": [{"key": "team", "value": "blue"}],
        },
        ANYWHERE + "trust-anchor/ANCHOR-ID",
    ),
    Row(
        "rolesanywhere",
        "UntagResource",
        {"resourceArn": ANYWHERE + "trust-anchor/ANCHOR-ID", "tagKeys": ["team"]},
        ANYWHERE + "trust-anchor/ANCHOR-ID",
    ),
    Row("rolesanywhere", "UpdateCrl", {"crlId": "CRL-ID", "name": "n"}, ANYWHERE + "crl/CRL-ID"),
    Row(
        "rolesanywhere",
        "UpdateProfile",
        {"profileId": "PROFILE-ID", "roleArns": [role("Idle")]},
        ANYWHERE + "profile/PROFILE-ID",
        (("iam:PassRole", role("Idle")),),
    ),
    Row(
        "rolesanywhere",
        "UpdateTrustAnchor",
        {"trustAnchorId": "ANCHOR-ID", "name": "n"},
        ANYWHERE + "trust-anchor/ANCHOR-ID",
    ),
]

# These need no permission, and no policy can take them away.
# - Source: AWS STS API Reference, GetCallerIdentity and GetSessionToken, "Permissions".
OPEN = [
    Row("sts", "GetCallerIdentity", {}),
    Row("sts", "GetSessionToken", {}),
]

# These need a proof in place of permissions: without one nobody gets anything, whoever asks. That a
# role's trust policy has to let the proven in is in the tests of each operation.
PROVEN = [
    Row(
        "sts",
        "AssumeRoleWithSAML",
        {
            "RoleArn": role("Assumable"),
            "PrincipalArn": "arn:aws:iam::ACCOUNT:saml-provider/Corp",
            "SAMLAssertion": "AAAA",
        },
        role("Assumable"),
        error="InvalidIdentityToken",
    ),
    Row(
        "sts",
        "AssumeRoleWithWebIdentity",
        {
            "RoleArn": role("Assumable"),
            "RoleSessionName": "work",
            "WebIdentityToken": "AAAA",
        },
        role("Assumable"),
        error="InvalidIdentityToken",
    ),
    # Unsigned: what no service claims is S3's to refuse.
    Row(
        "rolesanywhere",
        "CreateSession",
        {
            "profileArn": ANYWHERE + "profile/PROFILE-ID",
            "roleArn": role("Worker"),
            "trustAnchorArn": ANYWHERE + "trust-anchor/ANCHOR-ID",
        },
        role("Worker"),
        error="501",
    ),
]

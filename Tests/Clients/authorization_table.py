"""What each operation needs: one row for each, called without and with exactly that permission.

`Tests/TidyTests` reads the rows: an operation without one must stand in
`Fixtures/ratchets/operations-without-authorization-test.txt`.
"""

import dataclasses

TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
    '"Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
)
POLICY = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",'
    '"Action":"s3:GetObject","Resource":"*"}]}'
)
TAGS = [{"Key": "team", "Value": "blue"}]


@dataclasses.dataclass(frozen=True)
class Row:
    """An operation, its parameters in the world of `test_authorization`, and its permission.

    `ACCOUNT` in texts stands for the account's number, `KEY` for the access key of user `Old`;
    `DELEGATION-NEW`, `-TAKEN` and `-ACCEPTED` for delegation requests that are so far.
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


def policy(name):
    return f"arn:aws:iam::ACCOUNT:policy/{name}"


def profile(name):
    return f"arn:aws:iam::ACCOUNT:instance-profile/{name}"


def delegation(identifier):
    return f"arn:aws:iam::ACCOUNT:delegation-request/{identifier}"


OLD = {"UserName": "Old"}
STAFF = {"GroupName": "Staff"}
WORKER = {"RoleName": "Worker"}
SHARED = {"PolicyArn": policy("Shared")}
LOOSE = {"PolicyArn": policy("Loose")}
MACHINE = {"InstanceProfileName": "Machine"}
INLINE = {"PolicyName": "Inline"}
FRESH = {"PolicyName": "Fresh", "PolicyDocument": POLICY}
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
    Row("iam", "UpdateAccessKey", OLD | {"AccessKeyId": "KEY", "Status": "Inactive"}, user("Old")),
    Row("iam", "DeleteAccessKey", OLD | {"AccessKeyId": "KEY"}, user("Old")),
    Row("iam", "GetAccessKeyLastUsed", {"AccessKeyId": "KEY"}, user("Old")),
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
    # Boundaries
    Row("iam", "PutUserPermissionsBoundary", OLD | BOUNDARY, user("Old")),
    Row("iam", "DeleteUserPermissionsBoundary", OLD, user("Old")),
    Row("iam", "PutRolePermissionsBoundary", WORKER | BOUNDARY, role("Worker")),
    Row("iam", "DeleteRolePermissionsBoundary", WORKER, role("Worker")),
    # The account
    Row("iam", "GetAccountSummary", {}),
    Row("iam", "GetAccountAuthorizationDetails", {}),
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
    # The token service
    Row(
        "sts",
        "AssumeRole",
        {"RoleArn": role("Assumable"), "RoleSessionName": "work"},
        role("Assumable"),
    ),
    Row("sts", "GetAccessKeyInfo", {"AccessKeyId": "KEY"}),
]

# These need no permission, and no policy can take them away.
# - Source: AWS STS API Reference, GetCallerIdentity and GetSessionToken, "Permissions".
OPEN = [
    Row("sts", "GetCallerIdentity", {}),
    Row("sts", "GetSessionToken", {}),
]

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

    `ACCOUNT` in texts stands for the account's number, `KEY` for the access key of user `Old`, and
    `DELETION` for the task that deletes the role linked to the Batch service.
    """

    service: str
    operation: str
    parameters: dict
    resource: str = "*"
    also: tuple = ()

    @property
    def action(self):
        return f"{self.service}:{self.operation}"

    def __str__(self):
        return self.action


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


OLD = {"UserName": "Old"}
STAFF = {"GroupName": "Staff"}
WORKER = {"RoleName": "Worker"}
SHARED = {"PolicyArn": policy("Shared")}
LOOSE = {"PolicyArn": policy("Loose")}
MACHINE = {"InstanceProfileName": "Machine"}
INLINE = {"PolicyName": "Inline"}
FRESH = {"PolicyName": "Fresh", "PolicyDocument": POLICY}
BOUNDARY = {"PermissionsBoundary": policy("Loose")}

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
    Row("sts", "GetAccessKeyInfo", {"AccessKeyId": "KEY"}),
]

# These need no permission, and no policy can take them away.
# - Source: AWS STS API Reference, GetCallerIdentity and GetSessionToken, "Permissions".
OPEN = [
    Row("sts", "GetCallerIdentity", {}),
    Row("sts", "GetSessionToken", {}),
]

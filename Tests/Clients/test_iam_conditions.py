"""The condition keys of IAM's own operations, each in a request it lets in and one it does not."""

import dataclasses

import pytest
from authorization_table import POLICY, TRUST
from expect import denied, error
from server import allow, deny

READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
BLUE = [{"Key": "team", "Value": "blue"}]
RED = [{"Key": "team", "Value": "red"}]
BATCH = "batch.amazonaws.com"


@dataclasses.dataclass(frozen=True)
class Case:
    """A condition, a call that meets it and one that does not."""

    key: str
    operation: str
    condition: dict
    meets: dict
    fails: dict
    also: tuple = ()

    def __str__(self):
        return f"{self.key}-{self.operation}"

    @property
    def action(self):
        return "iam:" + "".join(word.capitalize() for word in self.operation.split("_"))


def equals(key, value):
    return {"StringEquals": {key: value}}


def attach(kind, operation):
    name = {f"{kind.capitalize()}Name": "Blue"}
    return Case(
        "iam:PolicyARN",
        operation,
        {"ArnEquals": {"iam:PolicyARN": READ_ONLY}},
        name | {"PolicyArn": READ_ONLY},
        name | {"PolicyArn": ADMINISTRATOR},
    )


def bound(kind):
    name = {f"{kind.capitalize()}Name": "Blue"}
    return Case(
        "iam:PermissionsBoundary",
        f"put_{kind}_permissions_boundary",
        equals("iam:PermissionsBoundary", READ_ONLY),
        name | {"PermissionsBoundary": READ_ONLY},
        name | {"PermissionsBoundary": ADMINISTRATOR},
    )


def tagged(kind, operation, **more):
    name = f"{kind.capitalize()}Name"
    return Case(
        "iam:ResourceTag",
        operation,
        equals("iam:ResourceTag/team", "blue"),
        {name: "Blue"} | more,
        {name: "Red"} | more,
    )


CASES = [
    attach("user", "attach_user_policy"),
    attach("user", "detach_user_policy"),
    attach("role", "attach_role_policy"),
    attach("role", "detach_role_policy"),
    attach("group", "attach_group_policy"),
    attach("group", "detach_group_policy"),
    bound("user"),
    bound("role"),
    Case(
        "iam:PermissionsBoundary",
        "create_user",
        equals("iam:PermissionsBoundary", READ_ONLY),
        {"UserName": "New", "PermissionsBoundary": READ_ONLY},
        {"UserName": "Free"},
    ),
    Case(
        "iam:PermissionsBoundary",
        "create_role",
        equals("iam:PermissionsBoundary", READ_ONLY),
        {
            "RoleName": "New",
            "AssumeRolePolicyDocument": TRUST,
            "PermissionsBoundary": READ_ONLY,
        },
        {"RoleName": "Free", "AssumeRolePolicyDocument": TRUST},
    ),
    # What a user is bound by already counts for what is given to it.
    Case(
        "iam:PermissionsBoundary",
        "put_user_policy",
        equals("iam:PermissionsBoundary", READ_ONLY),
        {"UserName": "Bound", "PolicyName": "p", "PolicyDocument": POLICY},
        {"UserName": "Blue", "PolicyName": "p", "PolicyDocument": POLICY},
    ),
    Case(
        "iam:AWSServiceName",
        "create_service_linked_role",
        equals("iam:AWSServiceName", BATCH),
        {"AWSServiceName": BATCH},
        {"AWSServiceName": "autoscaling.amazonaws.com"},
    ),
    tagged("user", "get_user"),
    tagged("user", "update_user", NewPath="/"),
    tagged("user", "create_access_key"),
    tagged("user", "delete_user"),
    tagged("role", "get_role"),
    tagged("role", "update_role", Description="x"),
    tagged("role", "delete_role"),
    Case(
        "aws:RequestTag",
        "create_user",
        equals("aws:RequestTag/team", "blue"),
        {"UserName": "New", "Tags": BLUE},
        {"UserName": "Free", "Tags": RED},
        ("iam:TagUser",),
    ),
    Case(
        "aws:RequestTag",
        "create_policy",
        equals("aws:RequestTag/team", "blue"),
        {"PolicyName": "New", "PolicyDocument": POLICY, "Tags": BLUE},
        {"PolicyName": "Free", "PolicyDocument": POLICY},
        ("iam:TagPolicy",),
    ),
    Case(
        "aws:RequestTag",
        "tag_role",
        equals("aws:RequestTag/team", "blue"),
        {"RoleName": "Red", "Tags": BLUE},
        {"RoleName": "Red", "Tags": RED},
    ),
    Case(
        "aws:TagKeys",
        "tag_user",
        {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}},
        {"UserName": "Blue", "Tags": BLUE},
        {"UserName": "Blue", "Tags": [*BLUE, {"Key": "cost", "Value": "1"}]},
    ),
    Case(
        "aws:TagKeys",
        "untag_user",
        {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}},
        {"UserName": "Blue", "TagKeys": ["team"]},
        {"UserName": "Blue", "TagKeys": ["cost"]},
    ),
]


@pytest.fixture
def world(account):
    """Users, roles and a group to try the calls on, and a caller without permissions."""
    iam = account.iam
    iam.create_user(UserName="Blue", Tags=BLUE)
    iam.create_user(UserName="Red", Tags=RED)
    iam.create_user(UserName="Bound", PermissionsBoundary=READ_ONLY)
    iam.create_group(GroupName="Blue")
    iam.create_role(RoleName="Blue", AssumeRolePolicyDocument=TRUST, Tags=BLUE)
    iam.create_role(RoleName="Red", AssumeRolePolicyDocument=TRUST, Tags=RED)
    account.caller = account.client("iam", account.user("Caller"))
    return account


def prepare(world, case):
    """What a detachment takes away must be there."""
    if case.operation.startswith("detach_"):
        call = getattr(world.iam, case.operation.replace("detach", "attach"))
        call(**case.meets)
        call(**case.fails)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_condition_lets_in_what_meets_it_only(world, case):
    prepare(world, case)
    grants = [allow(case.action, Condition=case.condition)]
    world.allow("Caller", *grants, *(allow(action) for action in case.also))
    call = getattr(world.caller, case.operation)
    with denied(f"is not authorized to perform: {case.action}"):
        call(**case.fails)
    call(**case.meets)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_condition_denies_what_meets_it_only(world, case):
    prepare(world, case)
    world.allow("Caller", allow("*"), deny(case.action, Condition=case.condition))
    call = getattr(world.caller, case.operation)
    with denied("with an explicit deny in an identity-based policy"):
        call(**case.meets)
    call(**case.fails)


@pytest.mark.parametrize("effect", [allow, deny])
def test_a_role_is_passed_to_the_service_of_the_condition(world, effect):
    condition = equals("iam:PassedToService", "ec2.amazonaws.com")
    add = world.caller.add_role_to_instance_profile
    for name in ("P", "Q"):
        world.iam.create_instance_profile(InstanceProfileName=name)
    wanted = {"InstanceProfileName": "P", "RoleName": "Blue"}
    others = {"Condition": equals("iam:PassedToService", "lambda.amazonaws.com")}
    mine = {"Condition": condition}
    refusing, letting = (others, mine) if effect is allow else (mine, others)
    everything = [allow("iam:AddRoleToInstanceProfile")]
    if effect is deny:
        everything.append(allow("iam:PassRole"))
    world.allow("Caller", *everything, effect("iam:PassRole", **refusing))
    with denied("is not authorized to perform: iam:PassRole"):
        add(**wanted)
    world.allow("Caller", *everything, effect("iam:PassRole", **letting))
    add(**wanted)


SELF = [
    ("get_user", {}),
    ("list_access_keys", {}),
    ("create_access_key", {}),
    ("list_mfa_devices", {}),
    ("list_ssh_public_keys", {}),
    ("list_signing_certificates", {}),
    ("list_service_specific_credentials", {}),
]


@pytest.mark.parametrize("operation, parameters", SELF, ids=[row[0] for row in SELF])
def test_a_user_left_out_is_the_caller(world, operation, parameters):
    action = Case("", operation, {}, {}, {}).action
    action = action.replace("Mfa", "MFA").replace("Ssh", "SSH")
    call = getattr(world.caller, operation)
    mine = world.arn("user/Caller")
    with denied(f"is not authorized to perform: {action} on resource: {mine}"):
        call(**parameters)
    world.allow("Caller", allow(action, world.arn("user/${aws:username}")))
    call(**parameters)
    with denied(world.arn("user/Blue")):
        call(UserName="Blue", **parameters)
    world.allow("Caller", allow(action), deny(action, mine))
    with denied("with an explicit deny"):
        call(**parameters)
    call(UserName="Blue", **parameters)


@pytest.mark.parametrize("operation", [row[0] for row in SELF])
def test_the_root_user_left_out_is_itself(world, operation):
    call = getattr(world.iam, operation)
    if operation in ("list_ssh_public_keys", "list_service_specific_credentials"):
        with error("ValidationError", 400, "Must specify userName"):
            call()  # such credentials are a user's only
    else:
        assert call()["ResponseMetadata"]["HTTPStatusCode"] == 200

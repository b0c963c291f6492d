"""Every operation of the model is called by name, answers what its shape promises, and pages."""

import pathlib

import botocore.exceptions
import botocore.session
import pytest
from authorization_table import OPEN, POLICY, ROWS, TRUST
from botocore import xform_name
from test_authorization import world  # noqa: F401 (a fixture)

from server import allow

MODEL = botocore.session.get_session().get_service_model("iam")
CALLED = {row.operation for row in [*ROWS, *OPEN] if row.service == "iam"}


def lacking(value, shape, path=""):
    """The required members of a shape that a parsed answer lacks, by their paths."""
    if shape.type_name == "structure":
        for name in shape.required_members:
            if name not in value:
                yield f"{path}.{name}"
        for name, member in shape.members.items():
            if name in value:
                yield from lacking(value[name], member, f"{path}.{name}")
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            yield from lacking(item, shape.member, f"{path}[{index}]")


def test_every_operation_is_called():
    assert sorted(set(MODEL.operation_names) - CALLED) == []


def test_every_operation_is_named_by_a_client_test():
    tests = pathlib.Path(__file__).parent.glob("*.py")
    text = "\n".join(test.read_text() for test in tests)
    names = [(name, xform_name(name)) for name in MODEL.operation_names]
    assert [name for name, method in names if name not in text and method not in text] == []


def test_what_is_lacking_is_seen():
    shape = MODEL.operation_model("GetUser").output_shape
    assert list(lacking({}, shape)) == [".User"]
    assert ".User.Arn" in list(lacking({"User": {"Path": "/"}}, shape))


@pytest.mark.parametrize("row", [row for row in [*ROWS, *OPEN] if row.service == "iam"], ids=str)
def test_an_answer_has_what_its_shape_requires(world, row):  # noqa: F811
    world.allow("Caller", allow("*"))
    answer = world.call(row)
    operation = MODEL.operation_model(row.operation)
    if row.error:
        codes = {
            shape.metadata.get("error", {}).get("code", shape.name)
            for shape in operation.error_shapes
        }
        assert answer["Error"]["Code"] in codes | {"ValidationError", "AccessDenied"}
    elif operation.output_shape is not None:
        assert list(lacking(answer, operation.output_shape)) == []
        assert set(answer) - {"ResponseMetadata"} <= set(operation.output_shape.members)
        members = operation.output_shape.members
        lists = [name for name, shape in members.items() if shape.type_name == "list"]
        if row.operation.startswith("List"):
            assert [name for name in lists if name not in answer] == []


MANY = 1_100
KINDS = {
    "user": ("UsersPerAccount", {}, "list_users", "Users", {}),
    "group": ("GroupsPerAccount", {}, "list_groups", "Groups", {}),
    "role": (
        "RolesPerAccount",
        {"AssumeRolePolicyDocument": TRUST},
        "list_roles",
        "Roles",
        {},
    ),
    "instance_profile": (
        "InstanceProfilesPerAccount",
        {},
        "list_instance_profiles",
        "InstanceProfiles",
        {},
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_more_than_a_thousand_are_paged(server, account, kind):
    quota, more, operation, member, parameters = KINDS[kind]
    server.rolecall("account", "quota", account.id, quota, MANY)
    name = "".join(word.capitalize() for word in kind.split("_")) + "Name"
    iam = account.iam
    made = [f"n{index:04}" for index in range(MANY)]
    for one in made:
        getattr(iam, f"create_{kind}")(**{name: one}, **more)
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        getattr(iam, f"create_{kind}")(**{name: "more"}, **more)
    assert caught.value.response["Error"]["Code"] == "LimitExceeded"
    paginator = iam.get_paginator(operation)
    for size in (None, 1_000, 333):
        pages = list(paginator.paginate(**parameters, PaginationConfig={"PageSize": size}))
        sizes = [len(page[member]) for page in pages]
        assert all(count == (size or 100) for count in sizes[:-1])
        assert [item[name] for page in pages for item in page[member]] == made
    if kind in ("user", "group", "role"):
        told = []
        for page in iam.get_paginator("get_account_authorization_details").paginate():
            told += page[f"{kind.capitalize()}DetailList"]
        assert [item[name] for item in told] == made


WAITERS = [
    ("user_exists", "user", "UserName", {}),
    ("role_exists", "role", "RoleName", {"AssumeRolePolicyDocument": TRUST}),
    ("instance_profile_exists", "instance_profile", "InstanceProfileName", {}),
]
SOON = {"Delay": 0, "MaxAttempts": 2}


@pytest.mark.parametrize("waiter, kind, name, more", WAITERS, ids=[row[0] for row in WAITERS])
def test_a_waiter_waits_for_what_is_made(iam, waiter, kind, name, more):
    wait = iam.get_waiter(waiter).wait
    with pytest.raises(botocore.exceptions.WaiterError, match="Max attempts exceeded"):
        wait(**{name: "n"}, WaiterConfig=SOON)
    getattr(iam, f"create_{kind}")(**{name: "n"}, **more)
    wait(**{name: "n"}, WaiterConfig=SOON)


def test_the_policy_waiter_waits_for_what_is_made(account, iam):
    wait = iam.get_waiter("policy_exists").wait
    with pytest.raises(botocore.exceptions.WaiterError, match="Max attempts exceeded"):
        wait(PolicyArn=account.arn("policy/n"), WaiterConfig=SOON)
    made = iam.create_policy(PolicyName="n", PolicyDocument=POLICY)["Policy"]["Arn"]
    wait(PolicyArn=made, WaiterConfig=SOON)

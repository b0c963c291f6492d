"""Every operation without any permission, with one for something else, and with the right one."""

import pytest
from authorization_table import OPEN, PROVEN, ROWS
from expect import denied, error
from furnishing import furnish
from server import ROOT, allow, deny
from signing import post


@pytest.fixture
def world(account):
    """An account with one of everything, and a caller without permissions."""
    return furnish(account)


def refused(row, text=None):
    """Expects a denial in the words of the row's service."""
    return error("UnauthorizedOperation", 403, text) if row.service == "ec2" else denied(text)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_operation_needs_exactly_its_permission(world, row):
    resource = world.fill(row.resource)
    expected = f"User: {world.arn('user/Caller')} is not authorized to perform: {row.action} "
    if row.resource != "*":
        expected += f"on resource: {world.fill(row.told) or resource}"
    else:
        expected += "because" if row.service == "ec2" else "on resource: "
    with refused(row, expected):
        world.call(row)

    grants = [allow(row.action, resource)]
    grants += [allow(action, world.fill(target)) for action, target in row.also]
    elsewhere = resource[:-1] + "?x" if row.resource != "*" else resource
    if resource.endswith(":root"):
        elsewhere = "arn:aws:iam::999999999999:root"
    if row.resource != "*":
        world.allow("Caller", allow(row.action, elsewhere), *grants[1:])
        with refused(row):
            world.call(row)
    for missing in range(len(grants)) if len(grants) > 1 else ():
        world.allow("Caller", *grants[:missing], *grants[missing + 1 :])
        with refused(row):
            world.call(row)

    world.allow("Caller", *grants)
    world.call(row)


@pytest.mark.parametrize("row", [row for row in ROWS if row.service == "iam"], ids=str)
def test_an_explicit_deny_wins(world, row):
    world.allow("Caller", allow("*"), deny(row.action))
    with denied("with an explicit deny in an identity-based policy"):
        world.call(row)


@pytest.mark.parametrize("row", OPEN, ids=str)
def test_an_open_operation_needs_nothing(world, row):
    assert world.call(row)
    if row.operation == "GetCallerIdentity":
        world.allow("Caller", deny("*"))
        assert world.call(row)["Arn"] == world.arn("user/Caller")


@pytest.mark.parametrize("row", PROVEN, ids=str)
def test_permissions_do_not_make_up_for_a_proof(world, row):
    world.call(row)
    world.allow("Caller", allow("*"))
    world.call(row)


def test_an_unimplemented_operation_says_so(account):
    names = [
        line.partition(":")[2]
        for line in (ROOT / "Fixtures/ratchets/operations-without-implementation.txt")
        .read_text()
        .splitlines()
        if line.startswith("iam:")
    ]
    for name in names[:1]:
        answer = post(account, "iam", f"Action={name}&Version=2010-05-08")
        # What the model requires is asked for before.
        assert answer.status in (400, 501), answer.text
        if answer.status == 501:
            assert name in answer.message, answer.text

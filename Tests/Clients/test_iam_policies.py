"""Managed, inline and attached policies, with boto3."""

import json

import pytest
from authorization_table import TRUST
from expect import error, missing
from server import allow, document

READ = document(allow("s3:GetObject"))
WRITE = document(allow("s3:PutObject"))


def make(iam, name="Reading", text=READ, **more):
    return iam.create_policy(PolicyName=name, PolicyDocument=text, **more)["Policy"]


def test_a_policy_lives(account, iam):
    made = make(iam, Path="/team/", Description="reads", Tags=[{"Key": "k", "Value": "v"}])
    arn = made["Arn"]
    assert arn == account.arn("policy/team/Reading")
    assert made["PolicyId"].startswith("ANPA") and made["DefaultVersionId"] == "v1"
    assert made["AttachmentCount"] == 0 and made["IsAttachable"]
    read = iam.get_policy(PolicyArn=arn)["Policy"]
    assert read["Description"] == "reads" and read["Tags"] == [{"Key": "k", "Value": "v"}]
    with error("EntityAlreadyExists", 409, "A policy called Reading already exists."):
        make(iam)
    listed = iam.list_policies(Scope="Local")["Policies"]
    assert [policy["Arn"] for policy in listed] == [arn]
    assert iam.list_policies(Scope="Local", OnlyAttached=True)["Policies"] == []
    assert iam.list_policies(Scope="Local", PathPrefix="/other/")["Policies"] == []
    iam.delete_policy(PolicyArn=arn)
    with missing(f"Policy {arn} was not found."):
        iam.get_policy(PolicyArn=arn)


def test_versions_live(iam):
    arn = make(iam)["Arn"]
    second = iam.create_policy_version(PolicyArn=arn, PolicyDocument=WRITE)["PolicyVersion"]
    assert (second["VersionId"], second["IsDefaultVersion"]) == ("v2", False)
    version = iam.get_policy_version(PolicyArn=arn, VersionId="v2")["PolicyVersion"]
    assert version["Document"] == json.loads(WRITE)
    iam.set_default_policy_version(PolicyArn=arn, VersionId="v2")
    assert iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"] == "v2"
    with error("DeleteConflict", 409, "Cannot delete the default version of a policy."):
        iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
    iam.delete_policy_version(PolicyArn=arn, VersionId="v1")
    with missing():
        iam.get_policy_version(PolicyArn=arn, VersionId="v1")
    for _ in range(4):
        last = iam.create_policy_version(PolicyArn=arn, PolicyDocument=READ, SetAsDefault=True)
    assert last["PolicyVersion"]["VersionId"] == "v6"  # numbers are never used again
    listed = iam.list_policy_versions(PolicyArn=arn)["Versions"]
    assert [version["VersionId"] for version in listed] == ["v6", "v5", "v4", "v3", "v2"]
    assert [version["IsDefaultVersion"] for version in listed] == [True] + [False] * 4
    with error("LimitExceeded", 409, "A managed policy can have up to 5 versions."):
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=READ)
    with error("DeleteConflict", 409):
        iam.delete_policy(PolicyArn=arn)


KINDS = ["user", "group", "role"]


def entity(iam, kind):
    """Makes an entity and answers how to name it, and its calls."""
    parameters = {f"{kind.capitalize()}Name": "Subject"}
    more = {"AssumeRolePolicyDocument": TRUST} if kind == "role" else {}
    getattr(iam, f"create_{kind}")(**parameters, **more)

    def call(pattern, **arguments):
        return getattr(iam, pattern.format(kind))(**parameters, **arguments)

    return call


@pytest.mark.parametrize("kind", KINDS)
def test_inline_policies_live(iam, kind):
    call = entity(iam, kind)
    call("put_{}_policy", PolicyName="a", PolicyDocument=READ)
    call("put_{}_policy", PolicyName="b", PolicyDocument=READ)
    call("put_{}_policy", PolicyName="a", PolicyDocument=WRITE)
    assert call("list_{}_policies")["PolicyNames"] == ["a", "b"]
    read = call("get_{}_policy", PolicyName="a")
    assert read["PolicyDocument"] == json.loads(WRITE) and read["PolicyName"] == "a"
    first = call("list_{}_policies", MaxItems=1)
    assert first["IsTruncated"] and first["PolicyNames"] == ["a"]
    assert call("list_{}_policies", Marker=first["Marker"])["PolicyNames"] == ["b"]
    call("delete_{}_policy", PolicyName="a")
    with missing(f"The {kind} policy with name a cannot be found."):
        call("get_{}_policy", PolicyName="a")
    with missing():
        call("delete_{}_policy", PolicyName="a")
    with error("MalformedPolicyDocument", 400):
        call("put_{}_policy", PolicyName="c", PolicyDocument="{}")


@pytest.mark.parametrize("kind", KINDS)
def test_attachments_live(account, iam, kind):
    call = entity(iam, kind)
    arn = make(iam)["Arn"]
    call("attach_{}_policy", PolicyArn=arn)
    call("attach_{}_policy", PolicyArn=arn)  # twice is once
    attached = call(f"list_attached_{kind}_policies")["AttachedPolicies"]
    assert attached == [{"PolicyName": "Reading", "PolicyArn": arn}]
    assert iam.get_policy(PolicyArn=arn)["Policy"]["AttachmentCount"] == 1
    holders = iam.list_entities_for_policy(PolicyArn=arn)
    (holder,) = holders[f"Policy{kind.capitalize()}s"]
    assert holder[f"{kind.capitalize()}Name"] == "Subject"
    assert [p["Arn"] for p in iam.list_policies(OnlyAttached=True)["Policies"]] == [arn]
    with error("DeleteConflict", 409, "Cannot delete a policy attached to entities."):
        iam.delete_policy(PolicyArn=arn)
    call("detach_{}_policy", PolicyArn=arn)
    with missing(f"Policy {arn} was not found."):
        call("detach_{}_policy", PolicyArn=arn)
    nowhere = account.arn("policy/None")
    with missing(f"Policy {nowhere} does not exist or is not attachable."):
        call("attach_{}_policy", PolicyArn=nowhere)
    iam.delete_policy(PolicyArn=arn)


@pytest.mark.parametrize("kind", KINDS)
def test_at_most_ten_policies_are_attached(iam, kind):
    call = entity(iam, kind)
    arns = [make(iam, name=f"p{index}")["Arn"] for index in range(11)]
    for arn in arns[:10]:
        call("attach_{}_policy", PolicyArn=arn)
    with error("LimitExceeded", 409, f"Cannot exceed quota for PoliciesPer{kind.capitalize()}: 10"):
        call("attach_{}_policy", PolicyArn=arns[10])


@pytest.mark.parametrize("kind", ["user", "role"])
def test_boundaries_live(account, iam, kind):
    call = entity(iam, kind)
    arn = make(iam)["Arn"]
    call("put_{}_permissions_boundary", PermissionsBoundary=arn)
    read = call("get_{}")[kind.capitalize()]["PermissionsBoundary"]
    assert read == {
        "PermissionsBoundaryType": "Policy",
        "PermissionsBoundaryArn": arn,
    }
    assert iam.get_policy(PolicyArn=arn)["Policy"]["PermissionsBoundaryUsageCount"] == 1
    with error("DeleteConflict", 409):
        iam.delete_policy(PolicyArn=arn)
    call("delete_{}_permissions_boundary")
    assert "PermissionsBoundary" not in call("get_{}")[kind.capitalize()]
    with missing():
        call("delete_{}_permissions_boundary")
    with missing():
        call("put_{}_permissions_boundary", PermissionsBoundary=account.arn("policy/None"))
    iam.delete_policy(PolicyArn=arn)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        '{"Version": "2012-10-17"}',
        document(allow("*"), version="2011-01-01"),
        document({"Effect": "Maybe", "Action": "*", "Resource": "*"}),
        document({"Effect": "Allow", "Action": "nocolon", "Resource": "*"}),
        document({"Effect": "Allow", "Action": "s3:*", "Resource": "nonsense"}),
        document({"Effect": "Allow", "Action": "s3:*"}),
        document({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": "*"}),
        document({"Effect": "Allow", "Action": "s3:*", "NotAction": "a:b", "Resource": "*"}),
        document(allow("s3:*", Condition={"StringLikes": {"aws:username": "x"}})),
        document(allow("s3:*", Condition={"StringEquals": "x"})),
        document(allow("s3:*", Surprise="x")),
        document(allow("s3:*", Sid="not allowed!")),
        document(allow("s3:*", Sid="Same"), allow("s3:*", Sid="Same")),
    ],
)
def test_a_malformed_policy_is_refused_and_not_stored(account, iam, text):
    unchecked = account.client("iam", validate=False)
    code = "MalformedPolicyDocument" if text else "ValidationError"
    iam.create_user(UserName="Ann")
    arn = make(iam)["Arn"]
    with error(code, 400):
        unchecked.create_policy(PolicyName="Bad", PolicyDocument=text)
    with error(code, 400):
        unchecked.create_policy_version(PolicyArn=arn, PolicyDocument=text)
    with error(code, 400):
        unchecked.put_user_policy(UserName="Ann", PolicyName="Bad", PolicyDocument=text)
    assert len(iam.list_policies(Scope="Local")["Policies"]) == 1
    assert len(iam.list_policy_versions(PolicyArn=arn)["Versions"]) == 1
    assert iam.list_user_policies(UserName="Ann")["PolicyNames"] == []


def test_documents_have_a_size(iam):
    def text(size):
        empty = len(document(allow("s3:Get", Sid="")).replace(" ", ""))
        return document(allow("s3:Get", Sid="x" * (size - empty)))

    make(iam, text=text(6144))
    with error("LimitExceeded", 409, "Cannot exceed quota for PolicySize: 6144"):
        make(iam, name="Long", text=text(6145))
    iam.create_user(UserName="Ann")
    iam.put_user_policy(UserName="Ann", PolicyName="a", PolicyDocument=text(1500))
    with error("LimitExceeded", 409, "Maximum policy size of 2048 bytes exceeded for user Ann"):
        iam.put_user_policy(UserName="Ann", PolicyName="b", PolicyDocument=text(549))
    iam.put_user_policy(UserName="Ann", PolicyName="b", PolicyDocument=text(548))


def test_odd_characters_come_back_in_a_document(iam):
    text = document(allow("s3:GetObject", "arn:aws:s3:::b/a b+c%20d/ü/✓&<>\"'"))
    arn = make(iam, text=text)["Arn"]
    read = iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]
    assert read == json.loads(text)


def test_a_policy_of_another_account_cannot_be_attached(account, other):
    arn = make(other.iam)["Arn"]
    account.iam.create_user(UserName="Ann")
    with pytest.raises(account.iam.exceptions.ClientError):
        account.iam.attach_user_policy(UserName="Ann", PolicyArn=arn)
    assert account.iam.list_attached_user_policies(UserName="Ann")["AttachedPolicies"] == []

"""The account as a whole, paging and the Query protocol's own errors."""

import urllib.parse

import pytest
from authorization_table import POLICY, TRUST
from expect import error
from server import allow, document
from signing import post


@pytest.fixture
def full(account):
    """An account with two of everything."""
    iam = account.iam
    for name in ("One", "Two"):
        iam.create_policy(PolicyName=name, PolicyDocument=POLICY)
        iam.create_user(UserName=name, Tags=[{"Key": "k", "Value": name}])
        iam.create_group(GroupName=name)
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        iam.create_instance_profile(InstanceProfileName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
        iam.add_user_to_group(GroupName=name, UserName=name)
        for kind in ("user", "group", "role"):
            parameters = {f"{kind.capitalize()}Name": name}
            getattr(iam, f"attach_{kind}_policy")(
                **parameters, PolicyArn=account.arn(f"policy/{name}")
            )
            getattr(iam, f"put_{kind}_policy")(
                **parameters, PolicyName="inline", PolicyDocument=document(allow("s3:*"))
            )
    return account


def test_the_summary_counts(full):
    summary = full.iam.get_account_summary()["SummaryMap"]
    expected = {
        "Users": 2,
        "Groups": 2,
        "Roles": 2,
        "Policies": 2,
        "InstanceProfiles": 2,
        "UsersQuota": 5000,
        "GroupsQuota": 300,
        "GroupsPerUserQuota": 10,
        "AccessKeysPerUserQuota": 2,
        "VersionsPerPolicyQuota": 5,
        "PolicySizeQuota": 6144,
        "AttachedPoliciesPerUserQuota": 10,
    }
    assert expected.items() <= summary.items()


def test_the_details_tell_everything(full):
    details = full.iam.get_account_authorization_details()
    (user,) = [user for user in details["UserDetailList"] if user["UserName"] == "One"]
    assert user["GroupList"] == ["One"]
    assert user["AttachedManagedPolicies"] == [
        {"PolicyName": "One", "PolicyArn": full.arn("policy/One")}
    ]
    assert user["UserPolicyList"][0]["PolicyDocument"]["Statement"][0]["Action"] == "s3:*"
    assert user["Tags"] == [{"Key": "k", "Value": "One"}]
    (role,) = [role for role in details["RoleDetailList"] if role["RoleName"] == "Two"]
    assert role["InstanceProfileList"][0]["InstanceProfileName"] == "Two"
    assert role["RolePolicyList"][0]["PolicyName"] == "inline"
    assert {group["GroupName"] for group in details["GroupDetailList"]} == {"One", "Two"}
    (policy,) = [p for p in details["Policies"] if p["PolicyName"] == "One"]
    assert policy["AttachmentCount"] == 3
    assert policy["PolicyVersionList"][0]["IsDefaultVersion"]


def test_the_details_can_be_filtered_and_paged(full):
    iam = full.iam
    details = iam.get_account_authorization_details(Filter=["Role"])
    assert len(details["RoleDetailList"]) == 2
    assert details["UserDetailList"] == details["GroupDetailList"] == details["Policies"] == []
    pages = iam.get_paginator("get_account_authorization_details").paginate(
        PaginationConfig={"PageSize": 3}
    )
    names = []
    for page in pages:
        items = [
            item
            for kind in ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
            for item in page[kind]
        ]
        assert len(items) <= 3
        names += [item["Arn"] for item in items]
    assert len(names) == len(set(names)) == 8


PAGED = [
    ("list_users", "Users", {}),
    ("list_groups", "Groups", {}),
    ("list_roles", "Roles", {}),
    ("list_instance_profiles", "InstanceProfiles", {}),
    ("list_policies", "Policies", {"Scope": "Local"}),
    ("list_access_keys", "AccessKeyMetadata", {"UserName": "One"}),
]


@pytest.mark.parametrize("operation, member, parameters", PAGED, ids=[row[0] for row in PAGED])
def test_every_listing_pages(full, operation, member, parameters):
    for _ in range(2 if operation == "list_access_keys" else 0):
        full.iam.create_access_key(UserName="One")
    paginator = full.iam.get_paginator(operation)
    pages = list(paginator.paginate(**parameters, PaginationConfig={"PageSize": 1}))
    assert [len(page[member]) for page in pages] == [1, 1]
    assert pages[0][member] != pages[1][member]


def test_a_marker_survives_changes(account, iam):
    for name in "abcdef":
        iam.create_user(UserName=name)
    first = iam.list_users(MaxItems=3)
    iam.delete_user(UserName="c")
    iam.delete_user(UserName="d")
    rest = iam.list_users(Marker=first["Marker"])
    assert [user["UserName"] for user in rest["Users"]] == ["e", "f"]


def test_a_marker_of_another_account_is_refused(account, other):
    for name in "ab":
        account.iam.create_user(UserName=name)
        other.iam.create_user(UserName=name)
    marker = account.iam.list_users(MaxItems=1)["Marker"]
    try:
        answer = other.iam.list_users(Marker=marker)
    except other.iam.exceptions.ClientError as refused:
        assert refused.response["Error"]["Code"] == "ValidationError"
    else:
        assert all(other.id in user["Arn"] for user in answer["Users"])


# --- The Query protocol -------------------------------------------------------------------------

VERSION = "2010-05-08"


def query(account, **parameters):
    return post(account, "iam", urllib.parse.urlencode(parameters))


@pytest.mark.parametrize(
    "parameters, status, code",
    [
        ({"Action": "NoSuchAction", "Version": VERSION}, 400, "InvalidAction"),
        ({"Action": "ListUsers", "Version": "1999-01-01"}, 400, "InvalidAction"),
        ({"Action": "ListUsers"}, 400, "InvalidAction"),
        ({"Version": VERSION}, 400, "MissingAction"),
        ({"Action": "ListUsers", "Version": VERSION, "MaxItems": "ten"}, 400, "MalformedInput"),
        ({"Action": "GetUser", "Version": VERSION, "UserName": "a b"}, 400, "ValidationError"),
    ],
)
def test_a_query_that_names_nothing_is_refused(account, parameters, status, code):
    answer = query(account, **parameters)
    assert answer.status == status and f"<Code>{code}</Code>" in answer.text, answer.text
    assert "<RequestId>" in answer.text and answer.headers["x-amzn-requestid"]
    assert answer.headers["content-type"].startswith("text/xml")


def test_a_query_may_come_by_get(account):
    answer = post(account, "iam", "", method="GET", query="Action=ListUsers&Version=" + VERSION)
    assert answer.status == 200 and "<ListUsersResult>" in answer.text


def test_the_first_of_two_values_wins_and_unknown_parameters_are_ignored(account):
    account.iam.create_user(UserName="Ann")
    body = f"Action=GetUser&Version={VERSION}&UserName=Ann&UserName=Bob&Surprise=1"
    answer = post(account, "iam", body)
    assert answer.status == 200 and "<UserName>Ann</UserName>" in answer.text


def test_the_answer_has_the_models_shape(account):
    account.iam.create_user(UserName="Ann")
    text = query(account, Action="GetUser", Version=VERSION, UserName="Ann").text
    assert f'<GetUserResponse xmlns="https://iam.amazonaws.com/doc/{VERSION}/">' in text
    order = [
        "<GetUserResult>",
        "<User>",
        "<Path>",
        "<UserName>",
        "<UserId>",
        "<Arn>",
        "<CreateDate>",
        "</User>",
        "</GetUserResult>",
        "<ResponseMetadata>",
        "<RequestId>",
    ]
    places = [text.index(name) for name in order]
    assert places == sorted(places)


def test_a_body_has_a_limit(account):
    head = f"Action=GetUser&Version={VERSION}&UserName="
    answer = post(account, "iam", head + "x" * (10_000_000 - len(head)))
    assert answer.status == 400 and "ValidationError" in answer.text
    answer = post(account, "iam", head + "x" * (10_000_001 - len(head)))
    assert answer.status == 413


def test_a_key_of_the_wrong_shape_is_refused(account):
    with error("ValidationError", 400):
        account.client("iam", validate=False).get_access_key_last_used(AccessKeyId="short")

"""The managed policies of AWS, with boto3."""

import json

import pytest
from authorization_table import TRUST
from expect import denied, error, missing
from server import Keys, allow, document, trust

PREFIX = "arn:aws:iam::aws:policy/"
ADMINISTRATOR = PREFIX + "AdministratorAccess"
READER = PREFIX + "ReadOnlyAccess"
KEYS = PREFIX + "IAMUserChangePassword"


def everything(iam, **parameters):
    pages = iam.get_paginator("list_policies").paginate(**parameters)
    return [policy for page in pages for policy in page["Policies"]]


# Those of the pinned `moto`; another number is to be looked at.
COUNT = 1582


@pytest.mark.parametrize("size", [100, 1000, None])
def test_all_of_them_are_listed_once_in_order_of_names(iam, size):
    paginator = iam.get_paginator("list_policies")
    pages = list(paginator.paginate(Scope="AWS", PaginationConfig={"PageSize": size}))
    counts = [len(page["Policies"]) for page in pages]
    assert counts == [size or 100] * (COUNT // (size or 100)) + [COUNT % (size or 100)]
    assert [page["IsTruncated"] for page in pages] == [True] * (len(pages) - 1) + [False]
    policies = [policy for page in pages for policy in page["Policies"]]
    arns = [policy["Arn"] for policy in policies]
    assert len(arns) == len(set(arns)) == COUNT
    assert len({policy["PolicyId"] for policy in policies}) == len(arns)
    names = [policy["PolicyName"].lower() for policy in policies]
    assert names == sorted(names)
    assert all(arn.startswith(PREFIX) for arn in arns)
    assert {READER, ADMINISTRATOR, PREFIX + "job-function/Billing"} <= set(arns)


def test_scope_path_and_use_filter(account, iam):
    iam.create_policy(PolicyName="Mine", PolicyDocument=document(allow("s3:*")))
    iam.create_policy(PolicyName="Deep", Path="/job-function/", PolicyDocument=document(allow("*")))
    own = {account.arn("policy/Mine"), account.arn("policy/job-function/Deep")}
    arns = [policy["Arn"] for policy in everything(iam)]
    assert set(arns[:2]) == own and len(arns) > 1500
    assert {policy["Arn"] for policy in everything(iam, Scope="Local")} == own
    jobs = [policy["Arn"] for policy in everything(iam, PathPrefix="/job-function/")]
    assert jobs[0] == account.arn("policy/job-function/Deep") and len(jobs) > 10
    assert all(arn.startswith(PREFIX + "job-function/") for arn in jobs[1:])
    assert everything(iam, Scope="AWS", PathPrefix="/nowhere/") == []
    assert everything(iam, OnlyAttached=True) == []
    iam.create_user(UserName="Ann", PermissionsBoundary=READER)
    iam.attach_user_policy(UserName="Ann", PolicyArn=ADMINISTRATOR)
    (attached,) = everything(iam, OnlyAttached=True)
    assert (attached["Arn"], attached["AttachmentCount"]) == (ADMINISTRATOR, 1)
    (bound,) = everything(iam, PolicyUsageFilter="PermissionsBoundary")
    assert (bound["Arn"], bound["PermissionsBoundaryUsageCount"]) == (READER, 1)
    assert everything(iam, OnlyAttached=True, Scope="Local") == []
    (granting,) = everything(iam, Scope="AWS", PolicyUsageFilter="PermissionsPolicy")
    assert granting["Arn"] == ADMINISTRATOR


def test_a_policy_tells_itself(iam):
    policy = iam.get_policy(PolicyArn=ADMINISTRATOR)["Policy"]
    assert policy["PolicyName"] == "AdministratorAccess" and policy["Path"] == "/"
    assert policy["PolicyId"].startswith("ANPA") and policy["IsAttachable"]
    assert policy["AttachmentCount"] == 0 and policy["CreateDate"].year == 2015
    default = policy["DefaultVersionId"]
    (version,) = iam.list_policy_versions(PolicyArn=ADMINISTRATOR)["Versions"]
    assert version["VersionId"] == default and version["IsDefaultVersion"]
    told = iam.get_policy_version(PolicyArn=ADMINISTRATOR, VersionId=default)["PolicyVersion"]
    assert told["Document"] == {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
    }
    for wrong in ("NoSuchPolicy", "administratoraccess", "service-role/AdministratorAccess"):
        with missing(f"Policy {PREFIX}{wrong} was not found."):
            iam.get_policy(PolicyArn=PREFIX + wrong)
    with missing():
        iam.get_policy_version(PolicyArn=ADMINISTRATOR, VersionId="v999")


def test_they_cannot_be_changed(iam):
    text = document(allow("*"))
    tags = [{"Key": "a", "Value": "b"}]
    refused = [
        (iam.delete_policy, {}),
        (iam.create_policy_version, {"PolicyDocument": text}),
        (iam.set_default_policy_version, {"VersionId": "v1"}),
        (iam.delete_policy_version, {"VersionId": "v1"}),
        (iam.tag_policy, {"Tags": tags}),
        (iam.untag_policy, {"TagKeys": ["a"]}),
    ]
    for call, parameters in refused:
        with denied(READER):
            call(PolicyArn=READER, **parameters)
    assert iam.list_policy_tags(PolicyArn=READER)["Tags"] == []


@pytest.mark.parametrize("kind", ["user", "group", "role"])
def test_attachments_are_counted_for_each_account(account, other, kind):
    for owner in (account, other):
        more = {"AssumeRolePolicyDocument": TRUST} if kind == "role" else {}
        parameters = {f"{kind.capitalize()}Name": "Subject"}
        getattr(owner.iam, f"create_{kind}")(**parameters, **more)
    attach = getattr(account.iam, f"attach_{kind}_policy")
    attach(**parameters, PolicyArn=READER)
    attach(**parameters, PolicyArn=READER)
    assert account.iam.get_policy(PolicyArn=READER)["Policy"]["AttachmentCount"] == 1
    assert other.iam.get_policy(PolicyArn=READER)["Policy"]["AttachmentCount"] == 0
    holders = account.iam.list_entities_for_policy(PolicyArn=READER)
    assert len(holders[f"Policy{kind.capitalize()}s"]) == 1
    getattr(account.iam, f"detach_{kind}_policy")(**parameters, PolicyArn=READER)
    assert account.iam.get_policy(PolicyArn=READER)["Policy"]["AttachmentCount"] == 0
    with missing(f"Policy {PREFIX}None does not exist or is not attachable."):
        attach(**parameters, PolicyArn=PREFIX + "None")


def test_attachments_of_all_kinds_add_up(iam):
    iam.create_user(UserName="Ann", PermissionsBoundary=READER)
    iam.create_group(GroupName="Staff")
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=TRUST)
    holders = [("user", "Ann"), ("group", "Staff"), ("role", "Worker")]
    for count, (kind, name) in enumerate(holders, 1):
        attach = getattr(iam, f"attach_{kind}_policy")
        attach(**{f"{kind.capitalize()}Name": name}, PolicyArn=READER)
        policy = iam.get_policy(PolicyArn=READER)["Policy"]
        assert (policy["AttachmentCount"], policy["PermissionsBoundaryUsageCount"]) == (count, 1)
        (listed,) = everything(iam, Scope="AWS", OnlyAttached=True)
        assert listed["AttachmentCount"] == count
    held = iam.list_entities_for_policy(PolicyArn=READER)
    assert [len(held[f"Policy{kind}"]) for kind in ("Users", "Groups", "Roles")] == [1, 1, 1]
    with error("DeleteConflict", 409, "Cannot delete entity, must detach all policies first."):
        iam.delete_user(UserName="Ann")
    for left, (kind, name) in zip((2, 1, 0), holders):
        detach = getattr(iam, f"detach_{kind}_policy")
        detach(**{f"{kind.capitalize()}Name": name}, PolicyArn=READER)
        assert iam.get_policy(PolicyArn=READER)["Policy"]["AttachmentCount"] == left
        with missing(f"Policy {READER} was not found."):
            detach(**{f"{kind.capitalize()}Name": name}, PolicyArn=READER)
    iam.delete_user(UserName="Ann")
    assert iam.get_policy(PolicyArn=READER)["Policy"]["PermissionsBoundaryUsageCount"] == 0


def test_a_user_holds_ten_of_them(iam):
    iam.create_user(UserName="Ann")
    arns = [policy["Arn"] for policy in iam.list_policies(Scope="AWS")["Policies"]]
    free = [arn for arn in arns if "/aws-service-role/" not in arn]
    for arn in free[:10]:
        iam.attach_user_policy(UserName="Ann", PolicyArn=arn)
    with error("LimitExceeded", 409, "Cannot exceed quota for PoliciesPerUser: 10"):
        iam.attach_user_policy(UserName="Ann", PolicyArn=free[10])
    pages = iam.get_paginator("list_attached_user_policies").paginate(
        UserName="Ann", PaginationConfig={"PageSize": 4}
    )
    held = [policy["PolicyArn"] for page in pages for policy in page["AttachedPolicies"]]
    assert held == sorted(free[:10])


def test_policies_of_service_linked_roles_are_not_for_others(iam):
    iam.create_user(UserName="Ann")
    arn = PREFIX + "aws-service-role/AutoScalingServiceRolePolicy"
    with error("PolicyNotAttachable", 400, "Cannot attach a Service Role Policy to a Customer Role"):
        iam.attach_user_policy(UserName="Ann", PolicyArn=arn)


def test_a_reader_reads_and_does_not_write(account):
    keys = account.user("Ann")
    ann, store = account.client("iam", keys), account.client("s3", keys)
    with denied():
        ann.list_users()
    account.iam.attach_user_policy(UserName="Ann", PolicyArn=READER)
    assert [user["UserName"] for user in ann.list_users()["Users"]] == ["Ann"]
    assert store.list_buckets()["Buckets"] == []
    with denied("because no identity-based policy allows the iam:CreateUser action"):
        ann.create_user(UserName="Bob")
    account.iam.detach_user_policy(UserName="Ann", PolicyArn=READER)
    with denied():
        ann.list_users()


def test_an_administrator_may_do_all_within_a_boundary(account):
    keys = account.user("Ann")
    account.iam.attach_user_policy(UserName="Ann", PolicyArn=ADMINISTRATOR)
    ann = account.client("iam", keys)
    ann.create_user(UserName="Bob")
    account.iam.put_user_permissions_boundary(UserName="Ann", PermissionsBoundary=READER)
    assert len(ann.list_users()["Users"]) == 2
    with denied("because no permissions boundary allows the iam:DeleteUser action"):
        ann.delete_user(UserName="Bob")


def test_a_session_is_bounded_by_one(account):
    keys = account.user("Ann", allow("sts:AssumeRole"))
    account.iam.create_role(
        RoleName="Admin", AssumeRolePolicyDocument=trust(account.arn("user/Ann"))
    )
    account.iam.attach_role_policy(RoleName="Admin", PolicyArn=ADMINISTRATOR)
    session = account.client("sts", keys).assume_role(
        RoleArn=account.arn("role/Admin"), RoleSessionName="work", PolicyArns=[{"arn": READER}]
    )
    bounded = account.client("iam", Keys.of(session["Credentials"]))
    assert bounded.list_users()["Users"]
    with denied("because no session policy allows the iam:CreateUser action"):
        bounded.create_user(UserName="Bob")


def test_the_details_tell_those_in_use(iam):
    only = iam.get_account_authorization_details(Filter=["AWSManagedPolicy"])
    assert only["Policies"] == []
    iam.create_group(GroupName="Readers")
    iam.attach_group_policy(GroupName="Readers", PolicyArn=READER)
    only = iam.get_account_authorization_details(Filter=["AWSManagedPolicy"])
    (policy,) = only["Policies"]
    assert policy["Arn"] == READER and policy["AttachmentCount"] == 1
    assert policy["PolicyVersionList"][0]["Document"]["Statement"]
    local = iam.get_account_authorization_details(Filter=["LocalManagedPolicy"])
    assert local["Policies"] == []


def test_every_document_is_a_policy(account, iam):
    """Each is told whole, and the simulator compiles it."""
    for arn in [READER, PREFIX + "SecurityAudit", PREFIX + "job-function/ViewOnlyAccess", KEYS]:
        version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        told = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]
        result = iam.simulate_custom_policy(
            PolicyInputList=[json.dumps(told["Document"])], ActionNames=["ec2:RunInstances"]
        )["EvaluationResults"]
        assert result[0]["EvalDecision"] == "implicitDeny"

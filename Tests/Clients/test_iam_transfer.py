"""Accounts as files: import, export, and quotas, over the control socket."""

import json

import pytest
from authorization_table import POLICY, TRUST
from expect import denied, error
from server import Keys, allow, document, trust

READER = "arn:aws:iam::aws:policy/ReadOnlyAccess"
TAGS = [{"Key": "team", "Value": "blue"}, {"Key": "Odd =+", "Value": ""}]


def fill(account, friend):
    """Makes one of everything, with paths, tags, versions and principals of both accounts."""
    iam = account.iam
    own = iam.create_policy(
        PolicyName="Own", Path="/deep/er/", PolicyDocument=POLICY, Description="says ✓ \"this\""
    )["Policy"]["Arn"]
    iam.create_policy_version(
        PolicyArn=own, PolicyDocument=document(allow("s3:*", "arn:aws:s3:::a b/*")), SetAsDefault=True
    )
    iam.delete_policy_version(PolicyArn=own, VersionId="v1")
    iam.create_policy(PolicyName="Bound", PolicyDocument=document(allow("*")))
    bound = account.arn("policy/Bound")
    iam.create_group(GroupName="Staff", Path="/g/")
    iam.attach_group_policy(GroupName="Staff", PolicyArn=READER)
    iam.put_group_policy(GroupName="Staff", PolicyName="Inline", PolicyDocument=POLICY)
    iam.create_user(UserName="Ann", Path="/u/", Tags=TAGS, PermissionsBoundary=bound)
    iam.add_user_to_group(GroupName="Staff", UserName="Ann")
    iam.attach_user_policy(UserName="Ann", PolicyArn=own)
    iam.put_user_policy(UserName="Ann", PolicyName="Inline", PolicyDocument=POLICY)
    iam.create_user(UserName="bob")
    iam.create_user(UserName="Gone")
    people = [account.arn("user/u/Ann"), account.arn("user/Gone"), friend.arn("root")]
    iam.create_role(
        RoleName="Worker",
        Path="/r/",
        AssumeRolePolicyDocument=trust(*people),
        Tags=TAGS[:1],
        PermissionsBoundary=READER,
    )
    iam.delete_user(UserName="Gone")
    iam.attach_role_policy(RoleName="Worker", PolicyArn=own)
    iam.put_role_policy(RoleName="Worker", PolicyName="Inline", PolicyDocument=POLICY)
    iam.create_instance_profile(InstanceProfileName="Machine", Path="/m/")
    iam.add_role_to_instance_profile(InstanceProfileName="Machine", RoleName="Worker")
    iam.create_role(RoleName="Idle", AssumeRolePolicyDocument=TRUST)
    iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")


def details(account):
    """What the AWS CLI says of an account."""
    return json.loads(account.cli("iam", "get-account-authorization-details").stdout)


def import_file(server, path, *flags):
    return json.loads(server.rolecall("import", path, *flags).stdout)


def root(server, account):
    """The account's root user after it has been made anew."""
    account.keys = Keys.of(json.loads(server.rolecall("account", "root-keys", account.id).stdout))
    return account


def test_an_account_comes_back_as_it_was(server, account, other, tmp_path):
    fill(account, other)
    before = details(account)
    assert len(before["RoleDetailList"]) == 3 and len(before["Policies"]) == 4
    exported = json.loads(server.rolecall("export", "--account", account.id).stdout)
    assert exported == before
    for name, content in (("cli", before), ("export", exported)):
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(content, indent=4, ensure_ascii=name == "cli"))
        server.account(account.id)
        answer = import_file(server, file)
        assert answer == {
            "Accounts": [{"AccountId": account.id, "Entities": 8, "UnknownPolicies": []}]
        }
        assert details(root(server, account)) == before
        assert json.loads(server.rolecall("export", "--account", account.id).stdout) == before


def test_what_was_rebuilt_works(server, account, other, tmp_path):
    fill(account, other)
    file = tmp_path / "account.json"
    file.write_text(server.rolecall("export", "--account", account.id).stdout)
    import_file(server, file, "--replace")
    iam = root(server, account).iam
    summary = iam.get_account_summary()["SummaryMap"]
    assert (summary["Users"], summary["Groups"], summary["Roles"], summary["Policies"]) == (2, 1, 3, 2)
    assert summary["InstanceProfiles"] == 1 and summary["PolicyVersionsInUse"] == 2
    assert iam.get_policy(PolicyArn=READER)["Policy"]["AttachmentCount"] == 1
    assert iam.get_policy(PolicyArn=READER)["Policy"]["PermissionsBoundaryUsageCount"] == 1
    assert [g["GroupName"] for g in iam.list_groups_for_user(UserName="Ann")["Groups"]] == ["Staff"]
    assert [r["RoleName"] for r in iam.list_roles(PathPrefix="/r/")["Roles"]] == ["Worker"]
    keys = Keys.of(iam.create_access_key(UserName="Ann")["AccessKey"])
    session = account.client("sts", keys).assume_role(
        RoleArn=account.arn("role/r/Worker"), RoleSessionName="work"
    )
    assert session["AssumedRoleUser"]["AssumedRoleId"].startswith("AROA")
    # A user who comes back under the name is another one.
    iam.create_user(UserName="Gone")
    gone = Keys.of(iam.create_access_key(UserName="Gone")["AccessKey"])
    with denied():
        account.client("sts", gone).assume_role(
            RoleArn=account.arn("role/r/Worker"), RoleSessionName="work"
        )
    third = iam.create_policy_version(
        PolicyArn=account.arn("policy/deep/er/Own"), PolicyDocument=POLICY
    )["PolicyVersion"]["VersionId"]
    assert third == "v3"
    with error("DeleteConflict", 409):
        iam.delete_role(RoleName="Worker")


def test_several_accounts_come_in_one_file(server, account, other, tmp_path):
    fill(account, other)
    other.iam.create_role(
        RoleName="Visited", AssumeRolePolicyDocument=trust(account.arn("role/r/Worker"))
    )
    before = details(account), details(other)
    file = tmp_path / "all.json"
    everything = server.rolecall("export").stdout
    # Other tests may have left accounts behind.
    ours = [f":{account.id}:", f":{other.id}:"]
    parts = [
        part
        for part in json.loads(everything)
        if part["RoleDetailList"] and any(id in part["RoleDetailList"][0]["Arn"] for id in ours)
    ]
    assert parts == list(before)
    file.write_text(everything)
    import_file(server, file, "--replace")
    assert (details(root(server, account)), details(root(server, other))) == before
    # The same one after another, in the parts that a client gets which pages by itself.
    parts = [
        {name: part[name]} for part in json.loads(everything) for name in sorted(part, reverse=True)
    ]
    file.write_text("\n".join(map(json.dumps, parts)))
    import_file(server, file, "--replace")
    assert (details(root(server, account)), details(root(server, other))) == before


def test_what_cannot_be_rebuilt_changes_nothing(server, account, tmp_path):
    account.iam.create_user(UserName="Ann")
    before = details(account)
    file = tmp_path / "account.json"
    user = before["UserDetailList"][0]
    for content, text in [
        ("nonsense", "no JSON"),
        (json.dumps(before), "User with name Ann already exists"),
        (json.dumps({"UserDetailList": [{"UserName": "x"}]}), "ARN"),
        (json.dumps({"UserDetailList": [user | {"UserName": "New"}]}), "already exists"),
        (json.dumps({"UserDetailList": [user | {"UserName": "a b", "UserId": "x"}]}), "name"),
        (json.dumps({"UserDetailList": [user | {"UserName": "New", "UserId": "x"}]}), "unique id"),
    ]:
        file.write_text(content)
        finished = server.rolecall("import", file, check=False)
        assert finished.returncode == 1 and text in finished.stderr, finished.stderr
        assert details(account) == before
    assert server.rolecall("import", tmp_path / "none", check=False).returncode == 1
    assert server.rolecall("export", "--account", "999999999999", check=False).returncode == 1


def test_an_unknown_managed_policy_is_told_and_left_out(server, account, tmp_path):
    account.iam.create_user(UserName="Ann")
    content = details(account)
    arn = "arn:aws:iam::aws:policy/FromTheFuture"
    attached = [{"PolicyName": "FromTheFuture", "PolicyArn": arn}]
    content["UserDetailList"][0]["AttachedManagedPolicies"] = attached
    file = tmp_path / "account.json"
    file.write_text(json.dumps(content))
    (answer,) = import_file(server, file, "--replace")["Accounts"]
    assert answer["UnknownPolicies"] == [arn]
    iam = root(server, account).iam
    assert iam.list_attached_user_policies(UserName="Ann")["AttachedPolicies"] == []


# --- Quotas ---------------------------------------------------------------------------------------


def set_quota(server, account, name, value):
    told = json.loads(server.rolecall("account", "quota", account.id, name, value).stdout)
    assert told[name] == value
    return told


QUOTAS = [
    ("UsersPerAccount", 5000),
    ("GroupsPerAccount", 300),
    ("RolesPerAccount", 1000),
    ("PoliciesPerAccount", 1500),
    ("InstanceProfilesPerAccount", 1000),
    ("PoliciesPerUser", 10),
    ("PoliciesPerGroup", 10),
    ("PoliciesPerRole", 10),
    ("GroupsPerUser", 10),
    ("AccessKeysPerUser", 2),
    ("VersionsPerPolicy", 5),
    ("InstanceSessionsPerInstanceProfile", 1),
    ("TagsPerResource", 50),
    ("ACLSizePerRole", 2048),
    ("PolicySize", 6144),
    ("InlinePolicySizePerUser", 2048),
    ("InlinePolicySizePerGroup", 5120),
    ("InlinePolicySizePerRole", 10240),
]


def test_quotas_are_aws_s_until_they_are_changed(server, account, other):
    told = json.loads(server.rolecall("account", "quota", account.id).stdout)
    assert told.items() >= dict(QUOTAS).items()
    set_quota(server, account, "UsersPerAccount", 1)
    account.iam.create_user(UserName="Ann")
    with error("LimitExceeded", 409, "Cannot exceed quota for UsersPerAccount: 1"):
        account.iam.create_user(UserName="Bob")
    assert account.iam.get_account_summary()["SummaryMap"]["UsersQuota"] == 1
    set_quota(server, account, "UsersPerAccount", 2)
    account.iam.create_user(UserName="Bob")
    assert other.iam.get_account_summary()["SummaryMap"]["UsersQuota"] == 5000
    for words in [("Nonsense", "1"), ("UsersPerAccount", "x"), ("UsersPerAccount", "-1"), ("x",)]:
        assert server.rolecall("account", "quota", account.id, *words, check=False).returncode == 1
    assert server.rolecall("account", "quota", "999999999999", check=False).returncode == 1


def exceed(account, name):
    """Does what the quota of zero or so forbids."""
    iam = account.iam
    person, staff, worker = {"UserName": "Ann"}, {"GroupName": "Staff"}, {"RoleName": "Worker"}
    own = account.arn("policy/Own")
    inline = {"PolicyName": "p", "PolicyDocument": POLICY}
    tags = [{"Key": "a", "Value": "b"}]
    calls = {
        "UsersPerAccount": lambda: iam.create_user(UserName="x"),
        "GroupsPerAccount": lambda: iam.create_group(GroupName="x"),
        "RolesPerAccount": lambda: iam.create_role(RoleName="x", AssumeRolePolicyDocument=TRUST),
        "PoliciesPerAccount": lambda: iam.create_policy(PolicyName="x", PolicyDocument=POLICY),
        "InstanceProfilesPerAccount": lambda: iam.create_instance_profile(InstanceProfileName="x"),
        "PoliciesPerUser": lambda: iam.attach_user_policy(**person, PolicyArn=own),
        "PoliciesPerGroup": lambda: iam.attach_group_policy(**staff, PolicyArn=own),
        "PoliciesPerRole": lambda: iam.attach_role_policy(**worker, PolicyArn=own),
        "GroupsPerUser": lambda: iam.add_user_to_group(**person, **staff),
        "AccessKeysPerUser": lambda: iam.create_access_key(**person),
        "VersionsPerPolicy": lambda: iam.create_policy_version(
            PolicyArn=own, PolicyDocument=POLICY
        ),
        "InstanceSessionsPerInstanceProfile": lambda: iam.add_role_to_instance_profile(
            InstanceProfileName="Machine", **worker
        ),
        "TagsPerResource": lambda: iam.tag_user(**person, Tags=tags),
        "ACLSizePerRole": lambda: iam.update_assume_role_policy(**worker, PolicyDocument=TRUST),
        "PolicySize": lambda: iam.create_policy(PolicyName="x", PolicyDocument=POLICY),
        "InlinePolicySizePerUser": lambda: iam.put_user_policy(**person, **inline),
        "InlinePolicySizePerGroup": lambda: iam.put_group_policy(**staff, **inline),
        "InlinePolicySizePerRole": lambda: iam.put_role_policy(**worker, **inline),
    }
    calls[name]()


TEXTS = {
    "VersionsPerPolicy": "A managed policy can have up to 0 versions.",
    "TagsPerResource": "The number of tags has reached the maximum limit.",
    "InlinePolicySizePerUser": "Maximum policy size of 0 bytes exceeded for user Ann",
    "InlinePolicySizePerGroup": "Maximum policy size of 0 bytes exceeded for group Staff",
    "InlinePolicySizePerRole": "Maximum policy size of 0 bytes exceeded for role Worker",
}


def test_each_quota_is_kept(server, account):
    iam = account.iam
    iam.create_user(UserName="Ann")
    iam.create_group(GroupName="Staff")
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=TRUST)
    iam.create_policy(PolicyName="Own", PolicyDocument=POLICY)
    iam.create_instance_profile(InstanceProfileName="Machine")
    for name, standard in QUOTAS:
        set_quota(server, account, name, 0)
        with error("LimitExceeded", 409, TEXTS.get(name, f"Cannot exceed quota for {name}: 0")):
            exceed(account, name)
        set_quota(server, account, name, standard)
        exceed(account, name)
        for undo in ("delete_user", "delete_group", "delete_role"):
            thing = undo.removeprefix("delete_").capitalize()
            if name == f"{thing}sPerAccount":
                getattr(iam, undo)(**{f"{thing}Name": "x"})
        if name == "PoliciesPerAccount":
            iam.delete_policy(PolicyArn=account.arn("policy/x"))


def test_a_linked_role_is_made_past_the_quota(server, account):
    set_quota(server, account, "RolesPerAccount", 0)
    account.iam.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")
    assert account.iam.get_account_summary()["SummaryMap"]["Roles"] == 1


def test_only_the_owner_of_the_socket_imports(server, tmp_path):
    nowhere = tmp_path / "none.sock"
    finished = server.rolecall("export", "--control", nowhere, check=False)
    assert finished.returncode == 1 and "no server answers" in finished.stderr


@pytest.mark.parametrize("words", [["import"], ["import", "a", "b"], ["export", "x"]])
def test_a_command_that_is_not_understood_is_refused(server, words):
    assert server.rolecall(*words, check=False).returncode in (1, 2)

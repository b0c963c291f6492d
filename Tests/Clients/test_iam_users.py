"""Users, groups and access keys, with boto3."""

import datetime

import pytest
from expect import error, missing
from server import Keys, allow, document


def test_a_user_lives(account, iam):
    made = iam.create_user(UserName="Ann", Path="/team/", Tags=[{"Key": "k", "Value": "v"}])["User"]
    assert made["Arn"] == account.arn("user/team/Ann")
    assert made["Path"] == "/team/" and made["UserName"] == "Ann"
    assert made["UserId"].startswith("AIDA") and len(made["UserId"]) == 21
    assert made["Tags"] == [{"Key": "k", "Value": "v"}]
    age = datetime.datetime.now(datetime.timezone.utc) - made["CreateDate"]
    assert abs(age.total_seconds()) < 60

    read = iam.get_user(UserName="Ann")["User"]
    assert read == made

    iam.update_user(UserName="Ann", NewUserName="Anna", NewPath="/")
    renamed = iam.get_user(UserName="Anna")["User"]
    assert renamed["Arn"] == account.arn("user/Anna") and renamed["UserId"] == made["UserId"]
    with missing("The user with name Ann cannot be found."):
        iam.get_user(UserName="Ann")

    iam.delete_user(UserName="Anna")
    assert iam.list_users()["Users"] == []
    with missing("The user with name Anna cannot be found."):
        iam.delete_user(UserName="Anna")


def test_a_user_may_keep_its_name_in_an_update(iam):
    iam.create_user(UserName="Ann")
    iam.update_user(UserName="Ann", NewUserName="Ann", NewPath="/moved/")
    assert iam.get_user(UserName="Ann")["User"]["Path"] == "/moved/"


def test_names_are_unique_without_regard_to_case(iam):
    iam.create_user(UserName="Ann")
    with error("EntityAlreadyExists", 409, "User with name ann already exists."):
        iam.create_user(UserName="ann")
    iam.create_user(UserName="Bob")
    with error("EntityAlreadyExists", 409):
        iam.update_user(UserName="Bob", NewUserName="ANN")


def test_a_user_without_a_name_is_the_caller(account, iam):
    keys = account.user("Ann", allow("iam:*"))
    mine = account.client("iam", keys)
    assert mine.get_user()["User"]["UserName"] == "Ann"
    assert mine.list_access_keys()["AccessKeyMetadata"][0]["AccessKeyId"] == keys.id
    assert mine.create_access_key()["AccessKey"]["UserName"] == "Ann"
    root = iam.get_user()["User"]
    assert root["Arn"] == account.arn("root") and root["UserId"] == account.id


def test_a_user_with_belongings_cannot_be_deleted(account, iam):
    policy = iam.create_policy(PolicyName="p", PolicyDocument=document(allow("*")))
    arn = policy["Policy"]["Arn"]
    iam.create_user(UserName="Ann")
    iam.create_group(GroupName="G")

    key = iam.create_access_key(UserName="Ann")["AccessKey"]["AccessKeyId"]
    with error("DeleteConflict", 409, "Cannot delete entity, must delete access keys first."):
        iam.delete_user(UserName="Ann")
    iam.delete_access_key(UserName="Ann", AccessKeyId=key)

    iam.put_user_policy(UserName="Ann", PolicyName="i", PolicyDocument=document(allow("*")))
    with error("DeleteConflict", 409, "Cannot delete entity, must delete policies first."):
        iam.delete_user(UserName="Ann")
    iam.delete_user_policy(UserName="Ann", PolicyName="i")

    iam.attach_user_policy(UserName="Ann", PolicyArn=arn)
    with error("DeleteConflict", 409, "Cannot delete entity, must detach all policies first."):
        iam.delete_user(UserName="Ann")
    iam.detach_user_policy(UserName="Ann", PolicyArn=arn)

    iam.add_user_to_group(GroupName="G", UserName="Ann")
    with error("DeleteConflict", 409, "Cannot delete entity, must remove users from group first."):
        iam.delete_user(UserName="Ann")
    iam.remove_user_from_group(GroupName="G", UserName="Ann")

    iam.delete_user(UserName="Ann")


def test_users_are_listed_by_path_and_page(iam):
    for index in range(7):
        iam.create_user(UserName=f"u{index}", Path="/even/" if index % 2 == 0 else "/odd/")
    even = iam.list_users(PathPrefix="/even/")["Users"]
    assert [user["UserName"] for user in even] == ["u0", "u2", "u4", "u6"]
    pages = list(iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 3}))
    assert [len(page["Users"]) for page in pages] == [3, 3, 1]
    assert [page["IsTruncated"] for page in pages] == [True, True, False]
    names = [user["UserName"] for page in pages for user in page["Users"]]
    assert names == [f"u{index}" for index in range(7)]
    with error("ValidationError", 400):
        iam.list_users(Marker="never given out")


def test_the_constraints_of_the_model_hold(account):
    iam = account.client("iam", validate=False)
    with error("ValidationError", 400, "userName"):
        iam.create_user(UserName="with space")
    with error(
        "ValidationError",
        400,
        "at 'userName' failed to satisfy constraint:"
        " Member must have length less than or equal to 64",
    ):
        iam.create_user(UserName="x" * 65)
    with error("ValidationError", 400, "Member must not be null"):
        iam.create_user()
    with error("ValidationError", 400, "path"):
        iam.create_user(UserName="Ann", Path="no-slash")
    with error("ValidationError", 400, "2 validation errors detected"):
        iam.create_user(UserName="x" * 65, Path=f"/{'x' * 511}/")
    with error("ValidationError", 400, "The specified value for path is invalid. It must begin"):
        iam.create_user(UserName="with space", Path="no-slash")
    with error("ValidationError", 400, "The specified value for userName is invalid. It must"):
        iam.create_user(UserName="with space")
    with error("ValidationError", 400, "maxItems"):
        iam.list_users(MaxItems=1001)
    assert iam.list_users()["Users"] == []


def test_a_group_lives(account, iam):
    made = iam.create_group(GroupName="Staff", Path="/a/")["Group"]
    assert made["Arn"] == account.arn("group/a/Staff") and made["GroupId"].startswith("AGPA")
    with error("EntityAlreadyExists", 409, "Group with name STAFF already exists."):
        iam.create_group(GroupName="STAFF")
    for name in ("Ann", "Bob"):
        iam.create_user(UserName=name)
        iam.add_user_to_group(GroupName="Staff", UserName=name)
    iam.add_user_to_group(GroupName="Staff", UserName="Ann")  # twice is once
    users = iam.get_group(GroupName="Staff")["Users"]
    assert sorted(user["UserName"] for user in users) == ["Ann", "Bob"]
    first = iam.get_group(GroupName="Staff", MaxItems=1)
    assert first["IsTruncated"] and len(first["Users"]) == 1
    groups = iam.list_groups_for_user(UserName="Ann")["Groups"]
    assert [group["GroupName"] for group in groups] == ["Staff"]
    with error("DeleteConflict", 409, "Cannot delete entity, must remove users from group first."):
        iam.delete_group(GroupName="Staff")

    iam.update_group(GroupName="Staff", NewGroupName="Crew", NewPath="/b/")
    assert iam.get_group(GroupName="Crew")["Group"]["Arn"] == account.arn("group/b/Crew")
    assert [g["GroupName"] for g in iam.list_groups(PathPrefix="/b/")["Groups"]] == ["Crew"]
    with missing("The group with name Staff cannot be found."):
        iam.get_group(GroupName="Staff")
    with missing("The user with name Nobody cannot be found."):
        iam.add_user_to_group(GroupName="Crew", UserName="Nobody")
    with missing("The group with name None cannot be found."):
        iam.add_user_to_group(GroupName="None", UserName="Ann")
    for name in ("Ann", "Bob"):
        iam.remove_user_from_group(GroupName="Crew", UserName=name)
    iam.delete_group(GroupName="Crew")
    assert iam.list_groups()["Groups"] == []


def test_a_user_is_in_at_most_ten_groups(iam):
    iam.create_user(UserName="Ann")
    for index in range(11):
        iam.create_group(GroupName=f"g{index}")
    for index in range(10):
        iam.add_user_to_group(GroupName=f"g{index}", UserName="Ann")
    with error("LimitExceeded", 409, "Cannot exceed quota for GroupsPerUser: 10"):
        iam.add_user_to_group(GroupName="g10", UserName="Ann")


def test_access_keys_live(account, iam):
    iam.create_user(UserName="Ann")
    first = iam.create_access_key(UserName="Ann")["AccessKey"]
    assert first["AccessKeyId"].startswith("AKIA") and len(first["AccessKeyId"]) == 20
    assert len(first["SecretAccessKey"]) == 40 and first["Status"] == "Active"
    second = iam.create_access_key(UserName="Ann")["AccessKey"]
    with error("LimitExceeded", 409, "Cannot exceed quota for AccessKeysPerUser: 2"):
        iam.create_access_key(UserName="Ann")

    iam.update_access_key(UserName="Ann", AccessKeyId=second["AccessKeyId"], Status="Inactive")
    listed = iam.list_access_keys(UserName="Ann")["AccessKeyMetadata"]
    assert {key["AccessKeyId"]: key["Status"] for key in listed} == {
        first["AccessKeyId"]: "Active",
        second["AccessKeyId"]: "Inactive",
    }
    assert all("SecretAccessKey" not in key for key in listed)

    unused = iam.get_access_key_last_used(AccessKeyId=second["AccessKeyId"])
    assert unused["UserName"] == "Ann"
    assert unused["AccessKeyLastUsed"]["ServiceName"] == "N/A"

    iam.delete_access_key(UserName="Ann", AccessKeyId=first["AccessKeyId"])
    with missing(f"The Access Key with id {first['AccessKeyId']} cannot be found"):
        iam.delete_access_key(UserName="Ann", AccessKeyId=first["AccessKeyId"])
    with missing("The user with name Nobody cannot be found."):
        iam.create_access_key(UserName="Nobody")


def test_the_last_use_of_a_key_is_known(account, iam):
    keys = account.user("Ann")
    account.client("sts", keys).get_caller_identity()
    used = iam.get_access_key_last_used(AccessKeyId=keys.id)["AccessKeyLastUsed"]
    assert used["ServiceName"] == "sts" and used["Region"] == "us-east-1"
    age = datetime.datetime.now(datetime.timezone.utc) - used["LastUsedDate"]
    assert abs(age.total_seconds()) < 120


def test_a_key_carries_its_account(account, iam):
    keys = account.user("Ann")
    sts = account.client("sts")
    assert sts.get_access_key_info(AccessKeyId=keys.id)["Account"] == account.id


def test_another_users_key_cannot_be_named(account, iam):
    keys = account.user("Ann")
    iam.create_user(UserName="Bob")
    with missing():
        iam.update_access_key(UserName="Bob", AccessKeyId=keys.id, Status="Inactive")
    with missing():
        iam.delete_access_key(UserName="Bob", AccessKeyId=keys.id)
    assert account.client("sts", keys).get_caller_identity()


@pytest.mark.parametrize("kind", ["user", "group"])
def test_entities_of_other_accounts_are_not_seen(account, other, kind):
    getattr(account.iam, f"create_{kind}")(**{f"{kind.capitalize()}Name": "Ann"})
    with missing():
        getattr(other.iam, f"get_{kind}")(**{f"{kind.capitalize()}Name": "Ann"})


def test_the_aws_cli_reads_and_writes_users(account):
    made = account.cli("iam", "create-user", "--user-name", "Ann", "--output", "text")
    assert account.arn("user/Ann") in made.stdout
    again = account.cli("iam", "create-user", "--user-name", "Ann", check=False)
    assert again.returncode != 0
    assert "(EntityAlreadyExists) when calling the CreateUser operation" in again.stderr
    listed = account.cli("iam", "list-users", "--query", "Users[].UserName", "--output", "text")
    assert listed.stdout.strip() == "Ann"
    key = account.cli(
        "iam",
        "create-access-key",
        "--user-name",
        "Ann",
        "--output",
        "text",
        "--query",
        "AccessKey.[AccessKeyId,SecretAccessKey]",
    ).stdout.split()
    whoami = account.cli(
        "sts", "get-caller-identity", "--query", "Arn", "--output", "text", keys=Keys(*key)
    )
    assert whoami.stdout.strip() == account.arn("user/Ann")

"""Roles, their trust policies, and instance profiles, with boto3."""

import pytest
from authorization_table import TRUST
from expect import error, missing
from server import allow, document, trust


def test_a_role_lives(account, iam):
    made = iam.create_role(
        RoleName="Worker",
        Path="/service/",
        AssumeRolePolicyDocument=TRUST,
        Description="works",
        MaxSessionDuration=7200,
        Tags=[{"Key": "k", "Value": "v"}],
    )["Role"]
    assert made["Arn"] == account.arn("role/service/Worker")
    assert made["RoleId"].startswith("AROA") and len(made["RoleId"]) == 21
    assert made["AssumeRolePolicyDocument"]["Statement"][0]["Action"] == "sts:AssumeRole"

    read = iam.get_role(RoleName="Worker")["Role"]
    for name in ("RoleId", "Arn", "CreateDate", "Path", "AssumeRolePolicyDocument"):
        assert read[name] == made[name]
    assert read["Description"] == "works" and read["MaxSessionDuration"] == 7200
    assert read["Tags"] == [{"Key": "k", "Value": "v"}]
    assert "RoleLastUsed" in read

    iam.update_role(RoleName="Worker", MaxSessionDuration=3600)
    read = iam.get_role(RoleName="Worker")["Role"]
    assert (read["Description"], read["MaxSessionDuration"]) == ("works", 3600)
    answer = iam.update_role_description(RoleName="Worker", Description="rests")
    assert answer["Role"]["Description"] == "rests"

    listed = iam.list_roles(PathPrefix="/service/")["Roles"]
    assert [role["RoleName"] for role in listed] == ["Worker"]
    assert iam.list_roles(PathPrefix="/none/")["Roles"] == []

    iam.delete_role(RoleName="Worker")
    with missing("The role with name Worker cannot be found."):
        iam.get_role(RoleName="Worker")


def test_role_names_are_unique_without_regard_to_case(iam):
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=TRUST)
    with error("EntityAlreadyExists", 409, "Role with name worker already exists."):
        iam.create_role(RoleName="worker", AssumeRolePolicyDocument=TRUST)


def test_a_role_with_belongings_cannot_be_deleted(account, iam):
    arn = iam.create_policy(PolicyName="p", PolicyDocument=document(allow("*")))["Policy"]["Arn"]
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=TRUST)

    iam.put_role_policy(RoleName="Worker", PolicyName="i", PolicyDocument=document(allow("*")))
    with error("DeleteConflict", 409, "Cannot delete entity, must delete policies first."):
        iam.delete_role(RoleName="Worker")
    iam.delete_role_policy(RoleName="Worker", PolicyName="i")

    iam.attach_role_policy(RoleName="Worker", PolicyArn=arn)
    with error("DeleteConflict", 409, "Cannot delete entity, must detach all policies first."):
        iam.delete_role(RoleName="Worker")
    iam.detach_role_policy(RoleName="Worker", PolicyArn=arn)

    iam.create_instance_profile(InstanceProfileName="Machine")
    iam.add_role_to_instance_profile(InstanceProfileName="Machine", RoleName="Worker")
    with error(
        "DeleteConflict", 409, "Cannot delete entity, must remove roles from instance profile first"
    ):
        iam.delete_role(RoleName="Worker")
    iam.remove_role_from_instance_profile(InstanceProfileName="Machine", RoleName="Worker")
    iam.delete_role(RoleName="Worker")


def test_a_trust_policy_changes(account, iam):
    iam.create_user(UserName="Ann")
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=TRUST)
    iam.update_assume_role_policy(RoleName="Worker", PolicyDocument=trust(account.arn("user/Ann")))
    read = iam.get_role(RoleName="Worker")["Role"]["AssumeRolePolicyDocument"]
    assert read["Statement"][0]["Principal"] == {"AWS": account.arn("user/Ann")}
    iam.update_assume_role_policy(RoleName="Worker", PolicyDocument=trust(account.id))
    read = iam.get_role(RoleName="Worker")["Role"]["AssumeRolePolicyDocument"]
    assert read["Statement"][0]["Principal"]["AWS"] in (account.id, account.arn("root"))
    with missing():
        iam.update_assume_role_policy(RoleName="Nobody", PolicyDocument=TRUST)


@pytest.mark.parametrize(
    "text, why",
    [
        ("{", None),
        ("[]", None),
        ('{"Version": "2012-10-17", "Statement": []}', None),
        (document({"Effect": "Allow", "Action": "sts:AssumeRole"}), None),
        (document(allow("sts:AssumeRole", Principal={"AWS": "*"})), None),  # has a resource
        (trust("arn:aws:iam::111122223333:user/Nobody"), "Invalid principal in policy"),
        (trust("arn:aws:iam::111122223333:group/Staff"), "Invalid principal in policy"),
        (trust("arn:aws:iam::1111:root"), "Invalid principal in policy"),
        (trust("nonsense"), "Invalid principal in policy"),
        (trust("111122223333", action="s3:GetObject"), None),
        (trust("111122223333", Condition={"NoSuchOperator": {"a": "b"}}), None),
    ],
)
def test_a_malformed_trust_policy_is_refused(iam, text, why):
    with error("MalformedPolicyDocument", 400, why):
        iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=text)
    iam.create_role(RoleName="Other", AssumeRolePolicyDocument=TRUST)
    with error("MalformedPolicyDocument", 400, why):
        iam.update_assume_role_policy(RoleName="Other", PolicyDocument=text)
    assert [role["RoleName"] for role in iam.list_roles()["Roles"]] == ["Other"]


def test_durations_have_limits(account):
    iam = account.client("iam", validate=False)
    for seconds in (3599, 43201):
        with error("ValidationError", 400, "maxSessionDuration"):
            iam.create_role(
                RoleName="Worker", AssumeRolePolicyDocument=TRUST, MaxSessionDuration=seconds
            )


def test_an_instance_profile_lives(account, iam):
    iam.create_role(RoleName="Worker", AssumeRolePolicyDocument=TRUST)
    made = iam.create_instance_profile(
        InstanceProfileName="Machine", Path="/a/", Tags=[{"Key": "k", "Value": "v"}]
    )["InstanceProfile"]
    assert made["Arn"] == account.arn("instance-profile/a/Machine")
    assert made["InstanceProfileId"].startswith("AIPA") and made["Roles"] == []
    with error("EntityAlreadyExists", 409, "Instance Profile Machine already exists."):
        iam.create_instance_profile(InstanceProfileName="Machine")

    iam.add_role_to_instance_profile(InstanceProfileName="Machine", RoleName="Worker")
    read = iam.get_instance_profile(InstanceProfileName="Machine")["InstanceProfile"]
    assert [role["RoleName"] for role in read["Roles"]] == ["Worker"]
    assert read["Roles"][0]["AssumeRolePolicyDocument"]["Version"] == "2012-10-17"
    iam.create_role(RoleName="Second", AssumeRolePolicyDocument=TRUST)
    with error(
        "LimitExceeded", 409, "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"
    ):
        iam.add_role_to_instance_profile(InstanceProfileName="Machine", RoleName="Second")
    with missing():
        iam.add_role_to_instance_profile(InstanceProfileName="None", RoleName="Second")

    def names(answer):
        return [profile["InstanceProfileName"] for profile in answer["InstanceProfiles"]]

    assert names(iam.list_instance_profiles_for_role(RoleName="Worker")) == ["Machine"]
    assert names(iam.list_instance_profiles(PathPrefix="/a/")) == ["Machine"]
    assert names(iam.list_instance_profiles(PathPrefix="/b/")) == []
    with error(
        "DeleteConflict", 409, "Cannot delete entity, must remove roles from instance profile first"
    ):
        iam.delete_instance_profile(InstanceProfileName="Machine")
    iam.remove_role_from_instance_profile(InstanceProfileName="Machine", RoleName="Worker")
    with missing():
        iam.remove_role_from_instance_profile(InstanceProfileName="Machine", RoleName="Worker")
    iam.delete_instance_profile(InstanceProfileName="Machine")
    with missing("Instance Profile Machine cannot be found."):
        iam.get_instance_profile(InstanceProfileName="Machine")


def test_the_aws_cli_reads_and_writes_roles(account, tmp_path):
    path = tmp_path / "trust.json"
    path.write_text(TRUST)
    made = account.cli(
        "iam",
        "create-role",
        "--role-name",
        "Worker",
        "--assume-role-policy-document",
        f"file://{path}",
        "--tags",
        "Key=k,Value=v",
        "--query",
        "Role.Arn",
        "--output",
        "text",
    )
    assert made.stdout.strip() == account.arn("role/Worker")
    read = account.cli("iam", "get-role", "--role-name", "Worker").stdout
    assert '"Service": "ec2.amazonaws.com"' in read and '"Key": "k"' in read
    waited = account.cli("iam", "wait", "role-exists", "--role-name", "Worker")
    assert waited.returncode == 0

"""Roles that are linked to services, with boto3."""

import re

import pytest
from authorization_table import POLICY, TRUST
from expect import denied, error, missing
from server import Keys, allow

SCALING = "autoscaling.amazonaws.com"
NAME = "AWSServiceRoleForAutoScaling"
POLICY_ARN = "arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy"


def test_a_linked_role_lives(account, iam):
    made = iam.create_service_linked_role(AWSServiceName=SCALING, Description="scales")["Role"]
    assert made["RoleName"] == NAME and made["Path"] == f"/aws-service-role/{SCALING}/"
    assert made["Arn"] == account.arn(f"role/aws-service-role/{SCALING}/{NAME}")
    assert made["RoleId"].startswith("AROA")
    statement = made["AssumeRolePolicyDocument"]["Statement"][0]
    assert statement["Principal"] == {"Service": [SCALING]}
    assert statement["Action"] == ["sts:AssumeRole"]
    told = iam.get_role(RoleName=NAME)["Role"]
    assert told["Description"] == "scales" and told["MaxSessionDuration"] == 3600
    attached = iam.list_attached_role_policies(RoleName=NAME)["AttachedPolicies"]
    assert attached == [{"PolicyName": POLICY_ARN.split("/")[-1], "PolicyArn": POLICY_ARN}]
    assert iam.get_policy(PolicyArn=POLICY_ARN)["Policy"]["AttachmentCount"] == 1
    listed = iam.list_roles(PathPrefix="/aws-service-role/")["Roles"]
    assert [role["RoleName"] for role in listed] == [NAME]
    assert iam.get_account_summary()["SummaryMap"]["Roles"] == 1

    task = iam.delete_service_linked_role(RoleName=NAME)["DeletionTaskId"]
    assert re.fullmatch(f"task/aws-service-role/{SCALING}/{NAME}/[0-9a-f-]{{36}}", task)
    status = iam.get_service_linked_role_deletion_status(DeletionTaskId=task)
    assert status["Status"] == "SUCCEEDED"
    with missing():
        iam.get_role(RoleName=NAME)
    assert iam.get_policy(PolicyArn=POLICY_ARN)["Policy"]["AttachmentCount"] == 0
    assert iam.get_account_summary()["SummaryMap"]["Roles"] == 0
    again = iam.create_service_linked_role(AWSServiceName=SCALING)["Role"]
    assert again["RoleId"] != made["RoleId"] and "Description" not in again


def test_suffixes_tell_roles_of_one_service_apart(iam):
    made = iam.create_service_linked_role(AWSServiceName=SCALING, CustomSuffix="blue")["Role"]
    assert made["RoleName"] == f"{NAME}_blue"
    iam.create_service_linked_role(AWSServiceName=SCALING)
    for suffix in ({"CustomSuffix": "blue"}, {}):
        name = f"{NAME}_blue" if suffix else NAME
        with error("InvalidInput", 400, f"Service role name {name} has been taken in this account"):
            iam.create_service_linked_role(AWSServiceName=SCALING, **suffix)
    with error("InvalidInput", 400, "Custom suffix is not allowed for es.amazonaws.com"):
        iam.create_service_linked_role(AWSServiceName="es.amazonaws.com", CustomSuffix="x")
    with error("InvalidInput", 400, "nonsense.amazonaws.com"):
        iam.create_service_linked_role(AWSServiceName="nonsense.amazonaws.com")
    with error("InvalidInput", 400):
        iam.create_service_linked_role(AWSServiceName="autoscaling")


REFUSED = [
    ("update_assume_role_policy", {"PolicyDocument": TRUST}),
    ("update_role", {"MaxSessionDuration": 7200}),
    ("put_role_policy", {"PolicyName": "p", "PolicyDocument": POLICY}),
    ("delete_role_policy", {"PolicyName": "p"}),
    ("attach_role_policy", {"PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}),
    ("detach_role_policy", {"PolicyArn": POLICY_ARN}),
    ("put_role_permissions_boundary", {"PermissionsBoundary": POLICY_ARN}),
    ("delete_role_permissions_boundary", {}),
    ("delete_role", {}),
]


def test_only_the_service_changes_its_role(iam):
    iam.create_service_linked_role(AWSServiceName=SCALING)
    text = (
        f"Cannot perform the operation on the protected role '{NAME}' - "
        "this role is only modifiable by AWS"
    )
    for operation, parameters in REFUSED:
        with error("UnmodifiableEntity", 400, text):
            getattr(iam, operation)(RoleName=NAME, **parameters)
    iam.create_instance_profile(InstanceProfileName="Machine")
    with error("UnmodifiableEntity", 400, text):
        iam.add_role_to_instance_profile(InstanceProfileName="Machine", RoleName=NAME)


def test_its_description_and_tags_may_be_changed(iam):
    iam.create_service_linked_role(AWSServiceName=SCALING)
    iam.update_role(RoleName=NAME, Description="one")
    assert iam.get_role(RoleName=NAME)["Role"]["Description"] == "one"
    iam.update_role_description(RoleName=NAME, Description="two")
    iam.tag_role(RoleName=NAME, Tags=[{"Key": "a", "Value": "b"}])
    told = iam.get_role(RoleName=NAME)["Role"]
    assert told["Description"] == "two" and told["Tags"] == [{"Key": "a", "Value": "b"}]


def test_nobody_but_the_service_takes_it(account, iam):
    role = iam.create_service_linked_role(AWSServiceName=SCALING)["Role"]
    keys = account.user("Ann", allow("*"))
    with denied():
        account.client("sts", keys).assume_role(RoleArn=role["Arn"], RoleSessionName="work")


def test_the_service_can_be_a_condition(account):
    keys = account.user(
        "Ann",
        allow(
            "iam:CreateServiceLinkedRole",
            Condition={"StringEquals": {"iam:AWSServiceName": SCALING}},
        ),
    )
    ann = account.client("iam", keys)
    ann.create_service_linked_role(AWSServiceName=SCALING)
    with denied("iam:CreateServiceLinkedRole"):
        ann.create_service_linked_role(AWSServiceName="ecs.amazonaws.com")


def test_a_deletion_has_to_be_one(iam):
    task = f"task/aws-service-role/{SCALING}/{NAME}/00000000-0000-4000-8000-000000000000"
    with missing():
        iam.get_service_linked_role_deletion_status(DeletionTaskId=task)
    with error("InvalidInput", 400):
        iam.get_service_linked_role_deletion_status(DeletionTaskId="nonsense")
    with missing(f"The role with name {NAME} cannot be found."):
        iam.delete_service_linked_role(RoleName=NAME)
    iam.create_role(RoleName="Plain", AssumeRolePolicyDocument=TRUST)
    with error("InvalidInput", 400):
        iam.delete_service_linked_role(RoleName="Plain")


@pytest.mark.parametrize("version", ["v2Token", "v1Token"])
def test_the_token_preference_is_kept(account, iam, version):
    assert iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"] == 1
    iam.set_security_token_service_preferences(GlobalEndpointTokenVersion=version)
    number = iam.get_account_summary()["SummaryMap"]["GlobalEndpointTokenVersion"]
    assert number == int(version[1])
    keys = account.user("Ann", allow("iam:GetAccountSummary"))
    session = account.client("sts", keys).get_session_token()
    assert Keys.of(session["Credentials"]).token

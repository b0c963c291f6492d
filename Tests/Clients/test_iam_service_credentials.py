"""Service-specific credentials and API keys."""

import base64
import datetime

import pytest
from credentials import GIT
from expect import denied, error, missing
from server import allow

BEDROCK = "bedrock.amazonaws.com"


def create(iam, service=GIT, user="Ann", **more):
    made = iam.create_service_specific_credential(UserName=user, ServiceName=service, **more)
    return made["ServiceSpecificCredential"]


def test_a_password_for_git_lives(account, iam):
    iam.create_user(UserName="Ann")
    made = create(iam)
    assert made["ServiceSpecificCredentialId"].startswith("ACCA")
    assert made["ServiceUserName"] == f"Ann-at-{account.id}" and made["Status"] == "Active"
    assert len(made["ServicePassword"]) == 60
    assert "ServiceCredentialSecret" not in made and "ExpirationDate" not in made
    second = create(iam)
    assert second["ServiceUserName"] == f"Ann+1-at-{account.id}"
    with error(
        "LimitExceeded", 409, "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2"
    ):
        create(iam)
    create(iam, "cassandra.amazonaws.com")  # the quota counts each service by itself

    named = {
        "UserName": "Ann",
        "ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"],
    }
    again = iam.reset_service_specific_credential(**named)["ServiceSpecificCredential"]
    assert again["ServicePassword"] != made["ServicePassword"]
    assert {**again, "ServicePassword": 0} == {**made, "ServicePassword": 0}
    iam.update_service_specific_credential(**named, Status="Inactive")
    listed = iam.list_service_specific_credentials(UserName="Ann", ServiceName=GIT)
    statuses = {
        one["ServiceSpecificCredentialId"]: one["Status"]
        for one in listed["ServiceSpecificCredentials"]
    }
    assert statuses == {
        made["ServiceSpecificCredentialId"]: "Inactive",
        second["ServiceSpecificCredentialId"]: "Active",
    }
    assert all("ServicePassword" not in one for one in listed["ServiceSpecificCredentials"])
    message = "Cannot delete entity, must remove referenced objects first."
    with error("DeleteConflict", 409, message):
        iam.delete_user(UserName="Ann")
    iam.delete_service_specific_credential(**named)
    with missing():
        iam.delete_service_specific_credential(**named)
    assert create(iam)["ServiceUserName"] == f"Ann-at-{account.id}"


@pytest.mark.parametrize("service", [BEDROCK, "logs.amazonaws.com"])
def test_an_api_key_may_expire(account, iam, service):
    iam.create_user(UserName="Ann")
    made = create(iam, service, CredentialAgeDays=30)
    assert made["ExpirationDate"] - made["CreateDate"] == datetime.timedelta(days=30)
    assert made["ServiceCredentialAlias"] == f"Ann-at-{account.id}"
    assert "ServicePassword" not in made and "ServiceUserName" not in made
    clear = base64.b64decode(made["ServiceCredentialSecret"][4:])
    assert clear.startswith(f"Ann-at-{account.id}:".encode())
    [listed] = iam.list_service_specific_credentials(UserName="Ann")["ServiceSpecificCredentials"]
    assert listed["ExpirationDate"] == made["ExpirationDate"]
    assert "ServiceCredentialSecret" not in listed
    assert "ExpirationDate" not in create(iam, service)


def test_services_that_take_none_are_refused(account, iam):
    iam.create_user(UserName="Ann")
    text = "No such service s3.amazonaws.com is supported for Service Specific Credentials"
    with error("NotSupportedService", 404, text):
        create(iam, "s3.amazonaws.com")
    with error("NotSupportedService", 404, text):
        iam.list_service_specific_credentials(ServiceName="s3.amazonaws.com", UserName="Ann")
    with error("ValidationError", 400):
        create(iam, GIT, CredentialAgeDays=1)
    with error("ValidationError", 400):
        create(account.client("iam", validate=False), BEDROCK, CredentialAgeDays=36601)
    with missing("The user with name Nobody cannot be found."):
        create(iam, user="Nobody")


def test_all_users_are_listed_in_pages(account, iam):
    for name in ("Ann", "Bob", "Cid"):
        iam.create_user(UserName=name)
        create(iam, user=name)
    create(iam, BEDROCK)
    found, marker = [], {}
    while True:
        page = iam.list_service_specific_credentials(AllUsers=True, MaxItems=3, **marker)
        found += page["ServiceSpecificCredentials"]
        if not page["IsTruncated"]:
            break
        marker = {"Marker": page["Marker"]}
    assert sorted(one["UserName"] for one in found) == ["Ann", "Ann", "Bob", "Cid"]
    only = iam.list_service_specific_credentials(AllUsers=True, ServiceName=BEDROCK)
    assert [one["UserName"] for one in only["ServiceSpecificCredentials"]] == ["Ann"]
    with error("ValidationError", 400):
        iam.list_service_specific_credentials(AllUsers=True, UserName="Ann")
    caller = account.client("iam", account.user("Dee", allow("iam:*", account.arn("user/Dee"))))
    assert caller.list_service_specific_credentials()["ServiceSpecificCredentials"] == []
    with denied():
        caller.list_service_specific_credentials(AllUsers=True)


def test_policies_see_service_and_age(account, iam):
    condition = {
        "StringEquals": {"iam:ServiceSpecificCredentialServiceName": BEDROCK},
        "NumericLessThanEquals": {"iam:ServiceSpecificCredentialAgeDays": "90"},
    }
    keys = account.user("Ann", allow("iam:CreateServiceSpecificCredential", Condition=condition))
    ann = account.client("iam", keys)
    with denied():
        create(ann, GIT)
    with denied():
        create(ann, BEDROCK)
    with denied():
        create(ann, BEDROCK, CredentialAgeDays=91)
    create(ann, BEDROCK, CredentialAgeDays=90)


def test_a_users_own_credential_needs_no_name(account):
    ann = account.client("iam", account.user("Ann", allow("iam:*")))
    made = create(ann)
    identifier = {"ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"]}
    ann.update_service_specific_credential(**identifier, Status="Inactive")
    ann.reset_service_specific_credential(**identifier)
    ann.delete_service_specific_credential(**identifier)

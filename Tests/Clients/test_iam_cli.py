"""What people do with the AWS CLI: wait, read the whole account, and its reports."""

import base64
import csv
import io
import json
import subprocess
import time

import pytest
from authorization_table import POLICY, TRUST
from server import REGION, allow, clean_environment
from test_iam_account import full  # noqa: F401 (a fixture)

WAITERS = {
    "user-exists": ("GetUser", "--user-name"),
    "role-exists": ("GetRole", "--role-name"),
    "policy-exists": ("GetPolicy", "--policy-arn"),
    "instance-profile-exists": ("GetInstanceProfile", "--instance-profile-name"),
}


def asked(server, operation, after):
    """How often an operation was asked for in vain since the log was so long."""
    lines = server.log.read_text()[after:].splitlines()
    return sum(operation in line and "NoSuchEntity" in line for line in lines)


@pytest.mark.parametrize("waiter", WAITERS)
def test_a_waiter_waits_for_what_is_made(server, account, waiter):
    operation, option = WAITERS[waiter]
    name = account.arn("policy/late") if waiter == "policy-exists" else "late"
    log = len(server.log.read_text())
    waiting = subprocess.Popen(
        ["aws", "iam", "wait", waiter, option, name],
        env=clean_environment(
            AWS_ENDPOINT_URL=server.endpoint,
            AWS_DEFAULT_REGION=REGION,
            AWS_EC2_METADATA_DISABLED="true",
            HOME=server.folder,
            **account.keys.environment(),
        ),
    )
    try:
        while waiting.poll() is None and not asked(server, operation, log):
            time.sleep(0.01)
        assert waiting.poll() is None
        iam = account.iam
        if waiter == "user-exists":
            iam.create_user(UserName=name)
        elif waiter == "role-exists":
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        elif waiter == "policy-exists":
            iam.create_policy(PolicyName="late", PolicyDocument=POLICY)
        else:
            iam.create_instance_profile(InstanceProfileName=name)
        assert waiting.wait(timeout=60) == 0
    finally:
        waiting.kill()


def told(account, *arguments, **more):
    """What the AWS CLI prints, as JSON."""
    return json.loads(account.cli("iam", *arguments, "--output", "json", **more).stdout)


def test_the_whole_account_is_told_in_pages(full):  # noqa: F811
    whole = told(full, "get-account-authorization-details")
    kinds = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    assert [len(whole[kind]) for kind in kinds] == [2, 2, 2, 2]
    for more in (("--page-size", "1"), ("--page-size", "3")):
        assert told(full, "get-account-authorization-details", *more) == whole
    roles = told(full, "get-account-authorization-details", "--filter", "Role")
    assert roles["RoleDetailList"] == whole["RoleDetailList"]
    first = told(full, "get-account-authorization-details", "--max-items", "1")
    assert first["NextToken"]


def test_the_credential_report_is_decoded(account):
    account.user("Ann", allow("iam:GetUser"))
    while told(account, "generate-credential-report")["State"] != "COMPLETE":
        pass
    report = told(account, "get-credential-report")
    assert report["ReportFormat"] == "text/csv"
    text = base64.b64decode(report["Content"]).decode()
    rows = {row["user"]: row for row in csv.DictReader(io.StringIO(text))}
    assert list(rows) == ["<root_account>", "Ann"]
    assert rows["Ann"]["arn"] == account.arn("user/Ann")
    assert rows["Ann"]["access_key_1_active"] == "true"


def test_what_was_last_accessed_is_told_after_real_calls(account):
    keys = account.user("Ann", allow(["iam:GetUser", "s3:ListAllMyBuckets", "sqs:SendMessage"]))
    account.cli("iam", "get-user", keys=keys)
    account.cli("s3api", "list-buckets", keys=keys)
    arn = account.arn("user/Ann")
    job = told(account, "generate-service-last-accessed-details", "--arn", arn)["JobId"]
    question = ("get-service-last-accessed-details", "--job-id", job)
    while (report := told(account, *question))["JobStatus"] == "IN_PROGRESS":
        pass
    assert report["JobStatus"] == "COMPLETED"
    services = {entry["ServiceNamespace"]: entry for entry in report["ServicesLastAccessed"]}
    assert sorted(services) == ["iam", "s3", "sqs"]
    for name in ("iam", "s3"):
        assert services[name]["LastAuthenticatedEntity"] == arn
        assert services[name]["LastAuthenticatedRegion"] == REGION
    assert "LastAuthenticated" not in services["sqs"]


def test_the_policies_of_aws_are_told_whole(account):
    listed = told(account, "list-policies", "--scope", "AWS")["Policies"]
    pages = account.iam.get_paginator("list_policies").paginate(Scope="AWS")
    assert [policy["Arn"] for policy in listed] == [
        policy["Arn"] for page in pages for policy in page["Policies"]
    ]

"""Credential reports, and what was last used and accessed."""

import csv
import datetime
import io
import signal
import time

import pytest
from authorization_table import TRUST
from expect import error, missing
from server import REGION, Account, Keys, Server, allow, deny, document

COLUMNS = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
    "cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
)


def credential_report(iam):
    """A finished report as AWS's clients get it: they generate until it is complete."""
    while iam.generate_credential_report()["State"] != "COMPLETE":
        time.sleep(0.01)
    return iam.get_credential_report()


def rows(report):
    return {row["user"]: row for row in csv.DictReader(io.StringIO(report["Content"].decode()))}


def job(iam, arn, **more):
    """A finished report of what was last accessed."""
    identifier = iam.generate_service_last_accessed_details(Arn=arn, **more)["JobId"]
    while (answer := iam.get_service_last_accessed_details(JobId=identifier))[
        "JobStatus"
    ] == "IN_PROGRESS":
        time.sleep(0.01)
    return identifier, answer


def services(answer):
    return {entry["ServiceNamespace"]: entry for entry in answer["ServicesLastAccessed"]}


class TestCredentialReport:
    def test_there_is_none_at_first(self, iam):
        with error("ReportNotPresent", 410):
            iam.get_credential_report()

    def test_it_is_started_then_complete(self, iam):
        first = iam.generate_credential_report()
        assert first["State"] == "STARTED"
        assert first["Description"] == "No report exists. Starting a new report generation task"
        credential_report(iam)
        last = iam.generate_credential_report()
        assert last["State"] == "COMPLETE"
        assert "Description" not in last

    def test_it_tells_of_root_and_of_every_user(self, account):
        iam = account.iam
        keys = account.user("b,comma", allow("sts:*"))
        iam.create_user(UserName="A-none", Path="/staff/")
        second = iam.create_access_key(UserName="b,comma")["AccessKey"]
        iam.update_access_key(
            UserName="b,comma", AccessKeyId=second["AccessKeyId"], Status="Inactive"
        )
        account.client("sts", keys).get_caller_identity()
        report = credential_report(iam)
        assert report["ReportFormat"] == "text/csv"
        age = datetime.datetime.now(datetime.timezone.utc) - report["GeneratedTime"]
        assert abs(age) < datetime.timedelta(seconds=60)
        text = report["Content"].decode()
        assert text.splitlines()[0] == COLUMNS
        assert not text.endswith("\n") and "\r" not in text
        told = rows(report)
        assert list(told) == ["<root_account>", "A-none", "b,comma"]
        root = told["<root_account>"]
        assert root["arn"] == account.arn("root")
        assert root["password_next_rotation"] == "not_supported"
        assert root["access_key_1_active"] == "true"
        assert root["access_key_1_last_used_service"] == "iam"
        assert root["access_key_1_last_used_region"] == REGION
        assert told["A-none"]["arn"] == account.arn("user/staff/A-none")
        assert told["A-none"]["access_key_1_last_rotated"] == "N/A"
        both = told["b,comma"]
        first = 1 if keys.id < second["AccessKeyId"] else 2
        assert both[f"access_key_{first}_active"] == "true"
        assert both[f"access_key_{first}_last_used_service"] == "sts"
        assert both[f"access_key_{3 - first}_active"] == "false"
        assert both[f"access_key_{3 - first}_last_used_date"] == "N/A"
        assert both["user_creation_time"].endswith("Z")
        assert both["password_enabled"] == both["mfa_active"] == both["cert_1_active"] == "false"

    def test_it_tells_of_passwords_devices_and_certificates(self, account):
        iam = account.iam
        for name in ("Rotating", "Plain"):
            iam.create_user(UserName=name)
        iam.create_login_profile(UserName="Rotating", Password="correct-horse-9-Battery!")
        policy = {"MinimumPasswordLength": 8, "MaxPasswordAge": 10}
        iam.update_account_password_policy(**policy)
        told = rows(credential_report(iam))
        rotating, plain = told["Rotating"], told["Plain"]
        assert (plain["password_enabled"], plain["password_last_changed"]) == ("false", "N/A")
        assert rotating["password_enabled"] == "true"
        assert rotating["password_last_used"] == "no_information"
        changed, due = (
            datetime.datetime.fromisoformat(rotating[column])
            for column in ("password_last_changed", "password_next_rotation")
        )
        assert due - changed == datetime.timedelta(days=10)

    def test_it_stays_as_it_was_for_four_hours(self, iam):
        before = credential_report(iam)
        iam.create_user(UserName="Later")
        again = credential_report(iam)
        assert again["Content"] == before["Content"]
        assert again["GeneratedTime"] == before["GeneratedTime"]

    def test_the_command_line_decodes_it(self, account):
        credential_report(account.iam)
        shown = account.cli(
            "iam", "get-credential-report", "--query", "Content", "--output", "text"
        )
        assert shown.stdout.startswith("dXNlcixhcm4s")  # user,arn,


class TestLastUse:
    def test_a_role_tells_when_and_where_it_was_used(self, account):
        iam = account.iam
        iam.create_role(RoleName="R", AssumeRolePolicyDocument=document_of_trust(account))
        iam.put_role_policy(
            RoleName="R", PolicyName="P", PolicyDocument=document(allow("iam:List*"))
        )
        assert iam.get_role(RoleName="R")["Role"]["RoleLastUsed"] == {}
        caller = account.user("Caller", allow("sts:AssumeRole"))
        session = account.client("sts", caller).assume_role(
            RoleArn=account.arn("role/R"), RoleSessionName="session"
        )
        assert iam.get_role(RoleName="R")["Role"]["RoleLastUsed"] == {}
        account.client("iam", Keys.of(session["Credentials"])).list_users()
        used = iam.get_role(RoleName="R")["Role"]["RoleLastUsed"]
        assert used["Region"] == REGION
        age = datetime.datetime.now(datetime.timezone.utc) - used["LastUsedDate"]
        assert abs(age) < datetime.timedelta(seconds=60)
        details = iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"]
        assert details[0]["RoleLastUsed"] == used

    def test_uses_survive_a_restart(self, tmp_path):
        first = Server(tmp_path, data=tmp_path / "data")
        account = first.account("111122223333")
        keys = account.user("U", allow("iam:GetUser"))
        account.client("iam", keys).get_user()
        assert first.stop(signal.SIGTERM) == 0
        second = Server(tmp_path, data=tmp_path / "data")
        try:
            account = Account(second, account.id, account.keys)
            used = account.iam.get_access_key_last_used(AccessKeyId=keys.id)["AccessKeyLastUsed"]
            assert used["ServiceName"] == "iam" and used["Region"] == REGION
            _, answer = job(account.iam, account.arn("user/U"))
            assert "LastAuthenticated" in services(answer)["iam"]
        finally:
            assert second.stop() == 0


def document_of_trust(account):
    return (
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"'
        + account.arn("root")
        + '"},"Action":"sts:AssumeRole"}]}'
    )


class TestLastAccessed:
    @pytest.fixture
    def world(self, account):
        """A user in a group, who has called IAM, once in vain."""
        iam = account.iam
        account.keys_of_user = account.user("U", allow(["iam:GetUser", "s3:GetObject"]))
        iam.create_group(GroupName="G")
        iam.put_group_policy(
            GroupName="G", PolicyName="P", PolicyDocument=document(allow("lambda:ListFunctions"))
        )
        iam.add_user_to_group(GroupName="G", UserName="U")
        client = account.client("iam", account.keys_of_user)
        client.get_user()
        with error("AccessDenied", 403):
            client.list_groups()
        return account

    def test_services_are_told_with_their_last_use(self, world):
        identifier, answer = job(world.iam, world.arn("user/U"))
        assert len(identifier) == 36
        assert answer["JobType"] == "SERVICE_LEVEL"
        assert answer["JobCreationDate"] <= answer["JobCompletionDate"]
        told = services(answer)
        assert list(told) == ["iam", "lambda", "s3"]
        used = told["iam"]
        assert used["ServiceName"].startswith("AWS Identity and Access Management")
        assert used["LastAuthenticatedEntity"] == world.arn("user/U")
        assert used["LastAuthenticatedRegion"] == REGION
        assert used["TotalAuthenticatedEntities"] == 1
        assert "TrackedActionsLastAccessed" not in used
        assert "LastAuthenticated" not in told["s3"]
        assert told["s3"]["TotalAuthenticatedEntities"] == 0

    def test_actions_are_told_when_asked_for(self, world):
        _, answer = job(world.iam, world.arn("user/U"), Granularity="ACTION_LEVEL")
        assert answer["JobType"] == "ACTION_LEVEL"
        (action,) = services(answer)["iam"]["TrackedActionsLastAccessed"]
        assert action["ActionName"] == "GetUser"
        assert action["LastAccessedEntity"] == world.arn("user/U")
        assert action["LastAccessedRegion"] == REGION
        assert "TrackedActionsLastAccessed" not in services(answer)["s3"]

    def test_groups_and_policies_tell_their_entities(self, world):
        iam = world.iam
        iam.create_user(UserName="Idle")
        iam.add_user_to_group(GroupName="G", UserName="Idle")
        iam.put_group_policy(
            GroupName="G", PolicyName="P", PolicyDocument=document(allow("iam:Get*"))
        )
        identifier, answer = job(iam, world.arn("group/G"))
        assert services(answer)["iam"]["TotalAuthenticatedEntities"] == 1
        answer = iam.get_service_last_accessed_details_with_entities(
            JobId=identifier, ServiceNamespace="iam"
        )
        first, second = answer["EntityDetailsList"]
        assert first["EntityInfo"]["Name"] == "U" and first["EntityInfo"]["Type"] == "USER"
        assert first["EntityInfo"]["Path"] == "/" and "LastAuthenticated" in first
        assert second["EntityInfo"]["Name"] == "Idle" and "LastAuthenticated" not in second
        names = []
        marker = {}
        while True:
            page = iam.get_service_last_accessed_details_with_entities(
                JobId=identifier, ServiceNamespace="iam", MaxItems=1, **marker
            )
            names += [entry["EntityInfo"]["Name"] for entry in page["EntityDetailsList"]]
            if not page["IsTruncated"]:
                break
            marker = {"Marker": page["Marker"]}
        assert names == ["U", "Idle"]

        policy = iam.create_policy(
            PolicyName="Shared", PolicyDocument=document(allow("iam:GetUser"))
        )["Policy"]["Arn"]
        iam.attach_group_policy(GroupName="G", PolicyArn=policy)
        iam.create_role(RoleName="R", AssumeRolePolicyDocument=TRUST)
        iam.attach_role_policy(RoleName="R", PolicyArn=policy)
        identifier, answer = job(iam, policy)
        assert services(answer)["iam"]["LastAuthenticatedEntity"] == world.arn("user/U")
        answer = iam.get_service_last_accessed_details_with_entities(
            JobId=identifier, ServiceNamespace="iam"
        )
        entities = {entry["EntityInfo"]["Name"]: entry for entry in answer["EntityDetailsList"]}
        assert set(entities) == {"U", "Idle", "R"}
        assert entities["R"]["EntityInfo"]["Type"] == "ROLE"

    def test_a_report_is_frozen(self, world):
        identifier, before = job(world.iam, world.arn("user/U"))
        world.allow("U", allow("dynamodb:*"))
        after = world.iam.get_service_last_accessed_details(JobId=identifier)
        assert services(after) == services(before)

    def test_services_come_in_pages(self, world):
        world.allow("U", allow("*"))
        identifier, answer = job(world.iam, world.arn("user/U"))
        assert len(answer["ServicesLastAccessed"]) == 100 and answer["IsTruncated"]
        names = [entry["ServiceNamespace"] for entry in answer["ServicesLastAccessed"]]
        while answer["IsTruncated"]:
            answer = world.iam.get_service_last_accessed_details(
                JobId=identifier, MaxItems=150, Marker=answer["Marker"]
            )
            names += [entry["ServiceNamespace"] for entry in answer["ServicesLastAccessed"]]
        assert names == sorted(set(names))
        assert {"iam", "s3", "sts", "ec2", "lambda"} <= set(names) and len(names) > 400

    def test_denials_and_conditions_count_as_aws_counts_them(self, world):
        def told(*statements):
            world.allow("U", *statements)
            return [name for name in services(job(world.iam, world.arn("user/U"))[1])]

        condition = {"Condition": {"StringEquals": {"aws:username": "nobody"}}}
        assert told(deny("s3:*")) == ["lambda"]
        assert told(allow("s3:GetObject"), deny("s3:*")) == ["lambda"]
        assert told(allow("s3:GetObject"), deny("s3:GetObject")) == ["lambda"]
        assert told(allow("s3:GetObject", **condition)) == ["lambda", "s3"]
        assert told(allow("s3:GetObject"), deny("s3:*", **condition)) == ["lambda", "s3"]
        assert told(allow("s3:GetObject", "arn:aws:iam::1:user/x")) == ["lambda"]
        assert told(allow("s3:NoSuchAction")) == ["lambda"]
        assert told(allow("s3:GetObject"), allow("S3:GETOBJECT")) == ["lambda", "s3"]

    def test_a_job_is_its_callers_own(self, world):
        identifier, _ = job(world.iam, world.arn("user/U"))
        keys = world.user("Other", allow("iam:*"))
        other = world.client("iam", keys)
        with missing(f"Job {identifier} does not exist."):
            other.get_service_last_accessed_details(JobId=identifier)
        mine, _ = job(other, world.arn("user/U"))
        second = Keys.of(world.iam.create_access_key(UserName="Other")["AccessKey"])
        world.client("iam", second).get_service_last_accessed_details(JobId=mine)
        with missing():
            world.iam.get_service_last_accessed_details(JobId="0" * 36)

    def test_what_cannot_be_asked_about_is_refused(self, world):
        iam = world.iam
        with missing("The user with name Nobody cannot be found."):
            iam.generate_service_last_accessed_details(Arn=world.arn("user/Nobody"))
        with missing():
            iam.generate_service_last_accessed_details(Arn=world.arn("policy/Nothing"))
        with error("InvalidInput", 400):
            iam.generate_service_last_accessed_details(Arn=world.arn("root"))
        identifier, _ = job(iam, world.arn("user/U"))
        with error("InvalidInput", 400, "Invalid service namespace: [nothing]"):
            iam.get_service_last_accessed_details_with_entities(
                JobId=identifier, ServiceNamespace="nothing"
            )


class TestGrants:
    def test_policies_are_told_with_their_holders(self, account):
        iam = account.iam
        account.user("U", allow(["s3:GetObject", "iam:PassRole"]), deny("sqs:*"))
        iam.create_group(GroupName="G")
        iam.put_group_policy(
            GroupName="G", PolicyName="P", PolicyDocument=document(allow("lambda:NoSuchAction"))
        )
        iam.add_user_to_group(GroupName="G", UserName="U")
        policy = iam.create_policy(
            PolicyName="Shared", PolicyDocument=document(allow(["sqs:SendMessage", "s3:Get*"]))
        )["Policy"]["Arn"]
        iam.attach_user_policy(UserName="U", PolicyArn=policy)
        answer = iam.list_policies_granting_service_access(
            Arn=account.arn("user/U"),
            ServiceNamespaces=["sqs", "s3", "lambda", "iam", "s3", "ec2"],
        )
        assert answer["IsTruncated"] is False
        told = {
            entry["ServiceNamespace"]: entry["Policies"]
            for entry in answer["PoliciesGrantingServiceAccess"]
        }
        assert list(told) == ["sqs", "s3", "lambda", "iam", "ec2"]
        inline = {
            "PolicyName": "Inline",
            "PolicyType": "INLINE",
            "EntityType": "USER",
            "EntityName": "U",
        }
        shared = {"PolicyName": "Shared", "PolicyType": "MANAGED", "PolicyArn": policy}
        assert told["s3"] == [inline, shared]
        assert told["sqs"] == [shared]
        assert told["iam"] == [inline]
        assert told["lambda"] == [
            {
                "PolicyName": "P",
                "PolicyType": "INLINE",
                "EntityType": "GROUP",
                "EntityName": "G",
            }
        ]
        assert told["ec2"] == []

    def test_a_whole_denial_hides_a_grant_of_its_document_only(self, account):
        iam = account.iam
        account.user("U", allow("s3:*"), deny("s3:*"))
        arn = account.arn("user/U")

        def told():
            answer = iam.list_policies_granting_service_access(Arn=arn, ServiceNamespaces=["s3"])
            return len(answer["PoliciesGrantingServiceAccess"][0]["Policies"])

        assert told() == 0
        account.allow("U", allow("s3:*"), deny("s3:GetObject"))
        assert told() == 1
        account.allow("U", allow("s3:*", "arn:aws:iam::1:user/x"))
        assert told() == 0
        iam.put_user_policy(
            UserName="U",
            PolicyName="Not",
            PolicyDocument=document({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}),
        )
        assert told() == 1

    def test_more_than_a_hundred_services_come_in_pages(self, account):
        account.user("U", allow("*"))
        arn = account.arn("user/U")
        _, first = job(account.iam, arn)
        names = [entry["ServiceNamespace"] for entry in first["ServicesLastAccessed"]]
        names += ["sts", "sqs"]
        answer = account.iam.list_policies_granting_service_access(
            Arn=arn, ServiceNamespaces=names
        )
        assert answer["IsTruncated"]
        rest = account.iam.list_policies_granting_service_access(
            Arn=arn, ServiceNamespaces=names, Marker=answer["Marker"]
        )
        told = answer["PoliciesGrantingServiceAccess"] + rest["PoliciesGrantingServiceAccess"]
        assert [entry["ServiceNamespace"] for entry in told] == names

    def test_unknown_services_are_all_named(self, account):
        account.user("U", allow("*"))
        with error("InvalidInput", 400, "Invalid service namespace: [S3, nothing]"):
            account.iam.list_policies_granting_service_access(
                Arn=account.arn("user/U"), ServiceNamespaces=["S3", "iam", "nothing"]
            )
        with missing():
            account.iam.list_policies_granting_service_access(
                Arn=account.arn("role/None"), ServiceNamespaces=["s3"]
            )

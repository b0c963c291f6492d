"""STS with boto3 and the AWS CLI."""

import datetime
import json

import pytest
from expect import denied, error
from server import Keys, allow, deny, document, trust


@pytest.fixture
def bob(account):
    return account.user("Bob")


@pytest.fixture
def worker(account, bob):
    """A role that Bob may assume."""
    account.iam.create_role(
        RoleName="Worker",
        Path="/service/",
        AssumeRolePolicyDocument=trust(
            account.arn("user/Bob"),
            action=["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
        ),
    )
    account.iam.put_role_policy(
        RoleName="Worker", PolicyName="all", PolicyDocument=document(allow("iam:*"))
    )
    return account.arn("role/service/Worker")


def test_who_am_i(account, bob, worker):
    sts = account.client("sts", bob)
    user = account.iam.get_user(UserName="Bob")["User"]
    mine = sts.get_caller_identity()
    assert (mine["UserId"], mine["Account"], mine["Arn"]) == (
        user["UserId"],
        account.id,
        user["Arn"],
    )
    root = account.client("sts").get_caller_identity()
    assert (root["UserId"], root["Arn"]) == (account.id, account.arn("root"))
    answer = sts.assume_role(RoleArn=worker, RoleSessionName="a.b@c")
    session = account.client("sts", Keys.of(answer["Credentials"])).get_caller_identity()
    role = account.iam.get_role(RoleName="Worker")["Role"]
    assert session["UserId"] == f"{role['RoleId']}:a.b@c"
    assert session["Arn"] == f"arn:aws:sts::{account.id}:assumed-role/Worker/a.b@c"


def test_the_answer_of_assume_role(account, bob, worker):
    sts = account.client("sts", bob)
    answer = sts.assume_role(RoleArn=worker, RoleSessionName="work")
    credentials = answer["Credentials"]
    assert credentials["AccessKeyId"].startswith("ASIA") and len(credentials["AccessKeyId"]) == 20
    assert len(credentials["SecretAccessKey"]) == 40
    left = credentials["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    assert 3500 < left.total_seconds() <= 3600
    assert answer["AssumedRoleUser"]["Arn"].endswith(":assumed-role/Worker/work")
    assert "PackedPolicySize" not in answer and "SourceIdentity" not in answer
    info = sts.get_access_key_info
    account.allow("Bob", allow("sts:GetAccessKeyInfo"))
    assert info(AccessKeyId=credentials["AccessKeyId"])["Account"] == account.id


def test_durations(account, bob, worker):
    sts = account.client("sts", bob, validate=False)
    call = lambda seconds: sts.assume_role(
        RoleArn=worker, RoleSessionName="work", DurationSeconds=seconds
    )
    for seconds in (899, 43201):
        with error("ValidationError", 400, "durationSeconds"):
            call(seconds)
    with error(
        "ValidationError",
        400,
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    ):
        call(3601)
    assert call(900)["Credentials"]
    account.iam.update_role(RoleName="Worker", MaxSessionDuration=43200)
    left = call(43200)["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    assert left.total_seconds() > 43000


@pytest.mark.parametrize(
    "parameters",
    [
        {"RoleSessionName": "x"},
        {"RoleSessionName": "with space"},
        {"RoleSessionName": "x" * 65},
        {"RoleArn": "short"},
        {"ExternalId": "x"},
        {"SourceIdentity": "aws:mine"},
        {"Policy": ""},
        {"SerialNumber": "123456789", "TokenCode": "12"},
    ],
    ids=str,
)
def test_constraints(account, bob, worker, parameters):
    sts = account.client("sts", bob, validate=False)
    with error("ValidationError", 400):
        sts.assume_role(**{"RoleArn": worker, "RoleSessionName": "work"} | parameters)


def test_an_inline_session_policy_narrows(account, bob, worker):
    sts = account.client("sts", bob)
    answer = sts.assume_role(
        RoleArn=worker,
        RoleSessionName="work",
        Policy=document(allow("iam:ListUsers"), deny("s3:*")),
    )
    assert 0 < answer["PackedPolicySize"] <= 100
    iam = account.client("iam", Keys.of(answer["Credentials"]))
    assert iam.list_users()["Users"]
    with denied("because no session policy allows the iam:ListRoles action"):
        iam.list_roles()


def test_a_session_policy_grants_nothing(account, bob, worker):
    account.iam.delete_role_policy(RoleName="Worker", PolicyName="all")
    answer = account.client("sts", bob).assume_role(
        RoleArn=worker, RoleSessionName="work", Policy=document(allow("*"))
    )
    with denied():
        account.client("iam", Keys.of(answer["Credentials"])).list_users()


def test_session_policies_by_arn(account, bob, worker):
    sts = account.client("sts", bob)
    for name, action in (("users", "iam:ListUsers"), ("roles", "iam:ListRoles")):
        account.iam.create_policy(PolicyName=name, PolicyDocument=document(allow(action)))
    arns = [{"arn": account.arn(f"policy/{name}")} for name in ("users", "roles")]
    answer = sts.assume_role(RoleArn=worker, RoleSessionName="work", PolicyArns=arns)
    iam = account.client("iam", Keys.of(answer["Credentials"]))
    assert iam.list_users()["Users"] and iam.list_roles()["Roles"]
    with denied("session policy"):
        iam.list_groups()
    with pytest.raises(sts.exceptions.ClientError) as caught:
        sts.assume_role(
            RoleArn=worker, RoleSessionName="work", PolicyArns=[{"arn": account.arn("policy/none")}]
        )
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 404)


def test_a_session_whose_managed_policy_is_deleted_may_do_nothing(account, bob, worker):
    arns = [{"arn": account.arn(f"policy/{name}")} for name in ("all", "few")]
    iam = account.iam
    iam.create_policy(PolicyName="all", PolicyDocument=document(allow("*")))
    iam.create_policy(
        PolicyName="few", PolicyDocument=document(allow("iam:List*"), deny("iam:ListRoles"))
    )
    answer = account.client("sts", bob).assume_role(
        RoleArn=worker, RoleSessionName="work", PolicyArns=arns
    )
    session = account.client("iam", Keys.of(answer["Credentials"]))
    assert session.list_users()["Users"]
    with denied("with an explicit deny in a session policy"):
        session.list_roles()
    iam.delete_policy(PolicyArn=account.arn("policy/few"))
    for call in (session.list_roles, session.list_users, session.list_groups):
        with denied("with an explicit deny in a session policy"):
            call()


def test_a_malformed_session_policy_is_refused(account, bob, worker):
    sts = account.client("sts", bob)
    for text in ("{", document({"Effect": "Allow"}), document(allow("s3:*", Principal="*"))):
        with error("MalformedPolicyDocument", 400):
            sts.assume_role(RoleArn=worker, RoleSessionName="work", Policy=text)


def test_a_session_policy_that_is_too_long_is_refused(account, bob, worker):
    text = document(allow([f"s3:Get{'x' * 60}{index}" for index in range(60)]))
    with pytest.raises(account.iam.exceptions.ClientError) as caught:
        account.client("sts", bob).assume_role(RoleArn=worker, RoleSessionName="work", Policy=text)
    answer = caught.value.response
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert answer["Error"]["Code"] in ("ValidationError", "PackedPolicyTooLarge")


def test_session_tags_are_principal_tags(account, bob, worker):
    statement = allow(
        "iam:ListUsers", Condition={"StringEquals": {"aws:PrincipalTag/team": "blue"}}
    )
    account.iam.put_role_policy(
        RoleName="Worker", PolicyName="all", PolicyDocument=document(statement)
    )
    sts = account.client("sts", bob)

    def users(*tags):
        answer = sts.assume_role(RoleArn=worker, RoleSessionName="work", Tags=list(tags))
        iam = account.client("iam", Keys.of(answer["Credentials"]))
        return iam.list_users()["Users"]

    assert users({"Key": "team", "Value": "blue"})
    with denied():
        users({"Key": "team", "Value": "red"})
    with denied():
        users()
    account.iam.tag_role(RoleName="Worker", Tags=[{"Key": "team", "Value": "blue"}])
    assert users()
    with denied():
        users({"Key": "TEAM", "Value": "red"})  # the session's tag goes before the role's
    with error("InvalidParameterValue", 400, "Duplicate tag keys found"):
        users({"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"})


def test_tags_and_source_identity_need_their_permissions(account, bob):
    account.iam.create_role(
        RoleName="Plain", AssumeRolePolicyDocument=trust(account.arn("user/Bob"))
    )
    sts = account.client("sts", bob)
    call = lambda **more: sts.assume_role(
        RoleArn=account.arn("role/Plain"), RoleSessionName="work", **more
    )
    assert call()["Credentials"]
    with denied("sts:TagSession"):
        call(Tags=[{"Key": "a", "Value": "b"}])
    with denied("sts:SetSourceIdentity"):
        call(SourceIdentity="bob")


def test_session_tags_do_not_stand_for_the_tags_of_the_role(account, bob):
    account.iam.create_role(
        RoleName="Red",
        Tags=[{"Key": "team", "Value": "red"}],
        AssumeRolePolicyDocument=trust(account.id, action=["sts:AssumeRole", "sts:TagSession"]),
    )
    is_blue = {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    account.iam.put_user_policy(
        UserName="Bob",
        PolicyName="blue",
        PolicyDocument=document(
            allow(["sts:AssumeRole", "sts:TagSession"], Condition=is_blue)
        ),
    )
    with denied("sts:AssumeRole"):
        account.client("sts", bob).assume_role(
            RoleArn=account.arn("role/Red"),
            RoleSessionName="spoof",
            Tags=[{"Key": "team", "Value": "blue"}],
            TransitiveTagKeys=["team"],
        )


def test_the_source_identity_stays(account, bob, worker):
    sts = account.client("sts", bob)
    answer = sts.assume_role(RoleArn=worker, RoleSessionName="work", SourceIdentity="bob")
    assert answer["SourceIdentity"] == "bob"
    account.iam.create_role(
        RoleName="Next",
        AssumeRolePolicyDocument=trust(worker, action=["sts:AssumeRole", "sts:SetSourceIdentity"]),
    )
    # Within a chain the calling session needs sts:SetSourceIdentity too.
    # - Source: AWS IAM User Guide, "Monitor and control actions taken with assumed roles".
    account.iam.put_role_policy(
        RoleName="Worker",
        PolicyName="all",
        PolicyDocument=document(allow(["sts:AssumeRole", "sts:SetSourceIdentity"])),
    )
    chained = account.client("sts", Keys.of(answer["Credentials"]))
    call = lambda **more: chained.assume_role(
        RoleArn=account.arn("role/Next"), RoleSessionName="next", **more
    )
    assert call()["SourceIdentity"] == "bob"
    assert call(SourceIdentity="bob")["SourceIdentity"] == "bob"
    with error("ValidationError", 400, "source identity is already set"):
        call(SourceIdentity="eve")


def test_session_tokens_of_users(account):
    keys = account.user("Ann", allow(["iam:ListUsers", "s3:ListAllMyBuckets", "sts:*"]))
    sts = account.client("sts", keys)
    answer = sts.get_session_token(DurationSeconds=900)["Credentials"]
    assert answer["AccessKeyId"].startswith("ASIA")
    session = Keys.of(answer)
    mine = account.client("sts", session)
    assert mine.get_caller_identity()["Arn"] == account.arn("user/Ann")
    assert account.client("s3", session).list_buckets()["Buckets"] == []
    # - Source: AWS STS API Reference, GetSessionToken: no IAM operations without MFA, and of STS
    #   only AssumeRole and GetCallerIdentity.
    with pytest.raises(account.iam.exceptions.ClientError) as caught:
        account.client("iam", session).list_users()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    with pytest.raises(account.iam.exceptions.ClientError) as caught:
        mine.get_session_token()
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403
    unchecked = account.client("sts", keys, validate=False)
    for seconds in (899, 129601):
        with error("ValidationError", 400, "durationSeconds"):
            unchecked.get_session_token(DurationSeconds=seconds)


CONTEXT = {
    "the account": {"StringEquals": {"aws:PrincipalAccount": "ACCOUNT"}},
    "the ARN": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::ACCOUNT:user/*"}},
    "the name": {"StringEquals": {"aws:username": "Ann"}},
    "the id": {"StringLike": {"aws:userid": "AIDA*"}},
    "the type": {"StringEquals": {"aws:PrincipalType": "User"}},
    "the address": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}},
    "no TLS": {"Bool": {"aws:SecureTransport": "false"}},
    "the time": {"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}},
    "the time as a number": {"NumericGreaterThan": {"aws:EpochTime": "1577836800"}},
    "a tag": {"StringEquals": {"aws:PrincipalTag/team": "blue"}},
    "no MFA": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
    "the agent": {"StringLike": {"aws:UserAgent": "*Boto3*"}},
    "the region": {"StringEquals": {"aws:RequestedRegion": "us-east-1"}},
    "no issue time": {"Null": {"aws:TokenIssueTime": "true"}},
}

OTHERWISE = {
    "the account": {"StringEquals": {"aws:PrincipalAccount": "999999999999"}},
    "the name": {"StringEquals": {"aws:username": "ann"}},
    "the address": {"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}},
    "TLS": {"Bool": {"aws:SecureTransport": "true"}},
    "the time": {"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}},
    "a tag": {"StringEquals": {"aws:PrincipalTag/team": "red"}},
    "MFA": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    "an issue time": {"Null": {"aws:TokenIssueTime": "false"}},
}


def lists_users_under(account, condition):
    keys = account.user("Ann", Tags=[{"Key": "team", "Value": "blue"}])
    condition = json.loads(json.dumps(condition).replace("ACCOUNT", account.id))
    account.allow("Ann", allow("iam:ListUsers", Condition=condition))
    return account.client("iam", keys).list_users()["Users"]


@pytest.mark.parametrize("what", CONTEXT)
def test_conditions_on_the_request_hold(account, what):
    assert lists_users_under(account, CONTEXT[what])


@pytest.mark.parametrize("what", OTHERWISE)
def test_conditions_on_the_request_fail(account, what):
    with denied():
        lists_users_under(account, OTHERWISE[what])


def test_request_and_resource_tags(account):
    tag = lambda value: [{"Key": "team", "Value": value}]
    keys = account.user(
        "Ann",
        allow("iam:TagUser", Condition={"StringEquals": {"aws:RequestTag/team": "blue"}}),
        allow("iam:CreateUser"),
        allow("iam:DeleteUser", Condition={"StringEquals": {"aws:ResourceTag/team": "blue"}}),
    )
    iam = account.client("iam", keys)
    with denied():
        iam.create_user(UserName="Red", Tags=tag("red"))
    iam.create_user(UserName="Blue", Tags=tag("blue"))
    iam.create_user(UserName="Plain")
    with denied():
        iam.delete_user(UserName="Plain")
    iam.delete_user(UserName="Blue")


def test_policy_variables(account):
    keys = account.user("Ann", allow("iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}"))
    account.iam.create_user(UserName="Bob")
    iam = account.client("iam", keys)
    assert iam.list_access_keys(UserName="Ann")["AccessKeyMetadata"]
    with denied():
        iam.list_access_keys(UserName="Bob")


def test_the_aws_cli_assumes_a_role(account, bob, worker):
    text = account.cli(
        "sts",
        "assume-role",
        "--role-arn",
        worker,
        "--role-session-name",
        "cli",
        "--query",
        "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]",
        "--output",
        "text",
        keys=bob,
    ).stdout
    whoami = account.cli("sts", "get-caller-identity", keys=Keys(*text.split()))
    assert json.loads(whoami.stdout)["Arn"].endswith(":assumed-role/Worker/cli")
    token = account.cli("sts", "get-session-token", keys=bob)
    assert json.loads(token.stdout)["Credentials"]["SessionToken"]

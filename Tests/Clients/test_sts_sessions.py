"""Federated users, messages of denials, token sizes and token keys, with boto3 and the AWS CLI."""

import datetime
import json

import botocore.exceptions
import pytest
from expect import denied, error
from server import Keys, Server, allow, cli, client, deny, document

HEADER = "x-rolecall-authorization-message"


def lifetime(answer):
    left = answer["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    return left.total_seconds()


@pytest.fixture
def ann(account):
    return account.user("Ann", allow("*"))


def federated(account, keys, *statements, **more):
    if statements:
        more["Policy"] = document(*statements)
    answer = account.client("sts", keys).get_federation_token(Name="Bob", **more)
    return answer, Keys.of(answer["Credentials"])


def test_the_answer_of_get_federation_token(account, ann):
    answer, keys = federated(account, ann, allow("s3:*"))
    arn = account.arn("federated-user/Bob", service="sts")
    assert answer["FederatedUser"] == {"FederatedUserId": f"{account.id}:Bob", "Arn": arn}
    assert 43190 < lifetime(answer) <= 43200
    assert 0 < answer["PackedPolicySize"] <= 100
    assert answer["SessionTokenSize"] == len(answer["Credentials"]["SessionToken"])
    mine = account.client("sts", keys).get_caller_identity()
    assert (mine["UserId"], mine["Arn"]) == (f"{account.id}:Bob", arn)
    assert account.client("s3", keys).list_buckets()["Buckets"] == []
    answer, keys = federated(account, account.keys, allow("s3:*"), DurationSeconds=7200)
    assert 3590 < lifetime(answer) <= 3600
    assert account.client("s3", keys).list_buckets()["Buckets"] == []


@pytest.mark.parametrize("parameters", [{"Name": "x"}, {"Name": "x" * 33}, {"Name": "a b"},
                                        {"DurationSeconds": 899}, {"DurationSeconds": 129601},
                                        {"Policy": "x" * 2049}], ids=str)  # fmt: skip
def test_constraints_of_get_federation_token(account, ann, parameters):
    sts = account.client("sts", ann, validate=False)
    with error("ValidationError", 400):
        sts.get_federation_token(**{"Name": "Bob"} | parameters)


def test_a_federated_user_without_session_policies_may_do_nothing(account, ann):
    _, keys = federated(account, ann)
    with denied():
        account.client("s3", keys).list_buckets()


def test_a_federated_user_may_not_call_iam_and_sts(account, ann):
    _, keys = federated(account, ann, allow("*"))
    with error("InvalidClientTokenId", 403):
        account.client("iam", keys).list_users()
    with denied("Cannot call GetSessionToken with session credentials"):
        account.client("sts", keys).get_session_token()


def test_sessions_of_roles_and_users_may_not_federate(account, ann):
    token = Keys.of(account.client("sts", ann).get_session_token()["Credentials"])
    with denied("Cannot call GetFederationToken with session credentials"):
        account.client("sts", token).get_federation_token(Name="Bob")


def refused(call, **parameters):
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        call(**parameters)
    return caught.value.response


def test_a_denial_can_be_decoded(account):
    eve = account.user("Eve", deny("iam:List*"))
    answer = refused(account.client("iam", eve).list_users)
    assert answer["Error"]["Message"].endswith(
        "with an explicit deny in an identity-based policy"
    )
    message = answer["ResponseMetadata"]["HTTPHeaders"][HEADER]
    with denied("sts:DecodeAuthorizationMessage"):
        account.client("sts", eve).decode_authorization_message(EncodedMessage=message)
    answer = account.client("sts").decode_authorization_message(EncodedMessage=message)
    told = json.loads(answer["DecodedMessage"])
    assert (told["allowed"], told["explicitDeny"]) == (False, True)
    assert told["context"]["principal"]["name"] == "Eve"
    assert told["context"]["action"] == "iam:ListUsers"
    assert told["matchedStatements"]["items"][0]["actions"] == {"items": [{"value": "iam:List*"}]}
    printed = account.cli("sts", "decode-authorization-message", "--encoded-message", message)
    assert json.loads(json.loads(printed.stdout)["DecodedMessage"]) == told
    with error("InvalidAuthorizationMessageException", 400):
        account.client("sts").decode_authorization_message(EncodedMessage=message[:-4] + "AAAA")


def test_the_message_of_a_denial_is_in_the_log(server, account):
    eve = account.user("Eve")
    answer = refused(account.client("iam", eve).list_users)
    message = answer["ResponseMetadata"]["HTTPHeaders"][HEADER]
    identifier = answer["ResponseMetadata"]["RequestId"]
    # The log is written some milliseconds after the answer: another call's line comes later.
    for _ in range(200):
        account.client("sts").get_caller_identity()
        lines = [line for line in server.log.read_text().splitlines() if identifier in line]
        if lines:
            break
    assert f"authorization={message}" in lines[0].replace('"', "")


def test_a_token_is_as_long_as_is_asked(account, ann):
    sts = account.client("sts", ann)
    answer = sts.get_session_token(MinimumSessionTokenSize=4096)
    token = answer["Credentials"]["SessionToken"]
    assert 4096 <= len(token) <= 4104 and answer["SessionTokenSize"] == len(token)
    assert answer["SessionTokenUtilization"] == 100
    keys = Keys.of(answer["Credentials"])
    assert account.client("s3", keys).list_buckets()["Buckets"] == []


def test_nobody_is_in_an_organization(account, ann):
    sts = account.client("sts", ann)
    task = {"arn": "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy"}
    with denied("sts:AssumeRoot on resource: arn:aws:iam::444455556666:root"):
        sts.assume_root(TargetPrincipal="444455556666", TaskPolicyArn=task)
    with denied():
        sts.assume_root(TargetPrincipal=account.id, TaskPolicyArn=task)
    with error("ValidationError", 400):
        sts.assume_root(
            TargetPrincipal=account.id, TaskPolicyArn={"arn": "arn:aws:iam::aws:policy/ReadOnly"}
        )
    with error("ExpiredTradeInTokenException", 400):
        sts.get_delegated_access_token(TradeInToken="foreign")


def test_contexts_of_unknown_providers_are_refused(account, ann):
    account.iam.create_role(
        RoleName="Worker",
        AssumeRolePolicyDocument=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": {
                    "Effect": "Allow",
                    "Principal": {"AWS": account.id},
                    "Action": "sts:AssumeRole",
                },
            }
        ),
    )
    provider = "arn:aws:iam::aws:contextProvider/IdentityCenter"
    with error("InvalidParameterValue", 400, provider):
        account.client("sts", ann).assume_role(
            RoleArn=account.arn("role/Worker"),
            RoleSessionName="work",
            ProvidedContexts=[{"ProviderArn": provider, "ContextAssertion": "assertion"}],
        )


def test_token_keys_rotate_on_command_and_outlive_the_server(tmp_path):
    def listed(server, command="list"):
        return json.loads(server.rolecall("keys", command).stdout)["TokenKeys"]

    server = Server(tmp_path, data=tmp_path / "data")
    try:
        root = server.account("111122223333")
        ann = root.user("Ann", allow("s3:*"))
        before = Keys.of(root.client("sts", ann).get_session_token()["Credentials"])
        (first,) = listed(server)
        assert first["Seals"] and "OpensUntil" not in first
        old, new = listed(server, "rotate")
        assert old["KeyId"] == first["KeyId"] and not old["Seals"] and new["Seals"]
        assert old["OpensUntil"] > new["SealsFrom"]
        after = Keys.of(root.client("sts", ann).get_session_token()["Credentials"])
        assert server.rolecall("keys", "list", "more", check=False).returncode != 0
        assert server.stop() == 0
        server = Server(tmp_path, data=tmp_path / "data")
        assert [key["KeyId"] for key in listed(server)] == [old["KeyId"], new["KeyId"]]
        for keys in (before, after):
            assert client(server.endpoint, "s3", keys).list_buckets()["Buckets"] == []
    finally:
        server.stop()


def test_profiles_chain_through_three_roles(account, tmp_path):
    """The AWS CLI's own provider: an external id, a source identity, and roles behind roles."""
    ann = account.user("Ann", allow(["sts:AssumeRole", "sts:SetSourceIdentity"]))
    actions = ["sts:AssumeRole", "sts:SetSourceIdentity"]
    callers = [account.arn("user/Ann"), account.arn("role/First"), account.arn("role/Second")]
    conditions = [{"StringEquals": {"sts:ExternalId": "ticket-7"}}, None, None]
    for name, caller, condition in zip(["First", "Second", "Third"], callers, conditions):
        statement = {"Effect": "Allow", "Principal": {"AWS": caller}, "Action": actions}
        if condition:
            statement["Condition"] = condition
        account.iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=document(statement), MaxSessionDuration=7200
        )
        account.iam.put_role_policy(
            RoleName=name, PolicyName="go", PolicyDocument=document(allow(actions))
        )
    config = tmp_path / "config"
    config.write_text(
        f"""
[profile ann]
aws_access_key_id = {ann.id}
aws_secret_access_key = {ann.secret}
[profile first]
role_arn = {account.arn("role/First")}
source_profile = ann
external_id = ticket-7
role_session_name = one
duration_seconds = 7200
[profile second]
role_arn = {account.arn("role/Second")}
source_profile = first
role_session_name = two
[profile third]
role_arn = {account.arn("role/Third")}
source_profile = second
role_session_name = three
[profile without]
role_arn = {account.arn("role/First")}
source_profile = ann
[profile long]
role_arn = {account.arn("role/Second")}
source_profile = first
duration_seconds = 3601
"""
    )

    def whoami(profile, check=True):
        return cli(
            account.server,
            "sts",
            "get-caller-identity",
            "--profile",
            profile,
            check=check,
            AWS_CONFIG_FILE=config,
        )

    expected = account.arn("assumed-role/Third/three", service="sts")
    assert json.loads(whoami("third").stdout)["Arn"] == expected
    assert "is not authorized to perform: sts:AssumeRole" in whoami("without", check=False).stderr
    assert "1 hour session limit" in whoami("long", check=False).stderr

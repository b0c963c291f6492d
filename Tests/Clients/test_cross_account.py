"""The story of Examples/cross-account-role, played by its own script, and its variants."""

import json
import subprocess

import pytest
from expect import denied, error
from server import ROOT, Keys, allow, clean_environment, deny, trust

WORKERS, OWNERS = "111122223333", "444455556666"


@pytest.fixture(scope="module")
def story(server):
    """The script's output, cut into chapters."""
    environment = clean_environment(
        AWS_ENDPOINT_URL=server.endpoint,
        AWS_DEFAULT_REGION="us-east-1",
        AWS_EC2_METADATA_DISABLED="true",
        ROLECALL_CONTROL=server.control,
    )
    played = subprocess.run(
        [ROOT / "Examples/cross-account-role/play.sh"],
        env=environment,
        cwd=server.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=200,
    )
    assert played.returncode == 0, played.stdout
    chapters = {}
    for part in played.stdout.split("\n== ")[1:]:
        title, _, text = part.partition("\n")
        chapters[title] = text
    return chapters


def chapter(story, beginning):
    (text,) = [text for title, text in story.items() if title.startswith(beginning)]
    return text


REFUSAL = (
    f"An error occurred (AccessDenied) when calling the AssumeRole operation: User:"
    f" arn:aws:iam::{WORKERS}:user/Bob is not authorized to perform: sts:AssumeRole on resource:"
    f" arn:aws:iam::{OWNERS}:role/Reader"
)


@pytest.mark.parametrize(
    "beginning",
    [
        "Bob has no permission",
        "The trust policy alone",
        "The identity policy alone",
    ],
)
def test_each_missing_side_is_refused(story, beginning):
    assert REFUSAL in chapter(story, beginning)


def test_both_sides_give_keys(story):
    text = chapter(story, "Both")
    answer = json.loads(text[text.index("{") :])
    assert answer["Credentials"]["AccessKeyId"].startswith("ASIA")
    assert answer["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{OWNERS}:assumed-role/Reader/bob"
    assert answer["AssumedRoleUser"]["AssumedRoleId"].startswith("AROA")


def test_the_session_reads_the_bucket_and_does_nothing_else(story):
    text = chapter(story, "With them")
    assert f'"Arn": "arn:aws:sts::{OWNERS}:assumed-role/Reader/bob"' in text
    assert f'"Account": "{OWNERS}"' in text
    assert "q3.txt" in text and "\nall is well\n" in text
    refusals = [line for line in text.splitlines() if "AccessDenied" in line]
    operations = ["PutObject", "DeleteObject", "ListObjectsV2", "ListUsers", "AssumeRole"]
    for operation, line in zip(operations, refusals, strict=True):
        assert f"calling the {operation} operation" in line
        assert f"arn:aws:sts::{OWNERS}:assumed-role/Reader/bob" in line


def test_bobs_own_keys_read_nothing(story):
    text = chapter(story, "Bob's own keys")
    assert "(AccessDenied) when calling the ListObjectsV2 operation" in text
    assert "(403) when calling the HeadObject operation: Forbidden" in text
    assert "all is well" not in text


def test_a_profile_assumes_the_role(story):
    text = chapter(story, "The same with a profile")
    assert f"arn:aws:sts::{OWNERS}:assumed-role/Reader/from-profile" in text
    assert "\nall is well\n" in text
    assert "(403) when calling the HeadObject operation: Forbidden" in text


def test_within_one_account_the_users_name_is_enough_and_the_accounts_is_not(story):
    assert f"arn:aws:sts::{WORKERS}:assumed-role/Local/bob" in chapter(story, "Within one account")
    text = chapter(story, "To name the account is not")
    assert f"not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{WORKERS}" in text


# --- The same rules, one at a time --------------------------------------------------------------


def assume(account, keys, role, **more):
    sts = account.client("sts", keys)
    return sts.assume_role(RoleArn=role, RoleSessionName="session", **more)


def test_an_explicit_deny_in_the_callers_policy_wins(account, other):
    role = other.arn("role/Reader")
    bob = account.user("Bob", allow("sts:*"), deny("sts:AssumeRole", role))
    other.iam.create_role(
        RoleName="Reader", AssumeRolePolicyDocument=trust(account.arn("user/Bob"))
    )
    with denied("arn:aws:iam::444455556666:role/Reader"):
        assume(account, bob, role)


def test_trust_in_the_account_delegates_to_its_administrators(account, other):
    role = other.arn("role/Reader")
    other.iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=trust(account.id))
    bob = account.user("Bob")
    with denied():
        assume(account, bob, role)
    account.allow("Bob", allow("sts:AssumeRole", role))
    assert assume(account, bob, role)["Credentials"]


def test_the_external_id_must_match(account, other):
    role = other.arn("role/Reader")
    bob = account.user("Bob", allow("sts:AssumeRole", role))
    other.iam.create_role(
        RoleName="Reader",
        AssumeRolePolicyDocument=trust(
            account.id, Condition={"StringEquals": {"sts:ExternalId": "orange"}}
        ),
    )
    for external in ({}, {"ExternalId": "apple"}):
        with denied():
            assume(account, bob, role, **external)
    assert assume(account, bob, role, ExternalId="orange")["Credentials"]


def test_a_role_that_is_not_there_is_denied_like_any_other(account, other):
    role = other.arn("role/Nobody")
    bob = account.user("Bob", allow("sts:AssumeRole"))
    with denied(
        f"User: {account.arn('user/Bob')} is not authorized to perform: sts:AssumeRole"
        f" on resource: {role}"
    ):
        assume(account, bob, role)


def test_the_root_user_cannot_assume_a_role(account, other):
    # - Source: AWS STS API Reference, AssumeRole: "You cannot use AWS account root user
    #   credentials to call AssumeRole"; the caller gets AccessDenied.
    other.iam.create_role(RoleName="Reader", AssumeRolePolicyDocument=trust(account.id))
    with error("AccessDenied", 403, "Roles may not be assumed by root accounts."):
        assume(account, account.keys, other.arn("role/Reader"))


def test_a_session_assumes_the_next_role(account, other):
    first, second = account.arn("role/First"), other.arn("role/Second")
    bob = account.user("Bob")
    account.iam.create_role(
        RoleName="First", AssumeRolePolicyDocument=trust(account.arn("user/Bob"))
    )
    other.iam.create_role(RoleName="Second", AssumeRolePolicyDocument=trust(first))
    keys = Keys.of(assume(account, bob, first)["Credentials"])
    with denied(f"User: arn:aws:sts::{account.id}:assumed-role/First/session"):
        assume(account, keys, second)
    account.iam.put_role_policy(
        RoleName="First",
        PolicyName="chain",
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [allow("sts:AssumeRole", second)]}
        ),
    )
    other.iam.update_role(RoleName="Second", MaxSessionDuration=7200)
    chained = Keys.of(assume(account, keys, second)["Credentials"])
    identity = account.client("sts", chained).get_caller_identity()
    assert identity["Arn"] == f"arn:aws:sts::{other.id}:assumed-role/Second/session"
    with error("ValidationError", 400, "1 hour session limit for roles assumed by role chaining"):
        assume(account, keys, second, DurationSeconds=3601)


def test_a_bucket_policy_alone_does_not_let_another_account_in(account, other):
    bob = account.user("Bob")
    s3 = other.client("s3")
    s3.create_bucket(Bucket="reports")
    s3.put_object(Bucket="reports", Key="q3.txt", Body=b"x")
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": account.arn("user/Bob")},
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::reports/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    s3.put_bucket_policy(Bucket="reports", Policy=policy)
    with denied():
        account.client("s3", bob).get_object(Bucket="reports", Key="q3.txt")
    account.allow("Bob", allow("s3:GetObject", "arn:aws:s3:::reports/*"))
    answer = account.client("s3", bob).get_object(Bucket="reports", Key="q3.txt")
    assert answer["Body"].read() == b"x"

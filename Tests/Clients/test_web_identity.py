"""AssumeRoleWithWebIdentity, with boto3, against real HTTPS issuers."""

import base64
import datetime
import hashlib
import hmac
import json
import subprocess
import sys
import threading
import time

import botocore.client
import botocore.exceptions
import botocore.session
import pytest
from certificates import DAY, NOW
from credentials import Device
from expect import denied, error
from issuers import GITHUB, Authority, Issuer, SigningKey, encode, github, kubernetes
from server import REGION, Keys, Server, allow, clean_environment, document

ACTION = "sts:AssumeRoleWithWebIdentity"
NO_KEY = "Couldn't retrieve verification key from your identity provider,  please reference "
INVALID = ("InvalidIdentityToken", 400)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A GitHub-shaped and a Kubernetes-shaped issuer, and a server that trusts their CA."""
    folder = tmp_path_factory.mktemp("issuers")
    authority = Authority()
    (folder / "ca.pem").write_text(authority.pem)
    shaped = {"github": (GITHUB, "", github()), "kubernetes": ("127.0.0.1", "/id/EXAMPLE", None)}
    issuers = {}
    for name, (host, path, claims) in shaped.items():
        (folder / name).mkdir()
        claims = claims or kubernetes()
        issuers[name] = Issuer(folder / name, authority, host=host, path=path, claims=claims)
    server = Server(
        folder,
        "--issuer-ca",
        folder / "ca.pem",
        "--allow-private-issuers",
        "--issuer-connect",
        f"{GITHUB}:443:127.0.0.1:{issuers['github'].port}",
        "--allow-insecure-issuer",
        "http://127.0.0.1:1",
    )
    yield World(server, authority, issuers)
    for issuer in issuers.values():
        issuer.stop()
    assert server.stop() == 0
    log = server.log.read_text()
    assert "eyJ" not in log, "a token is in the log"


class World:
    def __init__(self, server, authority, issuers):
        self.server, self.authority, self.issuers = server, authority, issuers


@pytest.fixture
def account(world):
    return world.server.account("111122223333")


@pytest.fixture
def git(world, account):
    return Trust(account, world.issuers["github"])


@pytest.fixture
def pods(world, account):
    return Trust(account, world.issuers["kubernetes"])


@pytest.fixture
def fresh(world, account, tmp_path):
    """Makes issuers that only one test needs."""
    made = []

    def make(**more):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        authority = more.pop("authority", world.authority)
        claims = {"sub": "somebody"} | more.pop("claims", {})
        made.append(Issuer(folder, authority, claims=claims, **more))
        return Trust(account, made[-1], thumbprints=more.get("thumbprints"))

    yield make
    for issuer in made:
        issuer.stop()


class Trust:
    """A provider for an issuer, and a role that trusts it."""

    def __init__(self, account, issuer, clients=("sts.amazonaws.com",), thumbprints=None):
        self.account, self.issuer, self.iam = account, issuer, account.iam
        more = {"ThumbprintList": thumbprints} if thumbprints else {}
        self.provider = self.iam.create_open_id_connect_provider(
            Url=f"https://{issuer.name}", ClientIDList=list(clients), **more
        )["OpenIDConnectProviderArn"]
        name = f"Deploy{len(self.iam.list_roles()['Roles']) or ''}"
        self.role = self.iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=self.policy()
        )["Role"]
        self.iam.put_role_policy(
            RoleName=name, PolicyName="Own", PolicyDocument=document(allow("s3:*"))
        )
        self.sts = unsigned(account.server.endpoint)

    def policy(self, action=ACTION, **condition):
        return document(
            {
                "Effect": "Allow",
                "Principal": {"Federated": self.provider},
                "Action": action,
                "Condition": condition,
            }
        )

    def only(self, action=ACTION, operator="StringEquals", **keys):
        """Changes the trust policy; keys are named without the provider."""
        name = self.issuer.name
        condition = {operator: {f"{name}:{key}": value for key, value in keys.items()}}
        self.iam.update_assume_role_policy(
            RoleName=self.role["RoleName"], PolicyDocument=self.policy(action, **condition)
        )

    def assume(self, token=None, **more):
        parameters = {"RoleArn": self.role["Arn"], "RoleSessionName": "job"} | more
        token = token or self.issuer.token()
        return self.sts.assume_role_with_web_identity(WebIdentityToken=token, **parameters)

    def client(self, service, answer):
        return self.account.client(service, Keys.of(answer["Credentials"]))


def unsigned(endpoint):
    return botocore.session.Session().create_client(
        "sts",
        region_name=REGION,
        endpoint_url=endpoint,
        config=botocore.client.Config(
            signature_version=botocore.UNSIGNED,
            retries={"total_max_attempts": 1},
            parameter_validation=False,
        ),
    )


# What is answered


def test_the_answer(pods):
    answer = pods.assume()
    assert answer["SubjectFromWebIdentityToken"] == "system:serviceaccount:default:app"
    assert answer["Audience"] == "sts.amazonaws.com"
    assert answer["Provider"] == pods.provider
    arn = pods.account.arn("assumed-role/Deploy/job", service="sts")
    assert answer["AssumedRoleUser"] == {
        "AssumedRoleId": f"{pods.role['RoleId']}:job",
        "Arn": arn,
    }
    left = answer["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    assert 3590 < left.total_seconds() <= 3600
    assert "PackedPolicySize" not in answer and "SourceIdentity" not in answer
    assert pods.client("sts", answer).get_caller_identity()["Arn"] == arn
    assert pods.client("s3", answer).list_buckets()["Buckets"] == []


def test_durations_and_session_policies(pods):
    with error("ValidationError", 400):
        pods.assume(DurationSeconds=899)
    with error("ValidationError", 400, "exceeds the MaxSessionDuration set for this role"):
        pods.assume(DurationSeconds=3601)
    answer = pods.assume(DurationSeconds=900, Policy=document(allow("iam:*")))
    assert 0 < answer["PackedPolicySize"] <= 100
    with denied("no session policy allows"):
        pods.client("s3", answer).list_buckets()
    arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    answer = pods.assume(PolicyArns=[{"arn": arn}])
    assert pods.client("s3", answer).list_buckets()["Buckets"] == []


def test_the_session_has_the_keys_of_its_provider(pods):
    name = pods.issuer.name
    keys = {
        f"{name}:aud": "sts.amazonaws.com",
        f"{name}:sub": "system:serviceaccount:default:app",
        "aws:FederatedProvider": pods.provider,
    }
    for key, value in keys.items():
        for wanted, works in ((value, True), ("other", False)):
            pods.iam.put_role_policy(
                RoleName="Deploy",
                PolicyName="Own",
                PolicyDocument=document(
                    allow("s3:*", Condition={"StringEquals": {key: wanted}})
                ),
            )
            s3 = pods.client("s3", pods.assume())
            if works:
                s3.list_buckets()
            else:
                with denied():
                    s3.list_buckets()


def test_ways_of_authentication_are_a_list(pods):
    condition = {"ForAnyValue:StringEquals": {f"{pods.issuer.name}:amr": "mfa"}}
    pods.iam.update_assume_role_policy(
        RoleName="Deploy", PolicyDocument=pods.policy(**condition)
    )
    with denied():
        pods.assume(pods.issuer.token(amr=["pwd"]))
    statement = allow("s3:*", Condition=condition)
    pods.iam.put_role_policy(
        RoleName="Deploy", PolicyName="Own", PolicyDocument=document(statement)
    )
    pods.client("s3", pods.assume(pods.issuer.token(amr=["pwd", "mfa"]))).list_buckets()


# Who is trusted


@pytest.mark.parametrize(
    "operator, keys",
    [
        ("StringEquals", {"sub": "repo:octo/app:ref:refs/heads/main"}),
        ("StringLike", {"sub": "repo:octo/app:*"}),
        ("StringLike", {"sub": "repo:octo/*:ref:refs/heads/*"}),
        ("StringEquals", {"aud": "sts.amazonaws.com", "repository": "octo/app"}),
        ("StringEquals", {"ref": "refs/heads/main", "repository_owner_id": "65"}),
        ("StringLike", {"job_workflow_ref": "octo/app/.github/workflows/*@refs/heads/main"}),
        ("StringEquals", {"actor": "octocat", "workflow": "deploy", "repository_id": "74"}),
        ("Null", {"environment": "true"}),
    ],
)
def test_a_job_of_the_branch_is_let_in(git, operator, keys):
    git.only(operator=operator, **keys)
    assert git.assume()["SubjectFromWebIdentityToken"] == "repo:octo/app:ref:refs/heads/main"


@pytest.mark.parametrize(
    "operator, keys",
    [
        ("StringEquals", {"sub": "repo:octo/app:ref:refs/heads/dev"}),
        ("StringLike", {"sub": "repo:octo/app:environment:*"}),
        ("StringLike", {"sub": "repo:evil/*"}),
        ("StringEquals", {"sub": "repo:octo/app:*"}),
        ("StringEquals", {"aud": "other"}),
        ("StringEquals", {"environment": "production"}),
        ("StringEquals", {"repository": "octo/application"}),
        # Claims that are no condition keys.
        ("StringEquals", {"ref_type": "branch"}),
        ("StringEquals", {"repository_owner": "octo"}),
        ("StringEquals", {"run_id": "1"}),
    ],
)
def test_a_job_is_refused_that_does_not_fit(git, operator, keys):
    git.only(operator=operator, **keys)
    with denied("Not authorized to perform sts:AssumeRoleWithWebIdentity"):
        git.assume()


def test_an_environment_is_a_condition(git):
    git.only(environment="production")
    issuer = git.issuer
    assert git.assume(issuer.token(**github(environment="production")))
    with denied():
        git.assume(issuer.token(**github(environment="staging")))
    git.only(operator="StringLike", sub="repo:octo/app:environment:*")
    assert git.assume(issuer.token(**github(environment="staging")))


def test_service_accounts_are_told_apart(pods):
    pods.only(sub="system:serviceaccount:default:app", aud="sts.amazonaws.com")
    assert pods.assume()
    for claims in (kubernetes("kube-system", "app"), kubernetes("default", "other")):
        with denied():
            pods.assume(pods.issuer.token(**claims))


def test_only_the_named_provider_is_trusted(git, pods):
    assert pods.assume() and git.assume()
    with denied():
        git.assume(RoleArn=pods.role["Arn"])


def test_what_a_trust_policy_must_say(git):
    name = git.issuer.name
    for principal in ({"AWS": "*"}, {"Federated": f"{git.provider}/x"}, {"AWS": git.account.id}):
        policy = {"Effect": "Allow", "Principal": principal, "Action": ACTION}
        git.iam.update_assume_role_policy(RoleName="Deploy", PolicyDocument=document(policy))
        if principal == {"AWS": "*"}:
            continue
        with denied():
            git.assume()
    git.only(action="sts:AssumeRole", aud="sts.amazonaws.com")
    with denied():
        git.assume()
    deny = {"Effect": "Deny", "Principal": {"Federated": git.provider}, "Action": ACTION,
            "Condition": {"StringEquals": {f"{name}:actor": "octocat"}}}  # fmt: skip
    both = json.loads(git.policy())["Statement"] + [deny]
    git.iam.update_assume_role_policy(RoleName="Deploy", PolicyDocument=document(*both))
    with denied():
        git.assume()
    git.only(action="sts:*", aud="sts.amazonaws.com")
    assert git.assume()


def test_the_name_of_the_session_is_a_condition(git):
    git.iam.update_assume_role_policy(
        RoleName="Deploy",
        PolicyDocument=git.policy(StringLike={"sts:RoleSessionName": "job-*"}),
    )
    assert git.assume(RoleSessionName="job-1")
    with denied():
        git.assume()


def test_a_role_that_is_not_there_looks_like_one_that_does_not_trust(git):
    with denied("Not authorized to perform sts:AssumeRoleWithWebIdentity"):
        git.assume(RoleArn=git.account.arn("role/Nobody"))
    with error(*INVALID, "No OpenIDConnect provider found in your account for https://token"):
        git.assume(RoleArn="arn:aws:iam::999999999999:role/Deploy")


# Tags and source identity


def test_tags_and_source_identity_come_from_claims(pods):
    claims = {
        "https://aws.amazon.com/tags": {
            "principal_tags": {"Team": ["red"], "Cost": "7"},
            "transitive_tag_keys": ["Team"],
        },
        "https://aws.amazon.com/source_identity": "Ann",
    }
    token = pods.issuer.token(**claims)
    with denied("Not authorized to perform sts:TagSession"):
        pods.assume(token)
    pods.only(action=[ACTION, "sts:TagSession"])
    with denied("Not authorized to perform sts:SetSourceIdentity"):
        pods.assume(token)
    everything = [ACTION, "sts:TagSession", "sts:SetSourceIdentity"]
    condition = {
        "StringEquals": {"aws:RequestTag/Team": "red", "sts:SourceIdentity": "Ann"},
        "ForAllValues:StringEquals": {
            "aws:TagKeys": ["Team", "Cost"],
            "sts:TransitiveTagKeys": ["Team"],
        },
    }
    pods.iam.update_assume_role_policy(
        RoleName="Deploy", PolicyDocument=pods.policy(everything, **condition)
    )
    answer = pods.assume(token)
    assert answer["SourceIdentity"] == "Ann" and answer["PackedPolicySize"] > 0
    tagged = {"aws:PrincipalTag/Team": "red", "aws:PrincipalTag/Cost": "7",
              "aws:SourceIdentity": "Ann"}  # fmt: skip
    pods.iam.put_role_policy(
        RoleName="Deploy",
        PolicyName="Own",
        PolicyDocument=document(allow("s3:*", Condition={"StringEquals": tagged})),
    )
    pods.client("s3", answer).list_buckets()
    flat = {
        "https://aws.amazon.com/tags/principal_tags/Team": ["red"],
        "https://aws.amazon.com/tags/principal_tags/Cost": ["7"],
        "https://aws.amazon.com/tags/transitive_tag_keys": ["Team"],
        "https://aws.amazon.com/source_identity": "Ann",
    }
    pods.client("s3", pods.assume(pods.issuer.token(**flat))).list_buckets()


@pytest.mark.parametrize(
    "tags",
    [
        {"principal_tags": {"a": "1", "A": "2"}},
        {"principal_tags": {"aws:a": "1"}},
        {"principal_tags": {"": "1"}},
        {"principal_tags": {"a<b": "1"}},
        {"principal_tags": {"a": "x" * 257}},
        {"principal_tags": {"a" * 129: "1"}},
        {"principal_tags": {f"k{number}": "v" for number in range(51)}},
        {"principal_tags": {"a": "1"}, "transitive_tag_keys": ["b"]},
    ],
    ids=str,
)
def test_tags_that_no_session_may_have_are_refused(pods, tags):
    pods.only(action="sts:*")
    with error("IDPRejectedClaim", 403):
        pods.assume(pods.issuer.token(**{"https://aws.amazon.com/tags": tags}))


@pytest.mark.parametrize("identity", ["x", "a b", "x" * 65, "aws:me"])
def test_source_identities_that_no_session_may_have_are_refused(pods, identity):
    pods.only(action="sts:*")
    with error("IDPRejectedClaim", 403):
        pods.assume(pods.issuer.token(**{"https://aws.amazon.com/source_identity": identity}))


# Tokens that are refused


def test_every_algorithm_that_is_taken(fresh):
    names = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512"]
    trust = fresh()
    trust.issuer.keys = [SigningKey(name, name) for name in names]
    for key in trust.issuer.keys:
        assert trust.assume(trust.issuer.token(key)), key.id


def test_forged_tokens(git):
    issuer = git.issuer
    stranger = SigningKey("first")
    with error(*INVALID, "Token signature invalid"):
        git.assume(stranger.token(issuer.fill()))
    head, body, signature = issuer.token().split(".")
    edited = issuer.fill(sub="repo:octo/app:environment:production")
    with error(*INVALID, "Token signature invalid"):
        git.assume(f"{head}.{encode(json.dumps(edited))}.{signature}")
    with error(*INVALID, "is not a valid JWT"):
        git.assume(f"{head}.{body}.")
    with error(*INVALID, "is not a valid JWT"):
        git.assume(f"{head}.{body}")
    with error(*INVALID):
        git.assume(f"{head}.{body}.{signature}.{signature}")
    with error(*INVALID, "is not a valid JWT"):
        git.assume("sk-not-a-token")


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE"])
def test_unsigned_tokens(git, name):
    claims = encode(json.dumps(git.issuer.fill()))
    head = encode(json.dumps({"alg": name, "kid": "first"}))
    for signature in ("", "AAAA"):
        with error(*INVALID):
            git.assume(f"{head}.{claims}.{signature}")


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_tokens_signed_with_the_public_key_as_a_secret(git, algorithm):
    issuer = git.issuer
    key = issuer.keys[0]
    header = {"alg": algorithm, "kid": key.id, "typ": "JWT"}
    signed = f"{encode(json.dumps(header))}.{encode(json.dumps(issuer.fill()))}"
    secrets = [key.public_pem, json.dumps(key.jwk).encode(), key.jwk["n"].encode()]
    for secret in secrets:
        code = hmac.digest(secret, signed.encode(), getattr(hashlib, f"sha{algorithm[2:]}"))
        with error(*INVALID, "algorithm of the token is not supported"):
            git.assume(f"{signed}.{encode(code)}")


def test_the_key_that_is_named_is_the_one(fresh):
    trust = fresh()
    issuer = trust.issuer
    issuer.keys.append(SigningKey("second"))
    assert trust.assume(issuer.token(issuer.keys[1]))
    with error(*INVALID, "Token signature invalid"):
        trust.assume(issuer.token(header={"kid": "second"}))
    for identifier in ("", None, 7):
        with error(*INVALID, "header of the token is not supported"):
            trust.assume(issuer.token(header={"kid": identifier}))
    with error(*INVALID, NO_KEY):
        trust.assume(issuer.token(header={"kid": "../first"}))


def test_keys_that_a_token_brings_are_not_used(git):
    stranger = SigningKey("first")
    certificate = base64.b64encode(b"certificate").decode()
    for header in (
        {"jwk": stranger.jwk},
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example/chain"},
        {"crit": ["exp"], "exp": 1},
        {"x5c": [certificate]},
    ):
        with error(*INVALID):
            git.assume(stranger.token(git.issuer.fill(), header))


def test_a_name_that_stands_twice_is_refused(git):
    key, issuer = git.issuer.keys[0], git.issuer
    text = json.dumps(issuer.fill())
    doubled = text[:-1] + ', "sub": "repo:octo/app:environment:production"}'
    nested = text[:-1] + ', "x": {"a": 1, "a": 2}}'
    escaped = text[:-1] + ', "s\\u0075b": "someone"}'
    for claims in (doubled, nested, escaped):
        with error(*INVALID, "is not a valid JWT"):
            git.assume(key.token(claims))
    head = '{"alg": "RS256", "kid": "first", "alg": "RS256"}'
    signed = f"{encode(head)}.{encode(text)}"
    with error(*INVALID, "is not a valid JWT"):
        git.assume(f"{signed}.{encode(key.sign(signed.encode()))}")


def test_tokens_that_are_too_long(git):
    with error("ValidationError", 400, "less than or equal to 20000"):
        git.assume(git.issuer.token(filler="x" * 20000))
    assert git.assume(git.issuer.token(filler="x" * 10000))


def test_times(git):
    now = int(time.time())
    token = git.issuer.token(iat=now - 600, exp=now - 1)
    text = f"must be before the expiration date/time{now - 1}"
    with error("ExpiredTokenException", 400, text):
        git.assume(token)
    for claims in ({"nbf": now + 3600}, {"iat": now + 3600, "exp": now + 7200}):
        with error(*INVALID, "Token is not yet valid"):
            git.assume(git.issuer.token(**claims))
    assert git.assume(git.issuer.token(iat=now + 60, nbf=now + 60))
    for claims in ({"exp": str(now + 60)}, {"exp": now + 60.5}, {"iat": True}, {"nbf": "soon"}):
        with error(*INVALID, "Invalid value of claim"):
            git.assume(git.issuer.token(**claims))
    for name in ("exp", "iat", "sub", "aud", "iss"):
        with error(*INVALID, f"Missing a required claim: {name}"):
            git.assume(git.issuer.token(**{name: None}))


def test_other_issuers_and_audiences(git, pods, account):
    with error(*INVALID, "Incorrect token audience"):
        git.assume(git.issuer.token(aud="https://github.com/octo"))
    with error(*INVALID, "Incorrect token audience"):
        git.assume(git.issuer.token(azp="other"))
    for url in (f"https://{GITHUB}/", f"https://{GITHUB.upper()}", "https://idp.example.com"):
        with error(*INVALID, "No OpenIDConnect provider found in your account for"):
            git.assume(git.issuer.token(iss=url))
    for url in (GITHUB, f"http://{GITHUB}", "", "file:///etc/passwd", "https:" + "x" * 300):
        with error(*INVALID):
            git.assume(git.issuer.token(iss=url))
    # The keys of one issuer prove nothing of another.
    with error(*INVALID, "Token signature invalid"):
        pods.assume(git.issuer.keys[0].token(pods.issuer.fill()))


def test_the_authorized_party_is_the_audience(git):
    git.iam.add_client_id_to_open_id_connect_provider(
        OpenIDConnectProviderArn=git.provider, ClientID="phone"
    )
    git.only(aud="phone", oaud="backend")
    answer = git.assume(git.issuer.token(aud="backend", azp="phone"))
    assert answer["Audience"] == "phone"
    with denied():
        git.assume()


def test_access_tokens_of_other_providers(git):
    for name in ("www.amazon.com", "graph.facebook.com", GITHUB):
        with error(*INVALID, f"Access tokens of the provider {name} are not supported"):
            git.assume(ProviderId=name)


def test_a_provider_that_is_deleted_is_trusted_no_more(git):
    assert git.assume()
    git.iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=git.provider)
    with error(*INVALID, "No OpenIDConnect provider found"):
        git.assume()


# Keys and where they come from


def test_keys_are_kept_and_rotate(fresh):
    trust = fresh()
    issuer = trust.issuer
    for _ in range(5):
        assert trust.assume()
    assert issuer.asked == 2
    old, new = issuer.keys[0], SigningKey("second")
    issuer.keys = [new]
    assert trust.assume(issuer.token(old))
    deadline = time.monotonic() + 30
    while True:  # The issuer is asked again ten seconds after it was.
        try:
            assert trust.assume(issuer.token(new))
            break
        except botocore.exceptions.ClientError as failure:
            assert "Couldn't retrieve" in failure.response["Error"]["Message"]
            assert time.monotonic() < deadline
        time.sleep(0.5)
    assert issuer.asked == 4
    with error(*INVALID, NO_KEY):
        trust.assume(issuer.token(old))


def test_an_issuer_that_is_down(fresh):
    trust, other = fresh(), fresh()
    assert trust.assume()
    token = trust.issuer.token()
    trust.issuer.stop()
    assert trust.assume(token)
    other.issuer.stop()
    with error("IDPCommunicationError", 400):
        other.assume()


def test_redirects_are_not_followed(git, fresh):
    trust = fresh()
    trust.issuer.redirect = f"https://127.0.0.1:{git.issuer.port}"
    with error(*INVALID, NO_KEY):
        trust.assume()


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://elsewhere.example"},
        {"jwks_uri": None},
        {"jwks_uri": "http://127.0.0.1:1/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://127.0.0.1:1/\n"},
    ],
    ids=str,
)
def test_discovery_documents_that_are_not_followed(fresh, change):
    trust = fresh()
    trust.issuer.document |= change
    with error(*INVALID, NO_KEY):
        trust.assume()


def test_keys_may_be_on_another_host(fresh, world):
    trust = fresh()
    trust.issuer.document["jwks_uri"] = f"{world.issuers['kubernetes'].url}/keys"
    assert trust.assume(trust.issuer.token(world.issuers["kubernetes"].keys[0]))


def test_a_slow_issuer_holds_nobody_up(fresh, world, account):
    trust = fresh()
    trust.issuer.gate.clear()
    results = []

    def wait():
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            trust.assume()
        results.append(caught.value.response["Error"]["Code"])

    waiting = [threading.Thread(target=wait) for _ in range(20)]
    for thread in waiting:
        thread.start()
    while trust.issuer.asked == 0:
        time.sleep(0.01)
    for _ in range(50):
        assert account.client("sts").get_caller_identity()
    assert results == []
    for thread in waiting:
        thread.join()
    assert results == ["IDPCommunicationError"] * 20
    assert trust.issuer.asked == 1


def test_certificates_that_nobody_vouches_for(fresh):
    trust = fresh(authority=Authority("Stranger"))
    with error(*INVALID, "HTTPS certificate doesn't match configured thumbprint"):
        trust.assume()


def test_a_thumbprint_vouches_for_a_certificate(world, account, tmp_path):
    stranger = Authority("Stranger")
    issuer = Issuer(tmp_path, stranger, claims={"sub": "somebody"}, chained=True)
    trust = Trust(account, issuer, thumbprints=["0" * 40, stranger.thumbprint.upper()])
    assert trust.assume()
    issuer.stop()


@pytest.mark.parametrize("what", ["name", "time"])
def test_a_thumbprint_does_not_vouch_for_another_name_or_time(world, account, tmp_path, what):
    stranger = Authority("Stranger")
    more = {"names": ["idp.example.com"]} if what == "name" else {"end": NOW - DAY / 2}
    issuer = Issuer(tmp_path, stranger, claims={"sub": "somebody"}, chained=True, **more)
    trust = Trust(account, issuer, thumbprints=[stranger.thumbprint])
    with error(*INVALID, "HTTPS certificate doesn't match configured thumbprint"):
        trust.assume()
    issuer.stop()


def test_without_the_options(tmp_path, world):
    """Neither private addresses nor plain HTTP are reached."""
    server = Server(tmp_path)
    account = server.account("111122223333")
    try:
        trust = Trust(account, world.issuers["kubernetes"])
        asked = trust.issuer.asked
        with error("IDPCommunicationError", 400):
            trust.assume()
        assert trust.issuer.asked == asked
        with error(*INVALID, "Issuer must be a valid URL"):
            trust.assume(trust.issuer.token(iss=f"http://{trust.issuer.name}"))
    finally:
        assert server.stop() == 0


def test_plain_http_on_a_loopback_address(tmp_path):
    issuer = Issuer(tmp_path, None, claims={"sub": "somebody"}, secure=False)
    server = Server(tmp_path, environment={"ROLECALL_ALLOW_INSECURE_ISSUER": issuer.url})
    try:
        trust = Trust(server.account("111122223333"), issuer)
        trust.only(sub="somebody")
        assert trust.assume()["Provider"].endswith(f"oidc-provider/{issuer.name}")
        with error("IDPCommunicationError", 400):  # What it is with TLS is another issuer.
            trust.assume(issuer.token(iss=f"https://{issuer.name}"))
    finally:
        assert server.stop() == 0
        issuer.stop()


@pytest.mark.parametrize(
    "option",
    [
        ["--allow-insecure-issuer", "https://idp.example.com"],
        ["--issuer-connect", "idp.example.com:443"],
        ["--allow-insecure-issuer"],
    ],
    ids=str,
)
def test_options_that_are_refused(world, option):
    finished = world.server.rolecall("serve", "--ephemeral", *option, check=False)
    assert finished.returncode != 0 and "needs" in finished.stderr


# The providers of credentials that SDKs bring


WHO = "import boto3; print(boto3.client('sts').get_caller_identity()['Arn'])"


def test_boto3_with_nothing_but_the_environment(pods, tmp_path):
    (tmp_path / "token").write_text(pods.issuer.token())
    environment = clean_environment(
        AWS_WEB_IDENTITY_TOKEN_FILE=tmp_path / "token",
        AWS_ROLE_ARN=pods.role["Arn"],
        AWS_ROLE_SESSION_NAME="pod",
        AWS_ENDPOINT_URL=pods.account.server.endpoint,
        AWS_DEFAULT_REGION=REGION,
        AWS_EC2_METADATA_DISABLED="true",
        HOME=tmp_path,
    )
    shown = subprocess.run(
        [sys.executable, "-c", WHO], env=environment, capture_output=True, text=True, timeout=60
    )
    assert shown.stdout.strip().endswith(":assumed-role/Deploy/pod"), shown.stderr


def test_a_profile_with_a_token_chains_into_another_role(pods, tmp_path):
    (tmp_path / "token").write_text(pods.issuer.token())
    pods.iam.create_role(
        RoleName="Next",
        AssumeRolePolicyDocument=document(
            {
                "Effect": "Allow",
                "Principal": {"AWS": pods.role["Arn"]},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"sts:ExternalId": "shared-word"}},
            }
        ),
    )
    config = tmp_path / "config"
    config.write_text(
        f"[profile pod]\nrole_arn = {pods.role['Arn']}\n"
        f"web_identity_token_file = {tmp_path / 'token'}\nrole_session_name = pod\n"
        f"[profile next]\nrole_arn = {pods.account.arn('role/Next')}\nsource_profile = pod\n"
        "external_id = shared-word\nrole_session_name = deep\n"
    )
    finished = pods.account.cli(
        "sts",
        "get-caller-identity",
        "--profile",
        "next",
        keys=Keys("", "", None),
        AWS_CONFIG_FILE=config,
    )
    assert json.loads(finished.stdout)["Arn"].endswith(":assumed-role/Next/deep")


def test_a_profile_with_a_code_of_an_mfa_device(account):
    """botocore asks for the code; a source identity is beyond its profiles."""
    keys = account.user("Ann")
    device = Device(account.iam, "phone")
    device.enable("Ann", first=-2)
    account.iam.create_role(
        RoleName="Safe",
        AssumeRolePolicyDocument=document(
            {
                "Effect": "Allow",
                "Principal": {"AWS": account.arn("user/Ann")},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "Bool": {"aws:MultiFactorAuthPresent": "true"},
                    "StringEquals": {"sts:ExternalId": "word"},
                },
            }
        ),
    )
    folder = account.server.folder
    config = folder / "mfa-config"
    config.write_text(
        f"[profile ann]\naws_access_key_id = {keys.id}\naws_secret_access_key = {keys.secret}\n"
        f"[profile safe]\nrole_arn = {account.arn('role/Safe')}\nsource_profile = ann\n"
        f"mfa_serial = {device.serial}\nexternal_id = word\nrole_session_name = safe\n"
    )
    session = botocore.session.Session(profile="safe")
    session.set_config_variable("config_file", str(config))
    session.set_config_variable("credentials_file", str(folder / "no-credentials"))
    providers = session.get_component("credential_provider")
    provider = providers.get_provider("assume-role")
    provider._prompter = lambda _: device.code(0)
    provider.cache = {}
    create = session.create_client
    provider._client_creator = lambda service, **more: create(
        service, endpoint_url=account.server.endpoint, region_name=REGION, **more
    )
    credentials = session.get_credentials().get_frozen_credentials()
    safe = Keys(credentials.access_key, credentials.secret_key, credentials.token)
    arn = account.client("sts", safe).get_caller_identity()["Arn"]
    assert arn.endswith(":assumed-role/Safe/safe")

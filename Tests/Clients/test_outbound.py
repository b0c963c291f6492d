"""GetWebIdentityToken: tokens that others verify, with boto3, PyJWT and a second server."""

import json
import ssl
import time
import urllib.error
import urllib.request

import jwt
import pytest
from expect import denied, error
from issuers import Authority
from server import Keys, Server, allow, client, deny, document
from test_web_identity import unsigned

NAMESPACE = "https://sts.amazonaws.com/"
AUDIENCE = "https://api.example.com"


@pytest.fixture
def issuer(account):
    return account.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]


def ask(account, keys=None, **more):
    parameters = {"Audience": [AUDIENCE], "SigningAlgorithm": "RS256"} | more
    sts = account.client("sts", keys, validate=False)
    return sts.get_web_identity_token(**parameters)


def fetch(url, method="GET", context=None):
    request = urllib.request.Request(url, method=method)
    with urllib.request.urlopen(request, timeout=20, context=context) as answer:
        return answer.headers, answer.read()


def verify(answer, issuer, audience=AUDIENCE):
    """The claims of a token, verified as a relying party would."""
    configuration = json.loads(fetch(f"{issuer}/.well-known/openid-configuration")[1])
    assert configuration["issuer"] == issuer
    token = answer["WebIdentityToken"]
    keys = jwt.PyJWKSet.from_json(fetch(configuration["jwks_uri"])[1].decode())
    header = jwt.get_unverified_header(token)
    return jwt.decode(
        token,
        keys[header["kid"]].key,
        algorithms=configuration["id_token_signing_alg_values_supported"],
        audience=audience,
        issuer=issuer,
        options={"require": ["exp", "iat", "sub", "jti"]},
    )


@pytest.mark.parametrize("algorithm", ["RS256", "ES384"])
def test_a_user(account, issuer, algorithm):
    ann = account.user("Ann", allow("sts:*"), Tags=[{"Key": "team", "Value": "red"}])
    answer = ask(
        account,
        ann,
        SigningAlgorithm=algorithm,
        DurationSeconds=60,
        Tags=[{"Key": "job", "Value": "7"}],
    )
    claims = verify(answer, issuer)
    now = time.time()
    assert claims["sub"] == account.arn("user/Ann") and claims["aud"] == AUDIENCE
    assert claims["exp"] - claims["iat"] == 60 and now - 20 < claims["iat"] <= now
    assert answer["Expiration"].timestamp() == claims["exp"]
    assert claims[NAMESPACE] == {
        "aws_account": account.id,
        "source_region": "us-east-1",
        "principal_id": account.arn("user/Ann"),
        "principal_tags": {"team": "red"},
        "request_tags": {"job": "7"},
    }
    assert jwt.get_unverified_header(answer["WebIdentityToken"])["alg"] == algorithm
    again = verify(ask(account, ann), issuer)
    assert again["jti"] != claims["jti"] and again["exp"] - again["iat"] == 300
    assert "request_tags" not in again[NAMESPACE]


def test_a_session(account, issuer):
    ann = account.user("Ann", allow("*"))
    trust = {"Effect": "Allow", "Principal": {"AWS": account.arn("user/Ann")}, "Action": "sts:*"}
    account.iam.create_role(
        RoleName="Worker",
        Path="/apps/",
        AssumeRolePolicyDocument=document(trust),
        Tags=[{"Key": "team", "Value": "red"}, {"Key": "tier", "Value": "one"}],
    )
    account.iam.put_role_policy(
        RoleName="Worker", PolicyName="Own", PolicyDocument=document(allow("sts:*"))
    )
    session = account.client("sts", ann).assume_role(
        RoleArn=account.arn("role/apps/Worker"),
        RoleSessionName="work",
        SourceIdentity="Ann",
        Tags=[{"Key": "Team", "Value": "blue"}],
        DurationSeconds=900,
    )["Credentials"]
    keys = Keys.of(session)
    claims = verify(ask(account, keys, Audience=["one", "two"]), issuer, "two")
    assert claims["aud"] == ["one", "two"]
    assert claims["sub"] == account.arn("role/apps/Worker")
    told = claims[NAMESPACE]
    assert told["source_identity"] == "Ann"
    assert told["original_session_exp"] == session["Expiration"].strftime("%Y-%m-%dT%H:%M:%SZ")
    assert told["principal_tags"] == {"tier": "one", "Team": "blue"}
    with error("SessionDurationEscalationException", 403):
        ask(account, keys, DurationSeconds=3600)


def test_it_is_off_until_it_is_enabled(account):
    with error("OutboundWebIdentityFederationDisabledException", 403):
        ask(account)
    issuer = account.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
    token = ask(account)
    account.iam.disable_outbound_web_identity_federation()
    with error("OutboundWebIdentityFederationDisabledException", 403):
        ask(account)
    assert verify(token, issuer)  # What was issued is good to its end.


@pytest.mark.parametrize(
    "key, value, operator",
    [
        ("sts:IdentityTokenAudience", AUDIENCE, "ForAllValues:StringEquals"),
        ("sts:SigningAlgorithm", "RS256", "StringEquals"),
        ("sts:DurationSeconds", "120", "NumericLessThanEquals"),
    ],
)
def test_conditions(account, issuer, key, value, operator):
    ann = account.user(
        "Ann", allow("sts:GetWebIdentityToken", Condition={operator: {key: value}})
    )
    assert ask(account, ann, DurationSeconds=120)
    with denied("sts:GetWebIdentityToken"):
        ask(
            account,
            ann,
            DurationSeconds=121,
            Audience=[AUDIENCE, "other"],
            SigningAlgorithm="ES384",
        )


def test_tags_need_a_permission_of_their_own(account, issuer):
    tags = [{"Key": "job", "Value": "7"}]
    ann = account.user("Ann", allow("sts:GetWebIdentityToken"))
    with denied("sts:TagGetWebIdentityToken"):
        ask(account, ann, Tags=tags)
    condition = {"StringEquals": {"aws:RequestTag/job": "7"}}
    account.allow(
        "Ann",
        allow("sts:GetWebIdentityToken"),
        allow("sts:TagGetWebIdentityToken", Condition=condition),
    )
    assert ask(account, ann, Tags=tags)
    with denied():
        ask(account, ann, Tags=[{"Key": "job", "Value": "8"}])
    account.allow("Ann", allow("sts:*"), deny("sts:GetWebIdentityToken"))
    with denied("explicit deny"):
        ask(account, ann)


@pytest.mark.parametrize(
    "parameters",
    [
        {"DurationSeconds": 59},
        {"DurationSeconds": 3601},
        {"SigningAlgorithm": "HS256"},
        {"SigningAlgorithm": "ES256"},
        {"SigningAlgorithm": "none"},
        {"Audience": []},
        {"Audience": [str(number) for number in range(11)]},
        {"Audience": ["x" * 1001]},
        {"Tags": [{"Key": str(number), "Value": "v"} for number in range(51)]},
    ],
    ids=lambda value: str(value)[:40],
)
def test_constraints(account, issuer, parameters):
    with error("ValidationError", 400):
        ask(account, **parameters)


def test_the_largest_token_and_one_that_is_too_large(account, issuer):
    tags = [{"Key": f"{number:03}" + "k" * 125, "Value": "v" * 124} for number in range(50)]
    assert verify(ask(account, Tags=tags), issuer)[NAMESPACE]["request_tags"]
    tags = [tag | {"Value": "v" * 256} for tag in tags]
    with error("JWTPayloadSizeExceededException", 400):
        ask(account, Tags=tags)
    with error("InvalidParameterValue", 400, "Duplicate tag keys"):
        ask(account, Tags=[{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}])


def test_what_is_published(account, other, issuer):
    headers, body = fetch(f"{issuer}/.well-known/jwks.json")
    assert headers["Content-Type"] == "application/json" and "max-age" in headers["Cache-Control"]
    keys = json.loads(body)["keys"]
    assert [key["alg"] for key in keys] == ["RS256", "ES384"]
    for key in keys:
        assert not {"d", "p", "q", "k"} & key.keys()
    headers, body = fetch(f"{issuer}/.well-known/openid-configuration", method="HEAD")
    assert int(headers["Content-Length"]) > 0 and body == b""
    elsewhere = issuer.replace(account.id, other.id)
    for url in (
        f"{elsewhere}/.well-known/jwks.json",
        f"{issuer}/",
        f"{issuer}/.well-known/jwks.json/",
        f"{issuer}/../.well-known/jwks.json",
        f"{account.server.endpoint}/_tokens/",
        f"{account.server.endpoint}/_tokens/{account.id}//.well-known/jwks.json",
    ):
        with pytest.raises(urllib.error.HTTPError) as caught:
            fetch(url)
        assert caught.value.code == 404, url
    with pytest.raises(urllib.error.HTTPError) as caught:
        fetch(f"{issuer}/.well-known/jwks.json", method="POST")
    assert caught.value.code == 405


def test_keys_rotate_and_outlive_the_server(tmp_path):
    server = Server(tmp_path, data=tmp_path / "data")
    try:
        account = server.account("111122223333")
        issuer = account.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
        assert "SigningKeys" not in json.loads(server.rolecall("keys", "list").stdout)
        old = ask(account)
        (first,) = json.loads(server.rolecall("keys", "list").stdout)["SigningKeys"]
        assert first["Signs"] and "ServedUntil" not in first
        rotated = json.loads(server.rolecall("keys", "rotate").stdout)["SigningKeys"]
        assert [key["Signs"] for key in rotated] == [False, True]
        new = ask(account)
        names = [jwt.get_unverified_header(each["WebIdentityToken"])["kid"] for each in (old, new)]
        assert [name.partition("-")[0] for name in names] == [key["KeyId"] for key in rotated]
        assert server.stop() == 0
        sealed = (tmp_path / "data/signing.keys").read_bytes()
        assert b"PRIVATE" not in sealed and (tmp_path / "data/signing.keys").stat().st_mode & 63 == 0
        port, server = server.port, Server(tmp_path, data=tmp_path / "data")
        issuer = issuer.replace(str(port), str(server.port))
        configuration = json.loads(fetch(f"{issuer}/.well-known/openid-configuration")[1])
        keys = json.loads(fetch(configuration["jwks_uri"])[1])["keys"]
        assert set(names) <= {key["kid"] for key in keys}
    finally:
        server.stop()


def test_a_second_server_takes_the_tokens(tmp_path):
    """The first vouches for a role of its own; the second gives keys for it."""
    authority = Authority()
    (tmp_path / "ca.pem").write_text(authority.pem)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    files = authority.server(tmp_path, "127.0.0.1", "localhost")
    tls = ["--tls-certificate", files[0], "--tls-key", files[1]]
    one = Server(tmp_path / "one", *map(str, tls), wait=False, scheme="https")
    two = Server(
        tmp_path / "two", "--issuer-ca", tmp_path / "ca.pem", "--allow-private-issuers"
    )
    try:
        trusting = ssl.create_default_context(cafile=tmp_path / "ca.pem")
        deadline = time.monotonic() + 20
        while True:
            try:
                fetch(f"{one.endpoint}/health", context=trusting)
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.01)
        made = json.loads(one.rolecall("account", "create", "777788889999").stdout)
        root = Keys.of(made)
        verified = {"verify": str(tmp_path / "ca.pem")}
        iam = client(one.endpoint, "iam", root, **verified)
        issuer = iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
        assert issuer.startswith(f"{one.endpoint}/_tokens/777788889999/")
        answer = client(one.endpoint, "sts", root, **verified).get_web_identity_token(
            Audience=["second"], SigningAlgorithm="ES384"
        )
        account = two.account("111122223333")
        provider = account.iam.create_open_id_connect_provider(
            Url=issuer, ClientIDList=["second"]
        )["OpenIDConnectProviderArn"]
        name = issuer.removeprefix("https://")
        role = account.iam.create_role(
            RoleName="Guest",
            AssumeRolePolicyDocument=document(
                {
                    "Effect": "Allow",
                    "Principal": {"Federated": provider},
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    "Condition": {
                        "StringEquals": {f"{name}:sub": "arn:aws:iam::777788889999:root"}
                    },
                }
            ),
        )["Role"]["Arn"]
        assumed = unsigned(two.endpoint).assume_role_with_web_identity(
            RoleArn=role,
            RoleSessionName="guest",
            WebIdentityToken=answer["WebIdentityToken"],
        )
        assert assumed["SubjectFromWebIdentityToken"] == "arn:aws:iam::777788889999:root"
    finally:
        assert one.stop() == 0
        assert two.stop() == 0


def test_the_public_url_is_the_issuer(tmp_path):
    server = Server(tmp_path, "--public-url", "https://sts.example.com/aws/")
    try:
        account = server.account("111122223333")
        issuer = account.iam.enable_outbound_web_identity_federation()["IssuerIdentifier"]
        assert issuer.startswith("https://sts.example.com/aws/_tokens/")
        token = ask(account)["WebIdentityToken"]
        assert jwt.decode(token, options={"verify_signature": False})["iss"] == issuer
    finally:
        assert server.stop() == 0
    finished = server.rolecall(
        "serve", "--ephemeral", "--public-url", "sts.example.com", check=False
    )
    assert finished.returncode != 0 and "--public-url needs a URL" in finished.stderr

"""Requests that are not what their signature says, and odd ones that are."""

import base64
import hashlib
import urllib.parse

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import pytest
import sigv4
from expect import error
from server import Keys, allow, document, trust
from signing import encode, exchange, host, post, send

IDENTITY = b"Action=GetCallerIdentity&Version=2011-06-15"
FORM = [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")]
MISMATCH = "The request signature we calculated does not match the signature you provided."
INVALID_TOKEN = "The security token included in the request is invalid"


@pytest.fixture
def bob(account):
    return account.user("Bob")


def identity(account, keys, body=IDENTITY, **more):
    """Signs GetCallerIdentity in some way."""
    return post(account, "sts", body, keys=keys, **more)


def refused(answer, status, code, message=None):
    assert (answer.status, answer.code) == (status, code), answer.text
    if message is not None:
        assert message in answer.text, answer.text
    assert "UserId" not in answer.text


def test_the_hand_written_signature_is_accepted(account, bob):
    answer = identity(account, bob)
    assert answer.status == 200 and account.arn("user/Bob") in answer.text


# --- One thing wrong, from signing --------------------------------------------------------------


def changed(keys, **parts):
    whole = {"identifier": keys.id, "secret": keys.secret, "token": keys.token}
    return Keys(**whole | parts)


SIGNED_WRONG = {
    "another secret": (
        lambda keys: identity_of(changed(keys, secret="x" * 40)),
        403,
        "SignatureDoesNotMatch",
        MISMATCH,
    ),
    "an unknown key": (
        lambda keys: identity_of(changed(keys, identifier="AKIAIOSFODNN7EXAMPLE")),
        403,
        "InvalidClientTokenId",
        INVALID_TOKEN,
    ),
    "a key in lower case": (
        lambda keys: identity_of(changed(keys, identifier=keys.id.lower())),
        403,
        "InvalidClientTokenId",
        INVALID_TOKEN,
    ),
    "an old date": (
        lambda keys: identity_of(keys, time=sigv4.stamp(-16 * 60)),
        403,
        "SignatureDoesNotMatch",
        "Signature expired: ",
    ),
    "a date to come": (
        lambda keys: identity_of(keys, time=sigv4.stamp(16 * 60)),
        403,
        "SignatureDoesNotMatch",
        "Signature not yet current: ",
    ),
    "the scope of another service": (
        lambda keys: identity_of(keys, scope=(sigv4.stamp()[:8], "us-east-1", "lambda")),
        403,
        "SignatureDoesNotMatch",
        "Credential should be scoped to correct service: 'sts'. ",
    ),
    "the scope of another day": (
        lambda keys: identity_of(keys, scope=("20200101", "us-east-1", "sts")),
        403,
        "SignatureDoesNotMatch",
        "Date in Credential scope does not match YYYYMMDD",
    ),
    "a token with a long-term key": (
        lambda keys: identity_of(keys, token="AAAA"),
        403,
        "InvalidClientTokenId",
        INVALID_TOKEN,
    ),
}


def identity_of(keys, **more):
    return lambda account: identity(account, keys, **more)


@pytest.mark.parametrize("how", SIGNED_WRONG)
def test_a_request_signed_wrong_is_refused(account, bob, how):
    make, status, code, message = SIGNED_WRONG[how]
    refused(make(bob)(account), status, code, message)


def test_a_signature_of_fourteen_minutes_holds(account, bob):
    for seconds in (-14 * 60, 14 * 60):
        assert identity(account, bob, time=sigv4.stamp(seconds)).status == 200


# --- One thing altered, after signing -----------------------------------------------------------


class Letter:
    """A signed request whose parts can be altered before it is sent."""

    def __init__(self, account, keys, service="sts", **parts):
        self.account = account
        self.method, self.path, self.query, self.body = "POST", "/", "", IDENTITY
        self.headers = FORM + [("X-Amz-Meta-Note", "a")]
        vars(self).update(parts)
        self.headers = sigv4.sign(
            keys,
            service,
            host(account.server),
            self.method,
            self.path,
            self.query,
            self.body,
            headers=self.headers,
        )

    def set(self, name, value):
        self.headers = [pair for pair in self.headers if pair[0] != name]
        if value is not None:
            self.headers.append((name, value))

    def edit(self, name, old, new):
        pairs = []
        for header, value in self.headers:
            if header == name:
                assert old in value
                value = value.replace(old, new)
            pairs.append((header, value))
        self.headers = pairs

    def cut(self, name, end):
        self.set(name, dict(self.headers)[name].partition(end)[0] + end)

    def send(self):
        return send(
            self.account.server, self.method, self.path, self.query, self.headers, self.body
        )


def altered(**parts):
    return lambda letter: vars(letter).update(parts)


AUTHORIZATION = "Authorization"
ALTERED = {
    "the body": (
        altered(body=IDENTITY + b"&x=1"), 403, "SignatureDoesNotMatch"),
    "the path": (altered(path="/x"), 403, "SignatureDoesNotMatch"),
    "the query": (altered(query="x=1"), 403, "SignatureDoesNotMatch"),
    "the method": (altered(method="PUT"), 403, "SignatureDoesNotMatch"),
    "a signed header": (
        lambda letter: letter.set("X-Amz-Meta-Note", "b"), 403, "SignatureDoesNotMatch"),
    "a signed header, taken away": (
        lambda letter: letter.set("X-Amz-Meta-Note", None), 403, "SignatureDoesNotMatch"),
    "a signed header, given twice": (
        lambda letter: letter.headers.append(("X-Amz-Meta-Note", "a")),
        403, "SignatureDoesNotMatch"),
    "the date": (
        lambda letter: letter.set("X-Amz-Date", sigv4.stamp(60)), 403, "SignatureDoesNotMatch"),
    "the host": (
        lambda letter: letter.set("Host", "sts.amazonaws.com"), 403, "SignatureDoesNotMatch"),
    "the signature": (
        lambda letter: letter.edit(AUTHORIZATION, "Signature=", "Signature=0"),
        403, "SignatureDoesNotMatch"),
    "the signature, empty": (
        lambda letter: letter.cut(AUTHORIZATION, "Signature="),
        403, "SignatureDoesNotMatch"),
    "the region of the scope": (
        lambda letter: letter.edit(AUTHORIZATION, "us-east-1", "eu-west-1"),
        403, "SignatureDoesNotMatch"),
    "the terminator of the scope": (
        lambda letter: letter.edit(AUTHORIZATION, "aws4_request", "aws5_request"),
        403, "SignatureDoesNotMatch"),
    "the algorithm": (
        lambda letter: letter.edit(AUTHORIZATION, "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"),
        400, "IncompleteSignature"),
    "the list of signed headers, without the host": (
        lambda letter: letter.edit(AUTHORIZATION, ";host;", ";"), 403, "SignatureDoesNotMatch"),
    "the list of signed headers, left out": (
        lambda letter: letter.edit(AUTHORIZATION, "SignedHeaders=", "SignedHeadings="),
        400, "IncompleteSignature"),
    "the signature, left out": (
        lambda letter: letter.edit(AUTHORIZATION, "Signature=", "Signed="),
        400, "IncompleteSignature"),
    "the credential, left out": (
        lambda letter: letter.edit(AUTHORIZATION, "Credential=", "Credit="),
        400, "IncompleteSignature"),
    "the date, left out": (
        lambda letter: letter.set("X-Amz-Date", None), 400, "IncompleteSignature"),
    "the authorization, left out": (
        lambda letter: letter.set(AUTHORIZATION, None), 403, "MissingAuthenticationToken"),
    "the authorization, empty": (
        lambda letter: letter.set(AUTHORIZATION, ""), 400, "IncompleteSignature"),
    "the authorization, of another kind": (
        lambda letter: letter.set(AUTHORIZATION, "Basic dXNlcjpwYXNz"),
        400, "IncompleteSignature"),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_a_request_altered_after_signing_is_refused(account, bob, what):
    alter, status, code = ALTERED[what]
    letter = Letter(account, bob)
    alter(letter)
    refused(letter.send(), status, code)


def test_an_unsigned_header_may_be_added(account, bob):
    letter = Letter(account, bob)
    letter.headers.append(("X-Forwarded-For", "10.0.0.1"))
    assert letter.send().status == 200


# --- Session tokens -----------------------------------------------------------------------------


@pytest.fixture
def session(account, bob):
    account.iam.create_role(
        RoleName="Worker", AssumeRolePolicyDocument=trust(account.arn("user/Bob"))
    )
    sts = account.client("sts", bob)

    def begin(name="bob"):
        role = account.arn("role/Worker")
        return Keys.of(sts.assume_role(RoleArn=role, RoleSessionName=name)["Credentials"])

    return begin


def flipped(token, at):
    """The token with one bit of its bytes changed."""
    padded = token.replace("-", "+").replace("_", "/")
    data = bytearray(base64.b64decode(padded + "=" * (-len(padded) % 4)))
    data[at] ^= 1
    text = base64.b64encode(data).decode()
    return text if token == padded else text.replace("+", "-").replace("/", "_")


TOKENS = {
    "missing": lambda mine, other: None,
    "empty": lambda mine, other: "",
    "of another session": lambda mine, other: other.token,
    "no token at all": lambda mine, other: "nonsense",
    "cut": lambda mine, other: mine.token[:-8],
    "lengthened": lambda mine, other: mine.token + "AAAA",
    "edited at its start": lambda mine, other: flipped(mine.token, 0),
    "edited in its middle": lambda mine, other: flipped(mine.token, 60),
    "edited at its end": lambda mine, other: flipped(mine.token, -1),
    "very long": lambda mine, other: "A" * 9000,
}


@pytest.mark.parametrize("what", TOKENS)
@pytest.mark.parametrize("service", ["sts", "iam"])
def test_a_token_that_is_not_the_sessions_is_refused(account, session, what, service):
    mine, other = session(), session("second")
    token = TOKENS[what](mine, other)
    body = IDENTITY if service == "sts" else b"Action=ListUsers&Version=2010-05-08"
    answer = post(account, service, body, keys=mine, token=token)
    refused(answer, 403, "InvalidClientTokenId", INVALID_TOKEN)


def test_s3_says_invalid_access_key_id(account, session):
    mine, other = session(), session("second")
    for token in (None, other.token):
        answer = post(account, "s3", b"", method="GET", keys=mine, token=token)
        refused(answer, 403, "InvalidAccessKeyId")


def test_a_token_binds_its_key(account, session):
    mine, other = session(), session("second")
    mixed = Keys(other.id, mine.secret, mine.token)
    refused(identity(account, mixed), 403, "InvalidClientTokenId")
    mixed = Keys(mine.id, other.secret, mine.token)
    refused(identity(account, mixed), 403, "SignatureDoesNotMatch", MISMATCH)


def test_a_token_may_come_unsigned_or_in_the_query(account, session):
    mine = session()
    letter = Letter(account, Keys(mine.id, mine.secret))
    letter.headers.append(("X-Amz-Security-Token", mine.token))
    assert letter.send().status == 200
    query = sigv4.presign(mine, "sts", host(account.server), query=IDENTITY.decode())
    answer = send(account.server, "GET", "/", query, [("Host", host(account.server))])
    assert answer.status == 200 and "assumed-role/Worker/bob" in answer.text


# --- Presigned ----------------------------------------------------------------------------------


def presigned(account, query, method="GET", headers=()):
    return send(account.server, method, "/", query, [("Host", host(account.server)), *headers])


def test_a_presigned_query_is_accepted_until_it_expires(account, bob):
    make = lambda **more: sigv4.presign(
        bob, "sts", host(account.server), query=IDENTITY.decode(), **more
    )
    assert presigned(account, make()).status == 200
    # STS holds a presigned request to fifteen minutes, whatever its X-Amz-Expires says.
    assert presigned(account, make(time=sigv4.stamp(-800), expires=60)).status == 200
    late = make(time=sigv4.stamp(-1000), expires=3600)
    refused(presigned(account, late), 403, "SignatureDoesNotMatch", "Signature expired")
    wrong = make().replace("Action=GetCallerIdentity", "Action=GetSessionToken")
    refused(presigned(account, wrong), 403, "SignatureDoesNotMatch")
    refused(presigned(account, make() + "&x=1"), 403, "SignatureDoesNotMatch")
    refused(presigned(account, make(), "POST"), 403, "SignatureDoesNotMatch")


def test_a_presigned_query_to_s3_is_accepted_for_as_long_as_it_says(account):
    make = lambda **more: sigv4.presign(account.keys, "s3", host(account.server), **more)
    assert presigned(account, make(time=sigv4.stamp(-3000), expires=3600)).status == 200
    late = presigned(account, make(time=sigv4.stamp(-400), expires=300))
    refused(late, 403, "AccessDenied", "Request has expired")
    for expires in (-1, 604801):
        answer = presigned(account, make(expires=expires))
        refused(answer, 400, "AuthorizationQueryParametersError")


# --- Odd requests that botocore signs -----------------------------------------------------------


def signed_by_botocore(account, keys, url, method="GET", body=b"", headers=(), service="s3"):
    """Signs with botocore, sends what it signed, byte for byte."""
    kind = botocore.auth.S3SigV4Auth if service == "s3" else botocore.auth.SigV4Auth
    base = account.server.endpoint
    request = botocore.awsrequest.AWSRequest(method, base + url, data=body)
    for name, value in headers:
        request.headers.add_header(name, value)
    credentials = botocore.credentials.Credentials(keys.id, keys.secret, keys.token)
    kind(credentials, service, "us-east-1").add_auth(request)
    pairs = [("Host", host(account.server))] + [
        (name, str(value)) for name, value in request.headers.items()
    ]
    path, _, query = request.url[len(base) :].partition("?")
    return send(account.server, method, path, query, pairs, body)


PATHS = [
    "/notes/plain",
    "/notes/a//b",
    "/notes//leading",
    "/notes/trailing/",
    "/notes/trailing//",
    "/notes/a/./b",
    "/notes/a/../b",
    "/notes/with%20space",
    "/notes/with%2Bplus",
    "/notes/per%25cent",
    "/notes/%C3%BC%E2%9C%93",
    "/notes/~tilde-_.%21%2A%27%28%29",
    "/notes/semi%3Bcolon%3Dequals%2Ccomma",
    "/notes/colon%3Aat%40dollar%24%26",
    # What follows is signed as it is sent, not as S3 would write the key.
    "/notes/a+b",
    "/notes/a;b=c,d",
    "/notes/a!b*c'd(e)",
    "/notes/a:b@c$d&e",
    '/notes/a[b]c{d}e|f^g`h"i<j>k\\l',
    "/notes/slash%2Fcoded",
    "/notes/lower%2fcase%c3%bc",
    "/notes/need%41less%7E",
    "/notes/%2E%2E/up",
    "/notes//+//%2F",
]


@pytest.mark.parametrize("path", PATHS)
def test_odd_paths_are_accepted(account, path):
    account.client("s3").create_bucket(Bucket="notes")
    made = signed_by_botocore(account, account.keys, path, "PUT", path.encode())
    assert made.status == 200, made.text
    read = signed_by_botocore(account, account.keys, path)
    assert (read.status, read.body) == (200, path.encode()), read.text
    key = urllib.parse.unquote(path.removeprefix("/notes/"))
    listed = account.client("s3").list_objects_v2(Bucket="notes")["Contents"]
    assert [entry["Key"] for entry in listed] == [key]


def presigned_by_botocore(account, keys, url, method="GET"):
    """The path and query of a URL that botocore presigned."""
    base = account.server.endpoint
    request = botocore.awsrequest.AWSRequest(method, base + url)
    credentials = botocore.credentials.Credentials(keys.id, keys.secret, keys.token)
    botocore.auth.S3SigV4QueryAuth(credentials, "s3", "us-east-1", expires=60).add_auth(request)
    path, _, query = request.url[len(base) :].partition("?")
    return path, query


@pytest.mark.parametrize("path", PATHS)
def test_odd_paths_are_accepted_presigned(account, path):
    account.client("s3").create_bucket(Bucket="notes")
    pairs = [("Host", host(account.server))]
    signed = presigned_by_botocore(account, account.keys, path, "PUT")
    made = send(account.server, "PUT", *signed, pairs, path.encode())
    assert made.status == 200, made.text
    target, query = presigned_by_botocore(account, account.keys, path)
    read = send(account.server, "GET", target, query, pairs)
    assert (read.status, read.body) == (200, path.encode()), read.text
    other = send(account.server, "GET", target + "%2Fx", query, pairs)
    refused(other, 403, "SignatureDoesNotMatch")


@pytest.mark.parametrize("path", ["/notes/a+b", "/notes/slash%2Fcoded", "/notes/%C3%BCb"])
def test_an_odd_path_altered_after_signing_is_refused(account, path):
    account.client("s3").create_bucket(Bucket="notes")
    for other in (path + "/", path + "+", path.replace("/notes/", "/notes//"), path[:-1]):
        letter = Letter(account, account.keys, "s3", method="GET", path=path, body=b"", headers=[])
        letter.path = other
        refused(letter.send(), 403, "SignatureDoesNotMatch")


QUERIES = [
    "",
    "x",
    "x=",
    "x=1&x=2",
    "x=2&x=1",
    "b=1&a=2",
    "A=1&a=2&B=3",
    "x=%20y&z=a%2Bb",
    "x=%C3%BC",
    "x=a%2Fb",
    "%C3%BC=1",
    "x=a%3Db",
    "-_.~=-_.~",
]


@pytest.mark.parametrize("query", QUERIES)
def test_odd_queries_are_accepted(account, query):
    url = "/?" + IDENTITY.decode() + ("&" + query if query else "")
    answer = signed_by_botocore(account, account.keys, url, service="sts")
    assert answer.status == 200, answer.text


RAW_QUERIES = ["x=a+b", "x=a;b!c*d'(e)", "x=a:b@c$d/e?f", "x=a=b", "x=%2f", "&x=1&", "+=1"]


@pytest.mark.parametrize("query", RAW_QUERIES)
def test_odd_queries_of_s3_are_accepted(account, query):
    account.client("s3").create_bucket(Bucket="notes")
    url = "/notes?list-type=2&" + query
    answer = signed_by_botocore(account, account.keys, url)
    assert answer.status == 200, answer.text


HEADERS = [
    [("X-Amz-Meta-Note", "a")],
    [("X-Amz-Meta-Note", "")],
    [("X-Amz-Meta-Note", "a   b  c")],
    [("X-Amz-Meta-Note", "  padded  ")],
    [("X-Amz-Meta-Note", '"quoted   text"')],
    [("X-Amz-Meta-Note", "a,b , c")],
    [("X-Amz-Meta-Note", "a"), ("X-Amz-Meta-Note", "b")],
    [("X-Amz-Meta-Note", "b"), ("X-Amz-Meta-Note", "a")],
    [("X-Amz-Meta-B", "1"), ("X-Amz-Meta-A", "2"), ("X-AMZ-META-C", "3")],
]


@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_odd_headers_are_accepted(account, headers):
    url = "/?" + IDENTITY.decode()
    answer = signed_by_botocore(account, account.keys, url, headers=headers, service="sts")
    assert answer.status == 200, answer.text


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "ap-southeast-2"])
def test_any_region_of_the_scope_is_served(account, bob, region):
    answer = identity(account, bob, region=region)
    assert answer.status == 200


# --- Payloads of S3 -----------------------------------------------------------------------------


def put(account, body, payload_hash, headers=()):
    return post(
        account,
        "s3",
        body,
        method="PUT",
        path="/notes/a",
        payload_hash=payload_hash,
        headers=headers,
    )


def test_a_payload_must_match_its_hash(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    right = hashlib.sha256(b"body").hexdigest()
    wrong = hashlib.sha256(b"other").hexdigest()
    answer = put(account, b"body", wrong)
    assert (answer.status, answer.code) == (400, "XAmzContentSHA256Mismatch")
    assert "Contents" not in s3.list_objects_v2(Bucket="notes")
    assert put(account, b"body", right).status == 200
    assert put(account, b"more", "UNSIGNED-PAYLOAD").status == 200
    assert s3.get_object(Bucket="notes", Key="a")["Body"].read() == b"more"


def test_a_digest_that_does_not_match_stores_nothing(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    right = hashlib.sha256(b"body").hexdigest()
    wrong = base64.b64encode(hashlib.md5(b"other").digest()).decode()
    answer = put(account, b"body", right, [("Content-MD5", wrong)])
    assert (answer.status, answer.code) == (400, "BadDigest")
    assert "Contents" not in s3.list_objects_v2(Bucket="notes")


def test_a_session_policy_cannot_be_edited_into_a_token(account, bob, session):
    account.iam.put_role_policy(
        RoleName="Worker", PolicyName="all", PolicyDocument=document(allow("iam:*"))
    )
    sts = account.client("sts", bob)
    narrow = Keys.of(
        sts.assume_role(
            RoleArn=account.arn("role/Worker"),
            RoleSessionName="narrow",
            Policy=document(allow("iam:ListRoles")),
        )["Credentials"]
    )
    wide = session("wide")
    with error("AccessDenied", 403):
        account.client("iam", narrow).list_users()
    assert account.client("iam", wide).list_users()["Users"]
    for identifier, secret in ((narrow.id, narrow.secret), (narrow.id, wide.secret)):
        with error("InvalidClientTokenId", 403):
            account.client("iam", Keys(identifier, secret, wide.token)).list_users()


def test_a_request_without_a_host_is_refused(account, bob):
    letter = Letter(account, bob)
    letter.set("Host", None)
    answer = exchange(account.server, encode("POST", "/", letter.headers, IDENTITY))
    assert answer is None or answer.status == 400

"""Tokens and key sets that are wrong on purpose, in the ways that JSON and base 64 leave open."""

import base64
import gzip
import json
import time

import pytest
from cryptography.hazmat.primitives.asymmetric import utils
from expect import denied, error
from issuers import Issuer, SigningKey, encode
from test_web_identity import INVALID, NO_KEY, Trust, account, fresh, world  # noqa: F401

ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NOT_A_TOKEN = "is not a valid JWT"


@pytest.fixture
def trust(fresh):  # noqa: F811
    return fresh(path="/KEY/pool")


def signed(key, head, body):
    """A token of texts or bytes that need not be JSON."""
    text = f"{encode(head)}.{encode(body)}"
    return f"{text}.{encode(key.sign(text.encode()))}"


# Claims


@pytest.mark.parametrize("name", ["exp", "iat", "nbf"])
@pytest.mark.parametrize(
    "number",
    ["1e10", "4e9", "4000000000.0", "-1", "-0.5", "1e400", "9223372036854775808", "1" + "0" * 400,
     '"4000000000"', "null", "true", "[4000000000]", "{}"],
)  # fmt: skip
def test_moments_are_whole_numbers(trust, name, number):
    issuer = trust.issuer
    claims = issuer.fill(**{name: None})
    text = f'{json.dumps(claims)[:-1]}, "{name}": {number}}}'
    with error(*INVALID, f"Invalid value of claim: {name}"):
        trust.assume(issuer.keys[0].token(text))


@pytest.mark.parametrize(
    "audience",
    [[["sts.amazonaws.com"]], {"sts.amazonaws.com": 1}, {"0": "sts.amazonaws.com"}, 7, None, True, [],
     "", [""], ["sts.amazonaws.com", 7], "sts.amazonaws.com ", "STS.amazonaws.com",
     "sts.amazonaws.com\0", "sts.amazonaws.com,other", "s\u0301ts.amazonaws.com"],
    ids=repr,
)  # fmt: skip
def test_audiences_are_texts(trust, audience):
    issuer = trust.issuer
    claims = issuer.fill() | {"aud": audience}
    with error(*INVALID):
        trust.assume(issuer.keys[0].token(json.dumps(claims)))


@pytest.mark.parametrize("subject", ["", 7, None, ["somebody"], {}, "x" * 1025], ids=repr)
def test_subjects_are_texts(trust, subject):
    claims = trust.issuer.fill() | {"sub": subject}
    with error(*INVALID, "claim: sub"):
        trust.assume(trust.issuer.keys[0].token(json.dumps(claims)))


def test_names_may_be_written_with_escapes(trust):
    issuer = trust.issuer
    trust.only(sub="somebody")
    text = json.dumps(issuer.fill()).replace('"sub"', '"\\u0073ub"')
    assert trust.assume(issuer.keys[0].token(text))["SubjectFromWebIdentityToken"] == "somebody"
    # Another text in other characters is no name for the same, nor one with more behind it.
    for name in ("\\u0073ub\\u0000", "sub ", "Sub", "\\uff53ub", "su\\u0062\\u0301"):
        other = json.dumps(issuer.fill()).replace('"sub"', f'"{name}"')
        with error(*INVALID, "Missing a required claim: sub"):
            trust.assume(issuer.keys[0].token(other))


@pytest.mark.parametrize("character", ["\u212a", "K\u0301", "%4B", "k"], ids=ascii)
def test_an_issuer_is_compared_byte_by_byte(trust, character):
    """U+212A, the sign of the kelvin, is canonically a K: to Unicode both texts are equal."""
    issuer = trust.issuer
    assert trust.assume()
    url = issuer.url.replace("KEY", f"{character}EY")
    issuer.document["issuer"] = url
    for _ in range(2):
        with error(*INVALID, "No OpenIDConnect provider found in your account for"):
            trust.assume(issuer.token(iss=url))


def test_a_client_is_compared_byte_by_byte(account, trust):  # noqa: F811
    iam = account.iam
    iam.add_client_id_to_open_id_connect_provider(
        OpenIDConnectProviderArn=trust.provider, ClientID="KEY"
    )
    assert trust.assume(trust.issuer.token(aud="KEY"))
    with error(*INVALID, "Incorrect token audience"):
        trust.assume(trust.issuer.token(aud="\u212aEY"))


def test_subjects_are_compared_byte_by_byte(trust):
    trust.only(sub="Kim\u00e9")
    assert trust.assume(trust.issuer.token(sub="Kim\u00e9"))
    for subject in ("\u212aim\u00e9", "Kime\u0301", "kim\u00e9", "Kim\u00e9\0", "Kim\u00e9 "):
        with denied():
            trust.assume(trust.issuer.token(sub=subject))


def test_wildcards_of_a_subject_mean_themselves(trust):
    """What stands in a token is no pattern, and a pattern ends where it ends."""
    trust.only(operator="StringLike", sub="repo:octo/app:ref:refs/heads/release-?")
    assert trust.assume(trust.issuer.token(sub="repo:octo/app:ref:refs/heads/release-1"))
    for subject in (
        "*", "repo:octo/app:*", "repo:octo/app:ref:refs/heads/release-",
        "repo:octo/app:ref:refs/heads/release-10", "REPO:octo/app:ref:refs/heads/release-1",
        "repo:octo/app:ref:refs/heads/release-1\n", "x\nrepo:octo/app:ref:refs/heads/release-1",
        "${*}", "repo:octo/app:ref:refs/heads/${aws:username}",
    ):  # fmt: skip
        with denied():
            trust.assume(trust.issuer.token(sub=subject))


def test_tags_of_both_forms_are_one_set(trust):
    """Nested and flattened claims together may not bring one key twice, in whatever case."""
    trust.only(action="sts:*")
    base = "https://aws.amazon.com/tags"
    nested = {base: {"principal_tags": {"Team": "red"}}}
    assert trust.assume(trust.issuer.token(**nested))
    for claims in (
        nested | {f"{base}/principal_tags/team": "blue"},
        nested | {f"{base}/principal_tags/Team": "red"},
        {f"{base}/principal_tags/TEAM": "a", f"{base}/principal_tags/team": "b"},
        nested | {f"{base}/transitive_tag_keys": ["Other"]},
        nested | {f"{base}/principal_tags/AWS:x": "1"},
    ):
        with error("IDPRejectedClaim", 403):
            trust.assume(trust.issuer.token(**claims))
    for claims in ({base: "red"}, {base: {"principal_tags": {"a": ["1", "2"]}}},
                   {base: {"principal_tags": {"a": {"b": "c"}}}}, {base: [nested]}):  # fmt: skip
        with error(*INVALID):
            trust.assume(trust.issuer.token(**claims))


def test_the_source_identity_of_a_token_stays_in_the_chain(trust):
    trust.only(action=["sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"])
    claim = {"https://aws.amazon.com/source_identity": "Ann"}
    sts = trust.client("sts", trust.assume(trust.issuer.token(**claim)))
    statement = {"Effect": "Allow", "Action": "sts:*"}
    trust.iam.create_role(
        RoleName="Next",
        AssumeRolePolicyDocument=json.dumps(
            {"Version": "2012-10-17",
             "Statement": [statement | {"Principal": {"AWS": trust.role["Arn"]}}]}
        ),
    )  # fmt: skip
    trust.iam.put_role_policy(
        RoleName=trust.role["RoleName"],
        PolicyName="Own",
        PolicyDocument=json.dumps(
            {"Version": "2012-10-17", "Statement": [statement | {"Resource": "*"}]}
        ),
    )
    next_role = {"RoleArn": trust.account.arn("role/Next"), "RoleSessionName": "next"}
    assert sts.assume_role(**next_role)["SourceIdentity"] == "Ann"
    with error("ValidationError", 400, "The source identity is already set"):
        sts.assume_role(SourceIdentity="Eve", **next_role)


# The form of tokens


def test_what_stands_around_a_token(trust):
    token = trust.issuer.token()
    assert trust.assume(token)
    head, body, signature = token.split(".")
    for text in (
        token + ".", token + "=", token + "==", token + "\n", " " + token, token + " ", token + "\0",
        f"{head}.{body}.{signature[:-1]}", f"{head}.{body}.{signature}A", f"{head}.{body}..{signature}",
        f"{head}=.{body}.{signature}", f"{head}.{body}==.{signature}", f"{head}\n.{body}.{signature}",
        f"{head}. {body}.{signature}", f".{body}.{signature}", f"{head}..{signature}", "....",
        f"{head}.{body}.{'A' * len(signature)}", f"{head}.{body}.{signature.swapcase()}",
        "Bearer " + token, f"{token},{token}",
    ):  # fmt: skip
        with error(*INVALID):
            trust.assume(text)


def test_a_signature_has_one_spelling(trust):
    """The last character of base 64 has bits that nothing stands for: they must be zero."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    token = trust.issuer.token()
    place = letters.index(token[-1])
    for other in range(place + 1, place | 15):
        with error(*INVALID, NOT_A_TOKEN):
            trust.assume(token[:-1] + letters[other])
    if "-" not in token and "_" not in token:
        token = trust.issuer.token(filler="???>>>")
    with error(*INVALID, NOT_A_TOKEN):
        trust.assume(token.replace("-", "+").replace("_", "/") + "+")


@pytest.mark.parametrize(
    "change",
    [lambda text: text + " x", lambda text: text + text, lambda text: "\ufeff" + text,
     lambda text: text + "\0", lambda text: f"[{text}]", lambda text: text[:-1] + ",}",
     lambda text: text.replace('"', "'"), lambda text: "/**/" + text, lambda text: text[:-1],
     lambda text: text[:-1] + ', "x": ' + "[" * 300 + "]" * 300 + "}",
     lambda text: text.encode()[:-1] + b', "x": "\xff"}', lambda text: text[:-1] + ', "x": 01}',
     lambda text: text[:-1] + ', "x": NaN}', lambda text: text[:-1] + ', "x": "\\ud800"}'],
    ids=range(14),
)  # fmt: skip
def test_parts_are_json_and_nothing_else(trust, change):
    key, claims = trust.issuer.keys[0], json.dumps(trust.issuer.fill())
    head = json.dumps({"alg": "RS256", "kid": "first"})
    assert trust.assume(signed(key, head, claims))
    with error(*INVALID, NOT_A_TOKEN):
        trust.assume(signed(key, head, change(claims)))
    with error(*INVALID, NOT_A_TOKEN):
        trust.assume(signed(key, change(head), claims))


@pytest.mark.parametrize(
    "algorithm",
    ["rs256", "RS256 ", " RS256", "RS-256", "RSA256", "PS384", "PS512", "EdDSA", "ES256K", "RS1",
     "HS256", "dir", "RSA-OAEP", "", None, 256, ["RS256"], {"alg": "RS256"}, True, "ES256", "ES384"],
    ids=repr,
)  # fmt: skip
def test_algorithms_that_the_key_is_not_for(trust, algorithm):
    key = trust.issuer.keys[0]
    head = json.dumps({"alg": algorithm, "kid": "first"})
    with error(*INVALID):
        trust.assume(signed(key, head, json.dumps(trust.issuer.fill())))


@pytest.mark.parametrize(
    "identifier",
    ["First", "first ", "first\0", "../first", "first' OR '1'='1", "*", "x" * 513, ["first"],
     {"first": 1}, 0, True, "\u017first", "fi\u0301rst"],
    ids=ascii,
)  # fmt: skip
def test_names_of_keys_are_exact(trust, identifier):
    with error(*INVALID):
        trust.assume(trust.issuer.token(header={"kid": identifier}))


def test_signatures_on_curves(fresh):  # noqa: F811
    trust = fresh()
    key = SigningKey("first", "ES256")
    trust.issuer.keys = [key]
    token = trust.issuer.token()
    assert trust.assume(token)
    text, _, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    r, s = (int.from_bytes(part, "big") for part in (raw[:32], raw[32:]))
    zero, order, large = bytes(32), ORDER_OF_P256.to_bytes(32, "big"), b"\xff" * 32
    for wrong in (
        utils.encode_dss_signature(r, s), zero + zero, raw[:32] + zero, zero + raw[32:],
        order + order, large + large, raw[:32] + order, order + raw[32:], raw + b"\0", b"\0" + raw,
        b"\0" + raw[:32] + b"\0" + raw[32:], raw[:63], raw[:32], b"\0", raw[32:] + raw[:32],
        zero + b"\1".rjust(32, b"\0"), b"\1".rjust(32, b"\0") * 2, raw * 4, b"\0" * 5000,
    ):  # fmt: skip
        with error(*INVALID, "Token signature invalid"):
            trust.assume(f"{text}.{encode(wrong)}")


def test_padding_of_rsa_is_checked_whole(trust):
    """What an exponent of one, or a check that looks at the digest only, would let pass."""
    key = trust.issuer.keys[0]
    text, _, signature = trust.issuer.token().rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    modulus = key.key.public_key().public_numbers().n
    value = int.from_bytes(raw, "big")
    for wrong in (
        bytes(256), b"\0" * 255 + b"\1", (modulus - 1).to_bytes(256, "big"), b"\xff" * 256,
        modulus.to_bytes(256, "big"), (modulus - value).to_bytes(256, "big"),
        (value + modulus).to_bytes(257, "big"), b"\0" + raw, raw + b"\0", raw[:-1], raw * 2,
    ):  # fmt: skip
        with error(*INVALID, "Token signature invalid"):
            trust.assume(f"{text}.{encode(wrong)}")


# Key sets


def test_a_set_with_keys_that_are_no_use(fresh):  # noqa: F811
    """What cannot be used is left out, and does not stand in the way of what can."""
    trust = fresh()
    good, curve = SigningKey("good"), SigningKey("curve", "ES256")
    off = dict(curve.jwk, kid="off", y=curve.jwk["x"])
    bad = {
        "one": dict(good.jwk, e="AQ"),
        "even": dict(good.jwk, e="Ag"),
        "zero": dict(good.jwk, e="AA"),
        "none": dict(good.jwk, e=""),
        "number": dict(good.jwk, e=65537),
        "padded": dict(good.jwk, n=good.jwk["n"] + "=="),
        "short": dict(good.jwk, n=encode(b"\xff" * 128)),
        "long": dict(good.jwk, n=encode(b"\xff" * 2048)),
        "modulus": dict(good.jwk, n="AQ"),
        "secret": {"kty": "oct", "k": encode(b"secret" * 8), "alg": "HS256"},
        "edwards": {"kty": "OKP", "crv": "Ed25519", "x": encode(bytes(32))},
        "encryption": dict(good.jwk, use="enc"),
        "signing": dict(good.jwk, key_ops=["sign"]),
        "infinity": dict(curve.jwk, x=encode(bytes(32)), y=encode(bytes(32))),
        "coordinate": dict(curve.jwk, x=curve.jwk["x"][:-2]),
        "other": dict(curve.jwk, crv="P-384"),
        "unknown": dict(curve.jwk, crv="secp256k1"),
    }
    keys = [dict(jwk, kid=name) for name, jwk in bad.items()] + [off, good.jwk, curve.jwk]
    nameless = {name: value for name, value in good.jwk.items() if name != "kid"}
    keys = [None, 7, "key", [], {}, nameless, dict(good.jwk, kid=7)] + keys

    class Raw:
        jwk = None

    def raw(jwk):
        key = Raw()
        key.jwk = jwk
        return key

    trust.issuer.keys = [raw(jwk) for jwk in keys]
    claims = trust.issuer.fill()
    assert trust.assume(good.token(claims)) and trust.assume(curve.token(claims))
    for name in bad:
        with error(*INVALID, NO_KEY):
            trust.assume(good.token(claims, {"kid": name}))
    with error(*INVALID, NO_KEY):
        trust.assume(curve.token(claims, {"kid": "off"}))


def test_a_key_for_one_algorithm_is_for_no_other(fresh):  # noqa: F811
    trust = fresh()
    key = trust.issuer.keys[0]
    for algorithm in ("RS384", "RS512", "PS256"):
        with error(*INVALID, "Token signature invalid"):
            trust.assume(key.token(trust.issuer.fill(), algorithm=algorithm))


class Served(Issuer):
    """An issuer whose key set is sent in a way of its own."""

    send = None

    def answer(self, request):
        if self.send and request.path == f"{self.path}/keys":
            try:
                self.send(request)
            except OSError:
                pass
        else:
            super().answer(request)

    def set(self):
        return json.dumps({"keys": [key.jwk for key in self.keys]}).encode()


@pytest.fixture
def served(world, account, tmp_path):  # noqa: F811
    issuer = Served(tmp_path, world.authority, claims={"sub": "somebody"})
    yield Trust(account, issuer)
    issuer.stop()


def answer(request, body, status=200, **fields):
    request.send_response(status)
    for name, value in fields.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def test_the_content_type_of_keys_does_not_matter(served):
    issuer = served.issuer
    issuer.send = lambda request: answer(request, issuer.set(), Content_Type="text/html")
    assert served.assume()


@pytest.mark.parametrize("status", [201, 204, 206, 301, 304, 403])
def test_keys_come_with_the_status_200(served, status):
    issuer = served.issuer
    issuer.send = lambda request: answer(
        request, b"" if status in (204, 304) else issuer.set(), status,
        Location=f"{issuer.url}/other", Content_Length=0 if status in (204, 304) else len(issuer.set()),
    )  # fmt: skip
    with error(*INVALID, NO_KEY):
        served.assume()


def test_keys_that_are_packed_are_not_unpacked(served):
    """So that a small answer cannot become a large one."""
    bomb = gzip.compress(b'{"keys": [' + b" " * 50_000_000 + b"]}")
    served.issuer.send = lambda request: answer(
        request, bomb, Content_Encoding="gzip", Content_Length=len(bomb)
    )
    with error(*INVALID, NO_KEY):
        served.assume()


@pytest.mark.parametrize("length", [True, False])
def test_keys_that_do_not_end_are_broken_off(served, length):
    sent = []

    def send(request):
        request.send_response(200)
        if length:
            request.send_header("Content-Length", str(1 << 40))
        request.end_headers()
        while len(sent) < 1000:
            request.wfile.write(b" " * 65536)
            sent.append(65536)

    served.issuer.send = send
    with error(*INVALID):
        served.assume()
    assert sum(sent) < 20_000_000


def test_keys_that_drip_are_given_up(served):
    """One byte now and then keeps a connection alive, and is given up all the same."""
    stopped = []

    def send(request):
        request.send_response(200)
        request.send_header("Content-Length", "100000")
        request.end_headers()
        try:
            while True:
                request.wfile.write(b" ")
                request.wfile.flush()
                time.sleep(0.2)
        finally:
            stopped.append(True)

    served.issuer.send = send
    with error("IDPCommunicationError", 400):
        served.assume()


def test_more_keys_than_are_read(served):
    issuer = served.issuer
    jwk = issuer.keys[0].jwk
    many = [dict(jwk, kid=f"key-{number}") for number in range(200)]
    issuer.send = lambda request: answer(request, json.dumps({"keys": [*many, jwk]}).encode())
    with error(*INVALID, NO_KEY):
        served.assume()

"""IAM Roles Anywhere: keys of roles for the bearers of certificates."""

import json
import threading

import pytest
import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session
from authorities import DAY, NOW, Party
from certificates import Certificate, pem
from cryptography import x509
from expect import denied, error
from iam_rolesanywhere_session import CredentialsRetrievalError, IAMRolesAnywhereSession
from server import Keys, Server, allow, document
from test_act_as_service import role, trust

SERVICE = "rolesanywhere.amazonaws.com"
ACTIONS = ("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity")


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    """A server with TLS: the session's library calls nothing else."""
    folder = tmp_path_factory.mktemp("secure")
    site = Certificate("127.0.0.1")
    (folder / "site.pem").write_text(site.pem)
    (folder / "site.key").write_text(pem(site.key))
    server = Server(
        folder,
        "--tls-certificate", folder / "site.pem", "--tls-key", folder / "site.key",
        scheme="https", wait=False,
    )
    waiting = threading.Event()
    while not server.control.exists() and server.process.poll() is None:
        waiting.wait(0.01)
    yield server
    assert server.stop() == 0


@pytest.fixture
def account(secure):
    account = secure.account("111122223333")
    make = account.client
    account.client = lambda service, keys=None, **more: make(service, keys, verify=False, **more)
    return account


@pytest.fixture(autouse=True)
def quiet():
    urllib3.disable_warnings()


class World:
    """A trust anchor, a profile and a role."""

    def __init__(self, account, kind="ec", **profile):
        self.account = account
        self.authority = Party("Root", authority=True, kind=kind, O="Example")
        self.client = account.client("rolesanywhere")
        self.anchor = self.client.create_trust_anchor(
            name="anchor", enabled=True, source=bundle(self.authority)
        )["trustAnchor"]
        self.role = role(account, "Worker", trust(SERVICE, ACTIONS))
        self.profile = self.client.create_profile(
            name="profile", enabled=True, roleArns=[self.role], **profile
        )["profile"]

    def session(self, party, *chain, **more):
        settings = {
            "profile_arn": self.profile["profileArn"],
            "role_arn": self.role,
            "trust_anchor_arn": self.anchor["trustAnchorArn"],
            "certificate": party.pem,
            "private_key": party.key_pem,
            "endpoint": f"127.0.0.1:{self.account.server.port}",
            "verify": False,
        }
        if chain:
            settings["certificate_chain"] = b"".join(part.pem for part in chain)
        return IAMRolesAnywhereSession(**settings | more)

    def keys(self, party, *chain, **more):
        frozen = (
            self.session(party, *chain, **more).get_refreshable_credentials()
            .get_frozen_credentials()
        )
        return Keys(frozen.access_key, frozen.secret_key, frozen.token)

    def refused(self, status, text, party, *chain, **more):
        with pytest.raises(CredentialsRetrievalError) as caught:
            self.keys(party, *chain, **more)
        assert caught.value.status_code == status, caught.value
        assert text in str(caught.value), caught.value


def bundle(*authorities):
    text = "".join(authority.pem.decode() for authority in authorities)
    return {"sourceType": "CERTIFICATE_BUNDLE", "sourceData": {"x509CertificateData": text}}


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_certificate_gets_keys_that_work(account, kind):
    world = World(account, kind)
    alice = Party("Alice", world.authority, kind, OU="Robots")
    keys = world.keys(alice)
    identity = account.client("sts", keys).get_caller_identity()
    name = f"{alice.serial:x}"
    name = name if len(name) % 2 == 0 else "0" + name
    assert identity["Arn"] == account.arn(f"assumed-role/Worker/{name}", service="sts")
    assert account.client("s3", keys).list_buckets()["Buckets"] == []
    with denied():
        account.client("iam", keys).list_users()
    subjects = world.client.list_subjects()["subjects"]
    assert [subject["x509Subject"] for subject in subjects] == ["CN=Alice,OU=Robots"]
    found = world.client.get_subject(subjectId=subjects[0]["subjectId"])["subject"]
    assert found["credentials"][0]["serialNumber"] == str(alice.serial)
    assert found["credentials"][0]["issuer"] == "CN=Root,O=Example"


def test_a_chain_leads_to_the_anchor(account):
    world = World(account)
    between = Party("Between", world.authority, authority=True)
    bob = Party("Bob", between)
    world.refused(403, "Untrusted signing certificate", bob)
    assert world.keys(bob, between).token
    stranger = Party("Between", authority=True)
    world.refused(403, "Untrusted", bob, stranger)
    # An authority below the root may be the anchor itself.
    world.client.update_trust_anchor(
        trustAnchorId=world.anchor["trustAnchorId"], source=bundle(between)
    )
    assert world.keys(bob).token
    world.refused(403, "Untrusted", Party("Carol", world.authority))


@pytest.mark.parametrize(
    "make",
    [
        lambda root: Party("Eve", Party("Root", authority=True, O="Example")),
        lambda root: Party("Eve"),
        lambda root: Party("Eve", root, start=NOW - 3 * DAY, end=NOW - DAY),
        lambda root: Party("Eve", root, start=NOW + DAY, end=NOW + 2 * DAY),
        lambda root: Party("Eve", root, authority=True),
        lambda root: Party("Eve", root, signing=False),
        lambda root: Party("Eve", Party("Leaf", root)),
    ],
    ids=["foreign", "self-signed", "expired", "early", "authority", "no-signing", "below-leaf"],
)
def test_other_certificates_get_nothing(account, make):
    world = World(account)
    party = make(world.authority)
    world.refused(403, "Untrusted signing certificate", party)
    if party.issuer is not party:
        world.refused(403, "Untrusted signing certificate", party, party.issuer)


def test_a_signature_by_another_key_is_refused(account):
    world = World(account)
    alice, eve = (Party(name, world.authority) for name in ("Alice", "Eve"))
    world.refused(403, "signature", alice, private_key=eve.key_pem)
    robot = Party("Robot", world.authority, "rsa")
    world.refused(403, "signature", alice, private_key=robot.key_pem)


@pytest.mark.parametrize("change", ["body", "x509", "query", "serial", "date", "chain"])
def test_an_altered_request_is_refused(account, change):
    world = World(account)
    alice, eve = (Party(name, world.authority) for name in ("Alice", "Eve"))
    session = world.session(alice)
    send = session._session.send

    def alter(request):
        headers = request.headers
        if change == "body":
            body = json.loads(request.body) | {"durationSeconds": 901}
            request.body = json.dumps(body).encode()
            headers["Content-Length"] = str(len(request.body))
        elif change == "x509":
            other = world.session(eve)._request_signer
            headers["X-Amz-X509"] = other._IAMRolesAnywhereSigner__encode_to_der(eve.certificate)
        elif change == "query":
            request.url += "?a=b"
        elif change == "chain":
            other = world.session(eve)._request_signer
            headers["X-Amz-X509-Chain"] = other._IAMRolesAnywhereSigner__encode_to_der(
                [world.authority.certificate]
            )
        elif change == "serial":
            headers["Authorization"] = headers["Authorization"].replace(
                str(alice.serial), str(eve.serial)
            )
        else:
            headers["X-Amz-Date"] = "20200101T000000Z"
        return send(request)

    session._session.send = alter
    with pytest.raises(CredentialsRetrievalError) as caught:
        session.get_refreshable_credentials().get_frozen_credentials()
    assert caught.value.status_code == 403


def test_revoked_certificates_get_nothing(account):
    world = World(account)
    alice, bob = (Party(name, world.authority) for name in ("Alice", "Bob"))
    assert world.keys(alice).token
    with error("ValidationException", 400, "not signed"):
        world.client.import_crl(
            name="foreign", crlData=Party("Root", authority=True, O="Example").revocations(alice),
            trustAnchorArn=world.anchor["trustAnchorArn"],
        )
    with error("ValidationException", 400):
        world.client.import_crl(
            name="junk", crlData=b"junk", trustAnchorArn=world.anchor["trustAnchorArn"]
        )
    crl = world.client.import_crl(
        name="revoked", enabled=True, crlData=world.authority.revocations(alice),
        trustAnchorArn=world.anchor["trustAnchorArn"],
    )["crl"]
    world.refused(403, "Untrusted signing certificate", alice)
    assert world.keys(bob).token
    world.client.disable_crl(crlId=crl["crlId"])
    assert world.keys(alice).token
    world.client.enable_crl(crlId=crl["crlId"])
    world.refused(403, "Untrusted", alice)
    world.client.update_crl(crlId=crl["crlId"], crlData=world.authority.revocations(bob))
    assert world.keys(alice).token
    world.refused(403, "Untrusted", bob)
    assert world.client.get_crl(crlId=crl["crlArn"])["crl"]["name"] == "revoked"
    assert len(world.client.list_crls()["crls"]) == 1
    world.client.delete_crl(crlId=crl["crlId"])
    assert world.keys(bob).token


def test_every_list_of_an_anchor_counts(account):
    world = World(account)
    alice, bob, carol = (Party(name, world.authority) for name in ("Alice", "Bob", "Carol"))
    for party in (alice, bob):
        world.client.import_crl(
            name="revoked", enabled=True, crlData=world.authority.revocations(party),
            trustAnchorArn=world.anchor["trustAnchorArn"],
        )
    for party in (alice, bob):
        world.refused(403, "Untrusted signing certificate", party)
    assert world.keys(carol).token
    with error("ValidationException", 400, "quota"):
        world.client.import_crl(
            name="more", crlData=world.authority.revocations(),
            trustAnchorArn=world.anchor["trustAnchorArn"],
        )


def test_an_authority_below_the_anchor_may_be_revoked(account):
    world = World(account)
    between = Party("Between", world.authority, authority=True)
    bob = Party("Bob", between)
    assert world.keys(bob, between).token
    world.client.import_crl(
        name="revoked", enabled=True, crlData=world.authority.revocations(between),
        trustAnchorArn=world.anchor["trustAnchorArn"],
    )
    world.refused(403, "Untrusted signing certificate", bob, between)


def scope(**more):
    flags = dict.fromkeys(
        ("only_contains_user_certs", "only_contains_ca_certs", "indirect_crl",
         "only_contains_attribute_certs"), False,
    )
    names = {"full_name": None, "relative_name": None, "only_some_reasons": None}
    return x509.IssuingDistributionPoint(**names | flags | more)


REASONS = frozenset([x509.ReasonFlags.key_compromise])


@pytest.mark.parametrize(
    ("extensions", "indirect"),
    [
        ([scope(only_some_reasons=REASONS)], False),
        ([scope(indirect_crl=True)], False),
        ([scope(only_contains_attribute_certs=True)], False),
        ([x509.DeltaCRLIndicator(1), x509.CRLNumber(2)], False),
        ([x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3"), b"\x05\x00")], False),
        ([], True),
    ],
    ids=["reasons", "indirect", "attributes", "delta", "unknown", "issuers"],
)
def test_lists_that_do_not_tell_all_are_refused(account, extensions, indirect):
    world = World(account)
    alice = Party("Alice", world.authority)
    anchor = world.anchor["trustAnchorArn"]
    part = world.authority.revocations(alice, extensions=extensions, indirect=indirect)
    with error("ValidationException", 400, "not supported"):
        world.client.import_crl(name="part", enabled=True, crlData=part, trustAnchorArn=anchor)
    whole = world.authority.revocations(
        alice, extensions=[scope(only_contains_user_certs=True), x509.CRLNumber(1)]
    )
    crl = world.client.import_crl(
        name="whole", enabled=True, crlData=whole, trustAnchorArn=anchor
    )["crl"]
    world.refused(403, "Untrusted signing certificate", alice)
    with error("ValidationException", 400, "not supported"):
        world.client.update_crl(crlId=crl["crlId"], crlData=part)
    # A list outlives its anchor, but nobody can tell any more who must have signed it.
    world.client.delete_trust_anchor(trustAnchorId=world.anchor["trustAnchorId"])
    with error("ResourceNotFoundException", 404, anchor):
        world.client.update_crl(crlId=crl["crlId"], crlData=whole)


def test_what_is_disabled_or_gone_gives_nothing(account):
    world = World(account)
    alice = Party("Alice", world.authority)
    anchor, profile = world.anchor["trustAnchorId"], world.profile["profileId"]
    world.client.disable_trust_anchor(trustAnchorId=anchor)
    world.refused(403, "Untrusted signing certificate", alice)
    world.client.enable_trust_anchor(trustAnchorId=anchor)
    world.client.disable_profile(profileId=profile)
    world.refused(403, "disabled", alice)
    world.client.enable_profile(profileId=profile)
    assert world.keys(alice).token
    world.client.delete_profile(profileId=profile)
    world.refused(404, "does not exist", alice)
    world.client.delete_trust_anchor(trustAnchorId=anchor)
    world.refused(403, "Untrusted signing certificate", alice)


def test_only_the_profiles_roles_that_trust_the_service(account):
    world = World(account)
    alice = Party("Alice", world.authority)
    other = role(account, "Other", trust(SERVICE, ACTIONS))
    world.refused(403, f"Unable to assume role for {other}", alice, role_arn=other)
    for actions in (ACTIONS[:1], ACTIONS[:2], ACTIONS[1:]):
        account.iam.update_assume_role_policy(
            RoleName="Worker", PolicyDocument=trust(SERVICE, actions)
        )
        world.refused(403, f"Unable to assume role for {world.role}", alice)
    account.iam.update_assume_role_policy(
        RoleName="Worker", PolicyDocument=trust("ec2.amazonaws.com", ACTIONS)
    )
    world.refused(403, "Unable to assume role", alice)


def test_the_trust_policy_may_ask_for_the_certificates_facts(account):
    world = World(account)
    names = [x509.DNSName("a.example.com"), x509.UniformResourceIdentifier("spiffe://x/a")]
    alice = Party("Alice", world.authority, alternatives=names, OU="Robots")
    bob = Party("Bob", world.authority)
    condition = {
        "StringEquals": {
            "aws:PrincipalTag/x509Subject/CN": "Alice",
            "aws:PrincipalTag/x509Subject/OU": "Robots",
            "aws:PrincipalTag/x509Issuer/CN": "Root",
            "aws:PrincipalTag/x509SAN/DNS": "a.example.com",
            "aws:PrincipalTag/x509SAN/URI": "spiffe://x/a",
            "sts:SourceIdentity": "CN=Alice",
        },
        "ArnEquals": {"aws:SourceArn": world.anchor["trustAnchorArn"]},
    }
    account.iam.update_assume_role_policy(
        RoleName="Worker", PolicyDocument=trust(SERVICE, ACTIONS, Condition=condition)
    )
    assert world.keys(alice).token
    world.refused(403, "Unable to assume role", bob)
    # Policies of the role see the same.
    tagged = {"StringEquals": {"aws:PrincipalTag/x509Subject/CN": "Alice"}}
    document_ = document(allow("s3:ListAllMyBuckets", Condition=tagged))
    account.iam.put_role_policy(RoleName="Worker", PolicyName="Own", PolicyDocument=document_)
    account.client("s3", world.keys(alice)).list_buckets()
    # Without the mapping the tag is gone.
    mapped = world.client.delete_attribute_mapping(
        profileId=world.profile["profileId"], certificateField="x509Subject", specifiers=["*"]
    )["profile"]
    fields = [mapping["certificateField"] for mapping in mapped["attributeMappings"]]
    assert fields == ["x509Issuer", "x509SAN"]
    world.refused(403, "Unable to assume role", alice)
    world.client.put_attribute_mapping(
        profileId=world.profile["profileId"], certificateField="x509Subject",
        mappingRules=[{"specifier": "CN"}, {"specifier": "OU"}],
    )
    assert world.keys(alice).token


def test_what_tags_cannot_hold_is_told(account):
    world = World(account)
    odd = Party("A*b", world.authority)
    world.refused(403, "Some attributes failed to be mapped into session tags", odd)
    world.refused(403, "Subject: [ CN ]", odd)
    # Policies could not tell these two apart.
    world.refused(403, "Subject: [ UID, uid ]", Party("A", world.authority, UID="a", uid="b"))
    assert world.keys(Party("A", world.authority, UID="a")).token


def test_sessions_are_bounded_by_the_profile(account):
    policy = document(allow("s3:GetObject"))
    world = World(account, durationSeconds=1800, sessionPolicy=policy)
    alice = Party("Alice", world.authority)
    world.refused(400, "DurationSeconds", alice, session_duration=1801)
    keys = world.keys(alice, session_duration=1800)
    with denied("no session policy allows"):
        account.client("s3", keys).list_buckets()
    world.refused(403, "role session name", alice, role_session_name="me", session_duration=900)
    world.client.update_profile(profileId=world.profile["profileId"], acceptRoleSessionName=True)
    keys = world.keys(alice, role_session_name="me", session_duration=900)
    identity = account.client("sts", keys).get_caller_identity()
    assert identity["Arn"].endswith("assumed-role/Worker/me")


def test_roles_must_be_the_callers_to_pass(account, secure):
    world = World(account)
    keys = account.user("Binder", allow("rolesanywhere:*"))
    binder = account.client("rolesanywhere", keys)
    with denied(f"iam:PassRole on resource: {world.role}"):
        binder.create_profile(name="mine", roleArns=[world.role])
    passed = {"StringEquals": {"iam:PassedToService": SERVICE}}
    account.allow("Binder", allow("rolesanywhere:*"), allow("iam:PassRole", Condition=passed))
    made = binder.create_profile(name="mine", roleArns=[world.role])["profile"]
    assert made["enabled"] is False and made["durationSeconds"] == 3600
    with denied("Cross-account pass role is not allowed."):
        binder.update_profile(
            profileId=made["profileId"], roleArns=["arn:aws:iam::444455556666:role/Worker"]
        )
    # What the profile has already is not passed again.
    account.allow("Binder", allow("rolesanywhere:*"))
    other = role(account, "Other", trust(SERVICE, ACTIONS))
    named = {"profileId": made["profileId"], "name": "yours"}
    assert binder.update_profile(**named, roleArns=[world.role])["profile"]["name"] == "yours"
    with denied(f"iam:PassRole on resource: {other}"):
        binder.update_profile(**named, roleArns=[world.role, other])


def test_anchors_are_authorities(account):
    client = account.client("rolesanywhere")
    leaf = Party("Leaf", Party("Root", authority=True))
    with error("ValidationException", 400, "basic constraints"):
        client.create_trust_anchor(name="leaf", source=bundle(leaf))
    for text in ("junk", leaf.key_pem.decode()):
        source = bundle(leaf)
        source["sourceData"]["x509CertificateData"] = text
        with error("ValidationException", 400):
            client.create_trust_anchor(name="junk", source=source)
    with error("ValidationException", 400, "CERTIFICATE_BUNDLE"):
        client.create_trust_anchor(
            name="pca", source={"sourceType": "AWS_ACM_PCA", "sourceData": {"acmPcaArn": "a"}}
        )


def test_resources_have_tags_and_pages(account):
    client = account.client("rolesanywhere")
    root = Party("Root", authority=True)
    made = [
        client.create_trust_anchor(
            name=f"a{number}", source=bundle(root), tags=[{"key": "n", "value": str(number)}]
        )["trustAnchor"]
        for number in range(5)
    ]
    found, more = [], {}
    while True:
        page = client.list_trust_anchors(pageSize=2, **more)
        assert len(page["trustAnchors"]) <= 2
        found += [anchor["trustAnchorId"] for anchor in page["trustAnchors"]]
        if "nextToken" not in page:
            break
        more = {"nextToken": page["nextToken"]}
    assert sorted(found) == sorted(anchor["trustAnchorId"] for anchor in made)
    arn = made[0]["trustAnchorArn"]
    client.tag_resource(resourceArn=arn, tags=[{"key": "m", "value": "1"}])
    client.untag_resource(resourceArn=arn, tagKeys=["n"])
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "m", "value": "1"}]
    got = client.get_trust_anchor(trustAnchorId=arn)["trustAnchor"]
    assert got["name"] == "a0" and got["source"] == bundle(root)
    tagged = {"StringEquals": {"aws:ResourceTag/m": "1"}}
    keys = account.user("Bound", allow("rolesanywhere:GetTrustAnchor", Condition=tagged))
    bound = account.client("rolesanywhere", keys)
    bound.get_trust_anchor(trustAnchorId=made[0]["trustAnchorId"])
    with denied():
        bound.get_trust_anchor(trustAnchorId=made[1]["trustAnchorId"])
    theirs = "arn:aws:rolesanywhere:us-east-1:444455556666:trust-anchor/" + found[0]
    with denied():
        bound.get_trust_anchor(trustAnchorId=theirs)


def send(account, auth, method, path, body=""):
    """Status and type of the error of a request that is signed by hand."""
    request = AWSRequest(method, f"https://127.0.0.1:{account.server.port}{path}", data=body)
    auth.add_auth(request)
    answer = URLLib3Session(verify=False).send(request.prepare())
    return answer.status_code, answer.headers.get("x-amzn-ErrorType")


def test_signatures_of_the_other_kind_do_not_serve(account):
    world = World(account)
    refused = (403, "MissingAuthenticationTokenException")
    body = json.dumps(
        {
            "profileArn": world.profile["profileArn"],
            "roleArn": world.role,
            "trustAnchorArn": world.anchor["trustAnchorArn"],
        }
    )
    root = SigV4Auth(
        Credentials(account.keys.id, account.keys.secret), "rolesanywhere", "us-east-1"
    )
    assert send(account, root, "POST", "/sessions", body) == refused
    assert send(account, root, "GET", "/profiles")[0] == 200
    signer = world.session(Party("Alice", world.authority))._request_signer
    assert send(account, signer, "POST", "/sessions", body)[0] == 201
    assert send(account, signer, "GET", "/profiles") == refused
    assert send(account, signer, "DELETE", "/profile/" + world.profile["profileId"]) == refused

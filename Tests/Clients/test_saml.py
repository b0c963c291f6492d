"""AssumeRoleWithSAML with boto3, against an identity provider that signs with signxml."""

import base64
import copy
import datetime
import hashlib
import hmac
import json

import botocore
import pytest
import saml
from certificates import pem, rsa_key
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from expect import denied, error
from lxml import etree
from server import Account, Keys, Server, allow, deny, document

INVALID = "InvalidIdentityToken"
DENIED = "Not authorized to perform sts:AssumeRoleWithSAML"
BAD_SIGNATURE = "Response signature invalid"
ALL = ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"]


@pytest.fixture(scope="session")
def idp():
    return saml.IdentityProvider()


@pytest.fixture(scope="session")
def stranger():
    """An identity provider of the same name, with another key."""
    return saml.IdentityProvider()


class World:
    """An account that trusts an identity provider, with roles for its users."""

    def __init__(self, account, idp):
        self.account, self.idp = account, idp
        self.provider = account.iam.create_saml_provider(
            Name="Corp", SAMLMetadataDocument=idp.metadata()
        )["SAMLProviderArn"]
        self.role("Reader", allow("iam:ListUsers"))
        self.role("Admin", allow("*"))
        self.sts = unsigned_sts(account)

    def role(self, name, *statements, action=None, condition=None, **more):
        statement = {
            "Effect": "Allow",
            "Principal": {"Federated": self.provider},
            "Action": action or ALL,
        }
        if condition:
            statement["Condition"] = condition
        self.account.iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=document(statement), **more
        )
        if statements:
            self.account.iam.put_role_policy(
                RoleName=name, PolicyName="Inline", PolicyDocument=document(*statements)
            )

    def arn(self, role):
        return self.account.arn(f"role/{role}")

    def attributes(self, *more, role="Reader", name="alice"):
        return [
            ("Role", f"{self.arn(role)},{self.provider}"),
            ("RoleSessionName", name),
            *more,
        ]

    def signed(self, *more, parts="assertion", role="Reader", **told):
        return self.idp.signed(self.attributes(*more, role=role), parts=parts, **told)

    def assume(self, response, role="Reader", **more):
        text = response if isinstance(response, str) else saml.encoded(response)
        return self.sts.assume_role_with_saml(
            RoleArn=more.pop("RoleArn", self.arn(role)),
            PrincipalArn=more.pop("PrincipalArn", self.provider),
            SAMLAssertion=text,
            **more,
        )

    def session(self, answer, service="iam"):
        return self.account.client(service, Keys.of(answer["Credentials"]))


def unsigned_sts(account):
    """A client without any credentials: the operation needs none."""
    return account.client(
        "sts", Keys("none", "none"), signature_version=botocore.UNSIGNED, validate=False
    )


@pytest.fixture
def world(account, idp):
    return World(account, idp)


@pytest.mark.parametrize("parts", ["assertion", "response", "both"])
def test_a_signed_response_gives_a_session(world, parts):
    answer = world.assume(world.signed(parts=parts))
    role = world.account.iam.get_role(RoleName="Reader")["Role"]
    assert answer["AssumedRoleUser"] == {
        "AssumedRoleId": f"{role['RoleId']}:alice",
        "Arn": f"arn:aws:sts::{world.account.id}:assumed-role/Reader/alice",
    }
    assert answer["Subject"] == "alice@example.com" and answer["SubjectType"] == "persistent"
    assert answer["Issuer"] == saml.ENTITY and answer["Audience"] == saml.SIGN_IN
    text = f"{saml.ENTITY}{world.account.id}/Corp"
    digest = hashlib.sha1(text.encode()).digest()
    assert answer["NameQualifier"] == base64.b64encode(digest).decode()
    assert "SourceIdentity" not in answer and "PackedPolicySize" not in answer
    left = answer["Credentials"]["Expiration"] - datetime.datetime.now(datetime.timezone.utc)
    assert 3500 < left.total_seconds() <= 3600
    # The session may do what the role allows, and only that.
    identity = world.session(answer, "sts").get_caller_identity()
    assert identity["Arn"] == answer["AssumedRoleUser"]["Arn"]
    session = world.session(answer)
    assert session.list_users()["Users"] == []
    with denied("no identity-based policy allows the iam:ListRoles action"):
        session.list_roles()
    with denied("Cannot call GetSessionToken with session credentials"):
        world.session(answer, "sts").get_session_token()


@pytest.mark.parametrize(
    "key, algorithm, digest",
    [
        ("rsa", "rsa-sha384", "sha384"),
        ("rsa", "rsa-sha512", "sha512"),
        ("ec", "ecdsa-sha256", "sha256"),
        ("ec", "ecdsa-sha384", "sha384"),
    ],
)
def test_algorithms(account, key, algorithm, digest):
    own = rsa_key() if key == "rsa" else ec.generate_private_key(ec.SECP384R1())
    world = World(account, saml.IdentityProvider(key=own))
    assertion = world.idp.sign(
        world.idp.assertion(world.attributes()),
        signature_algorithm=algorithm,
        digest_algorithm=digest,
    )
    response = saml.unsigned(world.idp.response(assertion))
    assert world.assume(response)["Credentials"]


def test_sha_1_is_refused(world, monkeypatch):
    monkeypatch.setattr("signxml.XMLSigner.check_deprecated_methods", lambda self: None)
    for more in ({"signature_algorithm": "rsa-sha1"}, {"digest_algorithm": "sha1"}):
        signed = world.idp.sign(world.idp.assertion(world.attributes()), **more)
        with error(INVALID, 400, BAD_SIGNATURE):
            world.assume(saml.unsigned(world.idp.response(signed)))


def test_what_is_not_signed_is_refused(world, stranger):
    nothing = saml.unsigned(world.idp.assertion(world.attributes()))
    with error(INVALID, 400, BAD_SIGNATURE):
        world.assume(saml.unsigned(world.idp.response(nothing)))
    # Signed by somebody else, whose certificate comes with the signature.
    for parts in ("assertion", "response", "both"):
        with error(INVALID, 400, BAD_SIGNATURE):
            world.assume(stranger.signed(world.attributes(), parts=parts))
    # One good signature does not make up for a bad one.
    for inner, outer in ((stranger, world.idp), (world.idp, stranger)):
        signed = inner.sign(world.idp.assertion(world.attributes()))
        with error(INVALID, 400, BAD_SIGNATURE):
            world.assume(outer.sign(world.idp.response(signed)))


@pytest.mark.parametrize("parts", ["assertion", "response", "both"])
@pytest.mark.parametrize(
    "old, new",
    [
        ("role/Reader", "role/Admin"),
        (">alice<", ">admin<"),
        (">alice@example.com<", ">admin@example.com<"),
        ("urn:amazon:webservices", saml.SIGN_IN),
        ('NotOnOrAfter="20', 'NotOnOrAfter="21'),
        ("nameid-format:persistent", "nameid-format:transient"),
        ("<saml:AuthnStatement", "<saml:AuthnStatement SessionIndex='1'"),
    ],
)
def test_what_was_edited_is_refused(world, parts, old, new):
    text = etree.tostring(world.signed(parts=parts)).decode()
    assert old in text
    with error(INVALID, 400, BAD_SIGNATURE):
        world.assume(saml.encoded(text.replace(old, new)), role="Admin")


def signature_of(element):
    return element.find(saml.tag("Signature", saml.SIGNATURE))


def evil_copy(element, world, identifier="_evil"):
    """The same element for Admin, under another id, without its signature."""
    text = etree.tostring(element).decode().replace("role/Reader", "role/Admin")
    copied = saml.unsigned(etree.fromstring(text.replace(">alice<", ">mallory<")))
    copied.set("ID", identifier)
    return copied


def wrap(world, variant, identifier):
    """Signature wrapping, after Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be"."""
    if variant <= 2:
        original = world.signed(parts="response")
        evil = evil_copy(original, world, identifier)
        signature = signature_of(original)
        original.remove(signature)
        evil.insert(1, signature)
        if variant == 1:
            signature.append(original)
        else:
            signature.addprevious(original)
        return evil
    response = world.signed(parts="assertion")
    original = response.find(saml.tag("Assertion"))
    evil = evil_copy(original, world, identifier)
    signature = signature_of(original)
    if variant == 3:
        original.addprevious(evil)
    elif variant == 4:
        response.replace(original, evil)
        evil.append(original)
    elif variant == 5:
        original.remove(signature)
        evil.insert(1, signature)
        response.replace(original, evil)
        response.append(original)
    elif variant == 6:
        original.remove(signature)
        evil.insert(1, signature)
        response.replace(original, evil)
        signature.append(original)
    elif variant == 7:
        extensions = etree.SubElement(response, saml.tag("Extensions", saml.PROTOCOL))
        original.addprevious(extensions)
        extensions.append(evil)
    else:
        original.remove(signature)
        evil.insert(1, signature)
        response.replace(original, evil)
        etree.SubElement(signature, saml.tag("Object", saml.SIGNATURE)).append(original)
    return response


@pytest.mark.parametrize("same_id", [False, True])
@pytest.mark.parametrize("variant", range(1, 9))
def test_signature_wrapping(world, variant, same_id):
    wrapped = wrap(world, variant, "_evil")
    if same_id:
        ids = [element.get("ID") for element in wrapped.iter() if element.get("ID")]
        (evil,) = [element for element in wrapped.iter() if element.get("ID") == "_evil"]
        evil.set("ID", next(each for each in ids if each != "_evil"))
    for role in ("Admin", "Reader"):
        with error(INVALID, 400):
            world.assume(wrapped, role=role)


def test_what_a_signature_may_be(world):
    def with_signature(old, new):
        signed = world.idp.sign(world.idp.assertion(world.attributes()))
        response = saml.unsigned(world.idp.response(signed))
        text = etree.tostring(response).decode()
        assert old in text, old
        return saml.encoded(text.replace(old, new, 1))

    good = f'Algorithm="{saml.EXCLUSIVE}"'
    comments = f'Algorithm="{saml.EXCLUSIVE}WithComments"'
    for old, new in (
        # No key of two sides, no comments, no other transforms, and no other references.
        ("xmldsig-more#rsa-sha256", "xmldsig-more#hmac-sha256"),
        (f"CanonicalizationMethod {good}", f"CanonicalizationMethod {comments}"),
        (f"Transform {good}", f"Transform {comments}"),
        (f"Transform {good}", 'Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"'),
        (f"Transform {good}", 'Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"'),
        ("</ds:SignedInfo>", '<ds:Reference URI=""/></ds:SignedInfo>'),
        ("<ds:DigestValue>", "<ds:DigestValue><!-- AAAA -->"),
        ("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>"),
        ('URI="#', 'URI="http://127.0.0.1:1/#'),
        ('URI="#', 'URI="#xpointer(/)" Old="#'),
    ):
        with error(INVALID, 400, BAD_SIGNATURE):
            world.assume(with_signature(old, new))


def test_the_public_key_is_no_secret(world):
    """A signature by HMAC, whose key is the provider's public key."""
    signed = world.idp.sign(world.idp.assertion(world.attributes(role="Admin")))
    info = signature_of(signed).find(saml.tag("SignedInfo", saml.SIGNATURE))
    method = info.find(saml.tag("SignatureMethod", saml.SIGNATURE))
    method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
    canonical = etree.tostring(info, method="c14n", exclusive=True)
    public = world.idp.certificate.key.public_key()
    for form in (serialization.Encoding.DER, serialization.Encoding.PEM):
        secret = public.public_bytes(form, serialization.PublicFormat.SubjectPublicKeyInfo)
        digest = hmac.new(secret, canonical, "sha256").digest()
        value = signature_of(signed).find(saml.tag("SignatureValue", saml.SIGNATURE))
        value.text = base64.b64encode(digest).decode()
        response = saml.unsigned(world.idp.response(copy.deepcopy(signed)))
        with error(INVALID, 400, BAD_SIGNATURE):
            world.assume(response, role="Admin")


def test_comments_do_not_cut_values(world):
    text = etree.tostring(world.signed(name="alice@example.com.evil")).decode()
    split = text.replace("alice@example.com.evil", "alice@example.com<!-- -->.evil")
    assert world.assume(saml.encoded(split))["Subject"] == "alice@example.com.evil"
    # Nor do they in the part that is signed.
    told = world.signed(name="alice@example.com<!-- -->.evil")
    assert world.assume(told)["Subject"] == "alice@example.com.evil"
    with error(INVALID, 400, "Invalid SAML response"):
        world.assume(world.signed(name="alice@example.com<b/>.evil"))


def test_documents_bring_nothing_along(world):
    text = etree.tostring(world.signed()).decode()
    for front in (
        "<!DOCTYPE Response>",
        '<!DOCTYPE Response [<!ENTITY e "Admin">]>',
        '<!DOCTYPE Response [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Response SYSTEM "http://127.0.0.1:1/e.dtd">',
        '<!DOCTYPE Response [<!ATTLIST saml:Assertion Other ID #IMPLIED>]>',
        '<?xml-stylesheet href="http://127.0.0.1:1/"?>',
        '<?xml version="1.0" encoding="UTF-16"?>',
    ):
        with error(INVALID, 400, "Invalid SAML response"):
            world.assume(saml.encoded(front + text))
    for wrong in ("x", "<a/>", "", text[:-20], "&e;", "<a xmlns:b='c'><b:d/></a>", "\0"):
        with error(INVALID, 400) if wrong else error("ValidationError", 400):
            world.assume(saml.encoded(wrong))
    for wrong in ("####", "AAA", "=AAA"):
        with error(INVALID if len(wrong) > 3 else "ValidationError", 400):
            world.assume(wrong)
    deep = text.replace("</samlp:Status>", "<a>" * 100 + "</a>" * 100 + "</samlp:Status>")
    with error(INVALID, 400, "Invalid SAML response"):
        world.assume(saml.encoded(deep))
    with error("ValidationError", 400, "sAMLAssertion"):
        world.assume("A" * 100004)
    assert world.assume(saml.encoded(text))["Credentials"]


def test_base64_may_have_lines(world):
    text = base64.encodebytes(etree.tostring(world.signed())).decode()
    assert world.assume(text)["Credentials"]


@pytest.mark.parametrize(
    "told, code, text",
    [
        ({"audience": "https://sp.example.com"}, INVALID, "does not contain the required audience"),
        ({"conditions": "<saml:Conditions/>"}, INVALID, "does not contain the required audience"),
        ({"recipient": "https://sp.example.com/saml"}, INVALID, "required recipient"),
        ({"recipient": saml.SIGN_IN + "/"}, INVALID, "required recipient"),
        ({"recipient": "https://a.b.signin.aws.amazon.com/saml"}, INVALID, "required recipient"),
        ({"recipient": "https://evilsignin.aws.amazon.com/saml"}, INVALID, "required recipient"),
        ({"recipient": "http://signin.aws.amazon.com/saml"}, INVALID, "required recipient"),
        ({"response": {"destination": "https://sp.example.com/saml"}}, INVALID, "recipient"),
        ({"issuer": "https://other.example.com/saml"}, INVALID, "Issuer not present in specified"),
        ({"response": {"issuer": "https://other.example.com"}}, INVALID, "Issuer not present"),
        ({"confirmed_until": saml.now(-1)}, "ExpiredTokenException", "Response has expired"),
        ({"until": saml.now(-1)}, "ExpiredTokenException", "Response has expired"),
        ({"session_end": saml.now(-1)}, "ExpiredTokenException", "Response has expired"),
        (
            {"issued": saml.now(-301), "until": saml.now(900), "confirmed_until": saml.now(900)},
            "ExpiredTokenException",
            "Token must be redeemed within 5 minutes of issuance",
        ),
        ({"issued": saml.now(900)}, INVALID, "not yet valid"),
        ({"not_before": saml.now(900)}, INVALID, "not yet valid"),
        ({"confirmation": f'NotBefore="{saml.now(900)}"'}, INVALID, "not yet valid"),
        ({"method": "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"}, INVALID, "Invalid SAML"),
        ({"confirmation": 'InResponseTo="_r"'}, INVALID, "Invalid SAML"),
        ({"confirmed_until": "soon"}, INVALID, "Invalid SAML"),
        ({"name": ""}, INVALID, "Invalid SAML"),
        ({"name": "a" * 513}, INVALID, "Invalid SAML"),
        ({"conditions": "<saml:Conditions><saml:Condition/></saml:Conditions>"}, INVALID, "Inv"),
    ],
)
def test_what_an_assertion_must_say(world, told, code, text):
    for parts in ("assertion", "both"):
        with error(code, 400, text):
            world.assume(world.signed(parts=parts, **told))


def test_without_a_subject_or_success(world):
    with denied(DENIED):
        world.assume(world.signed(name=None))
    for parts in ("assertion", "both"):
        with error("IDPRejectedClaim", 403):
            world.assume(world.signed(parts=parts, response={"status": "Responder"}))


def test_places_and_audiences(world):
    provider = world.account.iam.get_saml_provider(SAMLProviderArn=world.provider)
    identifier = provider["SAMLProviderUUID"]
    for recipient in (
        saml.SIGN_IN,
        "https://eu-central-1.signin.aws.amazon.com/saml",
        f"{saml.SIGN_IN}/acs/{identifier}",
        f"https://eu-central-1.signin.aws.amazon.com/saml/acs/{identifier}",
    ):
        told = {"recipient": recipient, "response": {"destination": recipient}}
        assert world.assume(world.signed(audience=recipient, **told))["Audience"] == recipient
    with error(INVALID, 400, "required recipient"):
        world.assume(world.signed(recipient=f"{saml.SIGN_IN}/acs/{'A' * 22}"))
    answered = {"more": 'InResponseTo="_r"'}
    told = world.signed(confirmation='InResponseTo="_r"', response=answered)
    assert world.assume(told)["Credentials"]


def test_an_assertion_works_once(tmp_path, idp):
    server = Server(tmp_path, data=tmp_path / "data")
    try:
        world = World(server.account("111122223333"), idp)
        response = world.signed()
        # What is refused does not use it up.
        with denied(DENIED):
            world.assume(response, role="Admin")
        assert world.assume(response)["Credentials"]
        other = world.signed()
        for again in (response, response, saml.encoded(etree.tostring(response))):
            with error(INVALID, 400, "Response has already been used"):
                world.assume(again)
        assert world.assume(other)["Credentials"]
        server.stop()
        restarted = Server(tmp_path, data=tmp_path / "data")
        server = restarted
        account = Account(restarted, world.account.id, world.account.keys)
        world.sts = unsigned_sts(account)
        for again in (response, other):
            with error(INVALID, 400, "Response has already been used"):
                world.assume(again)
        assert world.assume(world.signed())["Credentials"]
    finally:
        server.stop()


def test_another_id_is_another_signature(world):
    response = world.signed()
    assert world.assume(response)["Credentials"]
    response.find(saml.tag("Assertion")).set("ID", "_other")
    with error(INVALID, 400, BAD_SIGNATURE):
        world.assume(response)


def test_the_role_must_be_listed(world, other):
    for pair in (
        f"{world.provider},{world.arn('Reader')}",
        f" {world.arn('Reader')} , {world.provider} ",
    ):
        signed = world.idp.signed([("Role", ["a,b", pair]), ("RoleSessionName", "alice")])
        assert world.assume(signed)["Credentials"]
    reader, provider = world.arn("Reader"), world.provider
    for values in (
        [],
        [reader],
        [provider],
        [f"{reader},{reader}"],
        [f"{provider},{provider}"],
        [f"{reader},{provider},{provider}"],
        [f"{reader},{provider.replace('Corp', 'Other')}"],
        [f"{reader.lower()},{provider}"],
        [f"{world.arn('Admin')},{provider}"],
    ):
        with denied(DENIED):
            world.assume(world.idp.signed([("Role", values), ("RoleSessionName", "alice")]))
    with denied(DENIED):
        world.assume(world.idp.signed([("RoleSessionName", "alice")]))
    with denied(DENIED):
        world.assume(world.signed(role="Gone"), role="Gone")
    # The Kelvin sign is canonically equivalent to the letter, and another role's.
    world.role("Keeper")
    with denied(DENIED):
        world.assume(world.signed(role="\u212aeeper"), role="Keeper")


def test_names_of_things_that_are_not_there(world, other):
    with error(INVALID, 400, "Specified provider doesn't exist"):
        world.assume(world.signed(), PrincipalArn=world.provider.replace("Corp", "Other"))
    for wrong in (world.arn("Reader"), "arn:aws:iam::x:saml-provider/Corp", "x" * 20):
        with error("ValidationError", 400, "is invalid"):
            world.assume(world.signed(), PrincipalArn=wrong)
    with error("ValidationError", 400, "is invalid"):
        world.assume(world.signed(), RoleArn=world.provider)
    with error(INVALID, 400, "Specified provider doesn't exist"):
        world.assume(world.signed(), PrincipalArn="arn:aws:iam::999999999999:saml-provider/Corp")


def test_providers_vouch_for_their_own_account(world, other, idp):
    """The same identity provider in two accounts: a role of one, and the provider of the other."""
    foreign = World(other, idp)
    other.iam.update_assume_role_policy(
        RoleName="Reader",
        PolicyDocument=document(
            {"Effect": "Allow", "Principal": {"Federated": world.provider}, "Action": ALL}
        ),
    )
    pair = f"{foreign.arn('Reader')},{world.provider}"
    signed = idp.signed([("Role", pair), ("RoleSessionName", "alice")])
    with denied(DENIED):
        world.assume(signed, RoleArn=foreign.arn("Reader"))


def test_two_providers_are_two(world, idp, stranger):
    """The assertion of one identity provider, shown as another's."""
    entity = "https://second.example.com"
    second = saml.IdentityProvider(entity)
    arn = world.account.iam.create_saml_provider(
        Name="Second", SAMLMetadataDocument=second.metadata()
    )["SAMLProviderArn"]
    pairs = [f"{world.arn('Reader')},{arn}", f"{world.arn('Reader')},{world.provider}"]
    signed = lambda: second.signed([("Role", pairs), ("RoleSessionName", "alice")])
    with error(INVALID, 400, "Issuer not present in specified provider"):
        world.assume(signed())
    # The role trusts the first only.
    with denied(DENIED):
        world.assume(signed(), PrincipalArn=arn)


def test_keys_change_with_metadata(world, stranger):
    old, new = world.signed(), stranger.signed(world.attributes())
    with error(INVALID, 400, BAD_SIGNATURE):
        world.assume(new)
    world.account.iam.update_saml_provider(
        SAMLProviderArn=world.provider, SAMLMetadataDocument=stranger.metadata()
    )
    with error(INVALID, 400, BAD_SIGNATURE):
        world.assume(old)
    assert world.assume(new)["Credentials"]
    past = saml.now(-60)
    world.account.iam.update_saml_provider(
        SAMLProviderArn=world.provider, SAMLMetadataDocument=stranger.metadata(valid_until=past)
    )
    with error(INVALID, 400, "metadata of the provider have expired"):
        world.assume(stranger.signed(world.attributes()))
    world.account.iam.delete_saml_provider(SAMLProviderArn=world.provider)
    with error(INVALID, 400, "Specified provider doesn't exist"):
        world.assume(stranger.signed(world.attributes()))


@pytest.mark.parametrize(
    "attributes, text",
    [
        ([], "RoleSessionName is required in AuthnResponse"),
        ([("RoleSessionName", "a")], "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,."),
        ([("RoleSessionName", "a" * 65)], "RoleSessionName in AuthnResponse must match"),
        ([("RoleSessionName", "John Doe")], "RoleSessionName in AuthnResponse must match"),
        ([("RoleSessionName", "jöe")], "RoleSessionName in AuthnResponse must match"),
        ([("RoleSessionName", ["alice", "bob"])], "Invalid value of attribute RoleSessionName"),
        ([("RoleSessionName", "al"), ("RoleSessionName", "bo")], "Invalid value of attribute"),
        ([("RoleSessionName", "al<b/>")], "Invalid value of attribute"),
        ([("rolesessionname", "alice")], "RoleSessionName is required in AuthnResponse"),
        ([("RoleSessionName", "al"), ("SourceIdentity", "a")], "Source Identity must match"),
        ([("RoleSessionName", "al"), ("SourceIdentity", "aws:al")], 'not begin with "aws:"'),
        ([("RoleSessionName", "al"), ("SessionDuration", "899")], "SessionDuration"),
        ([("RoleSessionName", "al"), ("SessionDuration", "43201")], "SessionDuration"),
        ([("RoleSessionName", "al"), ("SessionDuration", "+900")], "SessionDuration"),
        ([("RoleSessionName", "al"), ("PrincipalTag:", "x")], "Invalid session tag"),
        ([("RoleSessionName", "al"), ("PrincipalTag:k*", "x")], "Invalid session tag"),
        ([("RoleSessionName", "al"), ("PrincipalTag:k", "x" * 257)], "Invalid session tag"),
        ([("RoleSessionName", "al"), ("PrincipalTag:k", ["x", "y"])], "Invalid value"),
        (
            [("RoleSessionName", "al")] + [(f"PrincipalTag:{n}", "x") for n in range(51)],
            "more than 50",
        ),
        (
            [
                ("RoleSessionName", "al"),
                ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", ["a", "b"]),
            ],
            "saml:name has more than one value",
        ),
    ],
)
def test_attributes_that_are_refused(world, attributes, text):
    pair = f"{world.arn('Reader')},{world.provider}"
    with error(INVALID, 400, text):
        world.assume(world.idp.signed([("Role", pair), *attributes]))


def test_tags_and_source_identity(world):
    told = [
        ("PrincipalTag:team", "blue"),
        ("PrincipalTag:site", ""),
        ("TransitiveTagKeys", ["team"]),
        ("SourceIdentity", "alice.adams"),
    ]
    tagged = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
    known = {"StringEquals": {"aws:SourceIdentity": "alice.adams"}}
    world.role(
        "Tagged",
        allow("iam:ListUsers", Condition=tagged),
        allow("iam:ListRoles", Condition=known),
        allow("sts:*"),
    )
    answer = world.assume(world.signed(*told, role="Tagged"), role="Tagged")
    assert answer["SourceIdentity"] == "alice.adams" and answer["PackedPolicySize"] > 0
    session = world.session(answer)
    assert session.list_users() and session.list_roles()
    # Along a chain the transitive tag and the source identity go on.
    world.account.iam.create_role(
        RoleName="Next",
        MaxSessionDuration=7200,
        AssumeRolePolicyDocument=document(
            {
                "Effect": "Allow",
                "Principal": {"AWS": world.arn("Tagged")},
                "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
                "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}},
            }
        ),
    )
    chained = world.session(answer, "sts").assume_role(
        RoleArn=world.arn("Next"), RoleSessionName="next"
    )
    assert chained["SourceIdentity"] == "alice.adams"
    with error("ValidationError", 400, "1 hour session limit"):
        world.session(answer, "sts").assume_role(
            RoleArn=world.arn("Next"), RoleSessionName="next", DurationSeconds=3601
        )
    # Each needs its own permission in the trust policy.
    for action, refused in (
        (["sts:AssumeRoleWithSAML", "sts:SetSourceIdentity"], told[:1]),
        (["sts:AssumeRoleWithSAML", "sts:TagSession"], told[3:]),
        (["sts:TagSession", "sts:SetSourceIdentity"], []),
        (["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"], []),
    ):
        name = f"Few{len(world.account.iam.list_roles()['Roles'])}"
        world.role(name, action=action)
        with denied(DENIED):
            world.assume(world.signed(*refused, role=name), role=name)


def test_tags_that_do_not_fit(world):
    with error("InvalidParameterValue", 400, "Duplicate tag keys found"):
        world.assume(world.signed(("PrincipalTag:team", "a"), ("PrincipalTag:TEAM", "b")))
    with error("InvalidParameterValue", 400, "must be included in the requested tags"):
        world.assume(world.signed(("TransitiveTagKeys", ["team"])))
    with error("InvalidParameterValue", 400, "reserved for AWS"):
        world.assume(world.signed((f"{saml.ATTRIBUTES}PrincipalTag:aws:team", "a")))


def test_durations(world):
    def left(response, **more):
        ends = world.assume(response, **more)["Credentials"]["Expiration"]
        return (ends - datetime.datetime.now(datetime.timezone.utc)).total_seconds()

    world.account.iam.update_role(RoleName="Reader", MaxSessionDuration=7200)
    assert 7100 < left(world.signed(), DurationSeconds=7200) <= 7200
    # The assertion can shorten, not lengthen.
    assert 850 < left(world.signed(("SessionDuration", "900"))) <= 900
    assert 3500 < left(world.signed(("SessionDuration", "7200"))) <= 3600
    assert 1900 < left(world.signed(session_end=saml.now(2000)), DurationSeconds=7200) <= 2000
    assert 50 < left(world.signed(session_end=saml.now(90))) <= 90
    text = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
    with error("ValidationError", 400, text):
        world.assume(world.signed(), DurationSeconds=7201)
    with error("ValidationError", 400, "durationSeconds"):
        world.assume(world.signed(), DurationSeconds=899)


def test_session_policies(world):
    policy = document(allow("iam:ListUsers"))
    answer = world.assume(world.signed(role="Admin"), role="Admin", Policy=policy)
    assert answer["PackedPolicySize"] > 0
    assert world.session(answer).list_users()
    with denied("no session policy allows"):
        world.session(answer).list_roles()
    arn = world.account.iam.create_policy(
        PolicyName="NoRoles", PolicyDocument=document(allow("*"), deny("iam:ListRoles"))
    )["Policy"]["Arn"]
    answer = world.assume(
        world.signed(role="Admin"), role="Admin", PolicyArns=[{"arn": arn}]
    )
    assert world.session(answer).list_users()
    with denied("explicit deny in a session policy"):
        world.session(answer).list_roles()
    response = world.signed(role="Admin")
    with error("MalformedPolicyDocument", 400):
        world.assume(response, role="Admin", Policy="{}")
    # A refused request has not used the assertion.
    assert world.assume(response, role="Admin")["Credentials"]


@pytest.mark.parametrize(
    "condition, holds",
    [
        ({"StringEquals": {"SAML:aud": saml.SIGN_IN}}, True),
        ({"StringEquals": {"SAML:aud": "urn:amazon:webservices"}}, False),
        ({"StringEquals": {"saml:iss": saml.ENTITY}}, True),
        ({"StringEquals": {"saml:sub": "alice@example.com"}}, True),
        ({"StringLike": {"saml:sub": "*@other.example.com"}}, False),
        ({"StringEquals": {"saml:sub_type": "persistent"}}, True),
        ({"StringEquals": {"saml:sub_type": "transient"}}, False),
        ({"StringEquals": {"saml:doc": "111122223333/Corp"}}, True),
        ({"StringEquals": {"saml:doc": "111122223333/Other"}}, False),
        ({"StringEquals": {"sts:RoleSessionName": "alice"}}, True),
        ({"StringEquals": {"sts:RoleSessionName": "bob"}}, False),
        ({"ForAnyValue:StringEquals": {"saml:edupersonaffiliation": "staff"}}, True),
        ({"ForAnyValue:StringEquals": {"saml:edupersonaffiliation": "student"}}, False),
        ({"ForAllValues:StringEquals": {"saml:edupersonaffiliation": ["staff", "x"]}}, False),
        ({"StringEquals": {"saml:edupersonprincipalname": "alice@uni"}}, True),
        ({"StringEquals": {"saml:mail": "alice@mail"}}, True),
        ({"Null": {"saml:mail": "true"}}, False),
        ({"Null": {"aws:PrincipalArn": "true"}}, True),
        ({"Bool": {"aws:SecureTransport": "true"}}, False),
        ({"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, True),
    ],
)
def test_keys_of_the_trust_policy(world, condition, holds):
    told = [
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", ["staff", "member"]),
        ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "alice@uni"),
        ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "alice@mail"),
    ]
    world.role("Some", condition=condition)
    signed = world.signed(*told, role="Some")
    if holds:
        assert world.assume(signed, role="Some")["Credentials"]
    else:
        with denied(DENIED):
            world.assume(signed, role="Some")


def test_keys_of_the_session(world):
    conditions = {
        "iam:ListUsers": {"StringEquals": {"saml:sub": "alice@example.com"}},
        "iam:ListRoles": {"StringEquals": {"saml:sub_type": "persistent"}},
        "iam:ListGroups": {"StringEquals": {"aws:FederatedProvider": world.provider}},
        "iam:ListPolicies": {"StringLike": {"saml:namequalifier": "?*="}},
    }
    world.role(
        "Keys",
        *(allow(action, Condition=condition) for action, condition in conditions.items()),
        allow("iam:ListSAMLProviders", Condition={"Null": {"saml:aud": "false"}}),
    )
    session = world.session(world.assume(world.signed(role="Keys"), role="Keys"))
    session.list_users(), session.list_roles(), session.list_groups(), session.list_policies()
    with denied():
        session.list_saml_providers()


@pytest.fixture(scope="session")
def decryption_key():
    return rsa_key()


def test_encrypted_assertions(world, decryption_key):
    iam = world.account.iam
    sealed = lambda assertion, **more: world.idp.response(
        saml.encrypt(assertion, decryption_key, **more)
    )
    signed = lambda: world.idp.sign(world.idp.assertion(world.attributes()))
    plain = lambda: saml.unsigned(world.idp.assertion(world.attributes()))
    with error(INVALID, 400, BAD_SIGNATURE):
        world.assume(saml.unsigned(sealed(signed())))
    iam.update_saml_provider(SAMLProviderArn=world.provider, AddPrivateKey=pem(rsa_key()))
    iam.update_saml_provider(SAMLProviderArn=world.provider, AddPrivateKey=pem(decryption_key))
    for cipher in ("aes128-gcm", "aes256-gcm", "aes128-cbc", "aes256-cbc"):
        assert world.assume(saml.unsigned(sealed(signed(), cipher=cipher)))["Credentials"]
    assert world.assume(saml.unsigned(sealed(signed(), beside=True)))["Credentials"]
    assert world.assume(world.idp.sign(sealed(signed())))["Credentials"]
    assert world.assume(world.idp.sign(sealed(plain())))["Credentials"]
    response = saml.unsigned(sealed(signed()))
    assert world.assume(response)["Subject"] == "alice@example.com"
    with error(INVALID, 400, "already been used"):
        world.assume(response)
    for bad in (
        saml.unsigned(sealed(plain())),
        saml.unsigned(sealed(signed(), transport="rsa-1_5")),
        saml.unsigned(world.idp.response(saml.encrypt(signed(), rsa_key()))),
        # What is signed inside must be for the same identity provider's key.
        saml.unsigned(
            sealed(saml.IdentityProvider().sign(world.idp.assertion(world.attributes())))
        ),
    ):
        with error(INVALID, 400, BAD_SIGNATURE):
            world.assume(bad)
    text = etree.tostring(world.idp.sign(sealed(signed()))).decode()
    with error(INVALID, 400, BAD_SIGNATURE):
        world.assume(saml.encoded(text.replace("<xenc:CipherValue>", "<xenc:CipherValue>AAAA", 1)))


def test_encryption_may_be_required(world, decryption_key):
    iam = world.account.iam
    iam.update_saml_provider(
        SAMLProviderArn=world.provider,
        AddPrivateKey=pem(decryption_key),
        AssertionEncryptionMode="Required",
    )
    identifier = iam.get_saml_provider(SAMLProviderArn=world.provider)["SAMLProviderUUID"]
    own = f"{saml.SIGN_IN}/acs/{identifier}"
    with error(INVALID, 400, "Assertion is not encrypted"):
        world.assume(world.signed(recipient=own, response={"destination": own}))

    def sealed(recipient):
        signed = world.idp.sign(world.idp.assertion(world.attributes(), recipient=recipient))
        encrypted = saml.encrypt(signed, decryption_key)
        return saml.unsigned(world.idp.response(encrypted, destination=recipient))

    assert world.assume(sealed(own))["Audience"] == own
    with error(INVALID, 400, "required recipient"):
        world.assume(sealed(saml.SIGN_IN))


def test_the_command_line(world):
    answer = world.account.cli(
        "sts",
        "assume-role-with-saml",
        "--role-arn",
        world.arn("Reader"),
        "--principal-arn",
        world.provider,
        "--saml-assertion",
        saml.encoded(world.signed()),
    )
    assert json.loads(answer.stdout)["Subject"] == "alice@example.com"

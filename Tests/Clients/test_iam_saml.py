"""SAML providers, with boto3."""

import datetime

import pytest
from certificates import Certificate, metadata, pem, rsa_key
from cryptography.hazmat.primitives.asymmetric import ec
from expect import denied, error, missing
from server import allow

NAME = {"Name": "Corp"}


@pytest.fixture(scope="module")
def idp():
    return Certificate("idp")


@pytest.fixture(scope="module")
def key():
    return pem(rsa_key())


def get(iam, arn):
    return iam.get_saml_provider(SAMLProviderArn=arn)


def test_a_provider_lives(account, iam, idp):
    made = iam.create_saml_provider(
        **NAME, SAMLMetadataDocument=metadata(idp), Tags=[{"Key": "k", "Value": "v"}]
    )
    arn = account.arn("saml-provider/Corp")
    assert made["SAMLProviderArn"] == arn and made["Tags"] == [{"Key": "k", "Value": "v"}]

    read = get(iam, arn)
    assert read["SAMLMetadataDocument"] == metadata(idp)
    assert len(read["SAMLProviderUUID"]) >= 22 and read["SAMLProviderUUID"].isupper()
    assert read["AssertionEncryptionMode"] == "Allowed" and read["PrivateKeyList"] == []
    assert read["Tags"] == [{"Key": "k", "Value": "v"}]
    assert read["ValidUntil"].year == read["CreateDate"].year + 100

    (listed,) = iam.list_saml_providers()["SAMLProviderList"]
    assert listed == {name: read[name] for name in ("ValidUntil", "CreateDate")} | {"Arn": arn}
    assert iam.get_account_summary()["SummaryMap"]["Providers"] == 1

    changed = metadata(idp, valid_until="2031-02-03T04:05:06.789Z")
    answer = iam.update_saml_provider(SAMLProviderArn=arn, SAMLMetadataDocument=changed)
    assert answer["SAMLProviderArn"] == arn
    again = get(iam, arn)
    assert again["SAMLMetadataDocument"] == changed
    assert again["SAMLProviderUUID"] == read["SAMLProviderUUID"]
    assert again["ValidUntil"] == datetime.datetime(
        2031, 2, 3, 4, 5, 6, tzinfo=datetime.timezone.utc
    )

    iam.delete_saml_provider(SAMLProviderArn=arn)
    for call in (iam.get_saml_provider, iam.delete_saml_provider, iam.list_saml_provider_tags):
        with missing(f"Manifest not found for arn {arn}"):
            call(SAMLProviderArn=arn)
    assert iam.list_saml_providers()["SAMLProviderList"] == []
    assert iam.get_account_summary()["SummaryMap"]["Providers"] == 0


def test_names_are_unique_without_regard_to_case(iam, idp):
    iam.create_saml_provider(**NAME, SAMLMetadataDocument=metadata(idp))
    with error("EntityAlreadyExists", 409, "Provider with name corp already exists."):
        iam.create_saml_provider(Name="corp", SAMLMetadataDocument=metadata(idp))


@pytest.mark.parametrize(
    "old, new",
    [
        ("</md:EntityDescriptor>", ""),
        ("<md:IDPSSODescriptor", "<md:SPSSODescriptor"),
        ("urn:oasis:names:tc:SAML:2.0:metadata", "urn:other"),
        ("urn:oasis:names:tc:SAML:2.0:protocol", "urn:oasis:names:tc:SAML:1.1:protocol"),
        (' entityID="https://idp.example.com/saml"', ""),
        ("X509Certificate>", "X509Name>"),
        ("<ds:X509Certificate>", "<ds:X509Certificate>AAAA"),
        ('use="signing"', 'use="encryption"'),
        ("<md:SingleSignOnService", "<md:SingleLogoutService"),
        ('entityID="https', 'validUntil="soon" entityID="https'),
        ("<!--", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><!--'),
    ],
)
def test_what_is_no_metadata_is_refused(account, iam, idp, old, new):
    text = metadata(idp)
    assert old in text
    if old == "<md:IDPSSODescriptor":
        text = text.replace("</md:IDPSSODescriptor", "</md:SPSSODescriptor")
    text = text.replace(old, new)
    with error("InvalidInput", 400, "Could not parse metadata"):
        iam.create_saml_provider(**NAME, SAMLMetadataDocument=text)
    iam.create_saml_provider(**NAME, SAMLMetadataDocument=metadata(idp))
    arn = account.arn("saml-provider/Corp")
    with error("InvalidInput", 400, "Could not parse metadata"):
        iam.update_saml_provider(SAMLProviderArn=arn, SAMLMetadataDocument=text)
    assert get(iam, arn)["SAMLMetadataDocument"] == metadata(idp)


def test_metadata_may_be_large(iam, idp):
    claim = '<md:Claim Uri="urn:claim"><md:Name>claim</md:Name></md:Claim>' * 2000
    text = metadata(idp).replace("</md:EntityDescriptor>", f"{claim}</md:EntityDescriptor>")
    arn = iam.create_saml_provider(**NAME, SAMLMetadataDocument=text)["SAMLProviderArn"]
    assert get(iam, arn)["SAMLMetadataDocument"] == text


def test_parameters_have_limits(account, idp):
    iam = account.client("iam", validate=False)
    with error("ValidationError", 400, "sAMLMetadataDocument"):
        iam.create_saml_provider(**NAME, SAMLMetadataDocument="<a/>")
    with error("ValidationError", 400, "name"):
        iam.create_saml_provider(Name="a b", SAMLMetadataDocument=metadata(idp))
    with error("ValidationError", 400, "assertionEncryptionMode"):
        iam.create_saml_provider(
            **NAME, SAMLMetadataDocument=metadata(idp), AssertionEncryptionMode="Never"
        )


def test_private_keys_rotate_and_are_never_told(account, iam, idp, key):
    arn = iam.create_saml_provider(
        **NAME,
        SAMLMetadataDocument=metadata(idp),
        AssertionEncryptionMode="Required",
        AddPrivateKey=key,
    )["SAMLProviderArn"]
    provider = {"SAMLProviderArn": arn}
    (first,) = get(iam, arn)["PrivateKeyList"]
    assert len(first["KeyId"]) >= 22 and first["Timestamp"]
    iam.update_saml_provider(**provider, AddPrivateKey=pem(rsa_key(), "TraditionalOpenSSL"))
    read = get(iam, arn)
    assert "PRIVATE KEY" not in str(read) and len(read["PrivateKeyList"]) == 2
    with error("LimitExceeded", 409, "Private key limit of 2 is reached."):
        iam.update_saml_provider(**provider, AddPrivateKey=key)
    iam.update_saml_provider(**provider, RemovePrivateKey=first["KeyId"])
    (second,) = get(iam, arn)["PrivateKeyList"]
    assert second["KeyId"] != first["KeyId"]
    with error("InvalidInput", 400, "because the Key ID does not match a private key."):
        iam.update_saml_provider(**provider, RemovePrivateKey=first["KeyId"])
    with error("InvalidInput", 400, "Failed to remove private key."):
        iam.update_saml_provider(**provider, RemovePrivateKey=second["KeyId"])
    iam.update_saml_provider(
        **provider, AssertionEncryptionMode="Allowed", RemovePrivateKey=second["KeyId"]
    )
    assert get(iam, arn)["PrivateKeyList"] == []


def test_updates_make_sense(iam, idp, key):
    document = {"SAMLMetadataDocument": metadata(idp)}
    text = "Unable to set assertion encryption mode to Required because no private key is provided."
    with error("InvalidInput", 400, text):
        iam.create_saml_provider(**NAME, **document, AssertionEncryptionMode="Required")
    for wrong in ("nope", pem(ec.generate_private_key(ec.SECP256R1())), pem(rsa_key(), password=b"x")):
        with error("InvalidInput", 400, "Invalid private key."):
            iam.create_saml_provider(**NAME, **document, AddPrivateKey=wrong)
    arn = iam.create_saml_provider(**NAME, **document)["SAMLProviderArn"]
    with error("InvalidInput", 400, text):
        iam.update_saml_provider(SAMLProviderArn=arn, AssertionEncryptionMode="Required")
    with error("InvalidInput", 400, "No updates are defined for metadata or encryption assertion."):
        iam.update_saml_provider(SAMLProviderArn=arn)
    with error("InvalidInput", 400, "Set a value for only one of the two parameters."):
        iam.update_saml_provider(
            SAMLProviderArn=arn, AddPrivateKey=key, RemovePrivateKey="A" * 22
        )


def test_tags_at_creation_need_their_own_permission(account, idp):
    caller = account.user("Caller")
    iam = account.client("iam", caller)
    more = {"SAMLMetadataDocument": metadata(idp), "Tags": [{"Key": "team", "Value": "blue"}]}
    account.allow("Caller", allow("iam:CreateSAMLProvider"))
    with denied("iam:TagSAMLProvider"):
        iam.create_saml_provider(**NAME, **more)
    account.allow("Caller", allow(["iam:CreateSAMLProvider", "iam:TagSAMLProvider"]))
    iam.create_saml_provider(**NAME, **more)

"""An identity provider of SAML 2.0: responses written by hand, signed by signxml."""

import base64
import datetime
import secrets
import uuid

import signxml
from certificates import Certificate, metadata, rsa_key
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from lxml import etree

PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
SIGN_IN = "https://signin.aws.amazon.com/saml"
ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENTITY = "https://idp.example.com/saml"
PLACE = f'<ds:Signature xmlns:ds="{SIGNATURE}" Id="placeholder"/>'


def now(seconds=0):
    """The time, so many seconds from now."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def tag(name, space=ASSERTION):
    """A name as lxml writes it."""
    return f"{{{space}}}{name}"


def encoded(response):
    """A response, or its text, as the parameter wants it."""
    text = response if isinstance(response, (str, bytes)) else etree.tostring(response)
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


class IdentityProvider:
    """Who vouches for users; every part of what it says can be told otherwise."""

    def __init__(self, entity=ENTITY, key=None):
        self.entity = entity
        self.certificate = Certificate("idp", key=key or rsa_key())

    def metadata(self, **more):
        return metadata(self.certificate, entity=self.entity, **more)

    def assertion(self, attributes, **told):
        """An assertion; values of attributes are texts, lists of texts, or elements as text."""
        told = {
            "id": f"_{uuid.uuid4().hex}",
            "issued": now(),
            "issuer": self.entity,
            "name": "alice@example.com",
            "format": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            "method": "urn:oasis:names:tc:SAML:2.0:cm:bearer",
            "recipient": SIGN_IN,
            "confirmed_until": now(300),
            "not_before": now(-30),
            "until": now(300),
            "audience": "urn:amazon:webservices",
            "session_end": None,
            "conditions": None,
            "confirmation": "",
        } | told
        subject = f"""<saml:Subject>
          <saml:NameID Format="{told["format"]}">{told["name"]}</saml:NameID>
          <saml:SubjectConfirmation Method="{told["method"]}">
            <saml:SubjectConfirmationData NotOnOrAfter="{told["confirmed_until"]}"
                Recipient="{told["recipient"]}" {told["confirmation"]}/>
          </saml:SubjectConfirmation>
        </saml:Subject>"""
        conditions = (
            told["conditions"]
            or f"""<saml:Conditions NotBefore="{told["not_before"]}" NotOnOrAfter="{told["until"]}">
          <saml:AudienceRestriction><saml:Audience>{told["audience"]}</saml:Audience>
          </saml:AudienceRestriction>
        </saml:Conditions>"""
        )
        end = f'SessionNotOnOrAfter="{told["session_end"]}"' if told["session_end"] else ""
        return etree.fromstring(
            f"""<saml:Assertion xmlns:saml="{ASSERTION}" Version="2.0" ID="{told["id"]}"
            IssueInstant="{told["issued"]}">
        <saml:Issuer>{told["issuer"]}</saml:Issuer>{PLACE}
        {subject if told["name"] is not None else ""}
        {conditions}
        <saml:AuthnStatement AuthnInstant="{told["issued"]}" {end}/>
        <saml:AttributeStatement>{self.attributes(attributes)}</saml:AttributeStatement>
        </saml:Assertion>"""
        )

    @staticmethod
    def attributes(attributes):
        """Attributes by AWS's names, or by whole ones."""
        written = []
        for name, values in attributes:
            whole = name if ":" in name.removeprefix("PrincipalTag:") else ATTRIBUTES + name
            listed = [values] if isinstance(values, str) else values
            inside = "".join(
                f"<saml:AttributeValue>{value}</saml:AttributeValue>" for value in listed
            )
            written.append(f'<saml:Attribute Name="{whole}">{inside}</saml:Attribute>')
        return "".join(written)

    def response(self, assertion, status="Success", destination=SIGN_IN, issuer=None, more=""):
        """A response with an assertion inside."""
        response = etree.fromstring(
            f"""<samlp:Response xmlns:samlp="{PROTOCOL}" xmlns:saml="{ASSERTION}" Version="2.0"
            ID="_{uuid.uuid4().hex}" IssueInstant="{now()}" Destination="{destination}" {more}>
        <saml:Issuer>{issuer or self.entity}</saml:Issuer>{PLACE}
        <samlp:Status><samlp:StatusCode
            Value="urn:oasis:names:tc:SAML:2.0:status:{status}"/></samlp:Status>
        </samlp:Response>"""
        )
        response.append(assertion)
        return response

    def sign(self, element, key=None, certificate=None, **more):
        """The element with an enveloped signature in its place."""
        settings = {
            "c14n_algorithm": EXCLUSIVE,
            "signature_algorithm": "rsa-sha256",
        } | more
        signer = signxml.XMLSigner(**settings)
        return signer.sign(
            element,
            key=key or self.certificate.key,
            cert=[certificate or self.certificate.pem],
            reference_uri=f"#{element.get('ID')}",
            id_attribute="ID",
        )

    def signed(self, attributes, parts="assertion", response={}, **told):
        """A response with a signed assertion, signed itself, or both."""
        assertion = self.assertion(attributes, **told)
        assertion = self.sign(assertion) if parts != "response" else unsigned(assertion)
        whole = self.response(assertion, **response)
        return self.sign(whole) if parts != "assertion" else unsigned(whole)


def unsigned(element):
    """Takes out the place for a signature, or the signature."""
    for signature in element.findall(tag("Signature", SIGNATURE)):
        element.remove(signature)
    return element


def encrypt(assertion, key, cipher="aes256-gcm", transport="rsa-oaep-mgf1p", beside=False):
    """An `EncryptedAssertion` for the holder of a private key (XML Encryption 1.1)."""
    content, wrapped = secrets.token_bytes(int(cipher[3:6]) // 8), None
    plain = etree.tostring(assertion)
    if cipher.endswith("gcm"):
        nonce = secrets.token_bytes(12)
        sealed = nonce + AESGCM(content).encrypt(nonce, plain, None)
        space = "http://www.w3.org/2009/xmlenc11#"
    else:
        start = secrets.token_bytes(16)
        fill = 16 - len(plain) % 16
        encryptor = Cipher(algorithms.AES(content), modes.CBC(start)).encryptor()
        padded = plain + bytes(fill - 1) + bytes([fill])
        sealed = start + encryptor.update(padded) + encryptor.finalize()
        space = "http://www.w3.org/2001/04/xmlenc#"
    if transport == "rsa-1_5":
        wrapped = key.public_key().encrypt(content, padding.PKCS1v15())
    else:
        sha = hashes.SHA1()
        wrapped = key.public_key().encrypt(
            content, padding.OAEP(padding.MGF1(algorithm=sha), algorithm=sha, label=None)
        )
    b64 = lambda data: base64.b64encode(data).decode()
    inner = f"""<xenc:EncryptedKey xmlns:xenc="http://www.w3.org/2001/04/xmlenc#">
      <xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#{transport}"/>
      <xenc:CipherData><xenc:CipherValue>{b64(wrapped)}</xenc:CipherValue></xenc:CipherData>
    </xenc:EncryptedKey>"""
    info = f'<ds:KeyInfo xmlns:ds="{SIGNATURE}">{inner}</ds:KeyInfo>'
    return etree.fromstring(
        f"""<saml:EncryptedAssertion xmlns:saml="{ASSERTION}">
    <xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
        Type="http://www.w3.org/2001/04/xmlenc#Element">
      <xenc:EncryptionMethod Algorithm="{space}{cipher}"/>{"" if beside else info}
      <xenc:CipherData><xenc:CipherValue>{b64(sealed)}</xenc:CipherValue></xenc:CipherData>
    </xenc:EncryptedData>{inner if beside else ""}
    </saml:EncryptedAssertion>"""
    )

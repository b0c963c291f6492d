"""Authorities and the certificates that they sign, for IAM Roles Anywhere."""

import datetime

from certificates import pem
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
DAY = datetime.timedelta(days=1)
KINDS = {
    "CN": NameOID.COMMON_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "UID": NameOID.USER_ID,
    "uid": x509.ObjectIdentifier("0.9.2342.19200300.100.1.44"),
}


def key(kind):
    if kind == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


class Party:
    """Someone with a key and a certificate; an authority when it is asked for."""

    def __init__(
        self, name, issuer=None, kind="ec", authority=False, start=NOW - DAY, end=NOW + DAY,
        signing=True, alternatives=(), algorithm=None, **more,
    ):
        self.key = key(kind)
        self.issuer = issuer or self
        attributes = [x509.NameAttribute(KINDS[part], text) for part, text in more.items()]
        attributes.append(x509.NameAttribute(NameOID.COMMON_NAME, name))
        self.name = x509.Name(attributes)
        usage = dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "encipher_only", "decipher_only"), False,
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(self.name)
            .issuer_name(self.issuer.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=signing, key_cert_sign=authority, crl_sign=authority, **usage
                ),
                critical=True,
            )
        )
        if alternatives:
            builder = builder.add_extension(
                x509.SubjectAlternativeName(list(alternatives)), critical=False
            )
        self.certificate = builder.sign(self.issuer.key, algorithm or hashes.SHA256())

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def key_pem(self):
        return pem(self.key).encode()

    @property
    def serial(self):
        return self.certificate.serial_number

    def revocations(self, *parties, extensions=(), indirect=False):
        """A list of revoked certificates as PEM, with critical extensions."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.name)
            .last_update(NOW - DAY)
            .next_update(NOW + DAY)
        )
        for extension in extensions:
            builder = builder.add_extension(extension, critical=True)
        for party in parties:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(party.serial)
                .revocation_date(NOW - DAY)
            )
            if indirect:
                issuer = x509.CertificateIssuer([x509.DirectoryName(party.issuer.name)])
                entry = entry.add_extension(issuer, critical=True)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

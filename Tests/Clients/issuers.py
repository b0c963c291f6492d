"""Issuers of web identity tokens: real HTTPS servers with their own CA and keys."""

import base64
import contextlib
import datetime
import hashlib
import http.server
import ipaddress
import json
import ssl
import threading
import time

from certificates import DAY, NOW, pem, rsa_key
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.x509.oid import NameOID

GITHUB = "token.actions.githubusercontent.com"
CURVES = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}
HASHES = {"256": hashes.SHA256, "384": hashes.SHA384, "512": hashes.SHA512}


def encode(data):
    """Base 64 for URLs, without padding."""
    data = data if isinstance(data, bytes) else data.encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Authority:
    """A certificate authority, and the certificates that it makes for servers."""

    def __init__(self, name="Test CA"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._sign(
            self.name, self.key, x509.BasicConstraints(ca=True, path_length=None)
        )

    def _sign(self, name, key, *extensions, end=NOW + 365 * DAY):
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - DAY)
            .not_valid_after(end)
        )
        for extension in extensions:
            critical = isinstance(extension, x509.BasicConstraints)
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self.key, hashes.SHA256())

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def thumbprint(self):
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        return hashlib.sha1(der).hexdigest()

    def server(self, folder, *names, chained=False, end=NOW + 365 * DAY):
        """Writes a certificate and its key for a server; answers both paths."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternatives = [
            x509.IPAddress(ipaddress.ip_address(name))
            if name.replace(".", "").isdigit()
            else x509.DNSName(name)
            for name in names
        ]
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        certificate = self._sign(
            subject, key, x509.SubjectAlternativeName(alternatives), end=end
        )
        text = certificate.public_bytes(serialization.Encoding.PEM).decode()
        files = folder / "server.pem", folder / "server.key"
        files[0].write_text(text + (self.pem if chained else ""))
        files[1].write_text(pem(key))
        return files


class SigningKey:
    """A key of an issuer."""

    def __init__(self, identifier, algorithm="RS256"):
        self.id, self.algorithm = identifier, algorithm
        curve = CURVES.get(algorithm)
        self.key = ec.generate_private_key(curve()) if curve else rsa_key()

    @property
    def jwk(self):
        numbers = self.key.public_key().public_numbers()
        key = {"kid": self.id, "use": "sig", "alg": self.algorithm}
        if isinstance(self.key, rsa.RSAPrivateKey):
            n = numbers.n.to_bytes((numbers.n.bit_length() + 7) // 8, "big")
            return key | {"kty": "RSA", "n": encode(n), "e": "AQAB"}
        size = (self.key.key_size + 7) // 8
        x, y = (encode(number.to_bytes(size, "big")) for number in (numbers.x, numbers.y))
        return key | {"kty": "EC", "crv": f"P-{self.key.key_size}", "x": x, "y": y}

    @property
    def public_pem(self):
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, data, algorithm=None):
        algorithm = algorithm or self.algorithm
        digest = HASHES[algorithm[2:]]()
        if algorithm.startswith("ES"):
            r, s = utils.decode_dss_signature(self.key.sign(data, ec.ECDSA(digest)))
            size = (self.key.key_size + 7) // 8
            return r.to_bytes(size, "big") + s.to_bytes(size, "big")
        if algorithm.startswith("PS"):
            scheme = padding.PSS(padding.MGF1(digest), padding.PSS.DIGEST_LENGTH)
            return self.key.sign(data, scheme, digest)
        return self.key.sign(data, padding.PKCS1v15(), digest)

    def token(self, claims, header=None, algorithm=None):
        """A token; claims and header may be text, to be sent as they are."""
        default = {"alg": algorithm or self.algorithm, "kid": self.id, "typ": "JWT"}
        parts = [default | (header or {}), claims]
        texts = [part if isinstance(part, str) else json.dumps(part) for part in parts]
        signed = ".".join(encode(text) for text in texts)
        return f"{signed}.{encode(self.sign(signed.encode(), algorithm))}"


class Issuer:
    """An HTTPS server with a discovery document and a key set, and the tokens of its keys."""

    def __init__(self, folder, authority, host="127.0.0.1", path="", claims=None, secure=True,
                 names=None, chained=False, end=NOW + 365 * DAY, pause=0.01):  # fmt: skip
        self.keys = [SigningKey("first")]
        self.claims = claims or {}
        self.asked = 0
        self.path = path
        self.redirect = None
        self.gate = threading.Event()
        self.gate.set()
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                issuer.answer(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # Clients that do not trust the certificate break off: that is what is tested.
        self.server.handle_error = lambda *_: None
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            files = authority.server(folder, *(names or [host]), chained=chained, end=end)
            context.load_cert_chain(*files)
            self.server.socket = context.wrap_socket(
                self.server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self.server.server_address[1]
        self.name = f"{host}:{self.port}{path}" if host == "127.0.0.1" else f"{host}{path}"
        self.url = f"{'https' if secure else 'http'}://{self.name}"
        self.document = {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}
        threading.Thread(target=self.server.serve_forever, args=(pause,), daemon=True).start()

    def answer(self, request):
        self.asked += 1
        self.gate.wait(20)
        place = request.path.removeprefix(self.path)
        body = {
            "/.well-known/openid-configuration": self.document,
            "/keys": {"keys": [key.jwk for key in self.keys]},
        }.get(place)
        with contextlib.suppress(OSError):
            if self.redirect and body:
                request.send_response(302)
                request.send_header("Location", f"{self.redirect}{place}")
                request.send_header("Content-Length", "0")
                request.end_headers()
                return
            text = json.dumps(body).encode()
            request.send_response(200 if body else 404)
            request.send_header("Content-Length", str(len(text)))
            request.end_headers()
            request.wfile.write(text)

    def stop(self):
        self.gate.set()
        self.server.shutdown()
        self.server.server_close()

    def fill(self, **more):
        """The claims of a token that is good now; None leaves one out."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": "sts.amazonaws.com", "iat": now, "exp": now + 300}
        claims |= self.claims | more
        return {name: value for name, value in claims.items() if value is not None}

    def token(self, key=None, header=None, **claims):
        return (key or self.keys[0]).token(self.fill(**claims), header)


def github(repository="octo/app", ref="refs/heads/main", environment=None, **more):
    """The claims of a job of GitHub Actions."""
    place = f"environment:{environment}" if environment else f"ref:{ref}"
    claims = {
        "sub": f"repo:{repository}:{place}",
        "repository": repository,
        "repository_id": "74",
        "repository_owner_id": "65",
        "repository_owner": repository.split("/")[0],
        "ref": ref,
        "ref_type": "branch",
        "actor": "octocat",
        "actor_id": "12",
        "workflow": "deploy",
        "job_workflow_ref": f"{repository}/.github/workflows/deploy.yml@{ref}",
        "run_id": "1",
        "jti": "example-id",
    }
    return claims | ({"environment": environment} if environment else {}) | more


def kubernetes(namespace="default", account="app", **more):
    """The claims of a projected token of a Kubernetes service account."""
    return {
        "sub": f"system:serviceaccount:{namespace}:{account}",
        "aud": ["sts.amazonaws.com"],
        "nbf": int(datetime.datetime.now().timestamp()),
        "kubernetes.io": {
            "namespace": namespace,
            "serviceaccount": {"name": account, "uid": "7a"},
            "pod": {"name": "app-1", "uid": "7b"},
        },
    } | more

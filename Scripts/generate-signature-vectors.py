#!/usr/bin/env python3
"""Writes Fixtures/sigv4/*.json: requests as botocore signs them, for SignatureTests.

    generate-signature-vectors.py            write the files
    generate-signature-vectors.py --check    fail when they differ from a fresh run

Needs botocore of the pinned version, without awscrt, whose signers would take the place of those
that are watched here. Nothing is sent: requests are taken before the network. The key is the one of
AWS's examples. Each vector holds what goes over the wire, and the canonical request.
"""

import base64
import datetime
import io
import json
import pathlib
import sys
from unittest import mock
from urllib.parse import urlsplit

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session
from botocore.config import Config

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Fixtures" / "sigv4"
NOW = datetime.datetime(2015, 8, 30, 12, 36, 0)
KEY_ID = "AKIAIOSFODNN7EXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMic"

canonical_requests = []
original = botocore.auth.SigV4Auth.canonical_request


def remember(self, request):
    text = original(self, request)
    canonical_requests.append(text)
    return text


def credentials(token=None):
    return botocore.credentials.Credentials(KEY_ID, SECRET, token)


def body_bytes(body):
    if body is None:
        return b""
    if hasattr(body, "read"):
        return body.read()
    return body.encode() if isinstance(body, str) else bytes(body)


def vector(name, request, service, secret=SECRET):
    """What a prepared request puts on the wire."""
    parts = urlsplit(request.url)
    headers = [
        [key, value.decode("latin-1") if isinstance(value, bytes) else str(value)]
        for key, value in request.headers.items()
    ]
    if not any(key.lower() == "host" for key, _ in headers):
        headers.insert(0, ["Host", parts.netloc])
    return {
        "name": name,
        "service": service,
        "secret": secret,
        "method": request.method,
        "target": parts.path + ("?" + parts.query if parts.query else ""),
        "headers": headers,
        "body": base64.b64encode(body_bytes(request.body)).decode(),
        "canonical": canonical_requests[-1],
    }


def forms():
    """The shapes of AWS's published test suite, signed by botocore."""
    host = "https://example.amazonaws.com"
    shapes = [
        ("get-vanilla", "GET", "/", [], None),
        ("get-vanilla-empty-query-key", "GET", "/?Param1=value1", [], None),
        ("get-vanilla-query-order-key", "GET", "/?Param2=value2&Param1=value1", [], None),
        ("get-vanilla-query-order-value", "GET", "/?Param1=value2&Param1=value1", [], None),
        ("get-vanilla-query-order-key-case", "GET", "/?Param2=b&param1=c&Param1=a", [], None),
        ("get-vanilla-query-no-value", "GET", "/?b&a=&c", [], None),
        ("get-vanilla-query-encoded", "GET", "/?%E1%88%B4=bar&a=%20%2B%2F%3D&x=~", [], None),
        ("get-vanilla-query-unreserved", "GET",
         "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789",
         [], None),
        ("get-utf8-path", "GET", "/%E1%88%B4", [], None),
        ("get-unreserved-path", "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabc", [], None),
        ("get-encoded-path", "GET", "/example%20space/%2Fslash/a%3Ab", [], None),
        ("get-relative", "GET", "/example/..", [], None),
        ("get-relative-relative", "GET", "/example1/example2/../..", [], None),
        ("get-relative-above", "GET", "/../../example", [], None),
        ("get-slash", "GET", "//", [], None),
        ("get-slash-dot-slash", "GET", "/./", [], None),
        ("get-slash-pointless-dot", "GET", "/./example", [], None),
        ("get-slashes", "GET", "//example//", [], None),
        ("get-header-value-trim", "GET", "/",
         [("My-Header1", "  value1  "), ("My-Header2", "\"a   b   c\"")], None),
        ("get-header-tab", "GET", "/", [("My-Header1", "a\t b\tc ")], None),
        ("get-header-value-order", "GET", "/", [("My-Header1", "value4,value1,value3")], None),
        ("post-vanilla", "POST", "/", [], None),
        ("post-header-key-sort", "POST", "/", [("Zoo", "1"), ("My-Header1", "value1")], None),
        ("post-x-www-form-urlencoded", "POST", "/",
         [("Content-Type", "application/x-www-form-urlencoded")], b"Param1=value1"),
        ("post-body-utf8", "POST", "/",
         [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
         "UserName=J%C3%BCrgen&x=\u1234".encode()),
    ]
    for name, method, target, headers, body in shapes:
        for token in (None, TOKEN):
            request = botocore.awsrequest.AWSRequest(method, host + target, data=body)
            for key, value in headers:
                request.headers[key] = value
            botocore.auth.SigV4Auth(credentials(token), "service", "us-east-1").add_auth(request)
            # Not prepared, which would normalize the path.
            yield vector(name + ("-token" if token else ""), request, "service")


class Taken(Exception):
    """Carries a request away from the network."""


def client(service, region, token=None, **config):
    session = botocore.session.Session()
    session.set_credentials(KEY_ID, SECRET, token)
    made = session.create_client(
        service, region_name=region, config=Config(retries={"max_attempts": 1}, user_agent="Botocore", **config)
    )

    def take(request, **_):
        raise Taken(request)

    made.meta.events.register_first("before-send." + service, take)
    return made


def call(name, made, operation, **parameters):
    service = made.meta.service_model.signing_name
    try:
        getattr(made, operation)(**parameters)
    except Taken as taken:
        return vector(name, taken.args[0], service)
    raise AssertionError(name)


def calls():
    """Operations as a real client sends them."""
    sts = client("sts", "eu-central-1")
    temporary = client("sts", "us-west-2", token=TOKEN)
    iam = client("iam", "us-east-1")
    yield call("sts-get-caller-identity", sts, "get_caller_identity")
    yield call("sts-get-caller-identity-token", temporary, "get_caller_identity")
    yield call(
        "sts-assume-role", sts, "assume_role", RoleArn="arn:aws:iam::123456789012:role/a/b",
        RoleSessionName="x@y=z", Tags=[{"Key": "k\u00e4y", "Value": "v + w"}],
    )
    yield call("iam-create-user", iam, "create_user", UserName="a+b@c", Path="/\u00fc/")
    style = {"s3": {"addressing_style": "path"}}
    s3 = client("s3", "us-east-1", **style)
    plain = client("s3", "us-east-1", s3={"addressing_style": "virtual"})
    for index, key in enumerate(
        ["a", "a b/c", "a//b/../c", "\u00fc/\u20ac", "a+b=c&d'(e)*!~:@$,;", "%2F%25", "/lead", "t/"]
    ):
        yield call(f"s3-get-{index}", s3, "get_object", Bucket="bucket", Key=key)
        yield call(f"s3-get-virtual-{index}", plain, "get_object", Bucket="bucket", Key=key)
    yield call("s3-list", s3, "list_objects_v2", Bucket="bucket", Prefix="a b/+\u00fc", Delimiter="/")
    yield call("s3-uploads", s3, "create_multipart_upload", Bucket="bucket", Key="k",
               Metadata={"one": " a  b ", "two": "c"})
    yield call("s3-put", s3, "put_object", Bucket="bucket", Key="k", Body=b"x" * 3000)
    yield call("s3-put-chunked", s3, "put_object", Bucket="bucket", Key="k",
               Body=io.BytesIO(b"x" * 3000), ChecksumAlgorithm="SHA256")
    yield call("s3-tagging", s3, "put_object_tagging", Bucket="bucket", Key="k",
               Tagging={"TagSet": [{"Key": "a", "Value": "b"}]})
    yield call("s3-token", client("s3", "us-east-1", token=TOKEN, **style), "list_buckets")


def presigned_vector(name, url, method, service):
    parts = urlsplit(url)
    request = botocore.awsrequest.AWSRequest(method, url)
    request.headers["Host"] = parts.netloc
    return vector(name, request, service)


def presigned():
    """Presigned requests."""
    for token in (None, TOKEN):
        suffix = "-token" if token else ""
        sts = client("sts", "us-east-1", token=token)
        for http in ("GET", "POST"):
            url = sts.generate_presigned_url(
                "get_caller_identity", ExpiresIn=60, HttpMethod=http
            )
            yield presigned_vector(f"presigned-sts-{http.lower()}" + suffix, url, http, "sts")
        s3 = client("s3", "us-east-1", token=token, signature_version="s3v4")
        for method, http in (("get_object", "GET"), ("put_object", "PUT")):
            url = s3.generate_presigned_url(
                method, Params={"Bucket": "bucket", "Key": "a b/\u00fc+c"}, ExpiresIn=3600
            )
            yield presigned_vector(f"presigned-s3-{http.lower()}" + suffix, url, http, "s3")


def write(name, vectors):
    text = json.dumps(list(vectors), indent=1, ensure_ascii=True) + "\n"
    if "--check" not in sys.argv[1:]:
        (FOLDER / name).write_text(text)
    elif (FOLDER / name).read_text() != text:
        raise SystemExit(f"{FOLDER / name} differs from a fresh run: make generate")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    clock = mock.patch("botocore.auth.get_current_datetime", lambda *a, **k: NOW)
    canonical = mock.patch.object(botocore.auth.SigV4Auth, "canonical_request", remember)
    with clock, canonical, mock.patch("uuid.uuid4", lambda: "00000000-0000-4000-8000-000000000000"):
        write("forms.json", forms())
        write("calls.json", calls())
        write("presigned.json", presigned())


main()

"""Signature Version 4, written out so that each part can be altered.

- Source: AWS IAM User Guide, "Create a signed AWS API request".
"""

import datetime
import functools
import hashlib
import hmac
import urllib.parse

UNRESERVED = "-_.~"
EMPTY_HASH = hashlib.sha256(b"").hexdigest()


def stamp(offset_seconds=0):
    """The time as signatures carry it, moved by some seconds."""
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now + datetime.timedelta(seconds=offset_seconds)).strftime("%Y%m%dT%H%M%SZ")


def code(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


@functools.lru_cache(maxsize=256)
def signing_key(secret, date, region, service):
    key = code(b"AWS4" + secret.encode(), date)
    for part in (region, service, "aws4_request"):
        key = code(key, part)
    return key


def canonical_query(query):
    pairs = []
    for part in query.split("&") if query else []:
        name, _, value = part.partition("=")
        decoded = (urllib.parse.unquote_to_bytes(name), urllib.parse.unquote_to_bytes(value))
        pairs.append(tuple(urllib.parse.quote(text, safe=UNRESERVED) for text in decoded))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def canonical_path(path, service):
    """The path as it is signed: S3 signs it as sent, other services encode it once more."""
    return path if service == "s3" else urllib.parse.quote(path, safe="/" + UNRESERVED)


def canonical_headers(headers):
    """The header block and the list of names, of (name, value) pairs; equal names are joined."""
    joined = {}
    for name, value in headers:
        joined.setdefault(name.lower(), []).append(" ".join(value.split()))
    block = "".join(f"{name}:{','.join(joined[name])}\n" for name in sorted(joined))
    return block, ";".join(sorted(joined))


def signature(secret, time, scope, request):
    """The signature of a canonical request; `scope` is (date, region, service)."""
    digest = hashlib.sha256(request.encode()).hexdigest()
    text = "\n".join(["AWS4-HMAC-SHA256", time, "/".join([*scope, "aws4_request"]), digest])
    return hmac.new(signing_key(secret, *scope), text.encode(), hashlib.sha256).hexdigest()


def sign(
    keys,
    service,
    host,
    method="POST",
    path="/",
    query="",
    body=b"",
    headers=(),
    region="us-east-1",
    time=None,
    payload_hash=None,
    scope=None,
    token="keys",
):
    """The header pairs of a signed request, `Host` first and `Authorization` last."""
    time = time or stamp()
    scope = scope or (time[:8], region, service)
    payload_hash = payload_hash or hashlib.sha256(body).hexdigest()
    pairs = [("Host", host), ("X-Amz-Date", time), *headers]
    if service == "s3":
        pairs.append(("X-Amz-Content-SHA256", payload_hash))
    token = keys.token if token == "keys" else token
    if token:
        pairs.append(("X-Amz-Security-Token", token))
    block, names = canonical_headers(pairs)
    request = "\n".join(
        [method, canonical_path(path, service), canonical_query(query), block, names, payload_hash]
    )
    value = signature(keys.secret, time, scope, request)
    credential = "/".join([keys.id, *scope, "aws4_request"])
    pairs.append(
        (
            "Authorization",
            f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={value}",
        )
    )
    return pairs


def presign(
    keys,
    service,
    host,
    method="GET",
    path="/",
    query="",
    region="us-east-1",
    time=None,
    expires=300,
    payload_hash=None,
):
    """The query of a presigned request."""
    time = time or stamp()
    scope = (time[:8], region, service)
    quote = lambda text: urllib.parse.quote(text, safe=UNRESERVED)
    parameters = {
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
        "X-Amz-Credential": "/".join([keys.id, *scope, "aws4_request"]),
        "X-Amz-Date": time,
        "X-Amz-Expires": str(expires),
        "X-Amz-SignedHeaders": "host",
    }
    if keys.token:
        parameters["X-Amz-Security-Token"] = keys.token
    added = "&".join(f"{name}={quote(value)}" for name, value in parameters.items())
    query = f"{query}&{added}" if query else added
    payload_hash = payload_hash or ("UNSIGNED-PAYLOAD" if service == "s3" else EMPTY_HASH)
    request = "\n".join(
        [
            method,
            canonical_path(path, service),
            canonical_query(query),
            f"host:{host}\n",
            "host",
            payload_hash,
        ]
    )
    return f"{query}&X-Amz-Signature={signature(keys.secret, time, scope, request)}"

"""Signed requests, each with a signature of its own, written to files for load.lua."""

import pathlib
import sys
import urllib.parse
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Tests/Clients"))

import sigv4  # noqa: E402 - found by the line above
from signing import encode  # noqa: E402


def form(**parameters):
    return urllib.parse.urlencode(parameters).encode()


def request(keys, service, host, method="POST", path="/", body=b""):
    """A request as an SDK sends it, with an invocation id that makes it unlike any other."""
    headers = [("amz-sdk-invocation-id", str(uuid.uuid4()))]
    if method == "POST":
        headers.append(("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"))
    pairs = sigv4.sign(keys, service, host, method, path, body=body, headers=headers)
    pairs += [
        ("User-Agent", "Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux lang/python"),
        ("Accept-Encoding", "identity"),
    ]
    return encode(method, path, pairs, body)


def unsigned(host, body):
    """A form as an SDK sends it without keys."""
    pairs = [
        ("Host", host),
        ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        ("User-Agent", "Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux lang/python"),
    ]
    return encode("POST", "/", pairs, body)


def write(path, requests):
    with open(path, "wb") as file:
        for data in requests:
            file.write(b"%08d\n" % len(data))
            file.write(data)
    return path

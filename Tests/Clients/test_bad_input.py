"""Hostile bytes: an AWS-shaped error or a closed connection, and nothing stored."""

import base64
import hashlib
import json
import os
import pathlib
import socket
import struct
import time

import pytest
import sigv4
from authorization_table import TRUST
from expect import error
from server import Keys, allow, document
from signing import connect, encode, exchange, host, post, read

VERSION = "2010-05-08"


@pytest.fixture(autouse=True)
def still_healthy(server):
    """After each test the server lives, answers, and holds no more connections than before."""
    process = server.process.pid
    yield
    answer = exchange(server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n", "GET")
    assert answer is not None and answer.status == 200
    assert server.process.poll() is None and server.process.pid == process


@pytest.fixture
def untouched(account):
    """Checks that the account is as empty as it was."""
    yield account
    details = account.iam.get_account_authorization_details()
    for name in ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"):
        assert details[name] == [], details[name]
    assert account.client("s3").list_buckets()["Buckets"] == []


def shaped(answer, *statuses):
    """An error as AWS shapes it, with one of these statuses, or a closed connection."""
    if answer is None:
        return
    assert answer.status in statuses, (answer.status, answer.body[:300])
    if answer.status not in (400, 408, 413, 414, 431, 501, 505) or answer.body:
        assert answer.status >= 400
        if answer.body and answer.headers.get("content-type", "").endswith("xml"):
            assert answer.code and "RequestId" in answer.text, answer.text


# --- Bytes that are no request ------------------------------------------------------------------

POST = b"POST / HTTP/1.1\r\nHost: x\r\n"

HEADS = {
    "nothing but a line break": b"\r\n\r\n\r\n",
    "random bytes": bytes(range(256)) * 4,
    "a TLS hello": bytes.fromhex("16030100c8010000c40303") + bytes(200),
    "no version": b"GET /\r\n\r\n",
    "an old version": b"GET / HTTP/0.9\r\nHost: x\r\n\r\n",
    "a new version": b"GET / HTTP/1.9\r\nHost: x\r\n\r\n",
    "version two": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a space before the colon": b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "a folded header": b"GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
    "a NUL in a header": b"GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n",
    "a bare CR in a header": b"GET / HTTP/1.1\r\nHost: x\r\nA: b\rc: d\r\n\r\n",
    "a header without a colon": b"GET / HTTP/1.1\r\nHost: x\r\nnocolon\r\n\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\nHost: x\r\n: v\r\n\r\n",
    "a control byte in the method": b"GE\x01T / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a NUL in the path": b"GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n",
    "two lengths": POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "a length and chunks": POST + b"Content-Length: 5\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a negative length": POST + b"Content-Length: -1\r\n\r\n",
    "a length in words": POST + b"Content-Length: ten\r\n\r\n",
    "a length with a sign": POST + b"Content-Length: +1\r\n\r\na",
    "a length beyond 64 bits": POST + b"Content-Length: 99999999999999999999"
    b"\r\n\r\n",
    "an unknown transfer coding": POST + b"Transfer-Encoding: gzip\r\n\r\n",
    "a chunk size in words": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a chunk that is too short": POST + b"Transfer-Encoding: chunked\r\n\r\n"
    b"5\r\nab\r\n0\r\n\r\n",
    "a chunk size beyond 64 bits": POST + b"Transfer-Encoding: chunked\r\n\r\n"
    b"fffffffffffffffff\r\n",
}  # fmt: skip


@pytest.mark.parametrize("what", HEADS)
def test_malformed_http(server, what):
    with connect(server) as connection:
        connection.sendall(HEADS[what])
        connection.shutdown(socket.SHUT_WR)
        answer = read(connection)
    shaped(answer, 400, 403, 411, 413, 501, 505)


LONG = {
    "path": lambda n: f"GET /{'a' * n} HTTP/1.1\r\nHost: x\r\n\r\n",
    "query": lambda n: f"GET /?{'a' * n} HTTP/1.1\r\nHost: x\r\n\r\n",
    "method": lambda n: f"{'A' * n} / HTTP/1.1\r\nHost: x\r\n\r\n",
    "header": lambda n: f"GET / HTTP/1.1\r\nHost: x\r\nA: {'a' * n}\r\n\r\n",
    "header name": lambda n: f"GET / HTTP/1.1\r\nHost: x\r\n{'A' * n}: a\r\n\r\n",
    "many headers": lambda n: "GET / HTTP/1.1\r\nHost: x\r\n"
    + "".join(f"A{i}: a\r\n" for i in range(n // 8))
    + "\r\n",
    "host": lambda n: f"GET / HTTP/1.1\r\nHost: {'x' * n}\r\n\r\n",
    "parameters": lambda n: "GET /?"
    + "&".join("a" for _ in range(n // 2))
    + " HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.mark.parametrize("what", LONG)
@pytest.mark.parametrize("size", [8_000, 70_000, 1_000_000])
def test_overlong_http(server, what, size):
    answer = exchange(server, LONG[what](size).encode())
    shaped(answer, 400, 403, 404, 405, 413, 414, 431, 501)


# --- Signed requests that hold nonsense ---------------------------------------------------------

DEEP = 100_000

QUERIES = {
    "nothing": b"",
    "no pairs": b"&&&&",
    "a broken escape": b"Action=%zz&Version=2010-05-08",
    "a cut escape": b"Action=CreateUser&Version=2010-05-08&UserName=%4",
    "bytes that are no UTF-8": b"Action=CreateUser&Version=2010-05-08&UserName=%ff%fe",
    "a NUL": b"Action=CreateUser&Version=2010-05-08&UserName=a%00b",
    "an action with a path": b"Action=../CreateUser&Version=2010-05-08",
    "an over-long action": b"Action=" + b"A" * 100_000 + b"&Version=2010-05-08",
    "an over-long name": b"Action=CreateUser&Version=2010-05-08&UserName=" + b"a" * 1_000_000,
    "a list of the wrong shape": b"Action=CreateUser&Version=2010-05-08&UserName=a&Tags=x",
    "a list with a gap": b"Action=CreateUser&Version=2010-05-08&UserName=a&Tags.member.9.Key=k",
    "a list with a huge index": b"Action=CreateUser&Version=2010-05-08&UserName=a"
    b"&Tags.member.99999999999999999999.Key=k",
    "a hundred thousand members": b"Action=CreateUser&Version=2010-05-08&UserName=a&"
    + b"&".join(b"Tags.member.%d.Key=k" % n for n in range(100_000)),
    "JSON in place of a form": b'{"Action": "CreateUser"}',
    "XML in place of a form": b"<CreateUser/>",
}


@pytest.mark.parametrize("what", QUERIES)
def test_malformed_queries(untouched, what):
    answer = post(untouched, "iam", QUERIES[what])
    assert answer.status in (400, 404) and answer.code, (answer.status, answer.body[:300])


DOCUMENTS = {
    "empty braces": "{}",
    "deep arrays": "[" * DEEP,
    "deep objects": '{"a":' * DEEP,
    "a deep statement": '{"Version":"2012-10-17","Statement":' + "[" * 50_000 + "]" * 50_000 + "}",
    "an endless string": '{"Version":"' + "a" * 100_000,
    "a lone surrogate": '{"Version":"2012-10-17","Statement":[{"Sid":"\\ud800"}]}',
    "a raw control character": '{"Version":"2012-10-17","Stat\u0001ement":[]}',
    "a doubled key": '{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}',
    "a comment": '/* */{"Version":"2012-10-17","Statement":[]}',
    "a number that is huge": '{"Version":1e999999999,"Statement":[]}',
    "something behind it": TRUST + "x",
    "an ARN of colons": document(allow("s3:Get*", ":" * 1000)),
    "many conditions": json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": "*",
                    "Condition": {"StringLike": {f"aws:k{n}": "*" * 50 for n in range(500)}},
                }
            ],
        }
    ),
}


@pytest.mark.parametrize("what", DOCUMENTS)
def test_malformed_policies(untouched, what):
    iam = untouched.client("iam", validate=False)
    for call in (
        lambda text: iam.create_role(RoleName="Bad", AssumeRolePolicyDocument=text),
        lambda text: iam.create_policy(PolicyName="Bad", PolicyDocument=text),
    ):
        with pytest.raises(iam.exceptions.ClientError) as caught:
            call(DOCUMENTS[what])
        answer = caught.value.response
        assert answer["ResponseMetadata"]["HTTPStatusCode"] in (400, 409), answer


ARNS = [
    "arn", "arn:", "arn:aws:iam::111122223333:policy", "arn:aws:iam::111122223333:policy/",
    "arn:aws:iam::1:policy/a", "arn:aws:iam:::policy/a", "arn:aws:s3:::a-bucket-of-mine/object",
    "arn:aws:iam::111122223333:user/a-user-of-mine", ":" * 100, "x" * 2048, "x" * 2049,
    "arn:aws:iam::111122223333:policy/" + "é" * 100, "arn:aws:iam::111122223333:policy/a b c d",
]  # fmt: skip


@pytest.mark.parametrize("arn", ARNS)
def test_malformed_arns(untouched, arn):
    iam = untouched.client("iam", validate=False)
    with pytest.raises(iam.exceptions.ClientError) as caught:
        iam.get_policy(PolicyArn=arn)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 404)
    sts = untouched.client("sts", validate=False)
    with pytest.raises(iam.exceptions.ClientError) as caught:
        sts.assume_role(RoleArn=arn, RoleSessionName="work")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] in (400, 403)


XML = {
    "nothing": b"",
    "text": b"hello",
    "an open element": b"<Delete>",
    "the wrong root": b"<Other/>",
    "crossed elements": b"<Delete><Object></Delete></Object>",
    "deep elements": b"<a>" * DEEP,
    "an entity that grows": b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b"<Delete><Object><Key>&b;</Key></Object></Delete>",
    "an entity from a file": b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<Delete><Object><Key>&x;</Key></Object></Delete>",
    "an unknown entity": b"<Delete><Object><Key>&nope;</Key></Object></Delete>",
    "bytes that are no UTF-8": b"<Delete><Object><Key>\xff\xfe</Key></Object></Delete>",
    "a NUL": b"<Delete><Object><Key>a\0b</Key></Object></Delete>",
    "no objects": b"<Delete></Delete>",
    "two thousand objects": b"<Delete>" + b"<Object><Key>a</Key></Object>" * 2000 + b"</Delete>",
}


@pytest.mark.parametrize("what", XML)
def test_malformed_xml(account, what):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="a", Body=b"x")
    body = XML[what]
    digest = base64.b64encode(hashlib.md5(body).digest()).decode()
    answer = post(
        account, "s3", body, path="/notes", query="delete=", headers=[("Content-MD5", digest)]
    )
    assert answer.status == 400, (answer.status, answer.body[:300])
    assert answer.code in ("MalformedXML", "MissingRequestBodyError", "UserKeyMustBeSpecified")
    assert "root:" not in answer.text
    assert [item["Key"] for item in s3.list_objects_v2(Bucket="notes")["Contents"]] == ["a"]


# --- Streams of chunks --------------------------------------------------------------------------


def streamed(account, body, length, headers=(), payload="STREAMING-UNSIGNED-PAYLOAD-TRAILER"):
    pairs = sigv4.sign(
        account.keys, "s3", host(account.server), "PUT", "/notes/a",
        headers=[
            ("Content-Encoding", "aws-chunked"),
            ("X-Amz-Decoded-Content-Length", str(length)),
            ("X-Amz-Trailer", "x-amz-checksum-crc32"),
            *headers,
        ],
        payload_hash=payload,
    )  # fmt: skip
    return exchange(account.server, encode("PUT", "/notes/a", pairs, body))


GOOD = b"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"

CHUNKS = {
    "no chunks": b"",
    "a size in words": b"five\r\nhello\r\n0\r\n\r\n",
    "a negative size": b"-5\r\nhello\r\n0\r\n\r\n",
    "a size beyond 64 bits": b"fffffffffffffffff\r\nhello\r\n0\r\n\r\n",
    "a size without a line break": b"5" * 10_000,
    "a chunk that is too short": b"9\r\nhello\r\n0\r\n\r\n",
    "a chunk that is too long": b"2\r\nhello\r\n0\r\n\r\n",
    "no end": b"5\r\nhello\r\n",
    "more than announced": b"6\r\nhello!\r\n0\r\n\r\n",
    "less than announced": b"4\r\nhell\r\n0\r\n\r\n",
    "a wrong checksum": GOOD.replace(b"NhCmhg==", b"AAAAAA=="),
    "a checksum that is no base64": GOOD.replace(b"NhCmhg==", b"!!!!"),
    "a trailer without an end": GOOD[:-2],
    "an endless trailer": b"5\r\nhello\r\n0\r\n" + b"x-amz-meta-a:" + b"a" * 100_000,
}


def test_a_good_stream_is_stored(account):
    account.client("s3").create_bucket(Bucket="notes")
    answer = streamed(account, GOOD, 5)
    assert answer.status == 200, answer.text
    got = account.client("s3").get_object(Bucket="notes", Key="a")
    assert got["Body"].read() == b"hello"


@pytest.mark.parametrize("what", CHUNKS)
def test_malformed_chunks(account, what):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    shaped(streamed(account, CHUNKS[what], 5), 400, 403, 411)
    assert "Contents" not in s3.list_objects_v2(Bucket="notes")


def test_a_signed_stream_with_a_wrong_signature(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    for size in ("5", "5;chunk-signature=" + "0" * 64):
        body = f"{size}\r\nhello\r\n0;chunk-signature={'0' * 64}\r\n\r\n".encode()
        answer = streamed(account, body, 5, payload="STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
        shaped(answer, 400, 403)
    assert "Contents" not in s3.list_objects_v2(Bucket="notes")


# --- Connections that end early -----------------------------------------------------------------


def test_a_connection_that_is_closed_in_the_middle_stores_nothing(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    whole = os.urandom(300_000)
    pairs = sigv4.sign(account.keys, "s3", host(account.server), "PUT", "/notes/a", body=whole)
    data = encode("PUT", "/notes/a", pairs, whole)
    for part in (10, 200, 1000, 150_000, len(data) - 1):
        with connect(account.server) as connection:
            connection.sendall(data[:part])
            linger = struct.pack("ii", 1, 0)  # closes with a reset
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    assert "Contents" not in s3.list_objects_v2(Bucket="notes")
    assert exchange(account.server, data).status == 200


def test_a_half_closed_connection_still_gets_its_answer_or_is_closed(account):
    body = f"Action=ListUsers&Version={VERSION}".encode()
    form = [("Content-Type", "application/x-www-form-urlencoded")]
    pairs = sigv4.sign(account.keys, "iam", host(account.server), body=body, headers=form)
    with connect(account.server) as connection:
        connection.sendall(encode("POST", "/", pairs, body))
        connection.shutdown(socket.SHUT_WR)
        answer = read(connection)
        assert answer is None or answer.status == 200


def test_a_half_closed_upload_stores_nothing(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    pairs = sigv4.sign(account.keys, "s3", host(account.server), "PUT", "/notes/a", body=b"x" * 9)
    data = encode("PUT", "/notes/a", pairs, b"x" * 9)
    with connect(account.server) as connection:
        connection.sendall(data[:-1])
        connection.shutdown(socket.SHUT_WR)
        shaped(read(connection), 400, 403, 408)
    assert "Contents" not in s3.list_objects_v2(Bucket="notes")


def test_requests_one_behind_the_other_are_answered_in_order(account):
    def request(action):
        body = f"Action={action}&Version={VERSION}".encode()
        form = [("Content-Type", "application/x-www-form-urlencoded")]
        pairs = sigv4.sign(account.keys, "iam", host(account.server), body=body, headers=form)
        return encode("POST", "/", pairs, body)

    with connect(account.server) as connection:
        connection.sendall(request("ListUsers") + request("NoSuchAction") + request("ListRoles"))
        text = b""
        while text.count(b"</ListRolesResponse>") == 0:
            data = connection.recv(65536)
            assert data, text
            text += data
    order = [
        text.index(word) for word in (b"ListUsersResult", b"InvalidAction", b"ListRolesResult")
    ]
    assert order == sorted(order)


def descriptors(server):
    return len(list(pathlib.Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_many_connections_leave_nothing_behind(server):
    before = descriptors(server)
    for _ in range(20):
        connections = [connect(server) for _ in range(20)]
        for number, connection in enumerate(connections):
            connection.sendall(b"GET / HTTP/1.1\r\n"[: 1 + number % 16])
        for connection in connections:
            connection.close()
    deadline = time.monotonic() + 20
    while descriptors(server) > before + 4 and time.monotonic() < deadline:
        exchange(server, b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET")
    assert descriptors(server) <= before + 4


def test_a_bucket_name_that_is_a_path_is_refused(account):
    for path in ("/..", "/../x", "/%2e%2e/x", "/..%2fx/y", "/.hidden"):
        answer = post(account, "s3", b"", method="PUT", path=path)
        assert answer is None or answer.status in (400, 403, 404, 405), (path, answer.status)
    assert account.client("s3").list_buckets()["Buckets"] == []


def test_an_object_key_that_is_a_path_stays_a_name(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    key = "../../../../tmp/rolecall-escaped"
    answer = post(account, "s3", b"x", method="PUT", path="/notes/" + key)
    assert answer.status in (200, 400)
    assert not pathlib.Path("/tmp/rolecall-escaped").exists()


def test_an_object_key_has_a_limit(account):
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="k" * 1024, Body=b"x")
    with error("KeyTooLongError", 400, "Your key is too long"):
        s3.put_object(Bucket="notes", Key="k" * 1025, Body=b"x")


# --- Bodies of nobody ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["nobody", "an unknown key", "nobody, in chunks"])
def test_a_large_form_of_a_stranger_is_refused_before_it_is_read(account, who):
    headers = [("Host", host(account.server))]
    if who == "an unknown key":
        keys = Keys("AKIAIOSFODNN7EXAMPLE", "x" * 40)
        headers = sigv4.sign(keys, "sts", host(account.server), body=b"")
    if who == "nobody, in chunks":
        headers.append(("Transfer-Encoding", "chunked"))
        chunks = [b"10000\r\n" + b"x" * 65536 + b"\r\n"] * 7
        data = encode("POST", "/", headers, length=False) + b"".join(chunks)
    else:
        data = encode("POST", "/", headers + [("Content-Length", "1000000")], length=False)
    answer = exchange(account.server, data)
    assert answer is not None and answer.status == 413


def test_the_longest_assertion_of_a_stranger_is_read(account):
    body = b"Action=AssumeRoleWithSAML&Version=2011-06-15&SAMLAssertion=" + b"%2B" * 100_000
    data = encode("POST", "/", [("Host", host(account.server))], body)
    answer = exchange(account.server, data)
    assert answer is not None and answer.status != 413 and answer.code

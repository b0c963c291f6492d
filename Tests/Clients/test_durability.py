"""`kill -9` amid writes: what was acknowledged is there, whole; the rest is not half there."""

import hashlib
import http.client
import os
import random
import signal
import threading
import time
import urllib.parse

import botocore.exceptions
import pytest
import sigv4
from authorization_table import TRUST
from server import Account, Keys, Server
from signing import Answer, host

ROUNDS = int(os.environ.get("ROLECALL_KILL_ROUNDS", "50"))
WRITERS = 4
ROLES = 900  # an account holds at most 1,000


class Writer(threading.Thread):
    """Creates roles and puts objects, as fast as it can, until the server is gone."""

    def __init__(self, account, label):
        super().__init__()
        self.account, self.label = account, label
        self.roles, self.objects, self.tried = [], {}, set()
        self.failure = None

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.account.server.port, timeout=20)
        try:
            for number in range(ROLES):
                self.create_role(connection, f"{self.label}-{number}")
                self.put_object(connection, f"{self.label}/{number}", number)
        except (OSError, http.client.HTTPException):
            pass  # the server is gone
        except AssertionError as failure:
            self.failure = failure
        finally:
            connection.close()

    def create_role(self, connection, name):
        body = urllib.parse.urlencode(
            {
                "Action": "CreateRole",
                "Version": "2010-05-08",
                "RoleName": name,
                "AssumeRolePolicyDocument": TRUST,
            }
        ).encode()
        form = [("Content-Type", "application/x-www-form-urlencoded")]
        self.send(connection, "iam", "POST", "/", body, form)
        self.roles.append(name)

    def put_object(self, connection, key, number):
        body = content(key, number)
        self.tried.add(key)
        self.send(connection, "s3", "PUT", f"/notes-{self.account.id}/{key}", body, [])
        self.objects[key] = number

    def send(self, connection, service, method, path, body, headers):
        signed = sigv4.sign(
            self.account.keys,
            service,
            host(self.account.server),
            method,
            path,
            body=body,
            headers=headers,
        )
        connection.request(method, path, body, dict(signed))
        answer = Answer(connection.getresponse())
        assert answer.status == 200, answer.text


def content(key, number):
    """An object's bytes: of different sizes, so that some are cut while they are written."""
    seed = hashlib.sha256(key.encode()).digest()
    return (seed * 2048)[: 1 + number * 7919 % 65536]


def roles_of(account):
    pages = account.iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 1000})
    return {role["RoleName"]: role for page in pages for role in page["Roles"]}


def objects_of(account):
    pages = account.client("s3").get_paginator("list_objects_v2")
    pages = pages.paginate(Bucket=f"notes-{account.id}")
    return {item["Key"]: item for page in pages for item in page.get("Contents", [])}


def fresh_accounts(server, round):
    """An account with a bucket for each writer of a round."""
    accounts = [server.account(f"{200_000_000_000 + round * WRITERS + n}") for n in range(WRITERS)]
    for account in accounts:
        account.client("s3").create_bucket(Bucket=f"notes-{account.id}")
    return accounts


@pytest.mark.timeout(420)
def test_nothing_acknowledged_is_lost(tmp_path):
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    data = tmp_path / "data"
    server = Server(tmp_path, data=data)
    writers = []
    for round in range(ROUNDS):
        latest = [
            Writer(account, f"w{n}") for n, account in enumerate(fresh_accounts(server, round))
        ]
        for writer in latest:
            writer.start()
        time.sleep(chance.uniform(0.02, 0.25))
        server.stop(signal.SIGKILL)
        for writer in latest:
            writer.join()
            assert writer.failure is None
        server = Server(tmp_path, data=data)
        for writer in latest:
            writer.account.server = server
            check(writer, chance.sample(sorted(writer.objects), min(5, len(writer.objects))))
        writers += latest
    acknowledged = sum(len(writer.roles) for writer in writers)
    assert acknowledged > 10 * ROUNDS, f"{acknowledged} roles are too few to tell"
    # Later rounds must not have hurt earlier ones.
    held = 0
    for writer in writers:
        writer.account.server = server
        check(writer, writer.objects if writer in chance.sample(writers, 5) else [])
        held += sum(item["Size"] for item in objects_of(writer.account).values())
    stored = sum(path.stat().st_size for path in (data / "objects").rglob("*") if path.is_file())
    assert stored <= held, f"{stored - held} bytes on the disk belong to no object"
    assert server.stop() == 0


def check(writer, sample):
    """All that a writer was told is there, and whole; of the rest, what is there is whole too."""
    there = roles_of(writer.account)
    lost = set(writer.roles) - set(there)
    assert not lost, f"roles acknowledged and lost: {sorted(lost)[:5]}"
    for role in there.values():
        assert role["AssumeRolePolicyDocument"]["Statement"][0]["Action"] == "sts:AssumeRole"
    listed = objects_of(writer.account)
    lost = set(writer.objects) - set(listed)
    assert not lost, f"objects acknowledged and lost: {sorted(lost)[:5]}"
    assert set(listed) <= writer.tried
    s3 = writer.account.client("s3")
    # What was not acknowledged is looked at always: there it would be half.
    for key in {*sample, *(set(listed) - set(writer.objects))}:
        got = s3.get_object(Bucket=f"notes-{writer.account.id}", Key=key)["Body"].read()
        assert got == content(key, int(key.rpartition("/")[2])), f"{key} is not what was put"
        assert listed[key]["Size"] == len(got)


def test_a_restart_keeps_everything(tmp_path):
    data = tmp_path / "data"
    server = Server(tmp_path, data=data)
    account = server.account("111122223333")
    ann = account.user("Ann", Tags=[{"Key": "k", "Value": "v"}])
    s3 = account.client("s3")
    s3.create_bucket(Bucket="notes")
    s3.put_object(Bucket="notes", Key="a", Body=b"x", Metadata={"k": "v"})
    upload = s3.create_multipart_upload(Bucket="notes", Key="b")["UploadId"]
    part = s3.upload_part(Bucket="notes", Key="b", UploadId=upload, PartNumber=1, Body=b"part")
    session = Keys.of(account.client("sts", ann).get_session_token()["Credentials"])
    assert server.stop() == 0

    server = Server(tmp_path, data=data)
    account = Account(server, account.id, account.keys)
    assert account.iam.list_user_tags(UserName="Ann")["Tags"] == [{"Key": "k", "Value": "v"}]
    for keys in (ann, session):
        identity = account.client("sts", keys).get_caller_identity()
        assert identity["Arn"] == account.arn("user/Ann")
    s3 = account.client("s3")
    got = s3.get_object(Bucket="notes", Key="a")
    assert (got["Body"].read(), got["Metadata"]) == (b"x", {"k": "v"})
    s3.complete_multipart_upload(
        Bucket="notes",
        Key="b",
        UploadId=upload,
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]},
    )
    assert s3.get_object(Bucket="notes", Key="b")["Body"].read() == b"part"
    assert server.stop() == 0


def test_two_processes_cannot_serve_one_folder(tmp_path):
    data = tmp_path / "data"
    (tmp_path / "second").mkdir()
    server = Server(tmp_path, data=data)
    second = Server(tmp_path / "second", data=data, wait=False)
    assert second.process.wait(timeout=20) != 0
    assert "serves" in second.log.read_text()
    assert server.process.poll() is None
    assert server.stop() == 0


def test_a_server_that_is_gone_answers_nobody(tmp_path):
    server = Server(tmp_path)
    account = server.account("111122223333")
    server.stop(signal.SIGKILL)
    with pytest.raises(botocore.exceptions.EndpointConnectionError):
        account.iam.list_users()

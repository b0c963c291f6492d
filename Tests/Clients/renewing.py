"""Clients that work with keys that they find by themselves, until these have been renewed.

    python renewing.py boto3|cli FILE
    python renewing.py process

The file lists the jobs of one client, each with its environment. Each time a job reads an object of
the bucket `mine`, and is refused one of `theirs`. At the end the sessions are printed, and how many
keys there were. `process` prints keys by a certificate, for a client's `credential_process`.
CLOCK_SPEED tells how many times faster the clock goes.
"""

import contextlib
import io
import json
import os
import pathlib
import select
import sys
import tempfile
import time
import unittest.mock

# A clock that libfaketime turns has no sleep that Python 3.11 can use; botocore takes its own when
# it is imported.
time.sleep = lambda seconds: select.select([], [], [], seconds)

if sys.argv[1] == "cli":
    # The CLI brings a botocore of its own, and then everything has that one.
    import awscli.clidriver  # noqa: E402

import boto3  # noqa: E402
import botocore.config  # noqa: E402
import botocore.httpsession  # noqa: E402
import botocore.utils  # noqa: E402
from iam_rolesanywhere_session import IAMRolesAnywhereSession  # noqa: E402

SPEED = int(os.environ.get("CLOCK_SPEED", "1"))


class Boto:
    """One session of boto3."""

    def __init__(self, session):
        self.session = session
        config = botocore.config.Config(
            s3={"addressing_style": "path"},
            connect_timeout=60 * SPEED,
            read_timeout=60 * SPEED,
        )
        self.s3 = session.client("s3", config=config)
        self.sts = session.client("sts", config=config)

    def read(self, bucket):
        try:
            return self.s3.get_object(Bucket=bucket, Key="greeting")["Body"].read().decode()
        except self.s3.exceptions.ClientError as error:
            return error.response["Error"]["Code"]

    def name(self):
        return self.sts.get_caller_identity()["Arn"]

    def key(self):
        return self.session.get_credentials().get_frozen_credentials().access_key


class CommandLine:
    """The AWS CLI, one command after another in one process."""

    def __init__(self, folder):
        self.driver = awscli.clidriver.create_clidriver()
        self.file = folder / "object"

    def run(self, *words):
        out, err = io.StringIO(), io.StringIO()
        limits = ["--cli-read-timeout", str(60 * SPEED), "--cli-connect-timeout", str(60 * SPEED)]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = self.driver.main([*words, *limits])
        return status, out.getvalue(), err.getvalue()

    def read(self, bucket):
        words = ["s3api", "get-object", "--bucket", bucket, "--key", "greeting", str(self.file)]
        status, _, complaint = self.run(*words)
        if status == 0:
            return self.file.read_text()
        assert "(AccessDenied)" in complaint, complaint
        return "AccessDenied"

    def name(self):
        status, answer, complaint = self.run("sts", "get-caller-identity", "--output", "json")
        assert status == 0, complaint
        return json.loads(answer)["Arn"]

    def key(self):
        return self.driver.session.get_credentials().get_frozen_credentials().access_key


def anywhere():
    """The session of PyPI's library for IAM Roles Anywhere, as the environment says."""
    where = json.loads(os.environ["ANYWHERE"])
    return IAMRolesAnywhereSession(session_duration=900, **where)


def print_keys():
    keys = anywhere().get_refreshable_credentials()
    frozen = keys.get_frozen_credentials()
    answer = {
        "Version": 1,
        "AccessKeyId": frozen.access_key,
        "SecretAccessKey": frozen.secret_key,
        "SessionToken": frozen.token,
        "Expiration": keys._expiry_time.isoformat(),
    }
    print(json.dumps(answer))


class Job:
    """One client in its environment, which it reads whenever it likes."""

    def __init__(self, folder, client, name, environment, renewals):
        self.name, self.renewals = name, renewals
        self.environment, self.keys = environment, set()
        if client == "cli":
            # Where it has its own data, which it tells itself when it is imported.
            self.environment["AWS_DATA_PATH"] = os.environ["AWS_DATA_PATH"]
        with self.surroundings():
            if client == "cli":
                self.worker = CommandLine(folder)
            elif "ANYWHERE" in environment:
                self.worker = Boto(anywhere().get_session())
            else:
                self.worker = Boto(boto3.session.Session())

    def surroundings(self):
        return unittest.mock.patch.dict(os.environ, self.environment, clear=True)

    @property
    def is_done(self):
        return len(self.keys) > self.renewals

    def work(self):
        with self.surroundings():
            try:
                assert self.worker.read("mine") == "hello from mine"
                assert self.worker.read("theirs") == "AccessDenied"
                self.keys.add(self.worker.key())
                if self.is_done:
                    self.session = self.worker.name()
            except Exception as error:
                raise RuntimeError(f"{self.name}") from error


def main(client, file=None):
    botocore.httpsession.DEFAULT_TIMEOUT = 60 * SPEED
    botocore.utils.ContainerMetadataFetcher.TIMEOUT_SECONDS = 10 * SPEED
    if client == "process":
        return print_keys()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        jobs = [Job(folder, client, **job) for job in json.loads(pathlib.Path(file).read_text())]
        while any(not job.is_done for job in jobs):
            for job in jobs:
                if not job.is_done:
                    job.work()
            # Who has few renewals to see waits long for them.
            is_hurried = any(not job.is_done and job.renewals > 2 for job in jobs)
            time.sleep(SPEED * (1 if is_hurried else 4))
    print(json.dumps({job.name: {"session": job.session, "keys": len(job.keys)} for job in jobs}))


if __name__ == "__main__":
    main(*sys.argv[1:])

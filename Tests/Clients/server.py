"""A started server, its accounts, and the real clients pointed at it."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import boto3
import botocore.config

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ROLECALL", ROOT / ".build/release/rolecall"))
REGION = "us-east-1"

_session = boto3.session.Session()
# The model of Rolecall's own service, so that boto3 has a client for it.
_session._loader.search_paths.append(str(ROOT / "Models"))


def free_port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def clean_environment(**more):
    """This process's environment without anything of AWS's or Rolecall's, and with `more`."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "ROLECALL_")) and name != "PYTHONPATH"
    }
    kept["PATH"] = f"{PROGRAM.parent}:{pathlib.Path(sys.executable).parent}:{kept['PATH']}"
    return kept | {name: str(value) for name, value in more.items()}


class Server:
    """One `rolecall serve`; stopped by `stop`, which is safe to call twice."""

    def __init__(self, folder, *options, data=None, environment=None, wait=True, scheme="http",
                 prefix=()):  # fmt: skip
        self.folder = pathlib.Path(folder)
        self.control = self.folder / "control.sock"
        self.log = self.folder / "stderr.log"
        self.port = free_port()
        self.endpoint = f"{scheme}://127.0.0.1:{self.port}"
        storage = ["--data", str(data)] if data else ["--ephemeral"]
        arguments = ["serve", "--listen", f"127.0.0.1:{self.port}", *storage]
        arguments += ["--control", str(self.control), *options]
        self.output = self.folder / "stdout.log"
        with open(self.log, "ab") as errors, open(self.output, "ab") as output:
            self.process = subprocess.Popen(
                [*prefix, PROGRAM, *arguments],
                env=clean_environment(**(environment or {})),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
            )
        if wait:
            self.wait_until_healthy()

    def wait_until_healthy(self, seconds=20):
        deadline = time.monotonic() + seconds
        while True:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended at once:\n{self.log.read_text()}")
            try:
                with urllib.request.urlopen(f"{self.endpoint}/health", timeout=2):
                    if self.control.exists():
                        return
            except (OSError, urllib.error.URLError):
                if time.monotonic() > deadline:
                    self.stop()
                    raise
                time.sleep(0.005)

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        # Even a killed process waits for the flush that it is in.
        return self.process.wait(timeout=60)

    def rolecall(self, *arguments, check=True, timeout=30, **more):
        """Runs the program as a command against this server."""
        environment = clean_environment(ROLECALL_CONTROL=self.control, **more)
        return subprocess.run(
            [PROGRAM, *map(str, arguments)],
            env=environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=check,
            timeout=timeout,
        )

    def account(self, identifier):
        """An empty account of that number, with its root user's keys."""
        answer = self.rolecall("account", "create", identifier, "--replace").stdout
        keys = json.loads(answer)
        return Account(self, keys["AccountId"], Keys.of(keys))


class Keys:
    """An access key, with a session token when it is temporary."""

    def __init__(self, identifier, secret, token=None):
        self.id, self.secret, self.token = identifier, secret, token

    @staticmethod
    def of(answer):
        return Keys(answer["AccessKeyId"], answer["SecretAccessKey"], answer.get("SessionToken"))

    def environment(self):
        names = {"AWS_ACCESS_KEY_ID": self.id, "AWS_SECRET_ACCESS_KEY": self.secret}
        return names | ({"AWS_SESSION_TOKEN": self.token} if self.token else {})


class Account:
    """An account and its root user."""

    def __init__(self, server, identifier, keys):
        self.server, self.id, self.keys = server, identifier, keys

    def arn(self, rest, service="iam"):
        return f"arn:aws:{service}::{self.id}:{rest}"

    def client(self, service, keys=None, **config):
        return client(self.server.endpoint, service, keys or self.keys, **config)

    @property
    def iam(self):
        return self.client("iam")

    def user(self, name, *statements, **more):
        """A new user with an access key, and an inline policy when statements are given."""
        iam = self.iam
        iam.create_user(UserName=name, **more)
        if statements:
            self.allow(name, *statements)
        return Keys.of(iam.create_access_key(UserName=name)["AccessKey"])

    def allow(self, user, *statements, name="Inline"):
        """Gives a user an inline policy."""
        self.iam.put_user_policy(
            UserName=user, PolicyName=name, PolicyDocument=document(*statements)
        )

    def cluster(self, name, issuer="https://issuer.example.com", *more):
        """Names a Kubernetes cluster of this account."""
        self.server.rolecall(
            "cluster", "put", name, "--issuer", issuer, "--account", self.id, *more
        )

    def cli(self, *arguments, keys=None, check=True, **more):
        """Runs the AWS CLI as this account's root user, or with other keys."""
        return cli(self.server, *arguments, keys=keys or self.keys, check=check, **more)


def client(endpoint, service, keys, region=REGION, validate=True, verify=None, **config):
    """A boto3 client that neither retries nor reads this machine's settings."""
    settings = {"retries": {"total_max_attempts": 1}, "parameter_validation": validate}
    if service == "s3":
        settings["s3"] = {"addressing_style": "path"}
    return _session.client(
        service,
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id=keys.id,
        aws_secret_access_key=keys.secret,
        aws_session_token=keys.token,
        config=botocore.config.Config(**settings | config),
        verify=verify,
    )


def cli(server, *arguments, keys=None, check=True, **more):
    """Runs the unmodified AWS CLI; answers the finished process."""
    environment = clean_environment(
        AWS_ENDPOINT_URL=server.endpoint,
        AWS_DEFAULT_REGION=REGION,
        AWS_CONFIG_FILE=more.pop("AWS_CONFIG_FILE", server.folder / "no-config"),
        AWS_SHARED_CREDENTIALS_FILE=server.folder / "no-credentials",
        AWS_EC2_METADATA_DISABLED="true",
        AWS_MAX_ATTEMPTS=1,
        AWS_PAGER="",
        HOME=server.folder,
        **(keys.environment() if keys else {}),
        **more,
    )
    finished = subprocess.run(
        ["aws", *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    if check and finished.returncode != 0:
        raise AssertionError(f"aws {arguments} failed: {finished.stderr}")
    return finished


def document(*statements, version="2012-10-17"):
    """A policy document's text."""
    return json.dumps({"Version": version, "Statement": list(statements)})


def allow(action, resource="*", **more):
    """A statement of an identity policy that allows."""
    return {"Effect": "Allow", "Action": action, "Resource": resource} | more


def deny(action, resource="*", **more):
    """A statement of an identity policy that denies."""
    return {"Effect": "Deny", "Action": action, "Resource": resource} | more


def trust(*principals, action="sts:AssumeRole", **more):
    """A trust policy's text that lets AWS principals in."""
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": principals[0] if len(principals) == 1 else list(principals)},
        "Action": action,
    }
    return document(statement | more)

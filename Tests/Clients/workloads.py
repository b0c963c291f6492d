"""Workloads with roles, and the agents and commands that give them keys."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from server import PROGRAM, REGION, allow, clean_environment, document, free_port

EC2 = "ec2.amazonaws.com"
ECS = "ecs-tasks.amazonaws.com"
CODEBUILD = "codebuild.amazonaws.com"

# Where an instance's role and its keys are.
KEYS = "latest/meta-data/iam/security-credentials/"

# A direct opener: no proxy of this machine's between a workload and its endpoint.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def service_trust(*services, **more):
    """A trust policy's text that lets services in."""
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": list(services)},
        "Action": "sts:AssumeRole",
    }
    return document(statement | more)


def worker_role(account, name, *services, bucket):
    """A role that services may take, and that may read one bucket; answers its ARN."""
    iam = account.iam
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=service_trust(*services))
    iam.put_role_policy(
        RoleName=name,
        PolicyName="Read",
        PolicyDocument=document(
            allow(["s3:GetObject", "s3:ListBucket"], [
                f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"
            ])
        ),
    )
    s3 = account.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="greeting", Body=f"hello from {bucket}".encode())
    return account.arn(f"role/{name}")


def profile(account, name, role=None):
    """An instance profile, with a role in it when one is named."""
    account.iam.create_instance_profile(InstanceProfileName=name)
    if role:
        account.iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
    return name


def agent_keys(account, name="Agent", *statements):
    """The keys of a user who may do nothing but act as services, and pass them roles."""
    return account.user(
        name, *(statements or [allow("rolecall:ActAsService"), allow("iam:PassRole")])
    )


def agent_environment(server, keys, **more):
    values = {
        "AWS_ENDPOINT_URL": server.endpoint,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "HOME": server.folder,
    }
    return clean_environment(**values | keys.environment() | more)


class Agent:
    """One `rolecall agent` with a configuration."""

    def __init__(self, folder, server, keys, prefix=(), **configuration):
        self.folder = pathlib.Path(folder)
        self.log = self.folder / f"agent-{time.monotonic_ns()}.log"
        file = self.folder / f"agent-{time.monotonic_ns()}.json"
        file.write_text(json.dumps(configuration))
        with open(self.log, "wb") as errors:
            self.process = subprocess.Popen(
                [*prefix, str(PROGRAM), "agent", "--config", str(file)],
                env=agent_environment(server, keys),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
            )
        kinds = ["instanceMetadata", "containers", "podIdentity"]
        listeners = [one for kind in kinds for one in configuration.get(kind, [])]
        deadline = time.monotonic() + 20
        while self.log.read_text().count(" serving ") < len(listeners):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the agent does not serve:\n{self.log.read_text()}")
            time.sleep(0.005)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def listener():
    """A free address, as a configuration has it, and its URL."""
    port = free_port()
    return f"127.0.0.1:{port}", f"http://127.0.0.1:{port}"


def fetch(url, method="GET", **headers):
    """One request; answers status, text and header fields."""
    fields = {name.replace("_", "-"): str(value) for name, value in headers.items()}
    request = urllib.request.Request(url, method=method, headers=fields)
    try:
        with _opener.open(request, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers


def ask_token(url, seconds=60):
    """Asks for a metadata token; answers status, text and header fields."""
    return fetch(f"{url}/latest/api/token", "PUT", X_aws_ec2_metadata_token_ttl_seconds=seconds)


def token(url, seconds=60):
    """A metadata token."""
    status, text, _ = ask_token(url, seconds)
    assert status == 200, text
    return text


def proof(url, seconds=60):
    """The header field that shows a token of one's own."""
    return {"X_aws_ec2_metadata_token": token(url, seconds)}


def instance_keys(url, role):
    """What the metadata service gives as a role's keys."""
    status, text, _ = fetch(f"{url}/{KEYS}{role}", **proof(url))
    assert status == 200, text
    return json.loads(text)


def web_role(account, name="Web"):
    """A role for instances that reads one bucket, in a profile of the same name."""
    worker_role(account, name, EC2, bucket=f"{name.lower()}-data")
    profile(account, name, name)
    return name


def metadata_agent(folder, server, keys, **binding):
    """An agent with one instance, and its URL."""
    address, url = listener()
    service = {"listen": address, "instances": [binding]}
    return Agent(folder, server, keys, instanceMetadata=[service]), url


def reads_its_own(lines, bucket, session):
    """Whether READ has told of the one bucket, of a session that begins so, and of a denial."""
    assert lines[0] == f"hello from {bucket}"
    assert lines[1].startswith(session)
    assert lines[2] == "AccessDenied"


# A script that tells the environment that it has.
SHOW = "import json, os; print(json.dumps(dict(os.environ)))"


def holds_nothing_of(keys, text):
    """Whether a text is without someone's keys."""
    assert keys.id not in text
    assert keys.secret not in text


# A script that reads two buckets, of which it should have one.
READ = """
import boto3, sys
s3 = boto3.client("s3", config=boto3.session.Config(s3={"addressing_style": "path"}))
print(s3.get_object(Bucket=sys.argv[1], Key="greeting")["Body"].read().decode())
print(boto3.client("sts").get_caller_identity()["Arn"])
try:
    s3.get_object(Bucket=sys.argv[2], Key="greeting")
except s3.exceptions.ClientError as error:
    print(error.response["Error"]["Code"])
"""


def exec_command(server, keys, *words, check=True, timeout=60, cwd=None, **more):
    """Runs `rolecall exec` with words; answers the finished process."""
    finished = subprocess.run(
        [str(PROGRAM), *map(str, words)],
        env=agent_environment(server, keys, **more),
        cwd=cwd or server.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    if check and finished.returncode != 0:
        raise AssertionError(f"{words} failed: {finished.stdout}{finished.stderr}")
    return finished


def client_environment(server, **more):
    """A workload's environment: where the server is, and nothing of keys."""
    return clean_environment(
        AWS_ENDPOINT_URL=server.endpoint,
        AWS_DEFAULT_REGION=REGION,
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        BOTO_CONFIG=os.devnull,
        AWS_PAGER="",
        HOME=server.folder,
        **more,
    )


def run_python(code, *words, environment, prefix=(), check=True):
    """Runs a script with the interpreter that has the clients."""
    finished = subprocess.run(
        [*prefix, sys.executable, "-c", code, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
    )
    if check and finished.returncode != 0:
        raise AssertionError(f"{finished.stdout}{finished.stderr}")
    return finished.stdout.splitlines()

"""Each client with each way to keys, through renewals; to be run by a clock that is fast.

    faketime -f '+0 x30' python renewals.py FOLDER GO-PROGRAM [ADDRESS PREFIX...]

Prints for each way and client the session, and how many keys the client had. `-` stands for no Go
program. With an address of this host, on whose loopback interface there are those of the endpoints,
the ways are there that need these, and clients one hop further are started with the prefix.
"""

import json
import os
import pathlib
import select
import subprocess
import sys
import time

if __name__ == "__main__":
    # A clock that libfaketime turns has no sleep that Python 3.11 can use.
    time.sleep = lambda seconds: select.select([], [], [], seconds)

from authorities import Party  # noqa: E402
from issuers import Authority, Issuer, kubernetes  # noqa: E402
from server import PROGRAM, REGION, Server, allow, document, free_port  # noqa: E402
from workloads import (  # noqa: E402
    Agent,
    agent_keys,
    client_environment,
    listener,
    profile,
    worker_role,
)

RENEWING = pathlib.Path(__file__).parent / "renewing.py"
SPEED = 30
RENEWALS = 10
# A command of the AWS CLI takes a second.
CLI_RENEWALS = 2
# Sessions of pods, and of web identities when the client does not say, live for an hour; a process
# with a certificate takes a second or two to start.
FEW_RENEWALS = 1
PODS, ANYWHERE = "pods.eks.amazonaws.com", "rolesanywhere.amazonaws.com"
SERVICES = ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com", PODS, ANYWHERE]
TASK = "/v2/credentials/1f0b2a1c"
LIFE = {"durationSeconds": 900}
# Servers are ten minutes late: to clients, keys of fifteen minutes live for five, and what a client
# uses to the last moment still holds when the request has come, some milliseconds later, which is
# seconds here.
LATE_SECONDS = 600
LATE = {"FAKETIME": f"-{LATE_SECONDS}s x{SPEED}"}


class Way:
    """A way to keys: the environment that leads to them, and how often they are renewed."""

    def __init__(self, environment, prefix=(), boto3=RENEWALS, cli=CLI_RENEWALS, go=RENEWALS):
        self.environment, self.prefix = environment, tuple(prefix)
        self.renewals = {"boto3": boto3, "cli": cli, "go": go}


class Process:
    """A client, or several in one process."""

    def __init__(self, folder, name, client, words, environment):
        self.name, self.client = name, client
        self.out, self.err = folder / f"{name}.out", folder / f"{name}.err"
        with open(self.out, "wb") as out, open(self.err, "wb") as err:
            self.process = subprocess.Popen(
                words, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err
            )

    def is_over(self):
        status = self.process.poll()
        assert status in (None, 0), f"{self.name}: {self.err.read_text()}"
        return status == 0

    def end(self):
        self.process.kill()
        self.process.wait()

    def answers(self):
        """What each way brought the client."""
        text = self.out.read_text()
        if self.client != "go":
            return json.loads(text)
        greeting, session, refusal, provider, keys = text.splitlines()
        assert (greeting, refusal) == ("hello from mine", "AccessDenied")
        return {self.name: {"session": session, "provider": provider, "keys": int(keys)}}


def main(folder, go, address=None, *prefix):
    authority = Authority()
    (folder / "ca.pem").write_text(authority.pem)
    issuer = Issuer(folder, authority, pause=SPEED)
    plain = start_plain(folder, folder / "ca.pem", address)
    secure = start_secure(folder, authority)
    try:
        keys, ways, configuration = local_ways(folder, plain, issuer)
        ways["roles-anywhere"] = anywhere_way(folder, secure, issuer)
        if address:
            ways |= distant_ways(plain, configuration, address, prefix)
        with Agent(folder, plain, keys, **configuration):
            print(json.dumps(run(folder, ways, None if go == "-" else go)))
    finally:
        plain.stop()
        secure.stop()
        issuer.stop()


def start_plain(folder, authority, address):
    """The server, for other machines too when this one has an address for them."""
    folder /= "plain"
    folder.mkdir()
    port = free_port()
    more = ["--listen", f"{'0.0.0.0' if address else '127.0.0.1'}:{port}"]
    options = ["--issuer-ca", authority, "--allow-private-issuers", *more]
    server = Server(folder, *options, wait=False, environment=LATE)
    server.port, server.endpoint = port, f"http://127.0.0.1:{port}"
    server.wait_until_healthy()
    return server


def start_secure(folder, authority):
    """A server with TLS: the library for Roles Anywhere calls nothing else."""
    folder /= "secure"
    folder.mkdir()
    certificate, key = authority.server(folder, "127.0.0.1")
    options = ["--tls-certificate", certificate, "--tls-key", key]
    server = Server(folder, *options, scheme="https", wait=False, environment=LATE)
    while not server.control.exists() and server.process.poll() is None:
        time.sleep(1)
    return server


def patient(account, **more):
    """The account with clients that wait as long as others in spite of the clock."""
    make, limits = account.client, {"connect_timeout": 60 * SPEED, "read_timeout": 60 * SPEED}
    account.client = lambda service, keys=None: make(service, keys, **limits | more)
    return account


def furnish(account, issuer):
    """A role for every way, which may read one bucket of two; answers its ARN."""
    role = worker_role(account, "Work", *SERVICES, bucket="mine")
    worker_role(account, "Other", *SERVICES, bucket="theirs")
    provider = account.iam.create_open_id_connect_provider(
        Url=issuer.url, ClientIDList=["sts.amazonaws.com"]
    )["OpenIDConnectProviderArn"]
    services = {
        "Effect": "Allow",
        "Principal": {"Service": SERVICES},
        "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
    }
    federated = {
        "Effect": "Allow",
        "Principal": {"Federated": provider},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
    account.iam.update_assume_role_policy(
        RoleName="Work", PolicyDocument=document(services, federated)
    )
    profile(account, "Work", "Work")
    return role


def environment(server, **more):
    """What every client is told, with the clock of Go's programs."""
    values = {
        "AWS_REGION": REGION,
        "AWS_SDK_LOAD_CONFIG": 1,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_METADATA_SERVICE_TIMEOUT": 10 * SPEED,
        "CLOCK_SPEED": SPEED,
        "GOSDK_CLOCK": f"{time.time_ns()} {time.monotonic_ns()} {SPEED}",
    }
    return client_environment(server, **values | more)


def token_file(folder, issuer, audience):
    """A service account's token that is good for a day."""
    now = int(time.time())
    times = {"iat": now - LATE_SECONDS, "nbf": now - LATE_SECONDS, "exp": now + 86_400}
    claims = kubernetes("shop", "cart", aud=[audience]) | times
    file = folder / f"{audience}.token"
    file.write_text(issuer.token(**claims))
    return file


def process_file(folder, name, script):
    """The configuration of a client whose keys a script prints."""
    program, config = folder / f"{name}.sh", folder / f"{name}.config"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    config.write_text(f"[default]\ncredential_process = {program}\n")
    return config


def local_ways(folder, server, issuer):
    """The ways on this host's loopback address, with an agent's keys and configuration."""
    account = patient(server.account("111122223333"))
    role = furnish(account, issuer)
    account.cluster("prod", issuer.url)
    account.client("eks").create_pod_identity_association(
        clusterName="prod", namespace="shop", serviceAccount="cart", roleArn=role
    )
    actions = ["rolecall:ActAsService", "iam:PassRole", "eks-auth:AssumeRoleForPodIdentity"]
    keys = agent_keys(account, "Agent", allow(actions))
    (metadata, metadata_url), (containers, containers_url) = listener(), listener()
    pods, pods_url = listener()
    secret = folder / "task.token"
    secret.write_text("Bearer t")
    task = {"roleArn": role, "path": TASK, "authorizationTokenFile": str(secret)} | LIFE
    configuration = {
        "instanceMetadata": [
            {"listen": metadata, "instances": [{"instanceProfile": "Work"} | LIFE]}
        ],
        "containers": [{"listen": containers, "tasks": [task]}],
        "podIdentity": [{"listen": pods, "clusterName": "prod"}],
    }
    pod, web = token_file(folder, issuer, PODS), token_file(folder, issuer, "sts.amazonaws.com")
    # The issuer is asked now, not when a client waits.
    account.client("eks-auth").assume_role_for_pod_identity(
        clusterName="prod", token=pod.read_text()
    )
    config = process_file(
        folder,
        "process",
        f"AWS_ACCESS_KEY_ID={keys.id} AWS_SECRET_ACCESS_KEY={keys.secret} exec {PROGRAM} "
        f"credentials --service {SERVICES[2]} --role {role} --duration 900 "
        f"--endpoint {server.endpoint}",
    )
    # The Go SDK takes a token from the environment, the others prefer the file.
    full = environment(server, AWS_CONTAINER_CREDENTIALS_FULL_URI=containers_url + TASK)
    full["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = str(secret)
    full["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = secret.read_text()
    of_pod = environment(server, AWS_CONTAINER_CREDENTIALS_FULL_URI=f"{pods_url}/v1/credentials")
    of_pod["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = str(pod)
    of_pod["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = pod.read_text()
    imds = {
        "AWS_EC2_METADATA_DISABLED": "false",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": metadata_url,
    }
    federated = environment(
        server, AWS_WEB_IDENTITY_TOKEN_FILE=web, AWS_ROLE_ARN=role, AWS_ROLE_SESSION_NAME="job"
    )
    ways = {
        "metadata-v2": Way(environment(server, **imds)),
        "container-full": Way(full),
        "pod": Way(of_pod, boto3=FEW_RENEWALS, cli=FEW_RENEWALS, go=FEW_RENEWALS),
        "web-identity": Way(federated, boto3=FEW_RENEWALS, cli=FEW_RENEWALS),
        "process": Way(environment(server) | {"AWS_CONFIG_FILE": str(config)}),
    }
    return keys, ways, configuration


def anywhere_way(folder, server, issuer):
    """IAM Roles Anywhere with PyPI's library: in the client, or as its process."""
    bundle = str(folder / "ca.pem")
    account = patient(server.account("111122223333"), verify=bundle)
    role = furnish(account, issuer)
    root = Party("Root", authority=True)
    robot = Party("Robot", root)
    client = account.client("rolesanywhere")
    data = {"x509CertificateData": root.pem.decode()}
    anchor = client.create_trust_anchor(
        name="anchor",
        enabled=True,
        source={"sourceType": "CERTIFICATE_BUNDLE", "sourceData": data},
    )["trustAnchor"]["trustAnchorArn"]
    settings = client.create_profile(name="profile", enabled=True, roleArns=[role])["profile"]
    (folder / "robot.pem").write_bytes(robot.pem)
    (folder / "robot.key").write_bytes(robot.key_pem)
    where = {
        "profile_arn": settings["profileArn"],
        "role_arn": role,
        "trust_anchor_arn": anchor,
        "certificate": str(folder / "robot.pem"),
        "private_key": str(folder / "robot.key"),
        "endpoint": f"127.0.0.1:{server.port}",
        "verify": bundle,
        "region": REGION,
    }
    script = f"exec {sys.executable} {RENEWING} process"
    values = environment(server, AWS_CA_BUNDLE=bundle, ANYWHERE=json.dumps(where))
    values["AWS_CONFIG_FILE"] = str(process_file(folder, "anywhere", script))
    return Way(values, cli=FEW_RENEWALS, go=FEW_RENEWALS)


def distant_ways(server, configuration, address, prefix):
    """The ways at the addresses that clients know, and one hop further."""
    optional = {"instanceProfile": "Work", "httpTokens": "optional"} | LIFE
    configuration["instanceMetadata"].append(
        {"listen": "169.254.169.254:80", "instances": [optional]}
    )
    (service,) = configuration["containers"]
    task = {name: service["tasks"][0][name] for name in ("roleArn", "path", "durationSeconds")}
    configuration["containers"].append({"listen": "169.254.170.2:80", "tasks": [task]})
    relative = environment(server, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=TASK)
    # No token comes so far: clients wait a second of ours for one, and then do without.
    far = environment(
        server, AWS_EC2_METADATA_DISABLED="false", AWS_METADATA_SERVICE_TIMEOUT=SPEED
    )
    far["AWS_ENDPOINT_URL"] = f"http://{address}:{server.port}"
    return {
        "container-relative": Way(relative),
        "metadata-v1": Way(far, prefix=prefix),
    }


def run(folder, ways, go):
    """Starts one client after another; answers what each printed when it had enough keys."""
    running = []
    try:
        for process in start(folder, ways, go):
            running.append(process)
            # Many at once would be slow to start, by this clock.
            time.sleep(SPEED)
        while not all([process.is_over() for process in running]):
            time.sleep(SPEED)
    finally:
        for process in running:
            process.end()
    table = {name: {} for name in ways}
    for process in running:
        for name, answer in process.answers().items():
            table[name][process.client] = answer
    return table


def start(folder, ways, go):
    """Starts the next client whenever it is asked."""
    for number, place in enumerate({way.prefix for way in ways.values()}):
        here = {name: way for name, way in ways.items() if way.prefix == place}
        yield start_python(folder, f"boto3-{number}", "boto3", here)
    for name, way in ways.items():
        yield start_python(folder, f"cli-{name}", "cli", {name: way})
        if go:
            yield start_go(folder, name, way, go)


def start_python(folder, name, client, ways):
    """One client for several ways of one machine."""
    jobs = [
        {
            "name": name,
            "environment": {key: str(value) for key, value in way.environment.items()},
            "renewals": way.renewals[client],
        }
        for name, way in ways.items()
    ]
    file = folder / f"{name}.json"
    file.write_text(json.dumps(jobs))
    (prefix,) = {way.prefix for way in ways.values()}
    words = [*prefix, sys.executable, RENEWING, client, file]
    return Process(folder, name, client, words, os.environ | {"CLOCK_SPEED": str(SPEED)})


def start_go(folder, name, way, program):
    words = [*way.prefix, program, "mine", "theirs", str(way.renewals["go"])]
    return Process(folder, name, "go", words, way.environment)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), *sys.argv[2:])

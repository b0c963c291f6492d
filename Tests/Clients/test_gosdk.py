"""The Go SDK of Debian's package, unmodified: each way by which it finds keys."""

import subprocess

import goprogram
import pytest
from issuers import Authority, Issuer, kubernetes
from network import Network, needs_root
from server import PROGRAM, REGION, Server, allow, document, trust
from test_exec_lambda import Function, invoke
from workloads import (
    Agent,
    agent_keys,
    client_environment,
    exec_command,
    listener,
    profile,
    service_trust,
    worker_role,
)

EC2, ECS, LAMBDA = "ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "lambda.amazonaws.com"
PODS = "pods.eks.amazonaws.com"
TASK = "/v2/credentials/5f0b2a1c-8e2e-4e0a-9f55-2f7a1f0f6b10"

pytestmark = [
    # The first test builds the program, which takes some minutes on a busy machine.
    pytest.mark.timeout(600),
    pytest.mark.skipif(not goprogram.IS_THERE, reason=goprogram.NEEDS),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    """The program, built."""
    return goprogram.build(tmp_path_factory.mktemp("gosdk"))


@pytest.fixture
def story(account):
    """Two buckets, roles for each, and an agent's keys."""
    return tell(account)


def tell(account):
    worker_role(account, "Work", EC2, ECS, LAMBDA, bucket="mine")
    worker_role(account, "Other", EC2, bucket="theirs")
    profile(account, "WorkProfile", "Work")
    return agent_keys(account)


def environment(server, **more):
    return client_environment(server, AWS_REGION=REGION, **more)


def run(program, values, *words, prefix=()):
    """Runs the program with an environment; answers its lines."""
    finished = subprocess.run(
        [*prefix, program, "mine", "theirs", *words],
        env=values,
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.splitlines()


def shows(lines, account, session, provider):
    """Holds when the lines tell of the role and no more."""
    assert lines[0] == "hello from mine"
    assert lines[1].startswith(account.arn(f"assumed-role/{session}", service="sts"))
    assert lines[2] == "AccessDenied"
    assert lines[3].startswith(provider)


@pytest.mark.parametrize("tokens", ["required", "optional"])
def test_it_gets_keys_from_the_metadata_service(
    tmp_path, server, account, story, program, tokens
):
    address, url = listener()
    instance = {"instanceProfile": "WorkProfile", "httpTokens": tokens}
    service = {"listen": address, "instances": [instance]}
    with Agent(tmp_path, server, story, instanceMetadata=[service]):
        lines = run(program, environment(server, AWS_EC2_METADATA_SERVICE_ENDPOINT=url))
    shows(lines, account, "Work/i-", "EC2RoleProvider")


def test_it_gets_keys_from_a_container_endpoint(tmp_path, server, account, story, program):
    address, url = listener()
    task = {"roleArn": account.arn("role/Work"), "path": TASK, "authorizationToken": "Bearer t"}
    values = environment(server, AWS_CONTAINER_CREDENTIALS_FULL_URI=url + TASK)
    values["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "Bearer t"
    with Agent(tmp_path, server, story, containers=[{"listen": address, "tasks": [task]}]):
        shows(run(program, values), account, "Work/", "CredentialsEndpointProvider")


def test_it_assumes_the_role_of_a_profile(tmp_path, server, account, story, program):
    shows(run(program, carol(tmp_path, account)), account, "Work/carol", "AssumeRoleProvider")


def carol(folder, account):
    """The environment of a user who may assume the role, by a profile in a file."""
    keys = account.user("Carol", allow("sts:AssumeRole"))
    account.iam.update_assume_role_policy(
        RoleName="Work", PolicyDocument=trust(account.arn("user/Carol"))
    )
    config = folder / "config"
    config.write_text(
        f"[profile carol]\naws_access_key_id = {keys.id}\naws_secret_access_key = {keys.secret}\n"
        f"[profile work]\nsource_profile = carol\nrole_arn = {account.arn('role/Work')}\n"
        "role_session_name = carol\n"
    )
    values = environment(account.server, AWS_SDK_LOAD_CONFIG=1, AWS_PROFILE="work")
    return values | {"AWS_CONFIG_FILE": str(config)}


def test_it_takes_keys_from_a_process(tmp_path, server, account, story, program):
    lines = run(program, process(tmp_path, account, story))
    shows(lines, account, "Work/rolecall-exec", "ProcessProvider")


def process(folder, account, keys):
    """The environment that leads to `rolecall credentials`."""
    server = account.server
    script = folder / "keys.sh"
    script.write_text(
        f"#!/bin/sh\nAWS_ACCESS_KEY_ID={keys.id} AWS_SECRET_ACCESS_KEY={keys.secret} "
        f"exec {PROGRAM} credentials --service {LAMBDA} --role {account.arn('role/Work')} "
        f"--duration 900 --endpoint {server.endpoint}\n"
    )
    script.chmod(0o700)
    config = folder / "config"
    config.write_text(f"[default]\ncredential_process = {script}\n")
    values = environment(server, AWS_SDK_LOAD_CONFIG=1)
    return values | {"AWS_CONFIG_FILE": str(config)}


def test_it_runs_under_exec(server, account, story, program):
    role = account.arn("role/Work")
    for words, session, provider in [
        (["--service", LAMBDA, "--role", role], "Work/", "CredentialsEndpointProvider"),
        (["--ecs-task", "--role", role], "Work/", "CredentialsEndpointProvider"),
        (["--instance-profile", "WorkProfile"], "Work/i-", "EC2RoleProvider"),
    ]:
        finished = exec_command(server, story, "exec", *words, "--", program, "mine", "theirs")
        shows(finished.stdout.splitlines(), account, session, provider)


def test_it_has_the_keys_in_a_function_s_environment(tmp_path, server, account, story, program):
    command = ["--", program, "mine", "theirs"]
    role = account.arn("role/Work")
    with Function(tmp_path, server, story, role, handler="main", command=command) as function:
        _, text = invoke(function, story, {})
        assert function.process.wait(timeout=20) == 0
    shows(text.splitlines(), account, "Work/greeter", "EnvConfigCredentials")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """An issuer of tokens for pods, and a server that trusts its authority."""
    folder = tmp_path_factory.mktemp("issuer")
    authority = Authority()
    (folder / "ca.pem").write_text(authority.pem)
    issuer = Issuer(folder, authority, path="/id/CLUSTER", claims=kubernetes("shop", "cart"))
    server = Server(folder, "--issuer-ca", folder / "ca.pem", "--allow-private-issuers")
    yield server, issuer
    issuer.stop()
    assert server.stop() == 0


def test_it_gets_keys_for_a_web_identity(tmp_path, world, program):
    server, issuer = world
    account = server.account("111122223333")
    tell(account)
    provider = account.iam.create_open_id_connect_provider(
        Url=issuer.url, ClientIDList=["sts.amazonaws.com"]
    )["OpenIDConnectProviderArn"]
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": provider},
        "Action": "sts:AssumeRoleWithWebIdentity",
    }
    account.iam.update_assume_role_policy(RoleName="Work", PolicyDocument=document(statement))
    (tmp_path / "token").write_text(issuer.token())
    values = environment(
        server,
        AWS_WEB_IDENTITY_TOKEN_FILE=tmp_path / "token",
        AWS_ROLE_ARN=account.arn("role/Work"),
        AWS_ROLE_SESSION_NAME="job",
    )
    shows(run(program, values), account, "Work/job", "WebIdentityCredentials")


def test_it_gets_a_pod_s_keys_with_the_token_in_its_environment(tmp_path, world, program):
    """This version of the SDK takes no token from a file, and no address but of this host."""
    server, issuer = world
    account = server.account("111122223333")
    tell(account)
    account.cluster("prod", issuer.url)
    trusting = service_trust(PODS, Action=["sts:AssumeRole", "sts:TagSession"])
    account.iam.update_assume_role_policy(RoleName="Work", PolicyDocument=trusting)
    account.client("eks").create_pod_identity_association(
        clusterName="prod",
        namespace="shop",
        serviceAccount="cart",
        roleArn=account.arn("role/Work"),
    )
    keys = account.user("Cluster", allow("eks-auth:AssumeRoleForPodIdentity"))
    address, url = listener()
    values = environment(server, AWS_CONTAINER_CREDENTIALS_FULL_URI=f"{url}/v1/credentials")
    values["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = issuer.token(aud=[PODS])
    service = {"clusterName": "prod", "listen": address}
    with Agent(tmp_path, server, keys, podIdentity=[service]):
        lines = run(program, values)
    shows(lines, account, "Work/eks-prod-app-1-", "CredentialsEndpointProvider")


class Inside:
    """The server as a process in a namespace sees it."""

    def __init__(self, network, endpoint="http://127.0.0.1:4566"):
        self.folder, self.endpoint = network.folder, endpoint


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    needs_root()
    network = Network(tmp_path_factory.mktemp("network"))
    yield network
    network.close()


def test_it_gets_a_task_s_keys_by_the_relative_address(tmp_path, network, program):
    account = network.account("111122223333")
    keys = tell(account)
    tasks = [{"roleArn": account.arn("role/Work"), "path": TASK}]
    service = {"listen": "169.254.170.2:80", "tasks": tasks}
    values = environment(Inside(network), AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=TASK)
    with Agent(tmp_path, Inside(network), keys, network.prefix, containers=[service]):
        lines = run(program, values, prefix=network.prefix)
    shows(lines, account, "Work/", "CredentialsEndpointProvider")


def test_one_hop_further_it_does_without_a_token_where_that_is_allowed(
    tmp_path, network, program
):
    """The SDK turns to the first version of the metadata service when no token reaches it."""
    account = network.account("111122223333")
    keys = tell(account)
    outer, address = network.machine()
    inner, address_inner = network.machine(behind=outer)
    network.host.ip("route", "add", f"{address_inner}/32", "via", address)
    instances = [{"instanceProfile": "WorkProfile", "httpTokens": "optional"}]
    service = {"listen": "169.254.169.254:80", "instances": instances}
    values = environment(Inside(network, network.endpoint_for(address)))
    with Agent(tmp_path, Inside(network), keys, network.prefix, instanceMetadata=[service]):
        lines = run(program, values, prefix=inner.prefix)
    shows(lines, account, "Work/i-", "EC2RoleProvider")

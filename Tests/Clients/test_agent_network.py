"""`rolecall agent` at the addresses that clients know, in networks of their own."""

import os
import subprocess

import pytest
from network import Network, needs_root
from workloads import READ, Agent, agent_keys, client_environment, profile, run_python, worker_role

TASK = "/v2/credentials/5f0b2a1c-8e2e-4e0a-9f55-2f7a1f0f6b10"


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    needs_root()
    network = Network(tmp_path_factory.mktemp("network"))
    yield network
    network.close()


@pytest.fixture
def account(network):
    return network.account("111122223333")


class Inside:
    """The server as a process on the host's network sees it."""

    def __init__(self, network):
        self.folder, self.endpoint = network.folder, "http://127.0.0.1:4566"


# What is sent again after the second answer must not go further than the first either.
PIPELINE = """
import socket
wire = socket.create_connection(("169.254.169.254", 80), timeout=3)
wire.sendall(b"PUT /latest/api/token HTTP/1.1\\r\\nHost: 169.254.169.254\\r\\n"
             b"X-aws-ec2-metadata-token-ttl-seconds: 60\\r\\n\\r\\n"
             b"GET /latest/meta-data/ HTTP/1.1\\r\\nHost: 169.254.169.254\\r\\n\\r\\n")
try:
    print(wire.recv(9999))
except TimeoutError:
    print(b"")
"""


def curl(machine, *words):
    """A request with a time limit; answers what came, or None when nothing did."""
    finished = subprocess.run(
        [*machine.prefix, "curl", "--silent", "--show-error", "--max-time", "3", *words],
        capture_output=True,
        text=True,
    )
    return finished.stdout if finished.returncode == 0 else None


def test_boto3_gets_a_task_s_keys_by_the_relative_address(tmp_path, network, account):
    worker_role(account, "Task", "ecs-tasks.amazonaws.com", bucket="task-data")
    worker_role(account, "Other", "ecs-tasks.amazonaws.com", bucket="other-data")
    keys = agent_keys(account)
    task = {
        "roleArn": account.arn("role/Task"),
        "path": TASK,
        "taskArn": f"arn:aws:ecs:us-east-1:{account.id}:task/c/0123456789",
    }
    configuration = {"listen": "169.254.170.2:80", "tasks": [task]}
    with Agent(tmp_path, Inside(network), keys, network.prefix, containers=[configuration]):
        lines = run_python(
            READ,
            "task-data",
            "other-data",
            environment=client_environment(
                Inside(network),
                AWS_EC2_METADATA_DISABLED="true",
                AWS_CONTAINER_CREDENTIALS_RELATIVE_URI=TASK,
            ),
            prefix=network.prefix,
        )
    assert lines[0] == "hello from task-data"
    assert lines[1] == account.arn("assumed-role/Task/0123456789", service="sts")
    assert lines[2] == "AccessDenied"


def test_each_of_two_instances_gets_its_own_role_and_one_hop_further_nothing(
    tmp_path, network, account
):
    keys = agent_keys(account)
    for name in ["One", "Two"]:
        worker_role(account, name, "ec2.amazonaws.com", bucket=f"data-{name.lower()}")
        profile(account, name, name)
    one, address_one = network.machine()
    two, address_two = network.machine()
    inner, address_inner = network.machine(behind=one)
    network.host.ip("route", "add", f"{address_inner}/32", "via", address_one)
    instances = [
        {"instanceProfile": "One", "addresses": [address_one, address_inner]},
        {"instanceProfile": "Two", "addresses": [address_two]},
    ]
    service = {"listen": "169.254.169.254:80", "instances": instances}
    with Agent(tmp_path, Inside(network), keys, network.prefix, instanceMetadata=[service]):
        for machine, address, own, other in [
            (one, address_one, "one", "two"), (two, address_two, "two", "one")
        ]:
            inside = Inside(network)
            inside.endpoint = network.endpoint_for(address)
            lines = run_python(
                READ,
                f"data-{own}",
                f"data-{other}",
                environment=client_environment(inside),
                prefix=machine.prefix,
            )
            assert lines[0] == f"hello from data-{own}"
            assert f"assumed-role/{own.capitalize()}/i-0" in lines[1]
            assert lines[2] == "AccessDenied"
        url = "http://169.254.169.254/latest/"
        life = "X-aws-ec2-metadata-token-ttl-seconds: 60"
        put = ["--request", "PUT", "--header", life, f"{url}api/token"]
        token = curl(one, *put)
        assert token
        names = ["--header", f"X-aws-ec2-metadata-token: {token}", f"{url}meta-data/iam/"]
        assert curl(one, *names) == "info\nsecurity-credentials/"
        assert "401" in curl(two, *names)
        # The machine behind reaches the service, but no token reaches it.
        assert "401" in curl(inner, f"{url}meta-data/")
        assert curl(inner, *put) is None
        # Nor by asking for something else on the same connection.
        assert run_python(PIPELINE, environment=os.environ, prefix=inner.prefix) == ["b''"]


def test_a_hop_limit_of_two_reaches_one_hop_further(tmp_path, network, account):
    keys = agent_keys(account)
    worker_role(account, "Far", "ec2.amazonaws.com", bucket="data-far")
    profile(account, "Far", "Far")
    outer, address = network.machine()
    inner, address_inner = network.machine(behind=outer)
    network.host.ip("route", "add", f"{address_inner}/32", "via", address)
    instances = [{"instanceProfile": "Far", "httpPutResponseHopLimit": 2}]
    service = {"listen": "169.254.169.254:80", "instances": instances}
    with Agent(tmp_path, Inside(network), keys, network.prefix, instanceMetadata=[service]):
        life = "X-aws-ec2-metadata-token-ttl-seconds: 60"
        put = ["--request", "PUT", "--header", life]
        assert curl(inner, *put, "http://169.254.169.254/latest/api/token")

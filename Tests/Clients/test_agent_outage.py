"""What workloads see of their server's end and return, of changes, and of renewals: nothing amiss."""

import json
import signal
import socket
import threading
import time

import pytest
from server import Server
from workloads import Agent, agent_keys, fetch, listener, profile, token, worker_role

KEYS = "latest/meta-data/iam/security-credentials/"
EC2 = "ec2.amazonaws.com"


def start_server(tmp_path, port=None):
    more = ["--listen", f"127.0.0.1:{port}"] if port else []
    folder = tmp_path / f"server-{time.monotonic_ns()}"
    folder.mkdir()
    server = Server(folder, *more, data=tmp_path / "data", wait=port is None)
    if port:
        server.port, server.endpoint = port, f"http://127.0.0.1:{port}"
        server.wait_until_healthy()
    return server


class Workload(threading.Thread):
    """Asks for its keys again and again, as a client with a token does."""

    def __init__(self, url, end):
        super().__init__()
        self.url, self.end, self.asked, self.faults = url, end, 0, []

    def run(self):
        while not self.end.is_set():
            try:
                proof = {"X_aws_ec2_metadata_token": token(self.url)}
                status, text, _ = fetch(f"{self.url}/{KEYS}Web", **proof)
                assert status == 200 and json.loads(text)["Code"] == "Success", (status, text)
                self.asked += 1
            except Exception as error:  # noqa: BLE001  (whatever it is, it is a fault)
                self.faults.append(repr(error))
            self.end.wait(0.02)


def test_fifty_workloads_see_nothing_of_a_server_that_dies_and_returns(tmp_path):
    server = start_server(tmp_path)
    account = server.account("111122223333")
    worker_role(account, "Web", EC2, bucket="web-data")
    profile(account, "Web", "Web")
    address, url = listener()
    service = {"listen": address, "instances": [{"instanceProfile": "Web"}]}
    port, end = server.port, threading.Event()
    with Agent(tmp_path, server, agent_keys(account), instanceMetadata=[service]) as agent:
        workloads = [Workload(url, end) for _ in range(50)]
        try:
            fetch(f"{url}/{KEYS}Web", X_aws_ec2_metadata_token=token(url))
            for workload in workloads:
                workload.start()
            for _ in range(3):
                server.stop(signal.SIGKILL)
                # What is known of an instance is asked for every quarter of a minute: more than that.
                end.wait(7)
                server = start_server(tmp_path, port)
                end.wait(2)
        finally:
            end.set()
            for workload in workloads:
                workload.join()
            server.stop()
        assert "call-failed" in agent.log.read_text()
    assert [fault for workload in workloads for fault in workload.faults][:3] == []
    assert min(workload.asked for workload in workloads) > 20


def test_keys_are_served_without_the_server_and_asked_for_when_there_are_none(tmp_path):
    server = start_server(tmp_path)
    account = server.account("111122223333")
    for name in ["Web", "Late"]:
        worker_role(account, name, EC2, bucket=f"{name.lower()}-data")
        profile(account, name, name)
    (web, web_url), (late, late_url) = listener(), listener()
    services = [
        {"listen": web, "instances": [{"instanceProfile": "Web"}]},
        {"listen": late, "instances": [{"instanceProfile": "Late"}]},
    ]
    port = server.port
    with Agent(tmp_path, server, agent_keys(account), instanceMetadata=services):
        first = fetch(f"{web_url}/{KEYS}Web", X_aws_ec2_metadata_token=token(web_url))[1]
        server.stop(signal.SIGKILL)
        again = fetch(f"{web_url}/{KEYS}Web", X_aws_ec2_metadata_token=token(web_url))[1]
        assert again == first
        # Nothing is known of the other, so that nothing can be told.
        assert fetch(f"{late_url}/latest/api/token", "PUT",
                     X_aws_ec2_metadata_token_ttl_seconds=60)[0] == 503
        server = start_server(tmp_path, port)
        deadline = time.monotonic() + 20
        while fetch(f"{late_url}/latest/api/token", "PUT",
                    X_aws_ec2_metadata_token_ttl_seconds=60)[0] != 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        text = fetch(f"{late_url}/{KEYS}Late", X_aws_ec2_metadata_token=token(late_url))[1]
        assert json.loads(text)["Code"] == "Success"
    server.stop()


def test_a_change_of_the_profile_reaches_the_workload_within_a_minute(tmp_path, server, account):
    for name in ["Web", "Next"]:
        worker_role(account, name, EC2, bucket=f"{name.lower()}-data")
    profile(account, "Web", "Web")
    address, url = listener()
    service = {"listen": address, "instances": [{"instanceProfile": "Web"}]}
    with Agent(tmp_path, server, agent_keys(account), instanceMetadata=[service]):
        proof = {"X_aws_ec2_metadata_token": token(url, 300)}
        assert fetch(f"{url}/{KEYS}", **proof)[1] == "Web"
        account.iam.remove_role_from_instance_profile(InstanceProfileName="Web", RoleName="Web")
        account.iam.add_role_to_instance_profile(InstanceProfileName="Web", RoleName="Next")
        began = time.monotonic()
        while fetch(f"{url}/{KEYS}", **proof)[1] != "Next":
            assert time.monotonic() - began < 60
            time.sleep(0.5)
        keys = json.loads(fetch(f"{url}/{KEYS}Next", **proof)[1])
        assert keys["Code"] == "Success"


@pytest.mark.parametrize("seconds", [900, 3600])
def test_keys_live_as_long_as_the_configuration_says(tmp_path, server, account, seconds):
    worker_role(account, "Web", EC2, bucket="web-data")
    profile(account, "Web", "Web")
    address, url = listener()
    instance = {"instanceProfile": "Web", "durationSeconds": seconds}
    service = {"listen": address, "instances": [instance]}
    with Agent(tmp_path, server, agent_keys(account), instanceMetadata=[service]):
        keys = json.loads(
            fetch(f"{url}/{KEYS}Web", X_aws_ec2_metadata_token=token(url))[1]
        )
        form = "%Y-%m-%dT%H:%M:%SZ"
        end, begin = (time.strptime(keys[name], form) for name in ["Expiration", "LastUpdated"])
        assert abs(time.mktime(end) - time.mktime(begin) - seconds) <= 2


def test_an_agent_speaks_to_several_servers_and_tries_the_next(tmp_path, server, account):
    """One configuration: a server that is not there before one that is, and a second installation."""
    second = Server(tmp_path)
    try:
        elsewhere = second.account("444455556666")
        for place, name in [(account, "Here"), (elsewhere, "There")]:
            worker_role(place, name, EC2, bucket=f"data-{name.lower()}")
            profile(place, name, name)
        file = tmp_path / "keys.json"
        keys = agent_keys(elsewhere)
        file.write_text(json.dumps({"AccessKeyId": keys.id, "SecretAccessKey": keys.secret}))
        file.chmod(0o600)
        (here, here_url), (there, there_url) = listener(), listener()
        with Agent(
            tmp_path,
            server,
            agent_keys(account),
            endpoint=["http://127.0.0.1:1", server.endpoint],
            servers={"second": {"endpoint": second.endpoint, "keysFile": str(file)}},
            instanceMetadata=[
                {"listen": here, "instances": [{"instanceProfile": "Here"}]},
                {"listen": there,
                 "instances": [{"instanceProfile": "There", "server": "second"}]},
            ],
        ):
            for url, name in [(here_url, "Here"), (there_url, "There")]:
                text = fetch(f"{url}/{KEYS}{name}", X_aws_ec2_metadata_token=token(url))[1]
                assert json.loads(text)["Code"] == "Success"
    finally:
        second.stop()


def test_a_server_that_hangs_keeps_nobody_from_another(tmp_path, server, account):
    keys = agent_keys(account)
    role = worker_role(account, "Task", "ecs-tasks.amazonaws.com", bucket="task-data")
    path = "/v2/credentials/1f0b2a1c"
    (hung, hung_url), (good, good_url) = listener(), listener()
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"AccessKeyId": keys.id, "SecretAccessKey": keys.secret}))
    file.chmod(0o600)
    tasks = [{"roleArn": role, "path": f"{path}-{n}", "server": "hung"} for n in range(6)]
    answered = []
    with socket.create_server(("127.0.0.1", 0), backlog=100) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with Agent(
            tmp_path,
            server,
            keys,
            servers={"hung": {"endpoint": endpoint, "keysFile": str(file)}},
            containers=[
                {"listen": hung, "tasks": tasks},
                {"listen": good, "tasks": [{"roleArn": role, "path": path}]},
            ],
        ):
            waiting = [
                threading.Thread(target=lambda n=n: answered.append(
                    fetch(f"{hung_url}{path}-{n}")[0]
                ))
                for n in range(6)
            ]
            for one in waiting:
                one.start()
            # Four are asked for at once: as many as once were all threads that there were.
            connections = [silent.accept()[0] for _ in range(4)]
            assert fetch(good_url + path)[0] == 200
            assert answered == [], "it had to wait for the server that hangs"
            for one in waiting:
                one.join()
            for one in connections:
                one.close()
    assert set(answered) == {503}

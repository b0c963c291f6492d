"""What workloads see of their server's end and return, of changes, and of renewals: nothing amiss."""

import base64
import http.client
import json
import select
import signal
import socket
import threading
import time

import pytest
from server import Server
from workloads import (
    ECS,
    KEYS,
    Agent,
    agent_keys,
    ask_token,
    fetch,
    instance_keys,
    listener,
    metadata_agent,
    proof,
    web_role,
    worker_role,
)


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
                keys = instance_keys(self.url, "Web")
                assert keys["Code"] == "Success", keys
                self.asked += 1
            except Exception as error:  # noqa: BLE001  (whatever it is, it is a fault)
                self.faults.append(repr(error))
            self.end.wait(0.02)


def test_fifty_workloads_see_nothing_of_a_server_that_dies_and_returns(tmp_path):
    server = start_server(tmp_path)
    account = server.account("111122223333")
    web_role(account)
    port, end = server.port, threading.Event()
    agent, url = metadata_agent(tmp_path, server, agent_keys(account), instanceProfile="Web")
    with agent:
        workloads = [Workload(url, end) for _ in range(50)]
        try:
            instance_keys(url, "Web")
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
        web_role(account, name)
    (web, web_url), (late, late_url) = listener(), listener()
    services = [
        {"listen": web, "instances": [{"instanceProfile": "Web"}]},
        {"listen": late, "instances": [{"instanceProfile": "Late"}]},
    ]
    port = server.port
    with Agent(tmp_path, server, agent_keys(account), instanceMetadata=services):
        first = instance_keys(web_url, "Web")
        server.stop(signal.SIGKILL)
        assert instance_keys(web_url, "Web") == first
        # Nothing is known of the other, so that nothing can be told.
        assert ask_token(late_url)[0] == 503
        server = start_server(tmp_path, port)
        deadline = time.monotonic() + 20
        while ask_token(late_url)[0] != 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert instance_keys(late_url, "Late")["Code"] == "Success"
    server.stop()


def test_a_change_of_the_profile_reaches_the_workload_within_a_minute(tmp_path, server, account):
    for name in ["Web", "Next"]:
        web_role(account, name)
    agent, url = metadata_agent(tmp_path, server, agent_keys(account), instanceProfile="Web")
    with agent:
        fields = proof(url, 300)
        assert fetch(f"{url}/{KEYS}", **fields)[1] == "Web"
        account.iam.remove_role_from_instance_profile(InstanceProfileName="Web", RoleName="Web")
        account.iam.add_role_to_instance_profile(InstanceProfileName="Web", RoleName="Next")
        began = time.monotonic()
        while fetch(f"{url}/{KEYS}", **fields)[1] != "Next":
            assert time.monotonic() - began < 60
            time.sleep(0.5)
        assert instance_keys(url, "Next")["Code"] == "Success"


@pytest.mark.parametrize("seconds", [900, 3600])
def test_keys_live_as_long_as_the_configuration_says(tmp_path, server, account, seconds):
    binding = {"instanceProfile": web_role(account), "durationSeconds": seconds}
    agent, url = metadata_agent(tmp_path, server, agent_keys(account), **binding)
    with agent:
        keys = instance_keys(url, "Web")
        form = "%Y-%m-%dT%H:%M:%SZ"
        end, begin = (time.strptime(keys[name], form) for name in ["Expiration", "LastUpdated"])
        assert abs(time.mktime(end) - time.mktime(begin) - seconds) <= 2


def test_an_agent_speaks_to_several_servers_and_tries_the_next(tmp_path, server, account):
    """One configuration: a server that is not there before one that is, and a second installation."""
    second = Server(tmp_path)
    try:
        elsewhere = second.account("444455556666")
        for place, name in [(account, "Here"), (elsewhere, "There")]:
            web_role(place, name)
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
                assert instance_keys(url, name)["Code"] == "Success"
    finally:
        second.stop()


def test_a_server_that_hangs_keeps_nobody_from_another(tmp_path, server, account):
    keys = agent_keys(account)
    role = worker_role(account, "Task", ECS, bucket="task-data")
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


def pod_token(name):
    """What looks like a service account's token."""
    parts = [b'{"alg": "RS256"}', json.dumps({"jti": name}).encode(), b"signature"]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


class Asking:
    """A request for a pod's keys, of which the answer is not waited for."""

    def __init__(self, address, name, source):
        self.wire = http.client.HTTPConnection(address, timeout=60, source_address=(source, 0))
        self.wire.request("GET", "/v1/credentials", headers={"Authorization": pod_token(name)})


def test_made_up_tokens_do_not_keep_another_pod_from_a_server_that_hangs(tmp_path, account):
    address, _ = listener()
    with socket.create_server(("127.0.0.1", 0), backlog=100) as silent:
        class Silent:
            endpoint, folder = f"http://127.0.0.1:{silent.getsockname()[1]}", tmp_path

        pods = [{"clusterName": "prod", "listen": address}]
        with Agent(tmp_path, Silent, agent_keys(account), podIdentity=pods):
            # Of one address 64 may wait.
            asking = [Asking(address, f"invented {n}", "127.0.0.2") for n in range(65)]
            first = select.select([one.wire.sock for one in asking], [], [], 60)[0][0]
            refused = next(one for one in asking if one.wire.sock is first)
            assert refused.wire.getresponse().status == 429
            asking.append(Asking(address, "genuine", "127.0.0.3"))
            connections, tokens = [], set()
            while pod_token("genuine") not in tokens:
                connections.append(silent.accept()[0])
                text = b""
                while b"}" not in text:
                    text += connections[-1].recv(9999)
                tokens.add(json.loads(text.partition(b"\r\n\r\n")[2])["token"])
            assert len(tokens) < 32, "it had to wait for most of the others"
            for one in asking:
                one.wire.close()
            for one in connections:
                one.close()

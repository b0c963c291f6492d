"""Every client with every way to keys, through renewals, with a clock that is fast."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import goprogram
import pytest
from network import Wires, needs_root
from renewals import CLI_RENEWALS, FEW_RENEWALS, RENEWALS, SPEED

HERE = pathlib.Path(__file__).parent
CLIENTS = ["boto3", "cli", "go"]
LOCAL = [
    "metadata-v2", "container-full", "pod", "web-identity", "process", "roles-anywhere"
]
DISTANT = ["metadata-v1", "container-relative"]
SESSIONS = {
    "metadata-v1": "i-",
    "metadata-v2": "i-",
    "pod": "eks-prod-app-1-",
    "web-identity": "job",
    "process": "rolecall-exec",
}
FEW = [
    *[("pod", client) for client in CLIENTS],
    *[("web-identity", client) for client in ("boto3", "cli")],
    *[("roles-anywhere", client) for client in ("cli", "go")],
]
PROVIDERS = {
    "metadata-v1": "EC2RoleProvider",
    "metadata-v2": "EC2RoleProvider",
    "web-identity": "WebIdentityCredentials",
    "process": "ProcessProvider",
    "roles-anywhere": "ProcessProvider",
}

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def wires():
    """A host with the endpoints' addresses, and a machine one hop further; none without root."""
    try:
        needs_root()
    except pytest.skip.Exception:
        yield None
        return
    wires = Wires()
    outer, address = wires.machine()
    inner, behind = wires.machine(behind=outer)
    wires.host.ip("route", "add", f"{behind}/32", "via", address)
    yield wires.prefix, address[:-1] + "1", inner.prefix
    wires.close()


@pytest.fixture(scope="module")
def table(tmp_path_factory, wires):
    """What each client printed, by way and client; all have run at the same time."""
    folder = tmp_path_factory.mktemp("renewals")
    program = goprogram.build(folder) if goprogram.IS_THERE else "-"
    prefix, address, inner = wires or ((), None, ())
    return run("renewals.py", folder, program, *([address, *inner] if address else []), on=prefix)


def run(script, *words, on=()):
    """What a script prints when its clock is fast."""
    if shutil.which("faketime") is None:
        pytest.skip("needs Debian's faketime, to let fifteen minutes be fifteen seconds")
    finished = subprocess.run(
        [*on, "faketime", "-f", f"+0 x{SPEED}", sys.executable, HERE / script, *words],
        env=os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return json.loads(finished.stdout)


def renews(table, way, client):
    """Each client read what it may and was refused the rest, each time, with ever new keys."""
    if client == "go" and not goprogram.IS_THERE:
        pytest.skip(goprogram.NEEDS)
    answer = table[way][client]
    assert f":assumed-role/Work/{SESSIONS.get(way, '')}" in answer["session"]
    renewals = CLI_RENEWALS if client == "cli" else RENEWALS
    assert answer["keys"] > (FEW_RENEWALS if (way, client) in FEW else renewals)
    if client == "go":
        assert answer["provider"].startswith(PROVIDERS.get(way, "CredentialsEndpointProvider"))


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("way", LOCAL)
def test_clients_get_and_renew_keys(table, way, client):
    renews(table, way, client)


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("way", DISTANT)
def test_clients_get_and_renew_keys_at_the_addresses_that_they_know(table, wires, way, client):
    if not wires:
        needs_root()
    renews(table, way, client)


def test_clients_of_a_function_run_through_ten_of_its_processes(tmp_path):
    answer = run("function_renewals.py", tmp_path)
    # They had keys of a quarter of an hour for longer than three of their lives.
    assert answer["seconds"] > 3 * 900
    assert answer["faults"] == []
    assert max(answer["keys"]) > RENEWALS

"""Fixtures: one server for each worker, and fresh accounts for each test."""

import signal

import pytest
from server import Server

# Under nohup, or in the background, what tests start would ignore these too; a program does not inherit
# that they are caught.
for number in (signal.SIGHUP, signal.SIGINT):
    if signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, lambda *_: None)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server that a worker's tests share; it must outlive them all."""
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    assert server.process.poll() is None, f"the server died:\n{server.log.read_text()}"
    assert server.stop() == 0


@pytest.fixture
def account(server):
    """An empty account."""
    return server.account("111122223333")


@pytest.fixture
def other(server):
    """A second empty account."""
    return server.account("444455556666")


@pytest.fixture
def iam(account):
    """IAM as the account's root user."""
    return account.iam

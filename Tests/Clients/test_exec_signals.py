"""Signals, terminals and memory around `rolecall exec`."""

import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

import pytest
from server import PROGRAM
from workloads import CODEBUILD, agent_environment, agent_keys, worker_role


@pytest.fixture
def words(account):
    role = worker_role(account, "Work", CODEBUILD, bucket="mine")
    return [str(PROGRAM), "exec", "--service", CODEBUILD, "--role", role, "--"]


@pytest.fixture
def environment(server, account):
    return agent_environment(server, agent_keys(account))


class Terminal:
    """A program that is the first of a session with a terminal of its own."""

    def __init__(self, words, environment):
        self.process, self.side = pty.fork()
        if self.process == 0:
            os.execve(words[0], words, environment)

    def read_until(self, text):
        seen = b""
        while text not in seen:
            seen += os.read(self.side, 1024)
        return seen

    def wait(self):
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def noting(number, file):
    """A command that notes a signal in a file, and ends."""
    return [sys.executable, "-c", f"""
import signal, sys
def end(*_):
    open({str(file)!r}, "a").write("seen\\n")
    sys.exit(42)
signal.signal({int(number)}, end)
print("ready", flush=True)
while True: signal.pause()
"""]


def test_a_terminal_that_closes_ends_the_command(tmp_path, words, environment):
    seen = tmp_path / "seen"
    # In a group of its own the command hears of the terminal's end from us alone.
    command = ["setsid", *noting(signal.SIGHUP, seen)]
    terminal = Terminal([*words, *command], environment)
    # The whole line: what still writes to a terminal that closes is told of an error.
    terminal.read_until(b"ready\r\n")
    os.close(terminal.side)
    assert terminal.wait() == 42
    assert seen.read_text() == "seen\n"


def test_what_a_terminal_sends_reaches_the_command_once(tmp_path, words, environment):
    seen = tmp_path / "seen"
    code = f"""
import os, signal
out = open({str(seen)!r}, "w", buffering=1)
def heard(*_):
    out.write("seen\\n")
    os.write(1, b"heard")
signal.signal(signal.SIGINT, heard)
signal.signal(signal.SIGTERM, lambda *_: os._exit(42))
print("ready", flush=True)
while True: signal.pause()
"""
    terminal = Terminal([*words, sys.executable, "-c", code], environment)
    terminal.read_until(b"ready")
    os.write(terminal.side, b"\x03")
    terminal.read_until(b"heard")
    # A second one that we had sent would be there before what is sent now.
    os.kill(terminal.process, signal.SIGTERM)
    assert terminal.wait() == 42
    os.close(terminal.side)
    assert seen.read_text() == "seen\n"


@pytest.mark.parametrize("way", ["service", "instance-profile", "lambda"])
def test_what_ends_us_while_keys_are_fetched_runs_nothing(tmp_path, environment, way):
    ran = tmp_path / "ran"
    role = "arn:aws:iam::111122223333:role/Work"
    ways = {
        "service": ["--service", CODEBUILD, "--role", role],
        "instance-profile": ["--instance-profile", "Work"],
        "lambda": ["--lambda", "f", "--handler", "a.b", "--role", role],
    }
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        command = [str(PROGRAM), "exec", *ways[way], "--", "touch", str(ran)]
        terminal = Terminal(command, environment | {"AWS_ENDPOINT_URL": endpoint})
        with silent.accept()[0]:
            os.write(terminal.side, b"\x03")
            # A shell makes 130 of it.
            assert terminal.wait() == -signal.SIGINT
        os.close(terminal.side)
    assert not ran.exists()


def test_signals_that_were_ignored_or_blocked_do_not_hold_the_end_up(words, environment):
    code = """
import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
os.execv(sys.argv[1], sys.argv[1:])
"""
    finished = subprocess.run(
        [sys.executable, "-c", code, *words, "sh", "-c", "kill -TERM $$"],
        env=environment,
        timeout=30,
    )
    assert finished.returncode == -signal.SIGTERM


def test_a_hangup_that_was_ignored_stays_ignored(words, environment):
    code = "kill -HUP $PPID; kill -HUP $$; echo still here"
    finished = subprocess.run(
        ["nohup", *words, "sh", "-c", code],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        timeout=30,
    )
    assert (finished.returncode, finished.stdout) == (0, "still here\n")


@pytest.fixture
def public_program():
    """The program where a user without rights can run it."""
    folder = tempfile.mkdtemp()
    os.chmod(folder, 0o755)
    yield shutil.copy(PROGRAM, f"{folder}/rolecall")
    shutil.rmtree(folder)


def test_the_memory_of_the_agent_is_not_for_others_of_its_user(
    words, environment, public_program
):
    show = "wc -c < /proc/self/environ && cat /proc/$PPID/environ"
    user = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    finished = subprocess.run(
        [public_program, *words[1:], "sh", "-c", show],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=30,
        **user,
    )
    assert int(finished.stdout) > 0
    assert "Permission denied" in finished.stderr
    assert finished.returncode != 0

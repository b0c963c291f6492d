"""Networks of a test's own, as root: a host with a server, and machines behind it."""

import contextlib
import os
import signal
import subprocess
import uuid

import pytest
from server import PROGRAM, Server, clean_environment

PORT = 4566


def needs_root():
    """Skips a test by name where networks cannot be made."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to make network namespaces")
    try:
        probe = subprocess.run(["unshare", "--net", "ip", "link"], capture_output=True)
    except FileNotFoundError:
        pytest.skip("needs unshare of util-linux and ip of iproute2")
    if probe.returncode != 0:
        pytest.skip("needs the permission to make network namespaces, and ip of iproute2")


def ip(*words):
    finished = subprocess.run(["ip", *words], capture_output=True, text=True)
    assert finished.returncode == 0, (words, finished.stderr)


class Namespace:
    """A network namespace with its loopback interface up."""

    def __init__(self):
        self.name = f"rc{uuid.uuid4().hex[:8]}"
        self.prefix = ("ip", "netns", "exec", self.name)
        ip("netns", "add", self.name)
        self.ip("link", "set", "lo", "up")

    def ip(self, *words):
        ip("-n", self.name, *words)

    def forward(self):
        """Lets packets pass from one interface to another."""
        command = "echo 1 > /proc/sys/net/ipv4/ip_forward"
        subprocess.run([*self.prefix, "sh", "-c", command], check=True)

    def remove(self):
        subprocess.run(["ip", "netns", "delete", self.name], capture_output=True)


class Wires:
    """A host in a namespace with the addresses of the endpoints, and what is tied to it."""

    def __init__(self):
        # One of 60 by the process, so that workers do not meet.
        self.number = 190 + os.getpid() % 60
        self.links = 0
        self.stack = contextlib.ExitStack()
        self.host = self.namespace()
        self.prefix = self.host.prefix
        self.ip_on_host("169.254.169.254")
        self.ip_on_host("169.254.170.2")

    def ip_on_host(self, address):
        self.host.ip("addr", "add", f"{address}/32", "dev", "lo")

    def namespace(self):
        namespace = Namespace()
        self.stack.callback(namespace.remove)
        return namespace

    def join(self, near, far):
        """Ties two namespaces, none for the test's own; answers the address of the far one."""
        self.links += 1
        names = f"rc{os.getpid() % 100000}n{self.links}", f"rc{os.getpid() % 100000}f{self.links}"
        ip("link", "add", names[0], "type", "veth", "peer", "name", names[1], "netns", far.name)
        if near:
            ip("link", "set", names[0], "netns", near.name)
        else:
            self.stack.callback(lambda: subprocess.run(["ip", "link", "delete", names[0]],
                                                       capture_output=True))
        for end, (place, name) in enumerate([(near, names[0]), (far, names[1])], start=1):
            words = ["-n", place.name] if place else []
            address = f"10.{self.number}.{self.links}.{end}/24"
            ip(*words, "addr", "add", address, "dev", name)
            ip(*words, "link", "set", name, "up")
        return f"10.{self.number}.{self.links}.2"

    def machine(self, behind=None):
        """A machine tied to the host, or to another machine; answers it and its address."""
        gateway = behind or self.host
        machine = self.namespace()
        address = self.join(gateway, machine)
        machine.ip("route", "add", "default", "via", address[:-1] + "1")
        gateway.forward()
        return machine, address

    def endpoint_for(self, address):
        """The server's address for a machine that is tied to the host."""
        return f"http://{address[:-1]}1:{PORT}"

    def close(self):
        self.stack.close()


class Network(Wires, Server):
    """A host with a server on it.

    `endpoint` is for the test's own process; machines use `endpoint_for`.
    """

    def __init__(self, folder):
        super().__init__()
        self.folder = folder
        self.control = folder / "control.sock"
        self.log = folder / "server.log"
        here = self.join(None, self.host)
        self.endpoint = f"http://{here}:{PORT}"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [*self.prefix, str(PROGRAM), "serve", "--ephemeral", "--listen",
                 f"0.0.0.0:{PORT}", "--control", str(self.control)],
                env=clean_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.wait_until_healthy()

    def close(self):
        try:
            self.stop(signal.SIGTERM)
        finally:
            super().close()

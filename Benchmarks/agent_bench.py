#!/usr/bin/env python3
"""Measures how fast an agent answers with keys that it has in memory.

    agent_bench.py [--requests N] [--report]

One connection asks again and again; the client's own time is part of what is measured.
"""

import argparse
import json
import pathlib
import socket
import statistics
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Tests/Clients"))

from server import Server  # noqa: E402
from workloads import Agent, agent_keys, listener, profile, token, worker_role  # noqa: E402


def ask(wire, request):
    """One exchange; answers its milliseconds."""
    began = time.perf_counter()
    wire.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer or len(answer) < length(answer):
        part = wire.recv(65_536)
        if not part:
            raise SystemExit("the agent has closed the connection")
        answer += part
    spent = 1000 * (time.perf_counter() - began)
    if b'"Success"' not in answer:
        raise SystemExit(f"no keys: {answer!r}")
    return spent


def length(answer):
    head, _, _ = answer.partition(b"\r\n\r\n")
    field = head.lower().split(b"content-length:")[1]
    return len(head) + 4 + int(field.split(b"\r\n")[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--report", action="store_true", help="miss the threshold without failing")
    options = parser.parse_args()
    limit = json.loads((HERE / "thresholds.json").read_text())["agent_median_ms"]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        account = server.account("111122223333")
        worker_role(account, "Web", "ec2.amazonaws.com", bucket="web-data")
        profile(account, "Web", "Web")
        address, url = listener()
        service = {"listen": address, "instances": [{"instanceProfile": "Web"}]}
        with Agent(folder, server, agent_keys(account), instanceMetadata=[service]):
            request = (
                "GET /latest/meta-data/iam/security-credentials/Web HTTP/1.1\r\n"
                f"Host: {address}\r\nX-aws-ec2-metadata-token: {token(url, 21600)}\r\n\r\n"
            ).encode()
            host, port = address.split(":")
            with socket.create_connection((host, int(port))) as wire:
                ask(wire, request)
                times = sorted(ask(wire, request) for _ in range(options.requests))
        server.stop()
    median = statistics.median(times)
    last = times[len(times) * 99 // 100]
    print(f"keys from an agent's memory: median {median:.3f} ms, 99th percentile {last:.3f} ms")
    holds = median <= limit
    print(f"{'reached' if holds else 'MISSED '}  median ≤ {limit} ms")
    if not holds and not options.report:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

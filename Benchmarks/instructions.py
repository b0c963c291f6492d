#!/usr/bin/env python3
"""Counts the instructions that the optimized program spends on a request, under callgrind.

    instructions.py [--requests N] [--report] [--keep FOLDER] [OPERATION ...]

Counted is what a request costs outside the kernel, from libmicrohttpd's first callback to the
answer that it is given: counts repeat, whatever else the machine does. Exits 1 when a threshold is
missed, unless --report is given.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess

import bench
import server as clients
from signing import connect, read

OUTPUT = "callgrind.out"
COUNTED = "exchange_handle"


def start(folder, *options, **more):
    """The server under callgrind, which counts nothing but the handling of requests."""
    program = clients.PROGRAM
    bare = folder / "rolecall"  # Debian 12's valgrind cannot read Swift's debug information
    subprocess.run(["strip", "--strip-debug", "-o", bare, program], check=True)
    wrapper = folder / "under-callgrind"
    wrapper.write_text(
        f"#!/bin/sh\nexec valgrind --tool=callgrind --callgrind-out-file={folder / OUTPUT}"
        f" --collect-atstart=no --toggle-collect={COUNTED} {bare} \"$@\"\n"
    )
    wrapper.chmod(0o700)
    clients.PROGRAM = wrapper
    try:
        return clients.Server(folder, "--threads", "1", *options, wait=False, **more)
    finally:
        clients.PROGRAM = program


def send(server, file, count):
    """Sends the first requests of a file, one after the other on one connection."""
    with connect(server, 60) as connection, open(file, "rb") as requests:
        for _ in range(count):
            data = requests.read(int(requests.read(9)))
            connection.sendall(data)
            answer = read(connection, data.split(b" ", 1)[0].decode())
            assert answer.status == 200, answer.text


def control(server, option):
    subprocess.run(
        ["callgrind_control", option, str(server.process.pid)], check=True, capture_output=True
    )


def count(server, folder, file, requests, warm=100):
    """Instructions of one request, after a few that fill the caches."""
    send(server, file, warm)
    control(server, "--zero")
    send(server, file, requests)
    control(server, "--dump")
    (dump,) = folder.glob(f"{OUTPUT}.*")
    total = sum(int(n) for n in re.findall(r"^totals: (\d+)", dump.read_text(), re.M))
    return dump, total / requests


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("operations", nargs="*")
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--report", action="store_true", help="miss thresholds without failing")
    parser.add_argument("--keep", type=pathlib.Path, help="where callgrind's files are left")
    options = parser.parse_args()
    limits = json.loads((bench.HERE / "thresholds.json").read_text())["instructions"]
    shutil.rmtree(bench.SCRATCH, ignore_errors=True)
    bench.SCRATCH.mkdir(parents=True)
    bench.DISTINCT = options.requests + 100
    folder = options.keep or bench.SCRATCH / "callgrind"
    folder.mkdir(parents=True, exist_ok=True)

    missed = False
    issuer, trusting = bench.start_issuer(folder)
    server = start(folder, *trusting)
    try:
        server.wait_until_healthy(60)
        for name, file in bench.prepare(server, issuer).items():
            if name not in (options.operations or limits):
                continue
            dump, instructions = count(server, folder, file, options.requests)
            dump.rename(folder / f"{name}.callgrind")
            holds = instructions <= limits[name]
            missed |= not holds
            print(
                f"{'reached' if holds else 'MISSED '}  {name}: {instructions:,.0f} instructions"
                f" a request ≤ {limits[name]:,}"
            )
    finally:
        server.stop()
    if missed and not options.report:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

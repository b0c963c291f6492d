#!/usr/bin/env python3
"""Measures whether costs grow with the size of an account.

    scale.py [--sizes 100,100000] [--requests N] [--report]

For each size an account with so many users, as many roles and as many managed policies is imported;
then the server is started anew. Counted under callgrind, as `instructions.py` does, are the Gets of
entities all over the account, and pages of 100 near the beginning and near the end of a listing.
Exits 1 when a limit below is missed, unless --report is given.
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import time

import bench
import instructions
import requests as prepared
import server as clients
from server import REGION, Account, Keys, clean_environment

VERSION = "2010-05-08"
ROOT_KEYS = Keys("AKIAROOTROOTROOTROOT", "a-secret-of-more-than-sixteen-bytes")
ENVIRONMENT = {
    "ROLECALL_ROOT_ACCESS_KEY_ID": ROOT_KEYS.id,
    "ROLECALL_ROOT_SECRET_ACCESS_KEY": ROOT_KEYS.secret,
}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}

# The cost at the greatest size over that at the least one; from issue "The whole IAM API".
GET_RATIO = 2.0
PAGE_RATIO = 2.0
START_SECONDS = 1.0
# What 30,000 distinct Gets may add to the memory at the start: caches have limits.
GROWTH_MIB = 64


def details(size):
    """The details of an account, as `rolecall import` takes them, in parts of 1,000 entities."""
    chance = random.Random(size)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

    def entity(noun, prefix, number, **more):
        path = f"/team{number % 10}/" if number % 3 == 0 else "/"
        kind = noun.lower()
        return {
            "Path": path,
            f"{noun}Name": f"{kind}-{number}",
            f"{noun}Id": prefix + "".join(chance.choices(letters, k=17)),
            "Arn": f"arn:aws:iam::{bench.WORKERS}:{kind}{path}{kind}-{number}",
            "CreateDate": "2026-01-02T03:04:05Z",
        } | more

    def policy(number):
        document = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Action": ["s3:GetObject", "s3:ListBucket"],
                "Resource": f"arn:aws:s3:::bucket-{number}/*",
            },
        }
        version = {"VersionId": "v1", "CreateDate": "2026-01-02T03:04:05Z", "Document": document}
        return entity(
            "Policy", "ANPA", number, DefaultVersionId="v1", PolicyVersionList=[version]
        )

    def attached(number):
        path = f"/team{number % 10}/" if number % 3 == 0 else "/"
        arn = f"arn:aws:iam::{bench.WORKERS}:policy{path}policy-{number}"
        return [{"PolicyName": f"policy-{number}", "PolicyArn": arn}]

    def user(number):
        return entity("User", "AIDA", number, AttachedManagedPolicies=attached(number))

    def role(number):
        more = {"AssumeRolePolicyDocument": TRUST, "AttachedManagedPolicies": attached(number)}
        return entity("Role", "AROA", number, **more)

    for name, make in [("Policies", policy), ("UserDetailList", user), ("RoleDetailList", role)]:
        for start in range(0, size, 1000):
            yield {name: [make(number) for number in range(start, min(start + 1000, size))]}


def files(size):
    """The same in texts of some 100 MiB: an import is held in memory as a whole."""
    text = ""
    for part in details(size):
        text += json.dumps(part) + "\n"
        if len(text) > 100 << 20:
            yield text
            text = ""
    if text:
        yield text


def fill(folder, size):
    """Imports an account into a new data folder; answers the markers of its listings' ends."""
    file = folder / "details.json"
    server = clients.Server(folder, data=folder / "data", environment=ENVIRONMENT)
    try:
        length = spent = 0
        for text in files(size):
            file.write_text(text)
            length += file.stat().st_size / 2**20
            begin = time.perf_counter()
            subprocess.run(
                [clients.PROGRAM, "import", file],
                env=clean_environment(ROLECALL_CONTROL=server.control),
                check=True,
                capture_output=True,
            )
            spent += time.perf_counter() - begin
        print(f"{size:>9,} of each: {length:.0f} MiB imported in {spent:.1f} s", flush=True)
        iam = Account(server, bench.WORKERS, ROOT_KEYS).iam
        return {name: last_marker(iam, name, size) for name in ("Users", "Roles", "Policies")}
    finally:
        server.stop()


def last_marker(iam, name, size):
    """The marker of the last page of 100 that is full."""
    operation = getattr(iam, f"list_{name.lower()}")
    more = {"Scope": "Local"} if name == "Policies" else {}
    marker, seen = {}, 0
    while seen + 1100 < size:
        answer = operation(MaxItems=1000, **marker, **more)
        marker = {"Marker": answer["Marker"]}
        seen += 1000
    return marker


def resident(process):
    """MiB of a process that are in memory."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def gets(size, count):
    """Calls for entities all over the account."""
    chance = random.Random(1)
    numbers = [chance.randrange(size) for _ in range(count)]

    def policy(number):
        path = f"/team{number % 10}/" if number % 3 == 0 else "/"
        return f"arn:aws:iam::{bench.WORKERS}:policy{path}policy-{number}"

    yield "GetUser", [{"UserName": f"user-{n}"} for n in numbers]
    yield "GetRole", [{"RoleName": f"role-{n}"} for n in numbers]
    yield "GetPolicy", [{"PolicyArn": policy(n)} for n in numbers]


def pages(markers, count):
    """Calls for a page at the beginning and for one at the end."""
    for name in ("Users", "Roles", "Policies"):
        more = {"Scope": "Local"} if name == "Policies" else {}
        yield f"List{name} first", [more] * count
        yield f"List{name} last", [more | markers[name]] * count


def write(server, folder, name, calls):
    host = f"127.0.0.1:{server.port}"
    action = name.split()[0]
    return prepared.write(
        folder / f"{name.replace(' ', '-')}.requests",
        (
            prepared.request(
                ROOT_KEYS,
                "iam",
                host,
                body=prepared.form(Action=action, Version=VERSION, **parameters),
            )
            for parameters in calls
        ),
    )


def memory(folder, size, distinct):
    """Seconds to start, and MiB at the start and after so many Gets of each kind."""
    begin = time.perf_counter()
    server = clients.Server(folder, data=folder / "data", environment=ENVIRONMENT)
    try:
        spent = time.perf_counter() - begin
        before = resident(server.process)
        for name, calls in gets(size, distinct):
            instructions.send(server, write(server, folder, name, calls), len(calls))
        return spent, before, resident(server.process)
    finally:
        server.stop()


def measure(size, count, distinct):
    folder = bench.SCRATCH / f"scale-{size}"
    folder.mkdir(parents=True)
    markers = fill(folder, size)
    spent, before, after = memory(folder, size, distinct)
    gotten = f"after {3 * distinct:,} Gets {after:.1f} MiB"
    print(f"{'':>9}  started in {spent:.3f} s, {before:.1f} MiB; {gotten}", flush=True)
    costs = {}
    server = instructions.start(folder, data=folder / "data", environment=ENVIRONMENT)
    try:
        server.wait_until_healthy(60)
        warm = 20
        for name, calls in [*gets(size, count + warm), *pages(markers, count // 10 + warm)]:
            file = write(server, folder, name, calls)
            dump, costs[name] = instructions.count(
                server, folder, file, len(calls) - warm, warm=warm
            )
            dump.unlink()
    finally:
        server.stop()
    shutil.rmtree(folder)
    return costs, spent, after - before


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="100,100000")
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--distinct", type=int, default=10_000, help="Gets before memory is read")
    parser.add_argument("--report", action="store_true", help="miss limits without failing")
    options = parser.parse_args()
    assert REGION == "us-east-1"
    shutil.rmtree(bench.SCRATCH, ignore_errors=True)
    sizes = [int(size) for size in options.sizes.split(",")]
    results = {size: measure(size, options.requests, options.distinct) for size in sizes}
    least, most = results[sizes[0]], results[sizes[-1]]
    missed = False

    def check(text, value, limit):
        nonlocal missed
        missed |= value > limit
        print(f"{'MISSED ' if value > limit else 'reached'}  {text}: {value:.2f} ≤ {limit}")

    for name, cost in most[0].items():
        limit = PAGE_RATIO if name.startswith("List") else GET_RATIO
        text = f"{name}: {least[0][name]:,.0f} instructions at {sizes[0]:,}, {cost:,.0f} at "
        check(f"{text}{sizes[-1]:,}", cost / least[0][name], limit)
    check("seconds to start", most[1], START_SECONDS)
    check("MiB that Gets add", most[2], GROWTH_MIB)
    sys.exit(1 if missed and not options.report else 0)


if __name__ == "__main__":
    main()

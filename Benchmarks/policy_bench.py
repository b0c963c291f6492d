#!/usr/bin/env python3
"""Measures the policy engine on one core, against cedarpy on the same shape in the same run.

    policy_bench.py [--rounds N] [--report]

A principal has 5, 50, 500 or 5,000 statements of mixed services: one allows the request, one denies
something else, the rest do not match; a tenth have conditions. All is parsed beforehand. Rounds are
interleaved and medians count. Exits 1 when a threshold is missed, unless --report is given.
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

import cedarpy

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".build/policy-bench"
PROGRAM = SCRATCH / "release/PolicyBenchmark"
CORE = "0"
SHAPES = (5, 50, 500, 5000)

# Ratios and counts only: they hold on any machine.
COST_AT_5000 = 2.0
TIMES_CEDAR_AT_500 = 20.0
ALLOCATIONS = 0
# Instructions move little between machines: about half as much again as was measured.
INSTRUCTIONS = 1_700

SERVICES = (
    "ec2 s3 iam sqs sns dynamodb lambda kms logs rds ecs eks glue athena events states ssm "
    "secretsmanager cloudwatch route53"
).split()
VERBS = "Get List Put Delete Describe Create Update Tag".split()


def run_program(*arguments):
    command = ["taskset", "-c", CORE, PROGRAM, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


# --- Cedar --------------------------------------------------------------------------------------


def cedar_statement(number):
    """The same statement as PolicyBenchmark's, with what Cedar has for patterns."""
    service, verb = SERVICES[number % 20], VERBS[number // 3 % 8]
    action = f"{service}:{verb}Thing{number % 7}"
    condition = f' && context.team == "t{number}"' if number % 10 == 0 else ""
    return (
        f'permit(principal == User::"alice", action == Action::"{action}", resource) '
        f'when {{ resource.arn like "arn:aws:{service}:us-east-1:123456789012:thing/'
        f'name-{number}/*"{condition} }};'
    )


def cedar_scenario(count):
    bucket = 'resource.arn like "arn:aws:s3:::bucket/*"'
    allow = 'permit(principal == User::"alice", action == Action::"s3:GetObject", resource)'
    deny = 'forbid(principal == User::"alice", action == Action::"s3:DeleteObject", resource)'
    statements = [f"{allow} when {{ {bucket} }};", f"{deny} when {{ {bucket} }};"]
    statements += [cedar_statement(number) for number in range(2, count)]
    entities = [
        {"uid": {"type": "User", "id": "alice"}, "attrs": {}, "parents": []},
        {
            "uid": {"type": "Object", "id": "key"},
            "attrs": {"arn": "arn:aws:s3:::bucket/some/key"},
            "parents": [],
        },
    ]
    request = {
        "principal": 'User::"alice"',
        "action": 'Action::"s3:GetObject"',
        "resource": 'Object::"key"',
        "context": json.dumps({"team": "blue", "username": "alice"}),
    }
    policies = cedarpy.PolicySet.from_str("\n".join(statements))
    return policies, cedarpy.Entities.from_json_str(json.dumps(entities)), request


def cedar_nanoseconds(scenario, count):
    """The time of a decision in one batch; a batch takes some tenths of a second."""
    policies, entities, request = scenario
    batch = [request] * max(20, 100_000 // (count + 50))
    start = time.perf_counter_ns()
    results = cedarpy.is_authorized_batch(batch, policies, entities)
    taken = time.perf_counter_ns() - start
    assert all(result.allowed for result in results), "the request must be allowed"
    return taken / len(batch)


# --- Counts -------------------------------------------------------------------------------------


def valgrind(tool, pattern, decisions, statements):
    command = ["valgrind", *tool, PROGRAM, str(decisions), str(statements)]
    # Seeds of hashing would vary how often the tables grow while the policies are compiled.
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    text = run.stderr
    return int(re.search(pattern, text)[1].replace(",", ""))


def growth(tool, pattern, statements):
    """What a decision adds to a count: two runs differ only in their number of decisions."""
    few, many = 1_000, 11_000
    counts = [valgrind(tool, pattern, decisions, statements) for decisions in (few, many)]
    return (counts[1] - counts[0]) / (many - few)


def allocations(statements):
    return growth(["--tool=memcheck"], r"total heap usage: ([\d,]+) allocs", statements)


def instructions(statements):
    output = "--callgrind-out-file=/dev/null"
    return growth(["--tool=callgrind", output], r"Collected : (\d+)", statements)


# --- The run ------------------------------------------------------------------------------------


def measure(rounds):
    scenarios = {count: cedar_scenario(count) for count in SHAPES}
    ours, theirs, compiling = ({count: [] for count in SHAPES}, {c: [] for c in SHAPES}, [])
    for _ in range(rounds):
        answer = run_program(300_000)
        compiling.append(answer["compile_ns"])
        for count in SHAPES:
            ours[count].append(answer["decision_ns"][str(count)])
            theirs[count].append(cedar_nanoseconds(scenarios[count], count))
    median = statistics.median
    return {
        "decision_ns": {count: median(ours[count]) for count in SHAPES},
        "cedarpy_ns": {count: median(theirs[count]) for count in SHAPES},
        "compile_ns": median(compiling),
        "compile_bytes": answer["compile_bytes"],
        "allocations": {count: allocations(count) for count in (5, 5000)},
        "instructions": {count: instructions(count) for count in (5, 5000)},
    }


def show(report):
    print(f"{'statements':>10} {'ns':>8} {'a second':>12} {'cedarpy ns':>12} {'ratio':>8}")
    for count in SHAPES:
        ours, theirs = report["decision_ns"][count], report["cedarpy_ns"][count]
        print(f"{count:10,} {ours:8.0f} {1e9 / ours:12,.0f} {theirs:12,.0f} {theirs / ours:8,.0f}")
    print(f"compile {report['compile_bytes']} bytes: {report['compile_ns'] / 1000:.1f} us")
    for name in ("allocations", "instructions"):
        figures = report[name]
        print(f"{name} a decision: {figures[5]:,.0f} at 5, {figures[5000]:,.0f} at 5,000")


def missed(report):
    ours = report["decision_ns"]
    checks = {
        "cost at 5,000 statements over that at 5": (ours[5000] / ours[5], "<=", COST_AT_5000),
        "cedarpy's time at 500 statements over ours": (
            report["cedarpy_ns"][500] / ours[500], ">=", TIMES_CEDAR_AT_500,
        ),
        "allocations a decision": (max(report["allocations"].values()), "<=", ALLOCATIONS),
        "instructions a decision": (max(report["instructions"].values()), "<=", INSTRUCTIONS),
    }
    for name, (value, sign, limit) in checks.items():
        if not (value <= limit if sign == "<=" else value >= limit):
            yield f"{name}: {value:.2f}, wanted {sign} {limit}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--report", action="store_true", help="fail on nothing")
    arguments = parser.parse_args()
    build = ["swift", "build", "-c", "release", "--scratch-path", SCRATCH]
    subprocess.run(
        [*build, "--product", "PolicyBenchmark"],
        cwd=ROOT, check=True, stdout=sys.stderr, env={**os.environ, "ROLECALL_BENCH": "1"},
    )
    os.sched_setaffinity(0, {int(CORE)})
    report = measure(arguments.rounds)
    (SCRATCH / "results.json").write_text(json.dumps(report, indent=4))
    show(report)
    failures = list(missed(report))
    for failure in failures:
        print(f"missed: {failure}", file=sys.stderr)
    return 1 if failures and not arguments.report else 0


if __name__ == "__main__":
    sys.exit(main())

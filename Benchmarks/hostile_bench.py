#!/usr/bin/env python3
"""Counts what hostile policies cost, in instructions for each KiB, and fails when it is too much.

    hostile_bench.py [--report] [SHAPE ...]

Each shape of HostileBenchmark is taken through every stage, small and large, under callgrind, which
counts the same on any machine, however loaded. The cost for each KiB must stay below a limit, and
must not grow with the size. Exits 1 when a threshold is missed, unless --report is given.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".build/policy-bench"
PROGRAM = SCRATCH / "release/HostileBenchmark"
SMALL, LARGE = 16 << 10, 128 << 10
STAGES = (
    "parsing", "printing", "validation", "keySearch", "compilation", "indexing", "decision",
    "explanation",
)

# Twelve million take a millisecond on the machines at hand. What reads the request as well, all of
# its 22 KiB for each pattern, may take more than what reads the policy alone; explaining decides
# twice.
LIMITS = dict.fromkeys(STAGES, 2_000_000) | {"decision": 8_000_000, "explanation": 12_000_000}
# How much more a KiB of the large document may cost than one of the small: logarithms, and caches.
GROWTH = 1.5
# Below this for each KiB, what a stage costs whatever the size shows as growth or hides it.
NEGLIGIBLE = 20_000
SECONDS = 300


def inclusive(path):
    """The inclusive cost of each stage."""
    command = ["callgrind_annotate", "--inclusive=yes", "--threshold=100", path]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    costs = {}
    for line in listing.splitlines():
        words = line.split()
        for stage in STAGES:
            # The mangled name of Stages.parsing has "6StagesO7parsing" in it.
            if words and f"6StagesO{len(stage)}{stage}" in line:
                cost = int(words[0].replace(",", ""))
                costs[stage] = max(cost, costs.get(stage, 0))
    return costs


def count(shape, size):
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        output = pathlib.Path(folder) / "callgrind.out"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={output}"]
        environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
        run = subprocess.run(
            [*command, PROGRAM, shape, str(size)],
            check=True, capture_output=True, text=True, env=environment, timeout=SECONDS,
        )
        document = int(run.stdout.split()[0])
        costs = inclusive(output)
    return {stage: cost * 1024 / document for stage, cost in costs.items()}


def measure(shape):
    try:
        return count(shape, SMALL), count(shape, LARGE)
    except subprocess.TimeoutExpired:
        return None


def faults(shape, figures):
    if figures is None:
        yield f"{shape}: more than {SECONDS} s"
        return
    small, large = figures
    if "parsing" not in large:
        yield f"{shape}: nothing was counted"
    for stage, cost in large.items():
        if cost > LIMITS[stage]:
            yield f"{shape}, {stage}: {cost:,.0f} a KiB, wanted {LIMITS[stage]:,} at most"
        if cost > NEGLIGIBLE and cost > GROWTH * small.get(stage, 0):
            before = small.get(stage, 0)
            yield f"{shape}, {stage}: a KiB costs {cost:,.0f}, of a small document {before:,.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shapes", nargs="*")
    parser.add_argument("--report", action="store_true", help="fail on nothing")
    arguments = parser.parse_args()
    build = ["swift", "build", "-c", "release", "--scratch-path", SCRATCH]
    subprocess.run(
        [*build, "--product", "HostileBenchmark"],
        cwd=ROOT, check=True, stdout=sys.stderr, env={**os.environ, "ROLECALL_BENCH": "1"},
    )
    listing = subprocess.run([PROGRAM, "--shapes"], check=True, capture_output=True, text=True)
    shapes = arguments.shapes or listing.stdout.splitlines()
    results, failures = {}, []
    print(f"{'thousands of instructions a KiB':60}" + "".join(f"{s:>12}" for s in STAGES))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for shape, figures in zip(shapes, pool.map(measure, shapes)):
            results[shape] = figures
            failures += faults(shape, figures)
            large = figures[1] if figures else {}
            cells = (f"{large[s] / 1000:12,.1f}" if s in large else f"{'':12}" for s in STAGES)
            print(f"{shape:60}" + "".join(cells), flush=True)
    (SCRATCH / "hostile.json").write_text(json.dumps(results, indent=4))
    for failure in failures:
        print(f"missed: {failure}", file=sys.stderr)
    return 1 if failures and not arguments.report else 0


if __name__ == "__main__":
    sys.exit(main())

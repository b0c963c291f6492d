#!/usr/bin/env python3
"""Writes Fixtures/cases/*.jsonl from the tables in Scripts/cases/.

Each row states its expected result by hand, from the rule named in `source`; nothing here evaluates
a policy. The format is described in Fixtures/cases/README.md.

    Scripts/generate-cases.py [--check]
"""

import argparse
import collections
import importlib
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = HERE.parent / "Fixtures/cases"
TABLES = ["elements", "operators", "sets", "variables", "logic", "principals", "trust", "organisation"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true", help="fail when a file would change")
    options = parser.parse_args()
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(HERE / "cases"))
    builder = importlib.import_module("builder")
    for name in TABLES:
        importlib.import_module(name)
    files = collections.defaultdict(list)
    for case in builder.cases:
        files[case["area"].replace("/", "-") + ".jsonl"].append(case)
    stale = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, cases in sorted(files.items()):
        text = "".join(json.dumps(case, ensure_ascii=True) + "\n" for case in cases)
        path = FOLDER / name
        if options.check and (not path.exists() or path.read_text() != text):
            stale.append(name)
        elif not options.check:
            path.write_text(text)
    stale += [p.name for p in FOLDER.glob("*.jsonl") if p.name not in files]
    if stale:
        sys.exit("stale: " + ", ".join(stale))
    print(f"{len(builder.cases)} cases in {len(files)} files")


if __name__ == "__main__":
    main()

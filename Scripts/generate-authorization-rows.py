#!/usr/bin/env python3
"""Writes the rows of `Tests/Clients/authorization_table.py` as JSON, for the Swift tests.

    generate-authorization-rows.py            write Fixtures/golden/authorization-rows.jsonl
    generate-authorization-rows.py --check    fail when it differs from a fresh run
"""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "Fixtures/golden/authorization-rows.jsonl"
sys.path.insert(0, str(ROOT / "Tests/Clients"))

from authorization_table import OPEN, PROVEN, ROWS  # noqa: E402


def stable(value):
    """Keys and certificates are other ones in each run: a word stands for them."""
    if isinstance(value, dict):
        return {name: stable(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [stable(part) for part in value]
    if isinstance(value, str) and ("-----BEGIN" in value or "<?xml" in value):
        return "GENERATED"
    return value


def line(row):
    return json.dumps(
        {
            "service": row.service,
            "operation": row.operation,
            "parameters": stable(row.parameters),
            "grants": stable([(row.action, row.resource), *row.also]),
        }
    )


text = "".join(f"{line(row)}\n" for row in [*ROWS, *OPEN, *PROVEN])
if "--check" not in sys.argv[1:]:
    OUTPUT.write_text(text)
elif OUTPUT.read_text() != text:
    sys.exit(f"{OUTPUT.relative_to(ROOT)} differs from Tests/Clients/authorization_table.py")

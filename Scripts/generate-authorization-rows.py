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

import botocore.loaders  # noqa: E402
import botocore.model  # noqa: E402
import botocore.serialize  # noqa: E402
from authorization_table import OPEN, ROWS  # noqa: E402

# What is the same for every call, or other at each.
UNTOLD = ("Action", "Version", "ClientToken")


def stable(value):
    """Keys and certificates are other ones in each run: a word stands for them."""
    if isinstance(value, dict):
        return {name: stable(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [stable(part) for part in value]
    if isinstance(value, str) and ("-----BEGIN" in value or "<?xml" in value):
        return "GENERATED"
    return value


def of_ec2(row):
    """The parameters as EC2's dialect names them on the wire."""
    model = botocore.loaders.Loader().load_service_model("ec2", "service-2")
    operation = botocore.model.ServiceModel(model).operation_model(row.operation)
    serializer = botocore.serialize.create_serializer("ec2")
    body = serializer.serialize_to_request(row.parameters, operation)["body"]
    return {name: value for name, value in body.items() if name not in UNTOLD}


def line(row):
    parameters = of_ec2(row) if row.service == "ec2" else stable(row.parameters)
    return json.dumps(
        {
            "service": row.service,
            "operation": row.operation,
            "parameters": parameters,
            "grants": stable([(row.action, row.resource), *row.also]),
        }
    )


text = "".join(f"{line(row)}\n" for row in [*ROWS, *OPEN])
if "--check" not in sys.argv[1:]:
    OUTPUT.write_text(text)
elif OUTPUT.read_text() != text:
    sys.exit(f"{OUTPUT.relative_to(ROOT)} differs from Tests/Clients/authorization_table.py")

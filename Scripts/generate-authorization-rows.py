#!/usr/bin/env python3
"""Writes the rows of `Tests/Clients/authorization_table.py` as JSON, for the Swift tests.

    generate-authorization-rows.py            write Fixtures/golden/authorization-rows.jsonl
    generate-authorization-rows.py --check    fail when it differs from a fresh run
"""

import json
import pathlib
import sys
import urllib.parse

import botocore.session
from botocore.serialize import create_serializer

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "Fixtures/golden/authorization-rows.jsonl"
sys.path.insert(0, str(ROOT / "Tests/Clients"))

from authorization_table import OPEN, PROVEN, ROWS  # noqa: E402


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


SESSION = botocore.session.get_session()
SESSION.get_component("data_loader").search_paths.append(str(ROOT / "Models"))
MODELS = {
    name: SESSION.get_service_model(name) for name in {row.service for row in [*ROWS, *OPEN]}
}


def form(row):
    """The parameters as the service's protocol has them: pairs of a name and a text."""
    model = MODELS[row.service]
    serializer = create_serializer(model.metadata["protocol"], False)
    request = serializer.serialize_to_request(
        stable(row.parameters), model.operation_model(row.operation)
    )
    pairs = list(request["body"].items())
    return [[name, str(value)] for name, value in pairs if name not in UNTOLD]


def http(row):
    """Method, target and body of a call in the protocols with paths."""
    model = MODELS[row.service]
    request = create_serializer("rest-json", False).serialize_to_request(
        stable(row.parameters), model.operation_model(row.operation)
    )
    query = urllib.parse.urlencode(request["query_string"], doseq=True)
    target = request["url_path"] + (f"?{query}" if query else "")
    return [request["method"], target, bytes(request["body"]).decode()]


def line(row):
    is_rest = MODELS[row.service].metadata["protocol"] == "rest-json"
    call = {"http": http(row)} if is_rest else {"parameters": form(row)}
    return json.dumps(
        {"service": row.service, "operation": row.operation}
        | call
        | {"grants": stable([(row.action, row.resource), *row.also])}
    )


text = "".join(f"{line(row)}\n" for row in [*ROWS, *OPEN, *PROVEN])
if "--check" not in sys.argv[1:]:
    OUTPUT.write_text(text)
elif OUTPUT.read_text() != text:
    sys.exit(f"{OUTPUT.relative_to(ROOT)} differs from Tests/Clients/authorization_table.py")

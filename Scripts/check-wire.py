#!/usr/bin/env python3
"""Hold Rolecall's wire against botocore: its parser must read our answers, its serializer must
write what our decoder reads.

Runs the Swift test that writes a sample of every operation, then compares. Needs botocore of the
version that generate-models.py pins; takes it from the same virtual environment.
"""

import base64
import datetime
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
SPEC = importlib.util.spec_from_file_location("models", HERE / "generate-models.py")
models = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(models)
sys.path.insert(0, str(models.botocore_data().parent.parent))

from botocore import parsers, serialize  # noqa: E402
from botocore.model import ServiceModel  # noqa: E402


def plain(value):
    """A parsed value as the samples' JSON has it."""
    if isinstance(value, dict):
        return {key: plain(content) for key, content in value.items()}
    if isinstance(value, list):
        return [plain(content) for content in value]
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def check(folder, service, version):
    data = models.load(models.botocore_data(), service, version)
    model = ServiceModel(data, service)
    serializer = serialize.create_serializer("query", include_validation=False)
    parser = parsers.create_parser("query")
    failures = []
    for name in model.operation_names:
        operation = model.operation_model(name)
        sample = json.loads((folder / f"{service}.{name}.json").read_text())
        response = {"status_code": 200, "headers": {}, "body": sample["answer"].encode()}
        parsed = parser.parse(response, operation.output_shape)
        metadata = parsed.pop("ResponseMetadata")
        if metadata["RequestId"] != "sample" or plain(parsed) != sample["output"]:
            failures.append(f"{service} {name}: output {plain(parsed)} != {sample['output']}")
        if "form" in sample:
            body = serializer.serialize_to_request(sample["input"], operation)["body"]
            written = {key: plain_text(value) for key, value in body.items()}
            ours = dict(urllib.parse.parse_qsl(sample["form"], keep_blank_values=True))
            if written != ours:
                failures.append(f"{service} {name}: form {ours} != {written}")
    error = {"status_code": 404, "headers": {}, "body": (folder / f"{service}.error.xml").read_bytes()}
    parsed = parser.parse(error, None)
    wanted = {"Code": "NoSuchEntity", "Message": 'A <text> & "more".', "Type": "Sender"}
    if parsed["Error"] != wanted:
        failures.append(f"{service}: error {parsed}")
    print(f"{service}: {len(model.operation_names)} operations, {len(failures)} failures")
    return failures


def plain_text(value):
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run(
            ["swift", "test", "--disable-xctest", "--filter", "SampleFilesTests"],
            check=True, cwd=models.ROOT, stdout=subprocess.DEVNULL,
            env=dict(os.environ, ROLECALL_WIRE_SAMPLES=name))
        failures = [line for service in models.SERVICES for line in check(folder, *service)]
    for line in failures:
        print(line[:1000], file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Packs the managed policies of AWS into one blob.

Input: PyPI `moto` (Apache License 2.0), pinned below: its copy of what AWS's API answers. The wheel
is downloaded once into .build/moto and read there; moto itself is not installed.
Output: Sources/System/CAssets/blobs/managed-policies.bin, read in place by the Swift target
Directory.

    Scripts/generate-managed-policies.py [--check] [OUTPUT]

Layout, little-endian; offsets count from the start of the blob:

    header   12 x u32: "RCMP", format, count and offset of policies, count and offset of paths,
             count and offset of pieces, offset of texts, offset of documents, length of the blob, 0
    policy   48 bytes: u32 name (text), u16 length of the name, u8 path, u8 0, u32 version,
             u32 created and u32 updated (Unix seconds), u32 document (from the start of the
             documents), 21 bytes id, 3 bytes 0
    path     u32 text, u32 length
    piece    u32: where its text starts; it ends where the next one starts; one more ends the last
    text     bytes; offsets count from the start of the texts
    document numbers of pieces, each in groups of seven bits, the lowest first, the top bit set but
             for the last; then a zero. Pieces count from 1; a document is its pieces in a row

Policies are sorted by their names in lower case, for bisection and paging.

What moto does not carry is made here: the id (from a hash of the ARN; AWS's own is not known), the
order of members (the customary one) and no descriptions or versions but the default one.
"""

import argparse
import ast
import base64
import collections
import hashlib
import json
import re
import struct
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

VERSION = "5.2.5"
SHA256 = "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528"
ROOT = Path(__file__).parent.parent
DEFAULT = ROOT / "Sources/System/CAssets/blobs/managed-policies.bin"
WHEEL = ROOT / f".build/moto/moto-{VERSION}-py3-none-any.whl"
MEMBER = "moto/iam/aws_managed_policies.py"
PREFIX = "arn:aws:iam::aws:policy"
ORDER = [
    "Version", "Id", "Statement", "Sid", "Effect", "Principal", "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition",
]


def load():
    if not WHEEL.exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--dest", str(WHEEL.parent), f"moto=={VERSION}"]
        subprocess.run(command, check=True)
    data = WHEEL.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        sys.exit(f"{WHEEL.name} is not the one that is wanted")
    with zipfile.ZipFile(WHEEL) as wheel:
        tree = ast.parse(wheel.read(MEMBER).decode())
    assignment = next(node for node in tree.body if isinstance(node, ast.Assign))
    return json.loads(ast.literal_eval(assignment.value))


def ordered(value, depth=0):
    """The value with the members of documents and statements in the customary order."""
    if isinstance(value, list):
        return [ordered(item, depth) for item in value]
    if not isinstance(value, dict):
        return value
    if depth > 1:
        return value
    place = {name: number for number, name in enumerate(ORDER)}
    return {name: ordered(value[name], depth + 1) for name in sorted(value, key=place.__getitem__)}


def pieces(document):
    text = json.dumps(ordered(document), separators=(",", ":"), ensure_ascii=False)
    found = re.findall(r'"(?:[^"\\]|\\.)*"[^"]*|[^"]+', text)
    assert "".join(found) == text
    return found


def seconds(text):
    return int(datetime.fromisoformat(text).timestamp())


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def unique_id(arn):
    digest = hashlib.sha256(arn.encode()).digest()
    return b"ANPA" + base64.b32encode(digest)[:17]


def pack(data):
    names = sorted(data, key=str.lower)
    documents = {name: pieces(data[name]["Document"]) for name in names}
    counts = collections.Counter(piece for document in documents.values() for piece in document)
    table = sorted(counts, key=lambda piece: (-counts[piece], piece))
    numbers = {piece: number for number, piece in enumerate(table, 1)}
    paths = sorted({policy["Path"] for policy in data.values()})

    texts, piece_rows = bytearray(), []
    for piece in table:
        piece_rows.append(len(texts))
        texts += piece.encode()
    piece_rows.append(len(texts))
    path_rows = []
    for path in paths:
        path_rows.append((len(texts), len(path)))
        texts += path.encode()

    rows, packed, places = bytearray(), bytearray(), {}
    for name in names:
        policy = data[name]
        document = b"".join(varint(numbers[piece]) for piece in documents[name]) + b"\0"
        if document not in places:
            places[document] = len(packed)
            packed += document
        arn = PREFIX + policy["Path"] + name
        rows += struct.pack(
            "<IHBBIIII21s3x", len(texts), len(name), paths.index(policy["Path"]), 0,
            int(policy["DefaultVersionId"].removeprefix("v")), seconds(policy["CreateDate"]),
            seconds(policy["UpdateDate"]), places[document], unique_id(arn))
        texts += name.encode()

    at = 48
    policies_at, at = at, at + len(rows)
    paths_at, at = at, at + 8 * len(path_rows)
    pieces_at, at = at, at + 4 * len(piece_rows)
    texts_at, at = at, at + len(texts)
    documents_at, at = at, at + len(packed)
    header = struct.pack(
        "<4s11I", b"RCMP", 1, len(names), policies_at, len(paths), paths_at, len(table), pieces_at,
        texts_at, documents_at, at, 0)
    blob = header + bytes(rows)
    blob += b"".join(struct.pack("<II", *row) for row in path_rows)
    blob += struct.pack(f"<{len(piece_rows)}I", *piece_rows)
    return blob + bytes(texts) + bytes(packed)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--check", action="store_true", help="fail when the output would change")
    options = parser.parse_args()
    blob = pack(load())
    if options.check:
        sys.exit(0 if options.output.read_bytes() == blob else "managed-policies.bin is stale")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(blob)
    print(f"{options.output.name}: {len(blob)} bytes")


if __name__ == "__main__":
    main()

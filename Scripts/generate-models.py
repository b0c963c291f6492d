#!/usr/bin/env python3
"""Write the service models that Rolecall embeds, from botocore's and from those under Models.

    generate-models.py            write Sources/System/CAssets/blobs/*.model
    generate-models.py --check    fail when the committed files differ from a fresh run

botocore of the pinned version is taken from the running interpreter when it has it, else from a
virtual environment under .build, which is made when it is missing.

The format: one record a line, fields separated by tabs, names of the models' own words.

    service    name, API version, XML namespace, protocol
    string     name, minimum, maximum, sensitive, pattern, allowed values ...
    integer, long, double     name, minimum, maximum
    boolean    name
    timestamp  name, format
    blob       name, minimum, maximum, sensitive
    list       name, minimum, maximum, flattened, element shape, element's wire name
    map        name, minimum, maximum, flattened, key shape, key's wire name,
               value shape, value's wire name
    structure  name
    error      name, code, status, sender or receiver
    member     name, shape, required, wire name       (of the structure or error above it)
    operation  name, input shape, output shape, result wrapper, unsigned, error shapes ...
    http       method, template of the path, status   (of the operation above it)

A member that does not stand in the body has one more field: uri, querystring or header.

Shapes are named by their number in order of appearance; an empty field means "none". The wire
name is empty when it is the member's name. Shapes and operations are sorted by name.

Of a service with a list in OPERATIONS, only these operations and their shapes are written. In the
dialect of EC2 requests and answers name members differently and requests flatten all lists, so
that a shape which stands in both is written twice, the request's with a word in front. The lists of
allowed values are left out there: they grow by the week, and EC2 has a text of its own for each.
"""

import argparse
import gzip
import json
import pathlib
import re
import subprocess
import sys

VERSION = "1.44.5"
SERVICES = [
    ("iam", "2010-05-08"), ("sts", "2011-06-15"), ("ec2", "2016-11-15"), ("rolecall", "2026-11-01"),
    ("eks", "2017-11-01"), ("eks-auth", "2023-11-26"), ("rolesanywhere", "2018-05-10"),
]
OPERATIONS = {
    "ec2": [
        "AssociateIamInstanceProfile", "CreateTags", "DeleteTags",
        "DescribeIamInstanceProfileAssociations", "DescribeInstances", "DescribeTags",
        "DisassociateIamInstanceProfile", "ModifyInstanceMetadataOptions",
        "ReplaceIamInstanceProfileAssociation", "RunInstances", "TerminateInstances",
    ],
    "rolesanywhere": [
        "CreateProfile", "CreateSession", "CreateTrustAnchor", "DeleteAttributeMapping",
        "DeleteCrl", "DeleteProfile", "DeleteTrustAnchor", "DisableCrl", "DisableProfile",
        "DisableTrustAnchor", "EnableCrl", "EnableProfile", "EnableTrustAnchor", "GetCrl",
        "GetProfile", "GetSubject", "GetTrustAnchor", "ImportCrl", "ListCrls", "ListProfiles",
        "ListSubjects", "ListTagsForResource", "ListTrustAnchors", "PutAttributeMapping",
        "TagResource", "UntagResource", "UpdateCrl", "UpdateProfile", "UpdateTrustAnchor",
    ],
    "eks": [
        "CreatePodIdentityAssociation",
        "DeletePodIdentityAssociation",
        "DescribePodIdentityAssociation",
        "ListPodIdentityAssociations",
        "ListTagsForResource",
        "TagResource",
        "UntagResource",
        "UpdatePodIdentityAssociation",
    ],
}
# Patterns with parts that PatternParser.swift does not understand, and others for the same texts.
PATTERNS = {
    "(?!.*//)([A-Za-z]([A-Za-z0-9_/-]*[A-Za-z0-9_-])?)?": (
        "([A-Za-z][A-Za-z0-9_-]*(/[A-Za-z0-9_-]+)*)?"
    ),
}
ROOT = pathlib.Path(__file__).resolve().parent.parent
OWN = ROOT / "Models"
BLOBS = ROOT / "Sources/System/CAssets/blobs"
ENVIRONMENT = ROOT / ".build/venv"

# What Sources/Wire/ServiceModel/PatternParser.swift understands: anchors, classes, escapes,
# groups, alternation, quantifiers, and a negative look-ahead of one character.
PATTERN = re.compile(
    r"""(?: \[ \^? (?: \\u[0-9A-F]{4} | \\p\{[A-Z]\} | \\[^up] | [^\\\]] )+ \]
          | \\u[0-9A-F]{4} | \\[dw./?+*()\-]
          | \(\?! [^()\\] \) | \( (?!\?) | \) | \|
          | [*+?] | \{ \d+ (?: ,\d* )? \}
          | \^ | \$ | [^\\\[\](){}|*+?^$] )+""",
    re.VERBOSE,
)


def botocore_data():
    """The folder of botocore's models, of the pinned version."""
    try:
        import botocore

        if botocore.__version__ == VERSION:
            return pathlib.Path(botocore.__file__).parent / "data"
    except ImportError:
        pass
    python = ENVIRONMENT / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
    find = [python, "-c", "import botocore; print(botocore.__version__, botocore.__path__[0])"]
    found = subprocess.run(find, capture_output=True, text=True)
    if found.returncode != 0 or found.stdout.split(" ", 1)[0] != VERSION:
        install = [python, "-m", "pip", "install", "--quiet", f"botocore=={VERSION}"]
        subprocess.run(install, check=True)
        found = subprocess.run(find, capture_output=True, text=True, check=True)
    return pathlib.Path(found.stdout.strip().split(" ", 1)[1]) / "data"


def line(*fields):
    texts = ["" if field is None else str(field) for field in fields]
    for text in texts:
        if "\t" in text or "\n" in text:
            raise SystemExit(f"a field holds a separator: {text!r}")
    return "\t".join(texts) + "\n"


def understood(pattern):
    """A pattern in words that PatternParser.swift understands.

    Any character is one of ASCII's: texts with such patterns are ARNs.
    """
    if pattern is None:
        return None
    pattern = PATTERNS.get(pattern, pattern).replace("[^:]", "[!-9;-~]")
    return re.sub(r"(?<!\\)\.\*", "[ -~]*", pattern)


def flag(condition):
    return "1" if condition else ""


def references(shape):
    """The references to other shapes that a shape holds."""
    parts = [shape[part] for part in ("member", "key", "value") if part in shape]
    return list(shape.get("members", {}).values()) + parts


def reachable(shapes, names):
    """The shapes with these names, and all that they are made of."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [reference["shape"] for reference in references(shapes[name])]
    return found


def narrowed(model, operations):
    """A model with no other operations than these, and no shapes that they do not need."""
    kept = {name: model["operations"][name] for name in operations}
    roots = {
        reference["shape"]
        for operation in kept.values()
        for reference in [operation.get("input"), operation.get("output")]
        + operation.get("errors", [])
        if reference
    }
    names = reachable(model["shapes"], roots)
    shapes = {name: shape for name, shape in model["shapes"].items() if name in names}
    return model | {"operations": kept, "shapes": shapes}


def query_name(name, reference):
    """What requests call a member.

    Source: botocore, `serialize.py`, `EC2Serializer`.
    """
    if "queryName" in reference:
        return reference["queryName"]
    text = reference.get("locationName", name)
    return text[:1].upper() + text[1:]


def with_query_shapes(model):
    """A model of EC2's dialect with shapes of their own for requests."""
    operations = model["operations"].values()
    inputs = reachable(model["shapes"], {each["input"]["shape"] for each in operations})
    shapes = dict(model["shapes"])
    outputs = {each["output"]["shape"] for each in operations if "output" in each}
    for name in inputs - reachable(model["shapes"], outputs):
        del shapes[name]
    for name in inputs:
        shape = dict(model["shapes"][name])
        if "members" in shape:
            shape["members"] = {
                member: reference
                | {
                    "shape": f"Query{reference['shape']}",
                    "locationName": query_name(member, reference),
                }
                for member, reference in shape["members"].items()
            }
        if "member" in shape:
            shape["member"] = {"shape": f"Query{shape['member']['shape']}"}
            shape["flattened"] = True
        shape.pop("enum", None)
        shapes[f"Query{name}"] = shape
    for name in reachable(model["shapes"], outputs):
        shapes[name] = {key: part for key, part in shapes[name].items() if key != "enum"}
    asked = {
        name: operation | {"input": {"shape": f"Query{operation['input']['shape']}"}}
        for name, operation in model["operations"].items()
    }
    return model | {"operations": asked, "shapes": shapes}


class Writer:
    """Turns one service model into lines."""

    def __init__(self, model):
        self.model = model
        self.shapes = model["shapes"]
        self.numbers = {name: number for number, name in enumerate(sorted(self.shapes))}

    def service(self, service):
        metadata = self.model["metadata"]
        if metadata["protocol"] not in ("query", "ec2", "rest-json"):
            raise SystemExit(f"{service}: protocol {metadata['protocol']} is not supported")
        return line(
            "service", service, metadata["apiVersion"],
            self.namespace(metadata), metadata["protocol"])

    def namespace(self, metadata):
        """The namespace of answers; EC2's has a slash that its model leaves out.

        Source: EC2 API Reference, "Query requests", the structure of a response.
        """
        slash = "/" if metadata["protocol"] == "ec2" else ""
        return metadata.get("xmlNamespace", "") + slash

    def shape(self, name):
        shape = self.shapes[name]
        known = {
            "type", "documentation", "members", "required", "exception", "error", "fault", "union",
            "max", "min", "pattern", "enum", "sensitive", "box", "member", "key", "value",
            "flattened", "timestampFormat", "deprecated", "retryable",
        }
        if set(shape) - known:
            raise SystemExit(f"{name}: unknown traits {set(shape) - known}")
        return getattr(self, shape["type"])(name, shape)

    def string(self, name, shape):
        pattern = understood(shape.get("pattern"))
        if pattern and not PATTERN.fullmatch(pattern):
            raise SystemExit(f"{name}: pattern {pattern} is not supported")
        return line(
            "string", name, shape.get("min"), shape.get("max"), flag(shape.get("sensitive")),
            pattern, *shape.get("enum", []))

    def number(self, name, shape):
        return line(shape["type"], name, shape.get("min"), shape.get("max"))

    integer = long = number

    def double(self, name, shape):
        return line("double", name, shape.get("min"), shape.get("max"))

    float = double

    def boolean(self, name, shape):
        return line("boolean", name)

    def timestamp(self, name, shape):
        is_rest = self.model["metadata"]["protocol"] == "rest-json"
        usual = "unixTimestamp" if is_rest else "iso8601"
        return line("timestamp", name, shape.get("timestampFormat", usual))

    def blob(self, name, shape):
        return line(
            "blob", name, shape.get("min"), shape.get("max"), flag(shape.get("sensitive")))

    def list(self, name, shape):
        element = shape["member"]
        return line(
            "list", name, shape.get("min"), shape.get("max"), flag(shape.get("flattened")),
            self.numbers[element["shape"]], element.get("locationName", "member"))

    def map(self, name, shape):
        key, value = shape["key"], shape["value"]
        return line(
            "map", name, shape.get("min"), shape.get("max"), flag(shape.get("flattened")),
            self.numbers[key["shape"]], key.get("locationName", "key"),
            self.numbers[value["shape"]], value.get("locationName", "value"))

    def structure(self, name, shape):
        if shape.get("exception"):
            error = shape.get("error", {})
            status = error.get("httpStatusCode", 400)
            sender = error.get("senderFault", status < 500)
            head = line(
                "error", name, error.get("code", name), status,
                "sender" if sender else "receiver")
        else:
            head = line("structure", name)
        required = set(shape.get("required", []))
        return head + "".join(
            self.member(member, reference, member in required)
            for member, reference in shape["members"].items())

    def member(self, name, reference, required):
        unsupported = set(reference) & {"streaming", "xmlAttribute", "xmlNamespace"}
        location = reference.get("location")
        if unsupported or location not in (None, "uri", "querystring", "header"):
            raise SystemExit(f"{name}: unsupported traits {unsupported or location}")
        return line(
            "member", name, self.numbers[reference["shape"]], flag(required),
            reference.get("locationName"), *([location] if location else []))

    def operation(self, name):
        operation = self.model["operations"][name]
        shape = lambda part: self.numbers.get(operation.get(part, {}).get("shape"))
        return line(
            "operation", name, shape("input"), shape("output"),
            operation.get("output", {}).get("resultWrapper"),
            flag(operation.get("authtype") == "none"),
            *(self.numbers[error["shape"]] for error in operation.get("errors", [])),
        ) + self.http(operation["http"])

    def http(self, http):
        if self.model["metadata"]["protocol"] != "rest-json":
            return ""
        return line("http", http["method"], http["requestUri"], http.get("responseCode", 200))

    def text(self, service):
        source = "Models" if is_own(service) else f"botocore {VERSION}"
        head = f"rolecall-model 1 by generate-models.py from {source}\n"
        return (
            head + self.service(service)
            + "".join(self.shape(name) for name in sorted(self.shapes))
            + "".join(self.operation(name) for name in sorted(self.model["operations"])))


def is_own(service):
    return any((OWN / service).glob("*/service-2.json"))


def merge(model, extras):
    """Adds what AWS's model leaves out, in the form in which botocore takes additions.

    Source: botocore, `loaders.py`, `ExtrasProcessor`.
    """
    for name, part in extras.items():
        if isinstance(part, dict) and name in model:
            merge(model[name], part)
        else:
            model[name] = part


def load(data, service, version):
    folder = (OWN if is_own(service) else data) / service / version
    packed = folder / "service-2.json.gz"
    if packed.exists():
        model = json.loads(gzip.decompress(packed.read_bytes()))
    else:
        model = json.loads((folder / "service-2.json").read_text())
    extras = OWN / service / version / "service-2.sdk-extras.json"
    if extras.exists():
        merge(model, json.loads(extras.read_text())["merge"])
    if service in OPERATIONS:
        model = narrowed(model, OPERATIONS[service])
    return with_query_shapes(model) if model["metadata"]["protocol"] == "ec2" else model


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    data = botocore_data()
    stale = []
    for service, version in SERVICES:
        text = Writer(load(data, service, version)).text(service)
        path = BLOBS / f"{service}.model"
        if not check:
            BLOBS.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(path.relative_to(ROOT))
    for path in stale:
        print(f"{path} differs from a fresh run of Scripts/generate-models.py", file=sys.stderr)
    sys.exit(1 if stale else 0)


if __name__ == "__main__":
    main()

"""ForAllValues and ForAnyValue."""

from builder import *

KEY = "aws:TagKeys"

# operator, policy values, request values, ForAllValues, ForAnyValue
for operator, wanted, found, every, some in [
    ("StringEquals", ["a", "b"], ["a", "b"], A, A),
    ("StringEquals", ["a", "b"], ["a"], A, A),
    ("StringEquals", ["a", "b"], ["a", "c"], I, A),
    ("StringEquals", ["a", "b"], ["c", "d"], I, I),
    ("StringEquals", ["a", "b"], ["A"], I, I),
    ("StringEquals", "a", ["a", "a"], A, A),
    ("StringEquals", "a", ["a", "b"], I, A),
    ("StringEquals", "a", "a", A, A),
    ("StringEquals", "a", "b", I, I),
    ("StringEquals", "a", None, A, I),
    ("StringEquals", "a", [], A, I),
    ("StringNotEquals", ["a", "b"], ["c", "d"], A, A),
    ("StringNotEquals", ["a", "b"], ["a", "c"], I, A),
    ("StringNotEquals", ["a", "b"], ["a", "b"], I, I),
    ("StringNotEquals", "a", None, A, I),
    ("StringNotEquals", "a", [], A, I),
    ("StringEqualsIgnoreCase", ["A"], ["a", "A"], A, A),
    ("StringNotEqualsIgnoreCase", ["A"], ["a", "b"], I, A),
    ("StringLike", ["a*"], ["ab", "ac"], A, A),
    ("StringLike", ["a*"], ["ab", "bc"], I, A),
    ("StringLike", ["a*", "b*"], ["ab", "bc"], A, A),
    ("StringLike", "*", None, A, I),
    ("StringNotLike", ["a*"], ["bc", "ab"], I, A),
    ("StringNotLike", ["a*"], ["bc", "cd"], A, A),
    ("StringNotLike", ["a*"], ["ab", "ac"], I, I),
    ("NumericLessThan", "10", ["1", "9"], A, A),
    ("NumericLessThan", "10", ["1", "10"], I, A),
    ("NumericNotEquals", "10", ["10", "11"], I, A),
    ("DateLessThan", "2026-01-01", ["2025-01-01", "2027-01-01"], I, A),
    ("Bool", "true", ["true", "false"], I, A),
    ("Bool", "true", ["true", "true"], A, A),
    ("IpAddress", "10.0.0.0/8", ["10.0.0.1", "11.0.0.1"], I, A),
    ("NotIpAddress", "10.0.0.0/8", ["10.0.0.1", "10.0.0.2"], I, I),
    ("ArnLike", "arn:aws:s3:::b*", ["arn:aws:s3:::b", "arn:aws:s3:::c"], I, A),
    ("ArnNotLike", "arn:aws:s3:::b*", ["arn:aws:s3:::b", "arn:aws:s3:::c"], I, A),
]:
    for prefix, expected in (("ForAllValues:", every), ("ForAnyValue:", some)):
        condition("condition/sets", f"{prefix}{operator} policy {wanted!r} request {found!r}",
                  expected, prefix + operator, KEY, wanted, found, SETS,
                  DOC if operator.startswith("String") else DERIVED)

for prefix in ("ForAllValues:", "ForAnyValue:"):
    condition("condition/sets", f"{prefix}StringEqualsIfExists without the key", A,
              prefix + "StringEqualsIfExists", KEY, "a", None, OPERATORS + "#Conditions_IfExists",
              DOC if prefix == "ForAllValues:" else CONTESTED,
              accept=None if prefix == "ForAllValues:" else [A, I])
    condition("condition/sets", f"{prefix}StringEqualsIfExists with a bad value", I,
              prefix + "StringEqualsIfExists", KEY, "a", ["b"], OPERATORS + "#Conditions_IfExists")
    condition("condition/sets", f"{prefix}StringEqualsIfExists with a good value", A,
              prefix + "StringEqualsIfExists", KEY, "a", ["a"], OPERATORS + "#Conditions_IfExists")
condition("condition/sets", "ForAnyValue on one empty string is false", I,
          "ForAnyValue:StringEquals", KEY, ["a"], [""], SETS)
condition("condition/sets", "a key with two values under an operator without a set prefix", I,
          "StringEquals", KEY, "a", ["a", "b"], SETS, CONTESTED, accept=[A, I])
for found, expected in [(["secret"], E), (["open", "secret"], E), (["open"], A), (None, A)]:
    case("condition/sets", f"Deny ForAnyValue, request {found!r}", expected, SETS,
         context={} if found is None else {KEY: found},
         identity=[doc(allow(), deny(Condition={"ForAnyValue:StringEquals": {KEY: ["secret"]}}))])
for found, expected in [(["open"], E), (["open", "secret"], A), (None, E)]:
    case("condition/sets", f"Deny ForAllValues, request {found!r}", expected, SETS,
         context={} if found is None else {KEY: found},
         identity=[doc(allow(), deny(Condition={"ForAllValues:StringEquals": {KEY: ["open"]}}))])
for found, expected in [(["a"], A), (["a", "c"], I), (None, I)]:
    case("condition/sets", f"ForAllValues with Null false beside it, request {found!r}", expected,
         UG + "access_tags", context={} if found is None else {KEY: found},
         identity=[doc(allow(Condition={"ForAllValues:StringEquals": {KEY: ["a", "b"]},
                                        "Null": {KEY: "false"}}))])
PATHS = ["o-1/r-1/ou-1/", "o-1/r-1/ou-1/ou-2/"]
for wanted, expected in [("o-1/r-1/ou-1/*", A), ("o-1/r-1/ou-2/*", I), ("o-1/*", A)]:
    condition("condition/sets", f"ForAnyValue:StringLike on organisation paths, {wanted}",
              expected, "ForAnyValue:StringLike", "aws:PrincipalOrgPaths", wanted, PATHS,
              UG + "reference_policies_condition-keys#condition-keys-principalorgpaths")
for found, expected in [(["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"], A),
                        (["athena.amazonaws.com"], I), (None, I)]:
    condition("condition/sets", f"aws:CalledVia {found!r}", expected, "ForAnyValue:StringEquals",
              "aws:CalledVia", ["dynamodb.amazonaws.com"], found,
              UG + "reference_policies_condition-keys#condition-keys-calledvia")

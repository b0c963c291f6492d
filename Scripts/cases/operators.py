"""The condition operators, one table each; keys absent, IfExists, Null and combinations."""

from builder import *

TAG = "aws:PrincipalTag/p"


def table(area, key, source, rows):
    for operator, wanted, found, expected, *more in rows:
        basis = more[0] if more else DOC
        title = f"{operator} policy {wanted!r} request {found!r}"
        accept = [A, I] if basis == CONTESTED else None
        condition(area, title, expected, operator, key, wanted, found, source, basis, accept)


table("condition/string", TAG, OPERATORS + "#Conditions_String", [
    ("StringEquals", "blue", "blue", A),
    ("StringEquals", "blue", "Blue", I),
    ("StringEquals", "blue", "blue ", I, DERIVED),
    ("StringEquals", "blue", "", I, DERIVED),
    ("StringEquals", "", "", A, DERIVED),
    ("StringEquals", "", "blue", I, DERIVED),
    ("StringEquals", ["red", "blue"], "blue", A),
    ("StringEquals", ["red", "green"], "blue", I),
    ("StringEquals", ["blue"], "blue", A),
    ("StringEquals", "b*", "blue", I),
    ("StringEquals", "b*", "b*", A),
    ("StringEquals", "blu?", "blue", I),
    ("StringEquals", "caf\u00e9", "caf\u00e9", A, DERIVED),
    ("StringNotEquals", "blue", "blue", I),
    ("StringNotEquals", "blue", "Blue", A),
    ("StringNotEquals", ["red", "blue"], "blue", I),
    ("StringNotEquals", ["red", "green"], "blue", A),
    ("StringNotEquals", "b*", "blue", A),
    ("StringNotEquals", "blue", "", A, DERIVED),
    ("StringEqualsIgnoreCase", "BLUE", "blue", A),
    ("StringEqualsIgnoreCase", "blue", "BLUE", A),
    ("StringEqualsIgnoreCase", "blue", "blues", I),
    ("StringEqualsIgnoreCase", ["red", "BlUe"], "bLuE", A),
    ("StringEqualsIgnoreCase", "BL*", "blue", I),
    ("StringEqualsIgnoreCase", "a-1_b", "A-1_B", A),
    ("StringEqualsIgnoreCase", "[", "{", I, DERIVED),
    ("StringNotEqualsIgnoreCase", "BLUE", "blue", I),
    ("StringNotEqualsIgnoreCase", "BLUE", "red", A),
    ("StringNotEqualsIgnoreCase", ["BLUE", "RED"], "red", I),
    ("StringLike", "blue", "blue", A),
    ("StringLike", "b*", "blue", A),
    ("StringLike", "B*", "blue", I),
    ("StringLike", "*e", "blue", A),
    ("StringLike", "*u", "blue", I),
    ("StringLike", "b*e", "blue", A),
    ("StringLike", "b*e", "be", A),
    ("StringLike", "b?ue", "blue", A),
    ("StringLike", "????", "blue", A),
    ("StringLike", "?????", "blue", I),
    ("StringLike", "???", "blue", I),
    ("StringLike", "*", "blue", A),
    ("StringLike", "*", "", A, DERIVED),
    ("StringLike", "?", "", I, DERIVED),
    ("StringLike", "", "", A),
    ("StringLike", "", "blue", I),
    ("StringLike", "**", "blue", A),
    ("StringLike", "*?", "b", A),
    ("StringLike", "a*b*c", "a-b-b-c", A),
    ("StringLike", "a*b*c", "a-c-b", I),
    ("StringLike", "home/*", "home/a/b", A),
    ("StringLike", "home/*/b", "home/a/b", A),
    ("StringLike", "home/*", "home", I),
    ("StringLike", ["red*", "b?ue"], "blue", A),
    ("StringLike", ["red*", "g*"], "blue", I),
    ("StringLike", "b[l]ue", "blue", I, DERIVED),
    ("StringLike", "b.ue", "blue", I, DERIVED),
    ("StringLike", "caf?", "caf\u00e9", A, DERIVED),
    ("StringLike", "*a*a*a*b", "a" * 40, I, DERIVED),
    ("StringNotLike", "b*", "blue", I),
    ("StringNotLike", "r*", "blue", A),
    ("StringNotLike", ["r*", "b*"], "blue", I),
    ("StringNotLike", ["r*", "g*"], "blue", A),
    ("StringNotLike", "*", "", I, DERIVED),
])

NUMERIC = OPERATORS + "#Conditions_Numeric"
# each comparison with a smaller, an equal and a greater request value
for operator, smaller, equal, greater in [
    ("NumericEquals", I, A, I),
    ("NumericNotEquals", A, I, A),
    ("NumericLessThan", A, I, I),
    ("NumericLessThanEquals", A, A, I),
    ("NumericGreaterThan", I, I, A),
    ("NumericGreaterThanEquals", I, A, A),
]:
    table("condition/numeric", "s3:max-keys", NUMERIC, [
        (operator, "10", "9", smaller),
        (operator, "10", "10", equal),
        (operator, "10", "11", greater),
        (operator, "-1.5", "-1.6", smaller),
        (operator, "-1.5", "-1.50", equal),
        (operator, "-1.5", "0", greater),
    ])
table("condition/numeric", "s3:max-keys", NUMERIC, [
    ("NumericEquals", "10", "10.0", A),
    ("NumericEquals", "0.1", ".1", A, CONTESTED),
    ("NumericEquals", "010", "10", A, DERIVED),
    ("NumericEquals", "+10", "10", A, CONTESTED),
    ("NumericEquals", "0", "-0", A, DERIVED),
    ("NumericEquals", ["5", "10"], "10", A),
    ("NumericEquals", ["5", "6"], "10", I),
    ("NumericNotEquals", ["5", "10"], "10", I),
    ("NumericNotEquals", ["5", "6"], "10", A),
    ("NumericLessThan", "100", "20", A),
    ("NumericLessThan", "9999999999", "4294967297", A, DERIVED),
    ("NumericGreaterThan", ["100", "5"], "10", A),
    ("NumericGreaterThan", ["100", "50"], "10", I),
    ("NumericEquals", "10", "ten", I, DERIVED),
    ("NumericEquals", "10", "", I, DERIVED),
    ("NumericEquals", "1*", "10", I, DERIVED),
    ("NumericLessThan", "10", "--1", I, DERIVED),
    ("NumericNotEquals", "10", "ten", A, CONTESTED),
])

DATE = OPERATORS + "#Conditions_Date"
for operator, smaller, equal, greater in [
    ("DateEquals", I, A, I),
    ("DateNotEquals", A, I, A),
    ("DateLessThan", A, I, I),
    ("DateLessThanEquals", A, A, I),
    ("DateGreaterThan", I, I, A),
    ("DateGreaterThanEquals", I, A, A),
]:
    table("condition/date", "aws:CurrentTime", DATE, [
        (operator, "2026-03-01T12:00:00Z", "2026-03-01T11:59:59Z", smaller),
        (operator, "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", equal),
        (operator, "2026-03-01T12:00:00Z", "2026-03-01T12:00:01Z", greater),
        (operator, "2026-03-01T12:00:00Z", "1772366399", smaller),
        (operator, "1772366400", "2026-03-01T12:00:00Z", equal),
        (operator, "2026-03-01", "2026-03-01T00:00:00.001Z", greater),
    ])
table("condition/date", "aws:CurrentTime", DATE, [
    ("DateEquals", "2026-03-01T13:00:00+01:00", "2026-03-01T12:00:00Z", A),
    ("DateEquals", "2026-03-01T06:30:00-05:30", "2026-03-01T12:00:00Z", A),
    ("DateEquals", "2026-03-01T12:00Z", "2026-03-01T12:00:00Z", A),
    ("DateEquals", "2026-03-01T12:00:00.000Z", "2026-03-01T12:00:00Z", A),
    ("DateEquals", "2024-02-29T00:00:00Z", "2024-02-29", A, DERIVED),
    ("DateEquals", "2025-02-29T00:00:00Z", "2025-03-01T00:00:00Z", I, DERIVED),
    ("DateEquals", "0", "1970-01-01T00:00:00Z", A, CONTESTED),
    ("DateLessThan", "2026-12-31T23:59:59Z", "2026-02-01T00:00:00Z", A),
    ("DateLessThan", ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"], "2026-02-01T00:00:00Z", A),
    ("DateGreaterThan", "2019-07-16T12:00:00Z", "2019-07-16T08:00:00-05:00", A),
    ("DateGreaterThan", "2026-13-01T00:00:00Z", "2030-01-01T00:00:00Z", I, DERIVED),
    ("DateGreaterThan", "2026-01-01T25:00:00Z", "2030-01-01T00:00:00Z", I, DERIVED),
    ("DateGreaterThan", "2026-*", "2030-01-01T00:00:00Z", I),
    ("DateGreaterThan", "2020-01-01T00:00:00Z", "today", I, DERIVED),
    ("DateLessThan", "2020-01-01T00:00:00Z", "", I, DERIVED),
    ("DateNotEquals", "2020-01-01T00:00:00Z", "today", A, CONTESTED),
])

table("condition/bool", "aws:SecureTransport", OPERATORS + "#Conditions_Boolean", [
    ("Bool", "true", "true", A),
    ("Bool", "true", "false", I),
    ("Bool", "false", "false", A),
    ("Bool", "false", "true", I),
    ("Bool", "True", "true", A, DERIVED),
    ("Bool", "true", "TRUE", A, DERIVED),
    ("Bool", "FALSE", "False", A, DERIVED),
    ("Bool", ["true"], "true", A),
    ("Bool", ["true", "false"], "true", A, DERIVED),
    ("Bool", ["false", "false"], "true", I, DERIVED),
    ("Bool", "yes", "true", I, DERIVED),
    ("Bool", "1", "true", I, DERIVED),
    ("Bool", "true", "1", I, DERIVED),
    ("Bool", "tru*", "true", I, DERIVED),
    ("Bool", "", "true", I, DERIVED),
])

table("condition/binary", "key:bin", OPERATORS + "#Conditions_BinaryEquals", [
    ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", A),
    ("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NQ==", I),
    ("BinaryEquals", ["AA==", "AQ=="], "AQ==", A),
    ("BinaryEquals", ["AA==", "AQ=="], "Ag==", I),
    ("BinaryEquals", "AA==", "AAA=", I, DERIVED),
    ("BinaryEquals", "*", "AA==", I, DERIVED),
])

table("condition/ip", "aws:SourceIp", OPERATORS + "#Conditions_IPAddress", [
    ("IpAddress", "203.0.113.0/24", "203.0.113.0", A),
    ("IpAddress", "203.0.113.0/24", "203.0.113.255", A),
    ("IpAddress", "203.0.113.0/24", "203.0.112.255", I),
    ("IpAddress", "203.0.113.0/24", "203.0.114.0", I),
    ("IpAddress", "203.0.113.7", "203.0.113.7", A),
    ("IpAddress", "203.0.113.7", "203.0.113.8", I),
    ("IpAddress", "203.0.113.7/32", "203.0.113.7", A),
    ("IpAddress", "203.0.113.7/24", "203.0.113.99", A, DERIVED),
    ("IpAddress", "10.0.0.0/8", "10.255.255.255", A),
    ("IpAddress", "10.0.0.0/8", "11.0.0.0", I),
    ("IpAddress", "10.0.0.0/9", "10.127.255.255", A),
    ("IpAddress", "10.0.0.0/9", "10.128.0.0", I),
    ("IpAddress", "10.0.0.0/30", "10.0.0.3", A),
    ("IpAddress", "10.0.0.0/30", "10.0.0.4", I),
    ("IpAddress", "0.0.0.0/0", "203.0.113.7", A),
    ("IpAddress", "128.0.0.0/1", "127.255.255.255", I),
    ("IpAddress", "128.0.0.0/1", "128.0.0.0", A),
    ("IpAddress", ["10.0.0.0/8", "203.0.113.0/24"], "203.0.113.7", A),
    ("IpAddress", ["10.0.0.0/8", "192.168.0.0/16"], "203.0.113.7", I),
    ("IpAddress", "2001:db8::/32", "2001:db8:ffff::1", A),
    ("IpAddress", "2001:db8::/32", "2001:db9::1", I),
    ("IpAddress", "2001:db8::1", "2001:db8::1", A),
    ("IpAddress", "2001:db8::1", "2001:db8::2", I),
    ("IpAddress", "2001:db8::/64", "2001:db8:0:0:1::", A),
    ("IpAddress", "2001:db8::/63", "2001:db8:0:1::", A),
    ("IpAddress", "2001:db8::/64", "2001:db8:0:1::", I),
    ("IpAddress", "2001:db8::/127", "2001:db8::1", A),
    ("IpAddress", "2001:db8::/128", "2001:DB8::0", A, DERIVED),
    ("IpAddress", "2001:DB8:1234:5678::/64", "203.0.113.7", I),
    ("IpAddress", "0.0.0.0/0", "2001:db8::1", I, DERIVED),
    ("IpAddress", "::/0", "203.0.113.7", I, DERIVED),
    ("IpAddress", "203.0.113.0/33", "203.0.113.7", I, DERIVED),
    ("IpAddress", "203.0.113", "203.0.113.0", I, DERIVED),
    ("IpAddress", "203.0.113.*", "203.0.113.7", I, DERIVED),
    ("IpAddress", "203.0.113.0/24", "host", I, DERIVED),
    ("IpAddress", "203.0.113.0/24", "", I, DERIVED),
    ("NotIpAddress", "203.0.113.0/24", "203.0.113.7", I),
    ("NotIpAddress", "203.0.113.0/24", "203.0.114.7", A),
    ("NotIpAddress", ["10.0.0.0/8", "203.0.113.0/24"], "203.0.113.7", I),
    ("NotIpAddress", ["10.0.0.0/8", "192.168.0.0/16"], "203.0.113.7", A),
    ("NotIpAddress", "2001:db8::/32", "2001:db8::1", I),
    ("NotIpAddress", "2001:db8::/32", "203.0.113.7", A, DERIVED),
])

TOPIC = "arn:aws:sns:us-east-1:123456789012:topic"
ARNS = OPERATORS + "#Conditions_ARN"
# ArnEquals and ArnLike behave identically, and so do the negated ones
for equals, unequal in (("ArnEquals", "ArnNotEquals"), ("ArnLike", "ArnNotLike")):
    for wanted, found, matches in [
        (TOPIC, TOPIC, True),
        ("arn:aws:sns:*:123456789012:topic", TOPIC, True),
        ("arn:aws:sns:us-east-?:123456789012:topic", TOPIC, True),
        ("arn:aws:sns:us-east-1:123456789012:t*c", TOPIC, True),
        ("arn:aws:sns:us-east-1:123456789012:TOPIC", TOPIC, False),
        ("arn:aws:sqs:us-east-1:123456789012:topic", TOPIC, False),
        ("arn:aws:sns:us-east-1:*:topic", TOPIC, True),
        ("arn:*:*:*:*:*", TOPIC, True),
        ("arn:aws:someservice:*:111122223333:finance/*",
         "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
         False),
        ("arn:aws:logs:*:*:log-group:*:s", "arn:aws:logs:us-east-1:123456789012:log-group:g:s",
         True),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b", True),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::other/a", False),
        (["arn:aws:s3:::a", "arn:aws:s3:::b"], "arn:aws:s3:::b", True),
        (["arn:aws:s3:::a", "arn:aws:s3:::b"], "arn:aws:s3:::c", False),
    ]:
        for operator, holds in ((equals, matches), (unequal, not matches)):
            condition("condition/arn", f"{operator} policy {wanted!r} request {found!r}",
                      A if holds else I, operator, "aws:SourceArn", wanted, found, ARNS)
condition("condition/string", "StringLike matches across colons where ArnLike does not", A,
          "StringLike", "aws:SourceArn", "arn:aws:someservice:*:111122223333:finance/*",
          "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
          ARNS)
condition("condition/arn", "a request value that is no ARN", I, "ArnLike", "aws:SourceArn",
          "arn:aws:s3:::*", "topic", ARNS, DERIVED)
condition("condition/arn", "a request value that is no ARN, negated", A, "ArnNotLike",
          "aws:SourceArn", "arn:aws:s3:::*", "topic", ARNS, CONTESTED, accept=[A, I])
condition("condition/arn", "the pattern *", A, "ArnLike", "aws:SourceArn", "*", TOPIC, ARNS,
          CONTESTED, accept=[A, I])
condition("condition/arn", "a pattern that is no ARN", I, "ArnLike", "aws:SourceArn", "a*", TOPIC,
          ARNS, DERIVED)
condition("condition/arn", "a pattern with fewer than six parts", A, "ArnLike", "aws:SourceArn",
          "arn:aws:sns", TOPIC, ARNS, CONTESTED, accept=[A, I])

# operator, value that matches it, value that does not; the operator's result without the key
VALUES = [
    ("StringEquals", "x", "x", "y", I), ("StringNotEquals", "x", "y", "x", A),
    ("StringEqualsIgnoreCase", "X", "x", "y", I), ("StringNotEqualsIgnoreCase", "X", "y", "x", A),
    ("StringLike", "x*", "xy", "y", I), ("StringNotLike", "x*", "y", "xy", A),
    ("NumericEquals", "1", "1", "2", I), ("NumericNotEquals", "1", "2", "1", A),
    ("NumericLessThan", "5", "4", "5", I), ("NumericLessThanEquals", "5", "5", "6", I),
    ("NumericGreaterThan", "5", "6", "5", I), ("NumericGreaterThanEquals", "5", "5", "4", I),
    ("DateEquals", "2026-01-01", "2026-01-01", "2026-01-02", I),
    ("DateNotEquals", "2026-01-01", "2026-01-02", "2026-01-01", A),
    ("DateLessThan", "2026-01-02", "2026-01-01", "2026-01-03", I),
    ("DateLessThanEquals", "2026-01-02", "2026-01-02", "2026-01-03", I),
    ("DateGreaterThan", "2026-01-02", "2026-01-03", "2026-01-01", I),
    ("DateGreaterThanEquals", "2026-01-02", "2026-01-02", "2026-01-01", I),
    ("Bool", "true", "true", "false", I), ("BinaryEquals", "QUJD", "QUJD", "REVG", I),
    ("IpAddress", "10.0.0.0/8", "10.1.1.1", "11.1.1.1", I),
    ("NotIpAddress", "10.0.0.0/8", "11.1.1.1", "10.1.1.1", A),
    ("ArnEquals", "arn:aws:s3:::b", "arn:aws:s3:::b", "arn:aws:s3:::c", I),
    ("ArnNotEquals", "arn:aws:s3:::b", "arn:aws:s3:::c", "arn:aws:s3:::b", A),
    ("ArnLike", "arn:aws:s3:::b*", "arn:aws:s3:::bc", "arn:aws:s3:::c", I),
    ("ArnNotLike", "arn:aws:s3:::b*", "arn:aws:s3:::c", "arn:aws:s3:::bc", A),
]
KEY = "aws:ResourceTag/k"
for operator, wanted, good, bad, absent in VALUES:
    condition("condition/absent", f"{operator} without the key", absent, operator, KEY, wanted,
              None, ABSENT)
    case("condition/absent", f"Deny under {operator} without the key", E if absent == A else A,
         ABSENT, identity=[doc(allow(), deny(Condition={operator: {KEY: wanted}}))])
    name = operator + "IfExists"
    exists = OPERATORS + "#Conditions_IfExists"
    condition("condition/ifexists", f"{name} without the key", A, name, KEY, wanted, None, exists)
    condition("condition/ifexists", f"{name}, the value matches", A, name, KEY, wanted, good,
              exists)
    condition("condition/ifexists", f"{name}, the value does not match", I, name, KEY, wanted, bad,
              exists)
    case("condition/ifexists", f"Deny under {name} without the key", E, exists,
         identity=[doc(allow(), deny(Condition={name: {KEY: wanted}}))])

NULL = OPERATORS + "#Conditions_Null"
for wanted, found, expected, basis in [
    ("true", None, A, DOC), ("true", "v", I, DOC), ("false", None, I, DOC), ("false", "v", A, DOC),
    ("TRUE", None, A, DERIVED), ("False", "v", A, DERIVED),
    (["true", "false"], None, A, DERIVED), (["true", "false"], "v", A, DERIVED),
    ("true", ["v"], I, DERIVED), ("false", ["v", "w"], A, DERIVED), ("true", [], A, DERIVED),
    ("false", [], I, DERIVED), ("maybe", None, I, DERIVED), ("maybe", "v", I, DERIVED),
]:
    condition("condition/null", f"Null {wanted!r} request {found!r}", expected, "Null",
              "aws:TokenIssueTime", wanted, found, NULL, basis)
case("condition/null", "deny untagged creation: no tag", E, NULL,
     identity=[doc(allow(), deny(Condition={"Null": {"aws:RequestTag/cost": "true"}}))])
case("condition/null", "deny untagged creation: tag given", A, NULL,
     context={"aws:RequestTag/cost": "1"},
     identity=[doc(allow(), deny(Condition={"Null": {"aws:RequestTag/cost": "true"}}))])

BLOCK = UG + "reference_policies_elements_condition (Evaluation logic)"
TWO = {"StringEquals": {"aws:PrincipalTag/a": "1", "aws:PrincipalTag/b": "2"}}
for context, expected in [
    ({"aws:PrincipalTag/a": "1", "aws:PrincipalTag/b": "2"}, A),
    ({"aws:PrincipalTag/a": "1", "aws:PrincipalTag/b": "3"}, I),
    ({"aws:PrincipalTag/a": "1"}, I),
    ({}, I),
]:
    case("condition/combine", f"two keys of one operator are ANDed: {context}", expected, BLOCK,
         context=context, identity=[doc(allow("s3:*", Condition=TWO))])
MIXED = {"StringEquals": {"aws:PrincipalTag/a": ["1", "2"]}, "Bool": {"aws:SecureTransport": "true"},
         "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
for change, expected in [
    ({}, A), ({"aws:PrincipalTag/a": "2"}, A), ({"aws:PrincipalTag/a": "3"}, I),
    ({"aws:SecureTransport": "false"}, I), ({"aws:SourceIp": "11.0.0.1"}, I),
]:
    context = {"aws:PrincipalTag/a": "1", "aws:SecureTransport": "true", "aws:SourceIp": "10.0.0.1",
               **change}
    case("condition/combine", f"three operators are ANDed, changed {change}", expected, BLOCK,
         context=context, identity=[doc(allow("s3:*", Condition=MIXED))])
    case("condition/combine", f"three operators on a Deny, changed {change}",
         E if expected == A else A, BLOCK, context=context,
         identity=[doc(allow(), deny("s3:*", Condition=MIXED))])
KEYS = UG + "reference_policies_variables (key names are case-insensitive)"
for written, found in [("aws:sourceip", "aws:SourceIp"), ("AWS:SOURCEIP", "aws:SourceIp"),
                       ("aws:SourceIp", "AWS:sourceIP")]:
    case("condition/combine", f"key {written} in the policy, {found} in the request", A, KEYS,
         context={found: "10.0.0.1"},
         identity=[doc(allow(Condition={"IpAddress": {written: "10.0.0.0/8"}}))])
case("condition/combine", "a statement that fails does not spoil another", A, BLOCK,
     identity=[doc(allow(Condition={"Bool": {"aws:SecureTransport": "true"}}), allow("s3:Get*"))])
case("condition/combine", "tag values are case-sensitive though keys are not", I, KEYS,
     context={"aws:PrincipalTag/TEAM": "Blue"},
     identity=[doc(allow(Condition={"StringEquals": {"aws:PrincipalTag/team": "blue"}}))])

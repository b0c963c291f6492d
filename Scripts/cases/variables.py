"""Policy variables in resources and condition values."""

from builder import *

HOME = "arn:aws:s3:::bucket/${aws:username}/*"
DEFAULTS = VARIABLES + "#policy-vars-default-values"
SPECIAL = VARIABLES + "#policy-vars-specialchars"
NAME = {"aws:username": "alice"}

# pattern, resource, context, expected, source, basis
for pattern, resource, context, expected, source, basis in [
    (HOME, "arn:aws:s3:::bucket/alice/x", NAME, A, VARIABLES, DOC),
    (HOME, "arn:aws:s3:::bucket/alice/", NAME, A, VARIABLES, DOC),
    (HOME, "arn:aws:s3:::bucket/alice2/x", NAME, I, VARIABLES, DOC),
    (HOME, "arn:aws:s3:::bucket/${aws:username}/x", NAME, I, VARIABLES, DERIVED),
    (HOME, "arn:aws:s3:::bucket//x", {}, I, VARIABLES, DOC),
    (HOME, "arn:aws:s3:::bucket/${aws:username}/x", {}, I, VARIABLES, DERIVED),
    (HOME, "arn:aws:s3:::bucket/al/ice/x", {"aws:username": "al/ice"}, A, VARIABLES, DERIVED),
    (HOME, "arn:aws:s3:::bucket/bob/x", {"aws:username": "*"}, I, VARIABLES, DERIVED),
    (HOME, "arn:aws:s3:::bucket/*/x", {"aws:username": "*"}, A, VARIABLES, DERIVED),
    (HOME, "arn:aws:s3:::bucket/b/x", {"aws:username": "?"}, I, VARIABLES, DERIVED),
    (HOME, "arn:aws:s3:::bucket/alice/x", {"AWS:UserName": "alice"}, A, VARIABLES, DOC),
    ("arn:aws:s3:::bucket/${AWS:USERNAME}/*", "arn:aws:s3:::bucket/alice/x", NAME, A, VARIABLES,
     DOC),
    ("arn:aws:s3:::bucket/${aws:PrincipalTag/team}/${aws:username}",
     "arn:aws:s3:::bucket/blue/alice", {**NAME, "aws:PrincipalTag/team": "blue"}, A, VARIABLES, DOC),
    ("arn:aws:s3:::bucket/${aws:PrincipalTag/team}/${aws:username}",
     "arn:aws:s3:::bucket/blue/alice", NAME, I, VARIABLES, DOC),
    ("arn:aws:s3:::bucket/${aws:username}${aws:username}", "arn:aws:s3:::bucket/alicealice", NAME,
     A, VARIABLES, DERIVED),
    ("arn:aws:s3:::${aws:username}*", "arn:aws:s3:::alice-data/key", NAME, A, VARIABLES, DERIVED),
    ("arn:aws:iam::123456789012:user/${aws:username}", "arn:aws:iam::123456789012:user/alice",
     NAME, A, VARIABLES, DOC),
    ("arn:aws:iam::*:mfa/${aws:username}", "arn:aws:iam::123456789012:mfa/alice", NAME, A,
     VARIABLES, DOC),
    ("arn:aws:sqs:us-east-2:*:${aws:username}-queue",
     "arn:aws:sqs:us-east-2:123456789012:alice-queue", NAME, A, VARIABLES, DOC),
    ("arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'none'}/*", "arn:aws:s3:::bucket/none/x", {}, A,
     DEFAULTS, DOC),
    ("arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'none'}/*", "arn:aws:s3:::bucket/blue/x",
     {"aws:PrincipalTag/team": "blue"}, A, DEFAULTS, DOC),
    ("arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'none'}/*", "arn:aws:s3:::bucket/none/x",
     {"aws:PrincipalTag/team": "blue"}, I, DEFAULTS, DOC),
    ("arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'No One'}", "arn:aws:s3:::bucket/No One", {}, A,
     DEFAULTS, DERIVED),
    ("arn:aws:s3:::bucket/${aws:PrincipalTag/team, 'none'}/*", "arn:aws:s3:::bucket/NONE/x", {}, I,
     DEFAULTS, DERIVED),
    ("arn:aws:s3:::bucket/a${*}b", "arn:aws:s3:::bucket/a*b", {}, A, SPECIAL, DOC),
    ("arn:aws:s3:::bucket/a${*}b", "arn:aws:s3:::bucket/axb", {}, I, SPECIAL, DOC),
    ("arn:aws:s3:::bucket/a${*}*", "arn:aws:s3:::bucket/a*bc", {}, A, SPECIAL, DERIVED),
    ("arn:aws:s3:::bucket/a${?}b", "arn:aws:s3:::bucket/a?b", {}, A, SPECIAL, DOC),
    ("arn:aws:s3:::bucket/a${?}b", "arn:aws:s3:::bucket/axb", {}, I, SPECIAL, DOC),
    ("arn:aws:s3:::bucket/${$}5", "arn:aws:s3:::bucket/$5", {}, A, SPECIAL, DOC),
    ("arn:aws:s3:::bucket/$5", "arn:aws:s3:::bucket/$5", {}, A, SPECIAL, DERIVED),
    ("arn:aws:s3:::bucket/$", "arn:aws:s3:::bucket/$", {}, A, SPECIAL, DERIVED),
    ("arn:aws:s3:::bucket/{aws:username}", "arn:aws:s3:::bucket/{aws:username}", NAME, A, VARIABLES,
     DERIVED),
]:
    case("variables", f"Resource {pattern} for {resource} with {context}", expected, source, basis,
         resource=resource, context=context, identity=[doc(allow("*", pattern))])

for version in (None, "2008-10-17"):
    case("variables", f"Version {version}: a variable is literal text", A,
         VARIABLES + " (note on Version)", resource="arn:aws:s3:::bucket/${aws:username}/x",
         context=NAME, identity=[doc(allow("*", HOME), version=version)])
    case("variables", f"Version {version}: a variable is not replaced", I,
         VARIABLES + " (note on Version)", resource="arn:aws:s3:::bucket/alice/x",
         context=NAME, identity=[doc(allow("*", HOME), version=version)])
    case("variables", f"Version {version}: not replaced in a condition either", I,
         VARIABLES + " (note on Version)", context={**NAME, "s3:prefix": "alice"},
         identity=[doc(allow(Condition={"StringEquals": {"s3:prefix": "${aws:username}"}}),
                       version=version)])
case("variables", "each document has its own Version", A, VARIABLES + " (note on Version)",
     resource="arn:aws:s3:::bucket/alice/x", context=NAME,
     identity=[doc(allow("*", HOME), version="2008-10-17"), doc(allow("*", HOME))])
case("variables", "Deny on a resource whose variable is absent does not deny", A, VARIABLES,
     DERIVED, resource="arn:aws:s3:::bucket/alice/x", identity=[doc(allow(), deny("*", HOME))])
case("variables", "Deny on one's own resource", E, VARIABLES,
     resource="arn:aws:s3:::bucket/alice/x", context=NAME,
     identity=[doc(allow(), deny("*", HOME))])
case("variables", "Deny with NotResource spares one's own resource", A, VARIABLES,
     resource="arn:aws:s3:::bucket/alice/x", context=NAME,
     identity=[doc(allow(), deny("*", None, NotResource=HOME))])
case("variables", "Deny with NotResource hits another's resource", E, VARIABLES,
     resource="arn:aws:s3:::bucket/bob/x", context=NAME,
     identity=[doc(allow(), deny("*", None, NotResource=HOME))])
case("variables", "NotResource with an absent variable", E, VARIABLES, CONTESTED,
     accept=[A, E], resource="arn:aws:s3:::bucket/alice/x",
     identity=[doc(allow(), deny("*", None, NotResource=HOME))])
case("variables", "a variable before the fifth colon", A, VARIABLES + "#policy-vars-resourceelement",
     CONTESTED, accept=[A, I], resource="arn:aws:sqs:us-east-1:123456789012:q",
     context={"aws:PrincipalAccount": ACCOUNT},
     identity=[doc(allow("*", "arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:q"))])

INCONDITION = VARIABLES + "#policy-vars-conditionelement"
# operator, value in the policy, s3:prefix in the request, expected
for operator, wanted, found, expected in [
    ("StringEquals", "${aws:username}", "alice", A),
    ("StringEquals", "${aws:username}", "Alice", I),
    ("StringEquals", "home/${aws:username}", "home/alice", A),
    ("StringNotEquals", "${aws:username}", "alice", I),
    ("StringNotEquals", "${aws:username}", "bob", A),
    ("StringEqualsIgnoreCase", "${aws:username}", "ALICE", A),
    ("StringLike", "${aws:username}/*", "alice/x", A),
    ("StringLike", "${aws:username}/*", "bob/x", I),
    ("StringLike", ["public/*", "${aws:username}/*"], "alice/x", A),
    ("StringLike", ["public/*", "${aws:username}/*"], "public/x", A),
    ("StringNotLike", "${aws:username}/*", "alice/x", I),
    ("StringNotLike", "${aws:username}/*", "bob/x", A),
    ("StringLike", "a${*}", "a*", A),
    ("StringLike", "a${*}", "abc", I),
    ("StringLike", "a${?}", "a?", A),
    ("StringLike", "a${?}", "ab", I),
    ("StringEquals", "${$}{aws:username}", "${aws:username}", A),
    ("StringEquals", "${aws:PrincipalTag/t, 'x'}", "x", A),
    ("StringEquals", "${aws:PrincipalTag/t, 'x'}", "y", I),
    ("StringEquals", "${aws:PrincipalTag/t}", "x", I),
    ("StringNotEquals", "${aws:PrincipalTag/t}", "x", A),
    ("StringLike", ["${aws:PrincipalTag/t}", "x"], "x", A),
]:
    condition("variables", f"{operator} policy {wanted!r} request {found!r}", expected, operator,
              "s3:prefix", wanted, found, INCONDITION, context=NAME)
condition("variables", "a wildcard in a variable's value is literal", I, "StringLike", "s3:prefix",
          "${aws:PrincipalTag/t}", "abc", INCONDITION, DERIVED,
          context={"aws:PrincipalTag/t": "a*"})
condition("variables", "a variable in an ARN condition", A, "ArnLike", "aws:SourceArn",
          "arn:aws:s3:::${aws:username}-*", "arn:aws:s3:::alice-1", INCONDITION, context=NAME)
condition("variables", "a variable in an ARN condition, other value", I, "ArnLike",
          "aws:SourceArn", "arn:aws:s3:::${aws:username}-*", "arn:aws:s3:::bob-1", INCONDITION,
          context=NAME)
condition("variables", "numeric operators take no variables", I, "NumericEquals", "s3:max-keys",
          "${aws:PrincipalTag/n}", "5", INCONDITION, context={"aws:PrincipalTag/n": "5"})
condition("variables", "date operators take no variables", I, "DateEquals", "aws:CurrentTime",
          "${aws:PrincipalTag/n}", "2026-01-01", INCONDITION,
          context={"aws:PrincipalTag/n": "2026-01-01"})
condition("variables", "IP operators take no variables", I, "IpAddress", "aws:SourceIp",
          "${aws:PrincipalTag/n}", "10.0.0.1", INCONDITION,
          context={"aws:PrincipalTag/n": "10.0.0.0/8"})
ABAC = {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
for context, expected in [
    ({"aws:ResourceTag/team": "blue", "aws:PrincipalTag/team": "blue"}, A),
    ({"aws:ResourceTag/team": "red", "aws:PrincipalTag/team": "blue"}, I),
    ({"aws:ResourceTag/team": "red"}, I), ({"aws:PrincipalTag/team": "blue"}, I), ({}, I),
]:
    case("variables", f"attribute-based access with {context}", expected,
         UG + "tutorial_attribute-based-access-control", context=context,
         identity=[doc(allow(Condition=ABAC))])

"""How identity, resource, boundary and session policies combine."""

from builder import *

BOUNDARY = UG + "access_policies_boundaries"
SESSIONS = UG + "access_policies#policies_session"

for title, documents, expected in [
    ("no policy at all", [], I),
    ("one document allows", [S3], A),
    ("another service only", [EC2], I),
    ("two documents, the second allows", [EC2, S3], A),
    ("two documents, one denies", [S3, DENY], E),
    ("deny in the first document", [DENY, S3], E),
    ("deny of another action", [doc(allow(), deny("s3:PutObject"))], A),
    ("deny of another resource", [doc(allow(), deny("*", "arn:aws:s3:::other/*"))], A),
    ("deny wins over a more specific allow", [doc(allow("s3:GetObject", OBJECT), deny("s3:*"))], E),
    ("allow cannot be regained after a deny", [doc(deny("s3:*"), allow("s3:GetObject", OBJECT))], E),
    ("only a deny of something else", [doc(deny("ec2:*"))], I),
    ("Effect Allow on a foreign resource", [doc(allow("s3:*", "arn:aws:s3:::other/*"))], I),
]:
    for who, principal in (("user", ALICE), ("role session", SESSION)):
        case("logic/identity", f"{who}: {title}", expected, LOGIC, principal=principal,
             identity=documents)

# a table of three layers: identity, boundary, session (each full, silent or denying)
LAYERS = {"full": [FULL], "silent": [EC2], "deny": [DENY]}
for identity, boundary, expected in [
    ("full", "full", A), ("full", "silent", I), ("silent", "full", I), ("silent", "silent", I),
    ("full", "deny", E), ("deny", "full", E), ("silent", "deny", E), ("deny", "silent", E),
]:
    for who, principal in (("user", ALICE), ("role session", SESSION)):
        case("logic/boundary", f"{who}: identity {identity}, boundary {boundary}", expected,
             BOUNDARY, principal=principal, identity=LAYERS[identity], boundary=LAYERS[boundary])
case("logic/boundary", "a boundary alone grants nothing", I, BOUNDARY, identity=[],
     boundary=[FULL])
case("logic/boundary", "a boundary that allows under a condition that fails", I, BOUNDARY,
     identity=[FULL], boundary=[doc(allow(Condition={"Bool": {"aws:SecureTransport": "true"}}))],
     context={"aws:SecureTransport": "false"})
case("logic/boundary", "a boundary that allows under a condition that holds", A, BOUNDARY,
     identity=[FULL], boundary=[doc(allow(Condition={"Bool": {"aws:SecureTransport": "true"}}))],
     context={"aws:SecureTransport": "true"})
case("logic/boundary", "a boundary with NotAction", I, BOUNDARY, identity=[FULL],
     boundary=[doc(allow(None, NotAction="s3:*"))])

for identity, session, expected in [
    ("full", "full", A), ("full", "silent", I), ("silent", "full", I), ("silent", "silent", I),
    ("full", "deny", E), ("deny", "full", E), ("deny", "silent", E),
]:
    case("logic/session", f"role session: identity {identity}, session {session}", expected,
         SESSIONS, principal=SESSION, identity=LAYERS[identity], session=LAYERS[session][0])
for identity, boundary, session, expected in [
    ("full", "full", "full", A), ("full", "full", "silent", I), ("full", "silent", "full", I),
    ("silent", "full", "full", I), ("full", "deny", "silent", E), ("full", "silent", "deny", E),
]:
    case("logic/session", f"identity {identity}, boundary {boundary}, session {session}", expected,
         SESSIONS, principal=SESSION, identity=LAYERS[identity], boundary=LAYERS[boundary],
         session=LAYERS[session][0])
case("logic/session", "no session policy: the role's permissions", A, SESSIONS, principal=SESSION,
     identity=[FULL])
case("logic/session", "two session policies, one allows", A, SESSIONS, DERIVED, principal=SESSION,
     identity=[FULL], session=[EC2, S3])
case("logic/session", "two session policies, none allows", I, SESSIONS, DERIVED, principal=SESSION,
     identity=[FULL], session=[EC2, EC2])
case("logic/session", "two session policies, one denies", E, SESSIONS, principal=SESSION,
     identity=[FULL], session=[S3, DENY])
case("logic/session", "a session policy narrows to one object", I, SESSIONS, principal=SESSION,
     identity=[FULL], session=doc(allow("s3:*", "arn:aws:s3:::bucket/other")))

# same account: who is named, and what the silent layers then do.
# principal, named, identity, boundary, session, expected
ROLEPATH = f"arn:aws:iam::{ACCOUNT}:role/team/app"
SAME = [
    ("user, user named", ALICE, aws(ALICE), None, None, None, A),
    ("user, user named, identity silent", ALICE, aws(ALICE), [EC2], None, None, A),
    ("user, user named, boundary silent", ALICE, aws(ALICE), None, [EC2], None, A),
    ("user, user named, identity denies", ALICE, aws(ALICE), [DENY], None, None, E),
    ("user, user named, boundary denies", ALICE, aws(ALICE), None, [DENY], None, E),
    ("user, account named, identity silent", ALICE, aws(ACCOUNT), [EC2], None, None, I),
    ("user, account named, no identity policy", ALICE, aws(ACCOUNT), None, None, None, I),
    ("user, account named, identity allows", ALICE, aws(ACCOUNT), [S3], None, None, A),
    ("user, account ARN named, identity silent", ALICE, aws(ROOT), [EC2], None, None, I),
    ("user, account ARN named, identity allows", ALICE, aws(ROOT), [S3], None, None, A),
    ("user, everyone named", ALICE, "*", None, None, None, A),
    ("user, everyone named as AWS", ALICE, aws("*"), None, None, None, A),
    ("user, everyone named, identity denies", ALICE, "*", [DENY], None, None, E),
    ("user, other user named", ALICE, aws(f"arn:aws:iam::{ACCOUNT}:user/other"), None, None, None,
     I),
    ("user, other user named, identity allows", ALICE, aws(f"arn:aws:iam::{ACCOUNT}:user/other"),
     [S3], None, None, A),
    ("user, user of another account named", ALICE, aws(f"arn:aws:iam::{OTHER}:user/alice"), None,
     None, None, I),
    ("user, one of several named", ALICE, aws(XROOT, ALICE), None, None, None, A),
    ("user, wildcard in the name is literal", ALICE, aws(f"arn:aws:iam::{ACCOUNT}:user/*"), None,
     None, None, I),
    ("user with a path named", f"arn:aws:iam::{ACCOUNT}:user/team/carol",
     aws(f"arn:aws:iam::{ACCOUNT}:user/team/carol"), None, None, None, A),
    ("session, role named", SESSION, aws(ROLE), None, None, None, A),
    ("session, role named, identity silent", SESSION, aws(ROLE), [EC2], None, None, A),
    ("session, role named, boundary silent", SESSION, aws(ROLE), None, [EC2], None, I),
    ("session, role named, boundary allows", SESSION, aws(ROLE), None, [S3], None, A),
    ("session, role named, session policy silent", SESSION, aws(ROLE), None, None, EC2, I),
    ("session, role named, session policy allows", SESSION, aws(ROLE), None, None, S3, A),
    ("session, role named, both allow", SESSION, aws(ROLE), None, [S3], S3, A),
    ("session, role named, identity denies", SESSION, aws(ROLE), [DENY], None, None, E),
    ("session, role with a path named", SESSION, aws(ROLEPATH), None, None, None, A),
    ("session, other role named", SESSION, aws(f"arn:aws:iam::{ACCOUNT}:role/other"), None, None,
     None, I),
    ("session, role of another account named", SESSION, aws(f"arn:aws:iam::{OTHER}:role/app"),
     None, None, None, I),
    ("session, session named", SESSION, aws(SESSION), None, None, None, A),
    ("session, session named, boundary silent", SESSION, aws(SESSION), None, [EC2], None, A),
    ("session, session named, session policy silent", SESSION, aws(SESSION), None, None, EC2, A),
    ("session, session named, all silent", SESSION, aws(SESSION), [EC2], [EC2], EC2, A),
    ("session, session named, session policy denies", SESSION, aws(SESSION), None, None, DENY, E),
    ("session, session named, boundary denies", SESSION, aws(SESSION), None, [DENY], None, E),
    ("session, other session named", SESSION,
     aws(f"arn:aws:sts::{ACCOUNT}:assumed-role/app/s2"), None, None, None, I),
    ("session, all sessions by wildcard", SESSION,
     aws(f"arn:aws:sts::{ACCOUNT}:assumed-role/app/*"), None, None, None, I),
    ("session, account named, identity allows", SESSION, aws(ACCOUNT), [S3], None, None, A),
    ("session, account named, identity silent", SESSION, aws(ACCOUNT), [EC2], None, None, I),
    ("session, account named, session policy silent", SESSION, aws(ACCOUNT), [S3], None, EC2, I),
    ("session, everyone named", SESSION, "*", None, None, None, A),
    ("session, a user of the role's name named", SESSION, aws(f"arn:aws:iam::{ACCOUNT}:user/app"),
     None, None, None, I),
    ("session, role and session named, boundary silent", SESSION, aws(ROLE, SESSION), None, [EC2],
     None, A),
    ("session, role named twice in two cases", SESSION, aws(f"arn:aws:iam::{ACCOUNT}:role/APP"),
     None, None, None, I),
]


def with_resource(area, title, expected, source, policy, basis=DOC, **rest):
    """A case with a resource policy, whose name is that of the request's resource."""
    case(area, title, expected, source, basis, **rest)
    cases[-1]["policies"]["resource"] = policy


for title, principal, named, identity, boundary, session, expected in SAME:
    with_resource("logic/resource-same", title, expected, LOGIC + " (resource-based policies)",
                  grant(named), principal=principal, identity=identity or [], boundary=boundary,
                  session=session)
for title, principal, identity, policy, expected in [
    ("deny naming the user", ALICE, [FULL], refuse(aws(ALICE)), E),
    ("deny naming another user", ALICE, [FULL], refuse(aws(f"arn:aws:iam::{ACCOUNT}:user/x")), A),
    ("deny naming the account", ALICE, [FULL], refuse(aws(ACCOUNT)), E),
    ("deny naming another account", ALICE, [FULL], refuse(aws(OTHER)), A),
    ("deny naming everyone", ALICE, [FULL], refuse("*"), E),
    ("deny naming the role", SESSION, [FULL], refuse(aws(ROLE)), E),
    ("deny naming the session", SESSION, [FULL], refuse(aws(SESSION)), E),
    ("deny of another action", ALICE, [FULL], refuse("*", "s3:PutObject"), A),
    ("deny of another object", ALICE, [FULL], refuse("*", "s3:*", "arn:aws:s3:::bucket/other"), A),
    ("deny with a condition that fails", ALICE, [FULL],
     refuse("*", Condition={"Bool": {"aws:SecureTransport": "false"}}), A),
    ("allow of another action", ALICE, [], grant(aws(ALICE), "s3:PutObject"), I),
    ("allow of another object", ALICE, [], grant(aws(ALICE), "s3:*", "arn:aws:s3:::bucket/o"), I),
    ("allow with a condition that fails", ALICE, [],
     grant(aws(ALICE), Condition={"Bool": {"aws:SecureTransport": "false"}}), I),
    ("allow and deny in one policy", ALICE, [],
     doc(allow(Principal=aws(ALICE)), deny(Principal="*")), E),
    ("variable in the policy's resource", ALICE, [],
     grant("*", "s3:GetObject", "arn:aws:s3:::bucket/${s3:prefix}"), A),
]:
    with_resource("logic/resource-same", title, expected, LOGIC, policy, principal=principal,
                  identity=identity, context={"aws:SecureTransport": "true", "s3:prefix": "key"})
with_resource("logic/resource-same", "everyone named with the role in aws:PrincipalArn, session policy silent",
              A, PRINCIPAL + "#principal-roles",
              grant("*", Condition={"ArnEquals": {"aws:PrincipalArn": ROLE}}), principal=SESSION,
              identity=[], session=EC2, context={"aws:PrincipalArn": ROLE})
with_resource("logic/resource-same", "everyone named with another role in aws:PrincipalArn", I,
              PRINCIPAL + "#principal-roles",
              grant("*", Condition={"ArnEquals": {"aws:PrincipalArn": ROLE + "2"}}),
              principal=SESSION, identity=[], context={"aws:PrincipalArn": ROLE})

# cross-account: both sides must allow
for title, principal, named, identity, boundary, session, expected in [
    ("user named, identity allows", BOB, aws(BOB), [S3], None, None, A),
    ("user named, identity silent", BOB, aws(BOB), [EC2], None, None, I),
    ("user named, no identity policy", BOB, aws(BOB), [], None, None, I),
    ("user named, boundary silent", BOB, aws(BOB), [S3], [EC2], None, I),
    ("user named, boundary allows", BOB, aws(BOB), [S3], [S3], None, A),
    ("account named, identity allows", BOB, aws(OTHER), [S3], None, None, A),
    ("account ARN named, identity allows", BOB, aws(XROOT), [S3], None, None, A),
    ("account named, identity silent", BOB, aws(OTHER), [EC2], None, None, I),
    ("everyone named, identity allows", BOB, "*", [S3], None, None, A),
    ("everyone named, identity silent", BOB, "*", [EC2], None, None, I),
    ("own account named only", BOB, aws(ACCOUNT), [FULL], None, None, I),
    ("other user named", BOB, aws(f"arn:aws:iam::{OTHER}:user/eve"), [FULL], None, None, I),
    ("role named, identity allows", XSESSION, aws(XROLE), [S3], None, None, A),
    ("role named, identity silent", XSESSION, aws(XROLE), [EC2], None, None, I),
    ("role named, session policy silent", XSESSION, aws(XROLE), [S3], None, EC2, I),
    ("role named, session policy allows", XSESSION, aws(XROLE), [S3], None, S3, A),
    ("role named, boundary silent", XSESSION, aws(XROLE), [S3], [EC2], None, I),
    ("session named, identity allows", XSESSION, aws(XSESSION), [S3], None, None, A),
    ("session named, session policy silent", XSESSION, aws(XSESSION), [S3], None, EC2, I),
    ("session named, boundary silent", XSESSION, aws(XSESSION), [S3], [EC2], None, I),
    ("other session named", XSESSION, aws(f"arn:aws:sts::{OTHER}:assumed-role/xrole/x2"), [S3],
     None, None, I),
    ("account named, session", XSESSION, aws(OTHER), [S3], None, None, A),
    ("everyone named, session, session policy silent", XSESSION, "*", [S3], None, EC2, I),
    ("user named, identity denies", BOB, aws(BOB), [DENY], None, None, E),
    ("user named, boundary denies", BOB, aws(BOB), [S3], [DENY], None, E),
    ("session named, session policy denies", XSESSION, aws(XSESSION), [S3], None, DENY, E),
]:
    with_resource("logic/resource-cross", title, expected, CROSS, grant(named),
                  principal=principal, identity=identity, boundary=boundary, session=session)
for title, policy, expected in [
    ("resource policy denies the user", refuse(aws(BOB)), E),
    ("resource policy denies the account", refuse(aws(OTHER)), E),
    ("resource policy denies everyone", refuse("*"), E),
    ("resource policy silent on the action", grant(aws(BOB), "s3:PutObject"), I),
    ("resource policy allows other objects", grant(aws(BOB), "s3:*", "arn:aws:s3:::bucket/o"), I),
    ("resource policy empty", doc(), I),
    ("everyone of one organisation: in it",
     grant("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}), A),
    ("everyone of one organisation: not in it",
     grant("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-2"}}), I),
]:
    with_resource("logic/resource-cross", title, expected, CROSS, policy, principal=BOB,
                  identity=[FULL], context={"aws:PrincipalOrgID": "o-1"})

OWNPATH = {"issuer": ROLEPATH}
for title, named, expected in [
    ("role with its path named", aws(ROLEPATH), A),
    ("role named without its path", aws(ROLE), I),
    ("role of the same name on another path named", aws(f"arn:aws:iam::{ACCOUNT}:role/x/app"), I),
]:
    with_resource("logic/resource-same", f"the session's role has a path: {title}", expected,
                  PRINCIPAL + "#principal-roles", grant(named), DERIVED, principal=SESSION,
                  identity=[], request=OWNPATH)

"""Service and resource control policies, and VPC endpoint policies."""

from builder import *
from logic import with_resource

ORG = "AWS Organizations UG: SCP evaluation"
RCP = "AWS Organizations UG: RCP evaluation"
ENDPOINT = "VPC endpoint policies guide"

NOS3 = doc(deny("s3:*"))
for title, levels, expected in [
    ("no organisation", [], A),
    ("one level, full", [[FULL]], A),
    ("one level, silent", [[EC2]], I),
    ("one level without any policy", [[]], I),
    ("root and account full", [[FULL], [FULL]], A),
    ("root silent", [[EC2], [FULL]], I),
    ("account silent", [[FULL], [EC2]], I),
    ("middle level silent", [[FULL], [EC2], [FULL]], I),
    ("allow list at each level", [[S3], [S3], [S3]], A),
    ("two policies on one level", [[EC2, S3], [FULL]], A),
    ("deny at the root", [[FULL, NOS3], [FULL]], E),
    ("deny at the account", [[FULL], [FULL, NOS3]], E),
    ("deny and no allow", [[NOS3]], E),
    ("deny of another service", [[FULL, doc(deny("ec2:*"))]], A),
    ("NotAction deny spares it", [[FULL, doc(deny(None, NotAction="s3:*"))]], A),
    ("NotAction deny hits it", [[FULL, doc(deny(None, NotAction="iam:*"))]], E),
    ("deny outside a region: inside", [[FULL, doc(deny(Condition={"StringNotEquals": {
        "aws:RequestedRegion": ["us-east-1", "eu-west-1"]}}))]], A),
    ("deny outside a region: outside", [[FULL, doc(deny(Condition={"StringNotEquals": {
        "aws:RequestedRegion": ["eu-west-1"]}}))]], E),
]:
    for who, principal in (("user", ALICE), ("session", SESSION)):
        case("logic/scp", f"{who}: {title}", expected, ORG, principal=principal, identity=[FULL],
             scp=levels, context={"aws:RequestedRegion": "us-east-1"})
for title, expected, policies in [
    ("identity silent", I, {"identity": [EC2], "scp": [[FULL]]}),
    ("boundary and SCP allow", A, {"identity": [FULL], "boundary": [S3], "scp": [[S3]]}),
    ("boundary silent", I, {"identity": [FULL], "boundary": [EC2], "scp": [[S3]]}),
    ("boundary allows, SCP silent", I, {"identity": [FULL], "boundary": [S3], "scp": [[EC2]]}),
]:
    case("logic/scp", f"with other policies: {title}", expected, LOGIC, **policies)
for title, principal, named, expected in [
    ("user named in the resource policy", ALICE, aws(ALICE), I),
    ("session named in the resource policy", SESSION, aws(SESSION), I),
    ("everyone named in the resource policy", ALICE, "*", I),
]:
    with_resource("logic/scp", f"silent SCP limits a grant: {title}", expected, LOGIC,
                  grant(named), principal=principal, identity=[], scp=[[EC2]])
with_resource("logic/scp", "the caller's SCPs bind it in another account", I, CROSS,
              grant(aws(BOB)), principal=BOB, identity=[FULL], scp=[[EC2]])
with_resource("logic/scp", "the caller's SCPs allow, another account", A, CROSS, grant(aws(BOB)),
              principal=BOB, identity=[FULL], scp=[[FULL]])
LINKED = f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSServiceRoleForSupport/s"
for title, policies in [
    ("silent SCP", {"scp": [[EC2]]}), ("denying SCP", {"scp": [[FULL, NOS3]]}),
    ("denying RCP", {"rcp": [[doc(deny(Principal="*"))]]}),
]:
    case("logic/service-linked", f"a service-linked role is not bound: {title}", A,
         ORG + "; RCP evaluation (service-linked roles)", principal=LINKED, identity=[FULL],
         request={"serviceLinked": True}, **policies)
case("logic/service-linked", "a service-linked role needs its own permissions", I, LOGIC,
     principal=LINKED, identity=[EC2], request={"serviceLinked": True})

OUTSIDE = doc(deny("s3:*", Principal="*", Condition={
    "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-1"},
    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}))
for title, levels, context, expected in [
    ("none", [], {}, A),
    ("a level without further policies", [[]], {}, A),
    ("deny of the action", [[doc(deny("s3:GetObject", Principal="*"))]], {}, E),
    ("deny of another action", [[doc(deny("s3:PutObject", Principal="*"))]], {}, A),
    ("deny of another bucket", [[doc(deny("s3:*", "arn:aws:s3:::other/*", Principal="*"))]], {}, A),
    ("deny at the second level", [[], [doc(deny("s3:*", Principal="*"))]], {}, E),
    ("deny without TLS: with TLS", [[doc(deny("*", Principal="*", Condition={
        "BoolIfExists": {"aws:SecureTransport": "false"}}))]], {"aws:SecureTransport": "true"}, A),
    ("deny without TLS: without TLS", [[doc(deny("*", Principal="*", Condition={
        "BoolIfExists": {"aws:SecureTransport": "false"}}))]], {"aws:SecureTransport": "false"}, E),
    ("organisation perimeter: member", [[OUTSIDE]],
     {"aws:PrincipalOrgID": "o-1", "aws:PrincipalIsAWSService": "false"}, A),
    ("organisation perimeter: stranger", [[OUTSIDE]],
     {"aws:PrincipalOrgID": "o-2", "aws:PrincipalIsAWSService": "false"}, E),
    ("organisation perimeter: no organisation", [[OUTSIDE]],
     {"aws:PrincipalIsAWSService": "false"}, E),
]:
    case("logic/rcp", f"same account: {title}", expected, RCP, identity=[FULL], rcp=levels,
         context=context)
for title, rule, expected in [
    ("deny binds a caller from another account", doc(deny("s3:*", Principal="*")), E),
    ("deny of another action", doc(deny("s3:PutObject", Principal="*")), A),
]:
    with_resource("logic/rcp", title, expected, RCP, grant(aws(BOB)), principal=BOB,
                  identity=[FULL], rcp=[[rule]])
with_resource("logic/rcp", "deny beats a direct grant", E, RCP, grant(aws(ALICE)), identity=[],
              rcp=[[doc(deny("s3:*", Principal="*"))]])
case("logic/rcp", "an RCP grants nothing", I, RCP, identity=[], rcp=[[]])

OPEN = doc(allow("*", Principal="*"))
for title, policy, identity, expected in [
    ("default policy", OPEN, [FULL], A),
    ("another service", doc(allow("ec2:*", Principal="*")), [FULL], I),
    ("another bucket", doc(allow("s3:*", "arn:aws:s3:::other/*", Principal="*")), [FULL], I),
    ("another account", doc(allow("s3:*", Principal=aws(OTHER))), [FULL], I),
    ("own account", doc(allow("s3:*", Principal=aws(ACCOUNT))), [FULL], A),
    ("the user", doc(allow("s3:*", Principal=aws(ALICE))), [FULL], A),
    ("another user", doc(allow("s3:*", Principal=aws(f"arn:aws:iam::{ACCOUNT}:user/x"))), [FULL],
     I),
    ("deny", doc(allow("*", Principal="*"), deny("s3:*", Principal="*")), [FULL], E),
    ("deny of another action", doc(allow("*", Principal="*"), deny("s3:PutObject", Principal="*")),
     [FULL], A),
    ("grants nothing by itself", OPEN, [EC2], I),
    ("condition on the organisation that fails",
     doc(allow("*", Principal="*", Condition={"StringEquals": {"aws:ResourceOrgID": "o-1"}})),
     [FULL], I),
]:
    case("logic/vpce", title, expected, ENDPOINT, identity=identity, endpoint=[policy])
for title, policy, named, expected in [
    ("limits a grant to the user", doc(allow("ec2:*", Principal="*")), aws(ALICE), I),
    ("lets a grant to the user pass", OPEN, aws(ALICE), A),
]:
    with_resource("logic/vpce", title, expected, ENDPOINT, grant(named), identity=[],
                  endpoint=[policy])
with_resource("logic/vpce", "limits anonymous callers", I, ENDPOINT, grant("*"),
              principal="anonymous", endpoint=[doc(allow("ec2:*", Principal="*"))])
with_resource("logic/vpce", "anonymous callers pass an open one", A, ENDPOINT, grant("*"),
              principal="anonymous", endpoint=[OPEN])

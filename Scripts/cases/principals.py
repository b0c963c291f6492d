"""Root, federated users, services, anonymous callers, NotPrincipal, KMS."""

from builder import *
from logic import with_resource

ROOTS = UG + "id_root-user; " + LOGIC
for title, expected, policies, policy in [
    ("has full access without policies", A, {}, None),
    ("resource policy silent", A, {}, grant(aws(ALICE))),
    ("resource policy denies everyone", E, {}, refuse("*")),
    ("resource policy denies the account", E, {}, refuse(aws(ROOT))),
    ("resource policy denies a user", A, {}, refuse(aws(ALICE))),
    ("resource policy denies everyone but the account", A, {},
     doc(deny("s3:*", NotPrincipal=aws(ROOT)))),
    ("SCP silent", I, {"scp": [[EC2]]}, None),
    ("SCP denies", E, {"scp": [[FULL, DENY]]}, None),
    ("SCP allows", A, {"scp": [[FULL]]}, None),
    ("RCP denies", E, {"rcp": [[doc(deny("s3:*", Principal="*"))]]}, None),
]:
    case("logic/root", f"root: {title}", expected, ROOTS, principal=ROOT, **policies)
    if policy:
        cases[-1]["policies"]["resource"] = policy
for title, expected, policy in [
    ("other account, no resource policy", I, None),
    ("other account, its account named", A, grant(aws(OTHER))),
    ("other account, its ARN named", A, grant(aws(XROOT))),
    ("other account, everyone named", A, grant("*")),
    ("other account, a user of it named", I, grant(aws(BOB))),
]:
    case("logic/root", f"root: {title}", expected, CROSS, DERIVED, principal=XROOT)
    if policy:
        cases[-1]["policies"]["resource"] = policy

FED = UG + "id_credentials_temp_control-access_getfederationtoken"
for title, expected, identity, session, boundary, policy in [
    ("no session policy", I, [FULL], None, None, None),
    ("session policy allows", A, [FULL], S3, None, None),
    ("session policy silent", I, [FULL], EC2, None, None),
    ("identity silent", I, [EC2], S3, None, None),
    ("boundary silent", I, [FULL], S3, [EC2], None),
    ("session policy denies", E, [FULL], DENY, None, None),
    ("identity denies", E, [DENY], S3, None, None),
    ("named in the resource policy, no session policy", A, [], None, None, grant(aws(FEDERATED))),
    ("named in the resource policy, session policy silent", A, [], EC2, None,
     grant(aws(FEDERATED))),
    ("named in the resource policy, boundary silent", A, [], S3, [EC2], grant(aws(FEDERATED))),
    ("named in the resource policy, session policy denies", E, [], DENY, None,
     grant(aws(FEDERATED))),
    ("everyone named, no session policy", A, [], None, None, grant("*")),
    ("account named, identity and session policy allow", A, [FULL], S3, None, grant(aws(ACCOUNT))),
    ("account named, no session policy", I, [FULL], None, None, grant(aws(ACCOUNT))),
    ("its user named, session policy allows", A, [], S3, None, grant(aws(ALICE))),
    ("its user named, session policy silent", I, [FULL], EC2, None, grant(aws(ALICE))),
    ("its user named, boundary silent", I, [FULL], S3, [EC2], grant(aws(ALICE))),
    ("its user named, no session policy", I, [FULL], None, None, grant(aws(ALICE))),
    ("another federated user named", I, [], None, None,
     grant(aws(f"arn:aws:sts::{ACCOUNT}:federated-user/other"))),
    ("resource policy denies the federated user", E, [FULL], S3, None, refuse(aws(FEDERATED))),
]:
    case("logic/federated", f"federated user: {title}", expected, FED + "; " + LOGIC,
         principal=FEDERATED, identity=identity, session=session, boundary=boundary,
         request={"issuer": ALICE})
    if policy:
        cases[-1]["policies"]["resource"] = policy

SERVICE = "cloudtrail.amazonaws.com"
SERVICES = PRINCIPAL + "#principal-services"
for title, expected, policy, context in [
    ("no resource policy", I, None, {}),
    ("named", A, grant({"Service": SERVICE}), {}),
    ("one of several named", A, grant({"Service": ["sns.amazonaws.com", SERVICE]}), {}),
    ("another named", I, grant({"Service": "sns.amazonaws.com"}), {}),
    ("account named", I, grant(aws(ACCOUNT)), {}),
    ("everyone named", A, grant("*"), {}),
    ("denied by name", E, doc(allow("*", Principal="*"), deny("*", Principal={"Service": SERVICE})),
     {}),
    ("named beside accounts", A, grant({"AWS": OTHER, "Service": SERVICE}), {}),
    ("source account right", A,
     grant({"Service": SERVICE}, Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}}),
     {"aws:SourceAccount": ACCOUNT}),
    ("source account missing", I,
     grant({"Service": SERVICE}, Condition={"StringEquals": {"aws:SourceAccount": ACCOUNT}}), {}),
    ("source ARN right", A,
     grant({"Service": SERVICE},
           Condition={"ArnLike": {"aws:SourceArn": f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*"}}),
     {"aws:SourceArn": f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/t"}),
    ("source ARN of another account", I,
     grant({"Service": SERVICE},
           Condition={"ArnLike": {"aws:SourceArn": f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*"}}),
     {"aws:SourceArn": f"arn:aws:cloudtrail:us-east-1:{OTHER}:trail/t"}),
    ("organisation-wide guard holds", A,
     grant({"Service": SERVICE}, Condition={"StringEquals": {"aws:SourceOrgID": "o-1"}}),
     {"aws:SourceOrgID": "o-1"}),
]:
    case("logic/services", f"service: {title}", expected, SERVICES, principal=SERVICE,
         context=context)
    if policy:
        cases[-1]["policies"]["resource"] = policy
case("logic/services", "service: SCPs do not bind it", A, "AWS Organizations UG: SCP effects",
     principal=SERVICE, scp=[[EC2]])
cases[-1]["policies"]["resource"] = grant({"Service": SERVICE})

ANYONE = PRINCIPAL + "#principal-anonymous"
for title, expected, policy, context in [
    ("no resource policy", I, None, {}),
    ("everyone named", A, grant("*"), {}),
    ("everyone named as AWS", A, grant(aws("*")), {}),
    ("everyone in a list", A, grant({"AWS": ["*"]}), {}),
    ("a user named", I, grant(aws(ALICE)), {}),
    ("an account named", I, grant(aws(ROOT)), {}),
    ("a service named", I, grant({"Service": "s3.amazonaws.com"}), {}),
    ("everyone, other object", I, grant("*", "s3:GetObject", "arn:aws:s3:::bucket/public/*"), {}),
    ("everyone, other action", I, grant("*", "s3:ListBucket"), {}),
    ("everyone from one address", A,
     grant("*", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
     {"aws:SourceIp": "10.1.1.1"}),
    ("everyone from another address", I,
     grant("*", Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}),
     {"aws:SourceIp": "11.1.1.1"}),
    ("allowed and denied to everyone", E, doc(allow(Principal="*"), deny(Principal="*")), {}),
    ("everyone of an organisation", I,
     grant("*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}), {}),
    ("denied outside an organisation", E,
     doc(allow(Principal="*"),
         deny(Principal="*", Condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}})), {}),
    ("default for the user id", A,
     grant("*", "s3:GetObject", "arn:aws:s3:::bucket/${aws:userid, 'key'}"), {}),
]:
    case("logic/anonymous", f"anonymous: {title}", expected, ANYONE, principal="anonymous",
         context=context)
    if policy:
        cases[-1]["policies"]["resource"] = policy
case("logic/anonymous", "anonymous: SCPs do not bind it", A, "AWS Organizations UG: SCP effects",
     principal="anonymous", scp=[[EC2]])
cases[-1]["policies"]["resource"] = grant("*")
case("logic/anonymous", "anonymous: RCPs bind it", E, "AWS Organizations UG: RCP evaluation",
     principal="anonymous", rcp=[[doc(deny(Principal="*"))]])
cases[-1]["policies"]["resource"] = grant("*")

NOT = UG + "reference_policies_elements_notprincipal"
for title, principal, listed, expected, basis in [
    ("excepted user and account", ALICE, aws(ALICE, ROOT), A, DOC),
    ("other user and account excepted, user of another account", BOB, aws(ALICE, ROOT), E, DOC),
    ("excepted session, role and account", SESSION, aws(SESSION, ROLE, ROOT), A, DOC),
    ("session, nothing of it excepted", SESSION, aws(ALICE), E, DOC),
    ("anonymous", "anonymous", aws(ALICE, ROOT), E, DOC),
    ("excepted service", SERVICE, {"Service": SERVICE}, A, DERIVED),
    ("another service excepted", "sns.amazonaws.com", {"Service": SERVICE}, E, DERIVED),
    ("only the account of the caller excepted", BOB, aws(XROOT), A, CONTESTED),
    ("only the user excepted, not its account", ALICE, aws(ALICE), E, CONTESTED),
    ("only the role excepted", SESSION, aws(ROLE), E, CONTESTED),
    ("session and account excepted, not the role", SESSION, aws(SESSION, ROOT), E, CONTESTED),
    ("role and account excepted, no session", SESSION, aws(ROLE, ROOT), A, CONTESTED),
    ("excepted federated user and account", FEDERATED, aws(FEDERATED, ROOT), A, DOC),
]:
    accept = [A, E] if basis == CONTESTED else None
    case("logic/notprincipal", f"Deny NotPrincipal: {title}", expected, NOT, basis,
         principal=principal, identity=[FULL], accept=accept)
    cases[-1]["policies"]["resource"] = doc(allow(Principal="*"), deny(NotPrincipal=listed))
for title, names in [("its user and account", [ALICE, ROOT]),
                     ("its user, another and account", [ALICE, ROOT, ALICE + "2"])]:
    with_resource("logic/notprincipal", f"Deny NotPrincipal: federated user, {title} excepted", E,
                  NOT, doc(allow(Principal="*"), deny(NotPrincipal=aws(*names))), CONTESTED,
                  principal=FEDERATED, identity=[FULL], request={"issuer": ALICE}, accept=[A, E])
with_resource("logic/notprincipal", "Deny NotPrincipal: account excepted, also in another partition",
              A, NOT, doc(allow(Principal="*"), deny(NotPrincipal=aws(
                  ACCOUNT, ROOT.replace("arn:aws:", "arn:aws-cn:")))), DERIVED, identity=[FULL])
for title, principal, listed, expected in [
    ("a user that is not listed", ALICE, aws(BOB), A),
    ("a user that is listed", ALICE, aws(ALICE), I),
    ("anonymous", "anonymous", aws(ALICE), A),
    ("a user of a listed account", ALICE, aws(ROOT), I),
]:
    with_resource("logic/notprincipal", f"Allow NotPrincipal: {title}", expected, NOT,
                  doc(allow(NotPrincipal=listed)), principal=principal, identity=[])

KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
KMS = "KMS developer guide key-policies"
for title, principal, identity, policy, expected in [
    ("key policy delegates to the account, identity allows", ALICE, [FULL], grant(aws(ROOT), "kms:*", "*"), A),
    ("key policy delegates to the account, identity silent", ALICE, [S3], grant(aws(ROOT), "kms:*", "*"), I),
    ("key policy names the user", ALICE, [], grant(aws(ALICE), "kms:Decrypt", "*"), A),
    ("key policy names the user for another action", ALICE, [FULL], grant(aws(ALICE), "kms:Encrypt", "*"), I),
    ("key policy names nobody", ALICE, [FULL], doc(), I),
    ("key policy names the role", SESSION, [], grant(aws(ROLE), "kms:Decrypt", "*"), A),
    ("key policy names another account", ALICE, [FULL], grant(aws(OTHER), "kms:*", "*"), I),
    ("root without a key policy for the account", ROOT, [], grant(aws(ALICE), "kms:*", "*"), I),
    ("root with the account in the key policy", ROOT, [], grant(aws(ROOT), "kms:*", "*"), A),
    ("another account named, its user's identity allows", BOB, [FULL], grant(aws(OTHER), "kms:Decrypt", "*"), A),
    ("another account named, its user's identity silent", BOB, [S3], grant(aws(OTHER), "kms:Decrypt", "*"), I),
]:
    with_resource("logic/kms", title, expected, KMS, policy, principal=principal,
                  identity=identity, action="kms:Decrypt", resource=KEY)

"""Role trust policies."""

from builder import *

TARGET = f"arn:aws:iam::{ACCOUNT}:role/target"
ASSUME = UG + "id_roles_create_for-user; STS API AssumeRole"
MAY = doc(allow("sts:*", TARGET))


def trust(area, title, expected, source, statements, basis=DOC, action="sts:AssumeRole", **rest):
    case(area, title, expected, source, basis, action=action, resource=TARGET, **rest)
    if statements is not None:
        cases[-1]["policies"]["resource"] = doc(*statements)


def trusted(principal, action="sts:AssumeRole", **rest):
    return allow(action, None, Principal=principal, **rest)


for title, principal, named, identity, expected in [
    ("user named", ALICE, aws(ALICE), [], A),
    ("user named, identity allows too", ALICE, aws(ALICE), [MAY], A),
    ("user named, identity denies", ALICE, aws(ALICE), [DENY], E),
    ("account named, identity allows", ALICE, aws(ROOT), [MAY], A),
    ("account named by number, identity allows", ALICE, aws(ACCOUNT), [MAY], A),
    ("account named, identity silent", ALICE, aws(ROOT), [S3], I),
    ("account named, identity allows another role", ALICE, aws(ROOT),
     [doc(allow("sts:AssumeRole", TARGET + "2"))], I),
    ("other user named, identity allows", ALICE, aws(f"arn:aws:iam::{ACCOUNT}:user/x"), [FULL], I),
    ("a service named, identity allows", ALICE, {"Service": "ec2.amazonaws.com"}, [FULL], I),
    ("everyone named, same account", ALICE, aws("*"), [], A),
    ("role named, session calls", SESSION, aws(ROLE), [], A),
    ("session named", SESSION, aws(SESSION), [], A),
    ("other role named", SESSION, aws(f"arn:aws:iam::{ACCOUNT}:role/x"), [FULL], I),
    ("another account's user named, identity allows", BOB, aws(BOB), [MAY], A),
    ("another account's user named, identity silent", BOB, aws(BOB), [], I),
    ("another account named, identity allows", BOB, aws(OTHER), [MAY], A),
    ("another account named, identity silent", BOB, aws(OTHER), [S3], I),
    ("own account only named", BOB, aws(ROOT), [FULL], I),
    ("everyone named, another account, identity silent", BOB, aws("*"), [], I),
    ("everyone named, another account, identity allows", BOB, aws("*"), [MAY], A),
    ("another account's role named, session calls", XSESSION, aws(XROLE), [MAY], A),
    ("another account's role named, identity silent", XSESSION, aws(XROLE), [], I),
    ("service named, it calls", "ec2.amazonaws.com", {"Service": "ec2.amazonaws.com"}, None, A),
    ("service named, another calls", "ecs.amazonaws.com", {"Service": "ec2.amazonaws.com"}, None,
     I),
]:
    trust("logic/trust", title, expected, ASSUME, [trusted(named)], principal=principal,
          identity=identity)
trust("logic/trust", "no trust policy: identity alone is not enough", I, LOGIC, None,
      principal=ALICE, identity=[FULL])
trust("logic/trust", "trust policy without statements", I, LOGIC, [], principal=ALICE,
      identity=[FULL])
trust("logic/trust", "role named, boundary silent", I, LOGIC, [trusted(aws(ROLE))],
      principal=SESSION, identity=[MAY], boundary=[S3])
trust("logic/trust", "role named, session policy silent", I, LOGIC, [trusted(aws(ROLE))],
      principal=SESSION, identity=[MAY], session=S3)

EXTERNAL = UG + "id_roles_create_for-user_externalid"
ID = {"StringEquals": {"sts:ExternalId": "12345"}}
for found, expected in [("12345", A), ("123456", I), ("1234", I), (None, I), ("", I)]:
    trust("logic/trust", f"external id {found!r}", expected, EXTERNAL,
          [trusted(aws(OTHER), Condition=ID)], principal=BOB, identity=[MAY],
          context={} if found is None else {"sts:ExternalId": found})
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
for found, expected in [("true", A), ("false", I), (None, I)]:
    trust("logic/trust", f"MFA required, {found!r}", expected, UG + "id_credentials_mfa_configure-api-require",
          [trusted(aws(ROOT), Condition=MFA)], principal=ALICE, identity=[MAY],
          context={} if found is None else {"aws:MultiFactorAuthPresent": found})
AGE = {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}
for found, expected in [("300", A), ("3600", I), (None, I)]:
    trust("logic/trust", f"MFA not older than an hour, {found!r}", expected,
          UG + "id_credentials_mfa_configure-api-require", [trusted(aws(ROOT), Condition=AGE)],
          principal=ALICE, identity=[MAY],
          context={} if found is None else {"aws:MultiFactorAuthAge": found})
NAME = {"StringLike": {"sts:RoleSessionName": "${aws:username}"}}
for found, expected in [("alice", A), ("mallory", I)]:
    trust("logic/trust", f"session name must be the user's, {found}", expected,
          UG + "reference_policies_iam-condition-keys#ck_rolesessionname",
          [trusted(aws(ROOT), Condition=NAME)], principal=ALICE, identity=[MAY],
          context={"sts:RoleSessionName": found, "aws:username": "alice"})
TAGS = UG + "id_session-tags"
for title, actions, context, expected in [
    ("not allowed by the trust policy", "sts:AssumeRole", {}, I),
    ("allowed by the trust policy", ["sts:AssumeRole", "sts:TagSession"], {}, A),
]:
    trust("logic/trust", f"TagSession {title}", expected, TAGS, [trusted(aws(ROOT), actions)],
          action="sts:TagSession", principal=ALICE, identity=[MAY], context=context)
TAGGED = {"StringLike": {"aws:RequestTag/project": "*"},
          "ForAllValues:StringEquals": {"aws:TagKeys": ["project", "cost"]}}
for context, expected in [
    ({"aws:RequestTag/project": "x", "aws:TagKeys": ["project"]}, A),
    ({"aws:RequestTag/project": "x", "aws:TagKeys": ["project", "admin"]}, I),
    ({"aws:RequestTag/cost": "x", "aws:TagKeys": ["cost"]}, I),
]:
    trust("logic/trust", f"TagSession with required tags {context}", expected, TAGS,
          [trusted(aws(ROOT), "sts:TagSession", Condition=TAGGED)], action="sts:TagSession",
          principal=ALICE, identity=[MAY], context=context)
for actions, expected in [("sts:AssumeRole", I), (["sts:AssumeRole", "sts:SetSourceIdentity"], A)]:
    trust("logic/trust", f"SetSourceIdentity with trust for {actions}", expected,
          UG + "id_credentials_temp_control-access_monitor", [trusted(aws(ROOT), actions)],
          action="sts:SetSourceIdentity", principal=ALICE, identity=[MAY])
trust("logic/trust", "deny in the trust policy for untagged principals", E, TAGS,
      [trusted(aws(ALICE)),
       deny("sts:AssumeRole", None, Principal=aws(ALICE),
            Condition={"Null": {"aws:PrincipalTag/team": "true"}})],
      principal=ALICE, identity=[MAY])
trust("logic/trust", "NotPrincipal in a trust policy's Deny", E,
      UG + "reference_policies_elements_notprincipal",
      [trusted(aws(ROOT)), deny("sts:AssumeRole", None, NotPrincipal=aws(ROOT))],
      principal=BOB, identity=[MAY])

PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
OIDC = UG + "id_roles_create_for-idp_oidc"
WEB = "sts:AssumeRoleWithWebIdentity"
HOST = "token.actions.githubusercontent.com"
GITHUB = {"StringEquals": {f"{HOST}:aud": "sts.amazonaws.com"},
          "StringLike": {f"{HOST}:sub": "repo:org/repo:*"}}
for title, principal, named, condition_, context, expected in [
    ("provider named", PROVIDER, PROVIDER, None, {}, A),
    ("another provider named", PROVIDER, PROVIDER + "2", None, {}, I),
    ("provider of another account named", PROVIDER, PROVIDER.replace(ACCOUNT, OTHER), None, {}, I),
    ("subject and audience right", PROVIDER, PROVIDER, GITHUB,
     {f"{HOST}:aud": "sts.amazonaws.com", f"{HOST}:sub": "repo:org/repo:ref:refs/heads/main"}, A),
    ("subject of another repository", PROVIDER, PROVIDER, GITHUB,
     {f"{HOST}:aud": "sts.amazonaws.com", f"{HOST}:sub": "repo:org/other:ref:refs/heads/main"}, I),
    ("audience missing", PROVIDER, PROVIDER, GITHUB, {f"{HOST}:sub": "repo:org/repo:x"}, I),
    ("well-known provider named", "accounts.google.com", "accounts.google.com", None, {}, A),
    ("another well-known provider named", "accounts.google.com", "graph.facebook.com", None, {},
     I),
]:
    rest = {} if condition_ is None else {"Condition": condition_}
    trust("logic/trust-federated", f"web identity: {title}", expected, OIDC,
          [trusted({"Federated": named}, WEB, **rest)], action=WEB, principal=principal,
          context=context)
SAML = f"arn:aws:iam::{ACCOUNT}:saml-provider/corp"
for title, named, action, context, expected in [
    ("provider named", {"Federated": SAML}, "sts:AssumeRoleWithSAML", {}, A),
    ("provider named for another action", {"Federated": SAML}, WEB, {}, I),
    ("provider named as AWS", aws(SAML), "sts:AssumeRoleWithSAML", {}, I),
    ("audience right", {"Federated": SAML}, "sts:AssumeRoleWithSAML",
     {"SAML:aud": "https://signin.aws.amazon.com/saml"}, A),
    ("audience wrong", {"Federated": SAML}, "sts:AssumeRoleWithSAML", {"SAML:aud": "x"}, I),
]:
    rest = {} if not context else {"Condition": {
        "StringEquals": {"saml:aud": "https://signin.aws.amazon.com/saml"}}}
    trust("logic/trust-federated", f"SAML: {title}", expected,
          UG + "id_roles_create_for-idp_saml", [trusted(named, action, **rest)],
          action="sts:AssumeRoleWithSAML", principal=SAML, context=context)
trust("logic/trust-federated", "a user is not matched by Federated", I, PRINCIPAL,
      [trusted({"Federated": PROVIDER})], principal=ALICE, identity=[FULL])

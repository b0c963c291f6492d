"""What the tables of cases are written with."""

ACCOUNT, OTHER, THIRD = "123456789012", "999988887777", "111111111111"
ALICE = f"arn:aws:iam::{ACCOUNT}:user/alice"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/app/s1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
FEDERATED = f"arn:aws:sts::{ACCOUNT}:federated-user/alice-fed"
BOB = f"arn:aws:iam::{OTHER}:user/bob"
XSESSION = f"arn:aws:sts::{OTHER}:assumed-role/xrole/x1"
XROLE = f"arn:aws:iam::{OTHER}:role/xrole"
XROOT = f"arn:aws:iam::{OTHER}:root"
OBJECT = "arn:aws:s3:::bucket/key"

A, I, E = "Allowed", "ImplicitlyDenied", "ExplicitlyDenied"
DOC, DERIVED, CONTESTED = "doc", "derived", "contested"

UG = "IAM UG "
OPERATORS = UG + "reference_policies_elements_condition_operators"
ABSENT = OPERATORS + " (Important note: key not present)"
SETS = UG + "reference_policies_multi-value-conditions"
LOGIC = UG + "reference_policies_evaluation-logic"
CROSS = UG + "reference_policies_evaluation-logic-cross-account"
PRINCIPAL = UG + "reference_policies_elements_principal"
VARIABLES = UG + "reference_policies_variables"

cases = []
_counts = {}


def doc(*statements, version="2012-10-17"):
    """A policy document; without a version when that is None."""
    out = {} if version is None else {"Version": version}
    return {**out, "Statement": list(statements)}


def allow(action="*", resource="*", **rest):
    return _statement("Allow", action, resource, rest)


def deny(action="*", resource="*", **rest):
    return _statement("Deny", action, resource, rest)


def _statement(effect, action, resource, rest):
    out = {"Effect": effect}
    if "Principal" in rest or "NotPrincipal" in rest:
        key = "Principal" if "Principal" in rest else "NotPrincipal"
        out[key] = rest.pop(key)
    if action is not None:
        out["Action"] = action
    if resource is not None:
        out["Resource"] = resource
    return {**out, **rest}


def aws(*names):
    return {"AWS": names[0] if len(names) == 1 else list(names)}


FULL = doc(allow())
EC2 = doc(allow("ec2:*"))
S3 = doc(allow("s3:*"))
DENY = doc(deny())


def grant(principal, action="s3:GetObject", resource="arn:aws:s3:::bucket/*", **rest):
    """A resource policy with one Allow."""
    return doc(allow(action, resource, Principal=principal, **rest))


def refuse(principal, action="s3:GetObject", resource="arn:aws:s3:::bucket/*", **rest):
    """A resource policy with one Deny."""
    return doc(deny(action, resource, Principal=principal, **rest))


def case(area, title, expected, source, basis=DOC, *, principal=ALICE, action="s3:GetObject",
         resource=OBJECT, account=ACCOUNT, context=None, accept=None, request=None, **policies):
    """Adds one case. A policy kind that is None is left out."""
    number = _counts[area] = _counts.get(area, 0) + 1
    out = {
        "id": f"rolecall-{area.replace('/', '-')}-{number:03}",
        "area": area,
        "title": title,
        "request": {
            "principal": principal, "action": action, "resource": resource,
            "resourceAccount": account, "context": context or {}, **(request or {}),
        },
        "policies": {k: v for k, v in policies.items() if v is not None},
        "expected": expected,
        "basis": basis,
        "source": source,
    }
    if accept:
        assert basis == CONTESTED and expected in accept
        out["accept"] = list(accept)
    cases.append(out)


def condition(area, title, expected, operator, key, wanted, found, source, basis=DOC, accept=None,
              context=None, **rest):
    """One condition on an Allow; `found` None leaves the key out of the request."""
    context = dict(context or {})
    if found is not None:
        context[key] = found
    case(area, title, expected, source, basis, accept=accept, context=context,
         identity=[doc(allow("s3:*", Condition={operator: {key: wanted}}))], **rest)

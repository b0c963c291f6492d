"""The roles of pods: associations of service accounts, with boto3 and the AWS CLI."""

import datetime
import json

import pytest
from expect import error
from server import Keys, allow, client, document

PODS = "pods.eks.amazonaws.com"
TRUST = document(
    {
        "Effect": "Allow",
        "Principal": {"Service": PODS},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
    }
)


def forbidden(text=None):
    """Expects EKS's word for a denial."""
    return error("AccessDeniedException", 403, text)


@pytest.fixture
def role(account):
    return account.iam.create_role(RoleName="Pod", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]


@pytest.fixture
def eks(account):
    return account.client("eks")


def associate(eks, role, service_account="web", cluster="prod", **more):
    return eks.create_pod_identity_association(
        clusterName=cluster,
        namespace="shop",
        serviceAccount=service_account,
        roleArn=role,
        **more,
    )["association"]


def test_an_association_from_start_to_end(account, eks, role):
    made = associate(eks, role, tags={"team": "blue"})
    identifier = made["associationId"]
    arn = f"arn:aws:eks:us-east-1:{account.id}:podidentityassociation/prod/{identifier}"
    assert made["associationArn"] == arn
    assert (made["namespace"], made["serviceAccount"]) == ("shop", "web")
    assert (made["roleArn"], made["tags"]) == (role, {"team": "blue"})
    age = datetime.datetime.now(datetime.timezone.utc) - made["createdAt"]
    assert abs(age.total_seconds()) < 60
    place = {"clusterName": "prod", "associationId": identifier}
    assert eks.describe_pod_identity_association(**place)["association"] == made
    other = account.iam.create_role(RoleName="Other", AssumeRolePolicyDocument=TRUST)["Role"]
    changed = eks.update_pod_identity_association(**place, roleArn=other["Arn"])["association"]
    assert changed["roleArn"] == other["Arn"]
    assert eks.describe_pod_identity_association(**place)["association"] == changed
    gone = eks.delete_pod_identity_association(**place)["association"]
    assert gone["associationId"] == identifier
    with error("ResourceNotFoundException", 404):
        eks.describe_pod_identity_association(**place)
    assert eks.list_pod_identity_associations(clusterName="prod")["associations"] == []
    associate(eks, role)


def test_the_cli_lists_associations(account, role):
    account.cli(
        "eks", "create-pod-identity-association", "--cluster-name", "prod", "--namespace", "shop",
        "--service-account", "web", "--role-arn", role,
    )  # fmt: skip
    shown = account.cli("eks", "list-pod-identity-associations", "--cluster-name", "prod")
    (found,) = json.loads(shown.stdout)["associations"]
    assert (found["namespace"], found["serviceAccount"]) == ("shop", "web")


def test_a_service_account_has_one_association(eks, role):
    made = associate(eks, role, clientRequestToken="once")
    assert associate(eks, role, clientRequestToken="once")["associationId"] == made["associationId"]
    with error("ResourceInUseException", 409, made["associationId"]):
        associate(eks, role)
    associate(eks, role, cluster="test")


def test_lists_and_pages(account, eks, role):
    names = {f"sa-{number}" for number in range(5)}
    for name in names:
        associate(eks, role, name)
    pages = eks.get_paginator("list_pod_identity_associations").paginate(
        clusterName="prod", PaginationConfig={"PageSize": 2}
    )
    sizes = [len(page["associations"]) for page in pages]
    assert sizes == [2, 2, 1]
    found = eks.list_pod_identity_associations(clusterName="prod", serviceAccount="sa-3")
    assert [each["serviceAccount"] for each in found["associations"]] == ["sa-3"]
    found = eks.list_pod_identity_associations(clusterName="prod", namespace="other")
    assert found["associations"] == []
    there = client(account.server.endpoint, "eks", account.keys, region="eu-west-1")
    assert there.list_pod_identity_associations(clusterName="prod")["associations"] == []


def test_what_binds_a_role_needs_pass_role(account, eks, role):
    made = associate(eks, role)
    ann = account.client("eks", account.user("Ann", allow("eks:*"), allow("iam:GetRole")))
    with forbidden(f"is not authorized to perform: iam:PassRole on resource: {role}"):
        associate(ann, role, "other")
    with forbidden("iam:PassRole"):
        ann.update_pod_identity_association(
            clusterName="prod", associationId=made["associationId"], roleArn=role
        )
    passing = {"StringEquals": {"iam:PassedToService": PODS}}
    account.allow(
        "Ann", allow("eks:*"), allow("iam:GetRole"), allow("iam:PassRole", Condition=passing)
    )
    associate(ann, role, "other")
    wrong = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    account.allow(
        "Ann", allow("eks:*"), allow("iam:GetRole"), allow("iam:PassRole", Condition=wrong)
    )
    with forbidden("iam:PassRole"):
        associate(ann, role, "third")


def test_a_role_of_another_account_is_refused(other, role):
    with forbidden("Cross-account pass role is not allowed."):
        associate(other.client("eks"), role)


@pytest.mark.parametrize(
    "parameters",
    [
        {"roleArn": "somewhere"},
        {"roleArn": "arn:aws:iam::111122223333:role/Nobody"},
        {"namespace": "Shop"},
        {"serviceAccount": "web/x"},
        {"clusterName": "-prod"},
        {"policy": "{}"},
        {"tags": {f"k{number}": "" for number in range(51)}},
    ],
    ids=str,
)
def test_what_cannot_be_associated(account, role, parameters):
    eks = account.client("eks", validate=False)
    right = {
        "clusterName": "prod", "namespace": "shop", "serviceAccount": "web", "roleArn": role,
    }  # fmt: skip
    with error("InvalidParameterException", 400):
        eks.create_pod_identity_association(**right | parameters)
    assert eks.list_pod_identity_associations(clusterName="prod")["associations"] == []


def test_target_roles_and_policies_are_kept(eks, role):
    target = "arn:aws:iam::444455556666:role/Target"
    policy = document(allow("s3:GetObject"))
    made = associate(eks, role, targetRoleArn=target, disableSessionTags=True, policy=policy)
    assert (made["targetRoleArn"], made["disableSessionTags"]) == (target, True)
    assert made["policy"] == policy
    assert made["externalId"].endswith("/prod/shop/web")


def test_bad_keys_and_paths(account):
    wrong = Keys(account.keys.id, "x" * 40)
    with error("InvalidSignatureException", 403):
        account.client("eks", wrong).list_pod_identity_associations(clusterName="prod")
    with error("UnknownOperationException", 404):
        account.client("eks").list_clusters()

"""Pod identity associations: what binds roles to the service accounts of clusters."""

import json

import pytest
from expect import denied, error
from server import allow, document
from test_act_as_service import role, trust

PODS = "pods.eks.amazonaws.com"


@pytest.fixture
def eks(account):
    account.cluster("prod")
    return account.client("eks")


@pytest.fixture
def worker(account):
    return role(account, "Worker", trust(PODS))


def create(eks, arn, service_account="cart", namespace="shop", **more):
    return eks.create_pod_identity_association(
        clusterName="prod",
        namespace=namespace,
        serviceAccount=service_account,
        roleArn=arn,
        **more,
    )["association"]


def test_an_association_lives_through_all_calls(account, eks, worker):
    made = create(eks, worker, tags={"team": "blue"})
    name, identifier = "prod", made["associationId"]
    assert made["associationArn"] == (
        f"arn:aws:eks:us-east-1:{account.id}:podidentityassociation/prod/{identifier}"
    )
    assert (made["namespace"], made["serviceAccount"]) == ("shop", "cart")
    assert (made["roleArn"], made["tags"]) == (worker, {"team": "blue"})
    assert made["disableSessionTags"] is False
    assert made["createdAt"] == made["modifiedAt"]
    key = {"clusterName": name, "associationId": identifier}
    found = eks.describe_pod_identity_association(**key)["association"]
    assert found == made
    other = role(account, "Other", trust(PODS))
    changed = eks.update_pod_identity_association(**key, roleArn=other)["association"]
    assert (changed["roleArn"], changed["createdAt"]) == (other, made["createdAt"])
    assert eks.describe_pod_identity_association(**key)["association"] == changed
    eks.tag_resource(resourceArn=made["associationArn"], tags={"team": "red", "cost": "1"})
    tags = eks.list_tags_for_resource(resourceArn=made["associationArn"])["tags"]
    assert tags == {"team": "red", "cost": "1"}
    eks.untag_resource(resourceArn=made["associationArn"], tagKeys=["team", "none"])
    tags = eks.list_tags_for_resource(resourceArn=made["associationArn"])["tags"]
    assert tags == {"cost": "1"}
    gone = eks.delete_pod_identity_association(**key)["association"]
    assert gone["associationId"] == identifier
    with error("ResourceNotFoundException", 404):
        eks.describe_pod_identity_association(**key)
    with error("NotFoundException", 404):
        eks.list_tags_for_resource(resourceArn=made["associationArn"])
    assert create(eks, worker)["associationId"] != identifier


def test_listings_have_pages_and_filters(eks, worker):
    names = {(f"n{n}", f"s{s}") for n in range(3) for s in range(4)}
    for namespace, service_account in sorted(names):
        create(eks, worker, service_account, namespace)
    paginator = eks.get_paginator("list_pod_identity_associations")
    pages = list(paginator.paginate(clusterName="prod", PaginationConfig={"PageSize": 5}))
    seen = [len(page["associations"]) for page in pages]
    assert seen == [5, 5, 2]
    found = [
        (item["namespace"], item["serviceAccount"])
        for page in pages
        for item in page["associations"]
    ]
    assert set(found) == names and len(found) == len(names)
    listing = eks.list_pod_identity_associations(clusterName="prod", namespace="n1")
    assert len(listing["associations"]) == 4
    listing = eks.list_pod_identity_associations(
        clusterName="prod", namespace="n1", serviceAccount="s2"
    )
    assert [item["serviceAccount"] for item in listing["associations"]] == ["s2"]
    with error("InvalidParameterException", 400):
        eks.list_pod_identity_associations(clusterName="prod", nextToken="?")


def test_a_service_account_has_one_association(eks, worker):
    made = create(eks, worker, clientRequestToken="once")
    again = create(eks, worker, clientRequestToken="once")
    assert again == made
    text = f"Association already exists: {made['associationId']}"
    with error("ResourceInUseException", 409, text):
        create(eks, worker, clientRequestToken="twice")
    with error("ResourceInUseException", 409, text):
        create(eks, worker, clientRequestToken="once", disableSessionTags=True)


def test_only_named_clusters_are_there(account, other, eks, worker):
    for call in (eks.list_pod_identity_associations, eks.describe_pod_identity_association):
        more = {"associationId": "a-1"} if "describe" in call.__name__ else {}
        with error("ResourceNotFoundException", 404, "No cluster found for name: test."):
            call(clusterName="test", **more)
    with error("ResourceNotFoundException", 404, "No cluster found for name: prod."):
        other.client("eks").list_pod_identity_associations(clusterName="prod")
    create(eks, worker)
    rolecall = account.server.rolecall
    listed = json.loads(rolecall("cluster", "list", "--account", account.id).stdout)["Clusters"]
    assert [cluster["Name"] for cluster in listed] == ["prod"]
    assert listed[0]["Issuer"] == "https://issuer.example.com"
    rolecall("cluster", "delete", "prod", "--account", account.id)
    assert rolecall("cluster", "delete", "prod", check=False).returncode != 0
    with error("ResourceNotFoundException", 404, "No cluster found"):
        eks.list_pod_identity_associations(clusterName="prod")
    account.cluster("prod")
    assert eks.list_pod_identity_associations(clusterName="prod")["associations"] == []


def test_a_role_must_be_the_callers_to_pass(account, other, eks, worker):
    keys = account.user("Binder", allow("eks:*"))
    binder = account.client("eks", keys)
    with denied(f"not authorized to perform: iam:PassRole on resource: {worker}"):
        create(binder, worker)
    passing = {
        "StringEquals": {"iam:PassedToService": PODS},
        "ArnEquals": {"iam:AssociatedResourceArn": f"arn:aws:eks:*:{account.id}:cluster/prod"},
    }
    account.allow("Binder", allow("eks:*"), allow("iam:PassRole", Condition=passing))
    made = create(binder, worker)
    elsewhere = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
    account.allow("Binder", allow("eks:*"), allow("iam:PassRole", Condition=elsewhere))
    with denied("iam:PassRole"):
        create(binder, worker, "till")
    with denied("iam:PassRole"):
        binder.update_pod_identity_association(
            clusterName="prod", associationId=made["associationId"], roleArn=worker
        )
    theirs = role(other, "Worker", trust(PODS))
    with denied("Cross-account pass role is not allowed."):
        create(eks, theirs, "till")
    with error("InvalidParameterException", 400):
        create(eks, account.arn("role/Nobody"), "till")


def test_permissions_may_be_bound_to_tags(account, eks, worker):
    tagged = {"StringEquals": {"aws:ResourceTag/team": "blue"}}
    asked = {"StringEquals": {"aws:RequestTag/team": "blue"}}
    keys = account.user(
        "Bound",
        allow("eks:DescribePodIdentityAssociation", Condition=tagged),
        allow("eks:CreatePodIdentityAssociation", Condition=asked),
        allow("iam:PassRole"),
    )
    bound = account.client("eks", keys)
    with denied("eks:CreatePodIdentityAssociation"):
        create(bound, worker)
    blue = create(bound, worker, tags={"team": "blue"})
    red = create(eks, worker, "till", tags={"team": "red"})
    bound.describe_pod_identity_association(
        clusterName="prod", associationId=blue["associationId"]
    )
    with denied("eks:DescribePodIdentityAssociation"):
        bound.describe_pod_identity_association(
            clusterName="prod", associationId=red["associationId"]
        )


def test_policies_and_targets(account, other, eks, worker):
    policy = document(allow("s3:ListAllMyBuckets"))
    with error("InvalidParameterException", 400, "disableSessionTags"):
        create(eks, worker, policy=policy)
    with error("InvalidParameterException", 400, "policy"):
        create(eks, worker, policy="{}", disableSessionTags=True)
    target = other.arn("role/Target")
    made = create(eks, worker, policy=policy, disableSessionTags=True, targetRoleArn=target)
    assert (made["policy"], made["targetRoleArn"]) == (policy, target)
    assert made["externalId"] == f"us-east-1/{account.id}/prod/shop/cart"
    key = {"clusterName": "prod", "associationId": made["associationId"]}
    assert eks.describe_pod_identity_association(**key)["association"] == made
    changed = eks.update_pod_identity_association(**key, targetRoleArn="")["association"]
    assert "targetRoleArn" not in changed and "externalId" not in changed
    with error("InvalidParameterException", 400, "disableSessionTags"):
        eks.update_pod_identity_association(**key, disableSessionTags=False)
    changed = eks.update_pod_identity_association(**key, policy="", disableSessionTags=False)
    assert "policy" not in changed["association"]
    assert changed["association"]["disableSessionTags"] is False
    with error("InvalidParameterException", 400, "Invalid role ARN"):
        eks.update_pod_identity_association(**key, targetRoleArn=other.arn("user/Target"))
    with error("InvalidParameterException", 400):
        eks.update_pod_identity_association(**key)


def test_a_target_role_is_not_the_callers_to_pass(account, other, eks, worker):
    keys = account.user("Binder", allow("eks:*"), allow("iam:PassRole", worker))
    binder = account.client("eks", keys)
    made = create(binder, worker, targetRoleArn=other.arn("role/Target"))
    key = {"clusterName": "prod", "associationId": made["associationId"]}
    changed = binder.update_pod_identity_association(
        **key, targetRoleArn=account.arn("role/Target")
    )["association"]
    assert changed["targetRoleArn"] == account.arn("role/Target")
    with denied("iam:PassRole"):
        binder.update_pod_identity_association(
            **key, roleArn=role(account, "Other", trust(PODS))
        )


def test_a_role_must_trust_pods_when_it_is_bound(account, eks, worker):
    text = "Trust policy of the role provided is invalid."
    with error("InvalidParameterException", 400, text):
        create(eks, role(account, "Machine", trust("ec2.amazonaws.com")))
    plain = role(account, "Plain", trust(PODS, actions=["sts:AssumeRole"]))
    with error("InvalidParameterException", 400, text):
        create(eks, plain)
    made = create(eks, plain, disableSessionTags=True)
    key = {"clusterName": "prod", "associationId": made["associationId"]}
    with error("InvalidParameterException", 400, text):
        eks.update_pod_identity_association(**key, disableSessionTags=False)
    guarded = {"StringEquals": {"aws:RequestTag/kubernetes-namespace": "other"}}
    create(eks, role(account, "Guarded", trust(PODS, Condition=guarded)), "till")


@pytest.mark.parametrize(
    ("namespace", "service_account"),
    [("Shop", "cart"), ("a.b", "cart"), ("shop", "-cart"), ("x" * 64, "cart"), ("", "cart")],
)
def test_names_are_those_of_kubernetes(eks, worker, namespace, service_account):
    with error("InvalidParameterException", 400):
        create(eks, worker, service_account, namespace)


def test_the_cli_drives_it_too(account, eks, worker):
    made = account.cli(
        "eks", "create-pod-identity-association", "--cluster-name", "prod",
        "--namespace", "shop", "--service-account", "cart", "--role-arn", worker,
    ).stdout
    assert json.loads(made)["association"]["roleArn"] == worker
    listed = account.cli("eks", "list-pod-identity-associations", "--cluster-name", "prod")
    assert len(json.loads(listed.stdout)["associations"]) == 1
    refused = account.cli(
        "eks", "list-pod-identity-associations", "--cluster-name", "none", check=False
    )
    assert "ResourceNotFoundException" in refused.stderr


def test_signatures_are_told_in_json(account, eks):
    wrong = type(account.keys)(account.keys.id, "x" * 40)
    with error("InvalidSignatureException", 403):
        account.client("eks", wrong).list_pod_identity_associations(clusterName="prod")
    nobody = type(account.keys)("AKIAIOSFODNN7EXAMPLE", "x" * 40)
    with error("UnrecognizedClientException", 403):
        account.client("eks", nobody).list_pod_identity_associations(clusterName="prod")
    odd = type(account.keys)("odd", "x" * 40)
    with error("UnrecognizedClientException", 403):
        account.client("eks", odd).list_pod_identity_associations(clusterName="prod")


def test_operations_are_listed(server):
    lines = server.rolecall("operations").stdout.splitlines()
    assert "eks:CreatePodIdentityAssociation served" in lines

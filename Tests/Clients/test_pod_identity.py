"""EKS Pod Identity: what an agent gets for the token of a pod."""

import datetime

import pytest
from expect import denied, error
from issuers import Authority, Issuer, SigningKey, kubernetes
from server import Keys, Server, allow, document
from test_act_as_service import role, trust

PODS = "pods.eks.amazonaws.com"
ACTION = "eks-auth:AssumeRoleForPodIdentity"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A cluster's issuer, and a server that trusts its authority."""
    folder = tmp_path_factory.mktemp("pods")
    authority = Authority()
    (folder / "ca.pem").write_text(authority.pem)
    issuer = Issuer(
        folder, authority, path="/id/CLUSTER", claims=kubernetes("shop", "cart", aud=[PODS])
    )
    server = Server(folder, "--issuer-ca", folder / "ca.pem", "--allow-private-issuers")
    yield server, issuer
    issuer.stop()
    assert server.stop() == 0


@pytest.fixture
def issuer(world):
    return world[1]


@pytest.fixture
def account(world):
    account = world[0].account("111122223333")
    account.cluster("prod", world[1].url)
    return account


@pytest.fixture
def agent(account):
    return account.user("Agent", allow(ACTION, f"arn:aws:eks:*:{account.id}:cluster/prod"))


def bind(account, arn, **more):
    return account.client("eks").create_pod_identity_association(
        clusterName="prod", namespace="shop", serviceAccount="cart", roleArn=arn, **more
    )["association"]


def assume(account, keys, token, cluster="prod"):
    return account.client("eks-auth", keys).assume_role_for_pod_identity(
        clusterName=cluster, token=token
    )


def keys_of(answer):
    credentials = answer["credentials"]
    return Keys(
        credentials["accessKeyId"], credentials["secretAccessKey"], credentials["sessionToken"]
    )


def test_a_pod_gets_the_role_of_its_service_account(account, agent, issuer):
    tagged = {
        "StringEquals": {
            "aws:PrincipalTag/eks-cluster-arn": f"arn:aws:eks:us-east-1:{account.id}:cluster/prod",
            "aws:PrincipalTag/eks-cluster-name": "prod",
            "aws:PrincipalTag/kubernetes-namespace": "shop",
            "aws:PrincipalTag/kubernetes-service-account": "cart",
            "aws:PrincipalTag/kubernetes-pod-name": "app-1",
            "aws:PrincipalTag/kubernetes-pod-uid": "7b",
        }
    }
    arn = role(account, "Worker", trust(PODS), allow("s3:ListAllMyBuckets", Condition=tagged))
    made = bind(account, arn)
    answer = assume(account, agent, issuer.token())
    assert answer["subject"] == {"namespace": "shop", "serviceAccount": "cart"}
    assert answer["audience"] == PODS
    assert answer["podIdentityAssociation"] == {
        "associationArn": made["associationArn"],
        "associationId": made["associationId"],
    }
    name = account.arn("assumed-role/Worker/eks-prod-app-1-", service="sts")
    assert answer["assumedRoleUser"]["arn"].startswith(name)
    keys = keys_of(answer)
    identity = account.client("sts", keys).get_caller_identity()
    assert identity["Arn"] == answer["assumedRoleUser"]["arn"]
    assert account.client("s3", keys).list_buckets()["Buckets"] == []
    with denied():
        account.client("iam", keys).list_users()
    account.client("eks").update_pod_identity_association(
        clusterName="prod", associationId=made["associationId"], disableSessionTags=True
    )
    with denied():
        account.client("s3", keys_of(assume(account, agent, issuer.token()))).list_buckets()
    account.client("eks").delete_pod_identity_association(
        clusterName="prod", associationId=made["associationId"]
    )
    with error("ResourceNotFoundException", 404, "shop/cart"):
        assume(account, agent, issuer.token())


def test_the_tags_are_transitive(account, agent, issuer):
    arn = role(account, "Worker", trust(PODS), allow(["sts:AssumeRole", "sts:TagSession"]))
    bind(account, arn)
    condition = {"StringEquals": {"aws:PrincipalTag/kubernetes-namespace": "shop"}}
    other = {
        "Effect": "Allow",
        "Principal": {"AWS": arn},
        "Action": ["sts:AssumeRole", "sts:TagSession"],
    }
    target = role(
        account, "Next", document(other), allow("s3:ListAllMyBuckets", Condition=condition)
    )
    keys = keys_of(assume(account, agent, issuer.token()))
    chained = account.client("sts", keys).assume_role(RoleArn=target, RoleSessionName="next")
    account.client("s3", Keys.of(chained["Credentials"])).list_buckets()


def test_the_agent_needs_its_permission(account, issuer):
    bind(account, role(account, "Worker", trust(PODS)))
    keys = account.user("Stranger", allow(["eks:*", "sts:*", "rolecall:*"]))
    asked = issuer.asked
    with denied(f"not authorized to perform: {ACTION}"):
        assume(account, keys, issuer.token(header={"kid": "unknown"}))
    assert issuer.asked == asked


def test_a_role_must_trust_pods_for_tags_too(account, agent, issuer):
    bind(account, role(account, "Worker", trust(PODS)))
    text = "EKS does not have permissions to assume the associated role"
    account.iam.update_assume_role_policy(
        RoleName="Worker", PolicyDocument=trust(PODS, actions=["sts:AssumeRole"])
    )
    with error("AccessDeniedException", 400, text):
        assume(account, agent, issuer.token())
    account.iam.update_assume_role_policy(
        RoleName="Worker", PolicyDocument=trust("ec2.amazonaws.com")
    )
    with error("AccessDeniedException", 400, text):
        assume(account, agent, issuer.token())
    asked = {"StringEquals": {"aws:RequestTag/kubernetes-namespace": "shop"}}
    account.iam.update_assume_role_policy(
        RoleName="Worker", PolicyDocument=trust(PODS, Condition=asked)
    )
    assert assume(account, agent, issuer.token())


@pytest.fixture
def theirs(world):
    return world[0].account("444455556666")


def trusting(arn, actions=("sts:AssumeRole", "sts:TagSession"), **condition):
    """A trust policy that lets a principal in."""
    statement = {"Effect": "Allow", "Principal": {"AWS": arn}, "Action": list(actions)}
    return document(statement | condition)


def external(account, text="us-east-1/{}/prod/shop/cart"):
    return {"StringEquals": {"sts:ExternalId": text.format(account.id)}}


def test_a_target_role_of_another_account(account, theirs, agent, issuer):
    """As the EKS User Guide has it, with the external id that the association tells."""
    target = theirs.arn("role/Target")
    source = role(
        account, "Worker", trust(PODS), allow(["sts:AssumeRole", "sts:TagSession"], target)
    )
    made = bind(account, source, targetRoleArn=target)
    assert made["targetRoleArn"] == target
    condition = {"StringEquals": {"sts:ExternalId": made["externalId"]}}
    trusted = trusting(source, Condition=condition)
    role(theirs, "Target", trusted, allow(["s3:ListAllMyBuckets", "sts:AssumeRole"]))
    answer = assume(account, agent, issuer.token())
    name = theirs.arn("assumed-role/Target/eks-prod-app-1-", service="sts")
    assert answer["assumedRoleUser"]["arn"].startswith(name)
    life = answer["credentials"]["expiration"] - datetime.datetime.now(datetime.UTC)
    assert datetime.timedelta(minutes=55) < life <= datetime.timedelta(minutes=60)
    keys = keys_of(answer)
    identity = theirs.client("sts", keys).get_caller_identity()
    assert identity["Arn"] == answer["assumedRoleUser"]["arn"]
    assert identity["Account"] == theirs.id
    theirs.client("s3").create_bucket(Bucket="theirs")
    buckets = theirs.client("s3", keys).list_buckets()["Buckets"]
    assert [bucket["Name"] for bucket in buckets] == ["theirs"]
    with denied():
        theirs.client("iam", keys).list_users()


NOT_ASSUMED = "EKS does not have permissions to assume the associated role"


@pytest.mark.parametrize(
    ("trusted", "allowed"),
    [
        (lambda arn, account: trusting(arn), True),
        (lambda arn, account: trusting(account.arn("root"), Condition=external(account)), True),
        (lambda arn, account: trusting(arn, Condition=external(account, "other")), False),
        (lambda arn, account: trusting(arn, actions=["sts:AssumeRole"]), False),
        (lambda arn, account: trusting(account.arn("role/Other")), False),
        (lambda arn, account: trust(PODS), False),
    ],
    ids=["role", "account", "external id", "no tags", "other role", "service"],
)
def test_a_target_role_trusts_the_role(account, theirs, agent, issuer, trusted, allowed):
    source = role(account, "Worker", trust(PODS), allow("sts:*"))
    role(account, "Other", trust(PODS))
    bind(account, source, targetRoleArn=theirs.arn("role/Target"))
    role(theirs, "Target", trusted(source, account), allow("s3:ListAllMyBuckets"))
    if allowed:
        theirs.client("s3", keys_of(assume(account, agent, issuer.token()))).list_buckets()
        return
    with error("AccessDeniedException", 400, NOT_ASSUMED):
        assume(account, agent, issuer.token())


def test_the_role_of_the_cluster_s_account_must_be_allowed_too(account, theirs, agent, issuer):
    source = role(account, "Worker", trust(PODS))
    bind(account, source, targetRoleArn=theirs.arn("role/Target"))
    role(theirs, "Target", trusting(source))
    with error("AccessDeniedException", 400, NOT_ASSUMED):
        assume(account, agent, issuer.token())
    account.iam.put_role_policy(
        RoleName="Worker", PolicyName="Chain", PolicyDocument=document(allow("sts:*"))
    )
    assert assume(account, agent, issuer.token())


def test_targets_see_the_tags_unless_there_are_none(account, theirs, agent, issuer):
    source = role(account, "Worker", trust(PODS), allow("sts:*"))
    made = bind(account, source, targetRoleArn=theirs.arn("role/Target"))
    asked = {
        "StringEquals": {
            "aws:RequestTag/eks-cluster-arn": f"arn:aws:eks:us-east-1:{account.id}:cluster/prod",
            "aws:RequestTag/kubernetes-namespace": "shop",
            "aws:RequestTag/kubernetes-service-account": "cart",
        },
        "ArnEquals": {"aws:PrincipalARN": source},
    }
    tagged = {"StringEquals": {"aws:PrincipalTag/kubernetes-pod-name": "app-1"}}
    role(
        theirs,
        "Target",
        trusting(account.arn("root"), Condition=asked),
        allow("s3:ListAllMyBuckets", Condition=tagged),
    )
    theirs.client("s3", keys_of(assume(account, agent, issuer.token()))).list_buckets()
    key = {"clusterName": "prod", "associationId": made["associationId"]}
    account.client("eks").update_pod_identity_association(**key, disableSessionTags=True)
    with error("AccessDeniedException", 400, NOT_ASSUMED):
        assume(account, agent, issuer.token())
    theirs.iam.update_assume_role_policy(
        RoleName="Target",
        PolicyDocument=trusting(source, ["sts:AssumeRole"], Condition=external(account)),
    )
    with denied():
        theirs.client("s3", keys_of(assume(account, agent, issuer.token()))).list_buckets()


def test_a_policy_narrows_the_target_s_session_alone(account, theirs, agent, issuer):
    source = role(account, "Worker", trust(PODS), allow("sts:*"))
    role(theirs, "Target", trusting(source), allow("s3:*"))
    policy = document(allow("s3:ListAllMyBuckets"))
    bind(
        account,
        source,
        targetRoleArn=theirs.arn("role/Target"),
        disableSessionTags=True,
        policy=policy,
    )
    s3 = theirs.client("s3", keys_of(assume(account, agent, issuer.token())))
    s3.list_buckets()
    with denied():
        s3.create_bucket(Bucket="new")


def test_a_policy_narrows_the_session(account, agent, issuer):
    policy = document(allow("s3:GetObject"))
    arn = role(account, "Worker", trust(PODS))
    bind(account, arn, policy=policy, disableSessionTags=True)
    keys = keys_of(assume(account, agent, issuer.token()))
    with denied("no session policy allows"):
        account.client("s3", keys).list_buckets()


KUBERNETES = {"namespace": "shop", "serviceaccount": {"name": "cart", "uid": "7a"}}


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": ["sts.amazonaws.com"]},
        {"iss": "https://127.0.0.1:1/other"},
        {"sub": "system:serviceaccount:shop:till"},
        {"kubernetes.io": {"namespace": "shop", "serviceaccount": {"name": "cart"}}},
        {"kubernetes.io": None},
        {"kubernetes.io": KUBERNETES | {"pod": {"name": "Cart*1", "uid": "7b"}}},
        {"kubernetes.io": KUBERNETES | {"pod": {"name": "cart-1", "uid": "7b/*"}}},
        {"exp": None},
    ],
    ids=str,
)
def test_other_tokens_are_refused(account, agent, issuer, claims):
    bind(account, role(account, "Worker", trust(PODS)))
    with error("InvalidTokenException", 400):
        assume(account, agent, issuer.token(**claims))


def test_forged_and_old_tokens_are_refused(account, agent, issuer):
    bind(account, role(account, "Worker", trust(PODS)))
    with error("InvalidTokenException", 400, "signature"):
        assume(account, agent, issuer.token(SigningKey("first")))
    with error("InvalidTokenException", 400):
        assume(account, agent, issuer.token(header={"alg": "none"}))
    with error("InvalidTokenException", 400):
        assume(account, agent, "a.b.c")
    with error("ExpiredTokenException", 400):
        assume(account, agent, issuer.token(exp=1_700_000_000))
    with error("ResourceNotFoundException", 404):
        till = kubernetes("shop", "till", aud=[PODS])
        assume(account, agent, issuer.token(**till))


def test_clusters_are_named_by_operators(account, issuer):
    with error("ResourceNotFoundException", 404, "No cluster found for name: test."):
        assume(account, account.keys, issuer.token(), "test")

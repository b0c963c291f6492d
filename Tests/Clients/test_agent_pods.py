"""The endpoint for pods of `rolecall agent`, with boto3's container provider and by hand."""

import json
import sys
import time

import pytest
from issuers import Authority, Issuer, SigningKey, kubernetes
from server import Server, allow, document
from workloads import (
    READ,
    SHOW,
    Agent,
    agent_keys,
    client_environment,
    exec_command,
    fetch,
    holds_nothing_of,
    listener,
    reads_its_own,
    run_python,
    service_trust,
    worker_role,
)

PODS = "pods.eks.amazonaws.com"
PATH = "/v1/credentials"
ACTION = "eks-auth:AssumeRoleForPodIdentity"
CLUSTER = {"clusterName": "prod"}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A cluster's issuer, and a server that trusts its authority."""
    folder = tmp_path_factory.mktemp("agent-pods")
    authority = Authority()
    (folder / "ca.pem").write_text(authority.pem)
    claims = kubernetes("shop", "cart", aud=[PODS])
    issuer = Issuer(folder, authority, path="/id/CLUSTER", claims=claims)
    server = Server(folder, "--issuer-ca", folder / "ca.pem", "--allow-private-issuers")
    yield server, issuer
    issuer.stop()
    assert server.stop() == 0
    assert "eyJ" not in server.log.read_text(), "a token is in the log"


@pytest.fixture
def server(world):
    return world[0]


@pytest.fixture
def issuer(world):
    return world[1]


@pytest.fixture
def account(world):
    """An account with a cluster, whose service account shop/cart has the role Pod."""
    account = world[0].account("111122223333")
    account.cluster("prod", world[1].url)
    worker_role(account, "Pod", PODS, bucket="pod-data")
    account.iam.update_assume_role_policy(
        RoleName="Pod",
        PolicyDocument=service_trust(PODS, Action=["sts:AssumeRole", "sts:TagSession"]),
    )
    worker_role(account, "Other", PODS, bucket="other-data")
    account.association = account.client("eks").create_pod_identity_association(
        clusterName="prod",
        namespace="shop",
        serviceAccount="cart",
        roleArn=account.arn("role/Pod"),
    )["association"]["associationId"]
    return account


@pytest.fixture
def keys(account):
    return agent_keys(account, "Agent", allow(ACTION))


@pytest.fixture
def url(tmp_path, server, keys):
    """The address of an agent for the cluster."""
    address, url = listener()
    with Agent(tmp_path, server, keys, podIdentity=[CLUSTER | {"listen": address}]) as agent:
        yield url + PATH
    assert "eyJ" not in agent.log.read_text(), "a token is in the log"


def read(server, url, file):
    return run_python(
        READ,
        "pod-data",
        "other-data",
        environment=client_environment(
            server,
            AWS_EC2_METADATA_DISABLED="true",
            AWS_CONTAINER_CREDENTIALS_FULL_URI=url,
            AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=str(file),
        ),
    )


def works(account, lines):
    session = account.arn("assumed-role/Pod/eks-prod-app-1-", service="sts")
    reads_its_own(lines, "pod-data", session)


def test_boto3_gets_the_role_of_its_pod_and_no_more(tmp_path, server, account, issuer, url):
    file = tmp_path / "token"
    file.write_text(issuer.token())
    works(account, read(server, url, file))
    tagged = {"StringEquals": {"aws:PrincipalTag/kubernetes-namespace": "shop"}}
    resources = ["arn:aws:s3:::pod-data/*"]
    policy = document(allow("s3:GetObject", resources, Condition=tagged))
    account.iam.put_role_policy(RoleName="Pod", PolicyName="Read", PolicyDocument=policy)
    works(account, read(server, url, file))
    account.iam.put_role_policy(
        RoleName="Pod", PolicyName="Read", PolicyDocument=policy.replace("shop", "till")
    )
    with pytest.raises(AssertionError, match="AccessDenied"):
        read(server, url, file)


def test_the_answer_is_what_the_agent_of_eks_gives(account, issuer, url):
    token = issuer.token()
    status, text, headers = fetch(url, Authorization=token)
    assert (status, headers["Content-Type"]) == (200, "application/json")
    answer = json.loads(text)
    assert list(answer) == [
        "AccessKeyId", "SecretAccessKey", "Token", "AccountId", "Expiration"
    ]
    assert answer["AccountId"] == account.id
    assert answer["AccessKeyId"].startswith("ASIA")
    end = time.mktime(time.strptime(answer["Expiration"], "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
    assert 3500 < end - time.time() <= 21_600
    assert fetch(url, Authorization=token)[1] == text, "keys are not kept"
    assert json.loads(fetch(url, Authorization=issuer.token(jti="2"))[1]) != answer


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"aud": ["sts.amazonaws.com"]}, "InvalidTokenException"),
        ({"iss": "https://127.0.0.1:1/other"}, "InvalidTokenException"),
        ({"sub": "system:serviceaccount:shop:till"}, "InvalidTokenException"),
        (kubernetes("shop", "till", aud=[PODS]), "ResourceNotFoundException"),
    ],
    ids=["audience", "issuer", "subject", "account"],
)
def test_tokens_of_others_are_refused(issuer, url, claims, code):
    status, text, headers = fetch(url, Authorization=issuer.token(**claims))
    assert status == (404 if code.startswith("Resource") else 400)
    assert text.startswith(f"({code}): ")
    assert text.endswith(", fault: client\n")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"


def test_forged_tokens_are_refused(issuer, url):
    status, text, _ = fetch(url, Authorization=issuer.token(SigningKey("first")))
    assert (status, text[:23]) == (400, "(InvalidTokenException)")


def test_what_is_no_token_of_now_does_not_reach_the_server(issuer, url):
    asked = issuer.asked
    for fields, text in [
        ({}, "Service account token cannot be empty\n"),
        ({"Authorization": "x.y"}, "Service account token cannot be parsed: "),
        ({"Authorization": f"Bearer {issuer.token()}"}, "Service account token cannot be parsed: "),
        ({"Authorization": issuer.token(exp=1_700_000_000)}, "Service account token failed "),
        ({"Authorization": issuer.token(nbf=4_000_000_000)}, "Service account token failed "),
    ]:
        status, answer, _ = fetch(url, **fields)
        assert status == 400
        assert answer.startswith(text)
    assert issuer.asked == asked


@pytest.mark.parametrize(
    "fields", [{"Host": "evil.example"}, {"X_Forwarded_For": "1.2.3.4"}, {"Via": "1.1 proxy"}]
)
def test_what_does_not_come_straight_from_the_pod_is_refused(issuer, url, fields):
    status, text, _ = fetch(url, Authorization=issuer.token(), **fields)
    assert (status, text[:14]) == (403, "Access Denied.")


def test_there_is_nothing_else(issuer, url):
    assert fetch(url + "/", Authorization=issuer.token())[:2] == (404, "404 page not found\n")
    assert fetch(url, "DELETE", Authorization=issuer.token())[0] == 405


def test_without_an_association_there_are_no_keys(account, issuer, url):
    account.client("eks").delete_pod_identity_association(
        clusterName="prod", associationId=account.association
    )
    status, text, _ = fetch(url, Authorization=issuer.token())
    assert (status, text[:28]) == (404, "(ResourceNotFoundException):"[:28])


def test_an_agent_needs_its_permission(tmp_path, server, account, issuer):
    keys = agent_keys(account, "Stranger")
    address, url = listener()
    with Agent(tmp_path, server, keys, podIdentity=[CLUSTER | {"listen": address}]):
        status, text, _ = fetch(url + PATH, Authorization=issuer.token())
    assert status == 403
    assert text.startswith(f"(AccessDeniedException): User: {account.arn('user/Stranger')} ")


def test_while_the_server_is_away_there_are_no_new_keys(tmp_path, account, issuer, keys):
    class Away:
        endpoint, folder = "http://127.0.0.1:1", tmp_path

    address, url = listener()
    with Agent(tmp_path, Away, keys, podIdentity=[CLUSTER | {"listen": address}]):
        status, text, _ = fetch(url + PATH, Authorization=issuer.token())
    assert (status, text) == (500, "no keys can be had at present\n")


def test_a_command_runs_as_a_pod(tmp_path, server, account, issuer, keys):
    words = ["--cluster", "prod", "--token-file", "token", "--", sys.executable, "-c", READ]
    words += ["pod-data", "other-data"]

    def run(pod, check=True):
        return exec_command(server, keys, "exec", "--pod", pod, *words, cwd=tmp_path, check=check)

    (tmp_path / "token").write_text(issuer.token())
    works(account, run("shop/cart").stdout.splitlines())
    words[words.index(READ)] = SHOW
    text = run("shop/cart").stdout
    assert json.loads(text)["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] == str(tmp_path / "token")
    holds_nothing_of(keys, text)
    for pod, text in [("shop/till", "is not of shop/till"), ("shop", "NAMESPACE/SERVICEACCOUNT")]:
        finished = run(pod, check=False)
        assert finished.returncode in (1, 2)
        assert text in finished.stderr
    (tmp_path / "token").write_text(issuer.token(aud=["sts.amazonaws.com"]))
    finished = run("shop/cart", check=False)
    assert finished.returncode == 1
    assert "InvalidTokenException" in finished.stderr

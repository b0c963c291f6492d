"""Roles for services: what an agent gets with `rolecall:ActAsService`, and what it does not."""

import json

import pytest
from expect import denied, error, missing
from server import Keys, allow, document

LAMBDA = "lambda.amazonaws.com"
PERMISSION = "rolecall:ActAsService"


def trust(service, actions=("sts:AssumeRole", "sts:TagSession"), **more):
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": list(actions),
    }
    return document(statement | more)


def role(account, name, trusted, *statements):
    account.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusted)
    policy = document(*statements or [allow("s3:ListAllMyBuckets")])
    account.iam.put_role_policy(RoleName=name, PolicyName="Own", PolicyDocument=policy)
    return account.arn(f"role/{name}")


@pytest.fixture
def worker(account):
    return role(account, "Worker", trust(LAMBDA))


@pytest.fixture
def agent(account):
    return account.user("Agent", allow(PERMISSION), allow("iam:PassRole"))


def act(account, keys, arn, service=LAMBDA, **more):
    return account.client("rolecall", keys).act_as_service(
        Service=service, RoleArn=arn, RoleSessionName="work", **more
    )


def test_a_service_gets_the_keys_of_a_role_that_trusts_it(account, agent, worker):
    answer = act(account, agent, worker)
    keys = Keys.of(answer["Credentials"])
    name = account.arn("assumed-role/Worker/work", service="sts")
    assert answer["AssumedRoleUser"]["Arn"] == name
    assert account.client("sts", keys).get_caller_identity()["Arn"] == name
    assert account.client("s3", keys).list_buckets()["Buckets"] == []
    with denied():
        account.client("iam", keys).list_users()


def test_a_stolen_agent_key_gives_nothing_else(account, agent, worker):
    with denied():
        account.client("sts", agent).assume_role(RoleArn=worker, RoleSessionName="work")
    with denied():
        account.client("s3", agent).list_buckets()
    with denied():
        account.client("iam", agent).list_roles()
    with denied():
        act(account, agent, worker, service="ec2.amazonaws.com")


def test_an_agent_without_the_permission_gets_nothing(account, worker):
    keys = account.user("Stranger", allow(["sts:*", "iam:*", "ec2:*"]))
    with denied(f"not authorized to perform: {PERMISSION} on resource: {worker}"):
        act(account, keys, worker)


def test_the_permission_may_be_bound_to_service_role_and_source(account, worker):
    source = f"arn:aws:lambda:us-east-1:{account.id}:function:f"
    keys = account.user(
        "Bound",
        allow(
            PERMISSION,
            worker,
            Condition={
                "StringEquals": {"rolecall:Service": LAMBDA},
                "ArnEquals": {"rolecall:SourceArn": source},
            },
        ),
        allow("iam:PassRole"),
    )
    act(account, keys, worker, SourceArn=source)
    with denied():
        act(account, keys, worker, SourceArn=source + "2")
    with denied():
        act(account, keys, worker)
    both = role(account, "Both", trust([LAMBDA, "ec2.amazonaws.com"]))
    with denied():
        act(account, keys, both, SourceArn=source)
    with denied():
        act(account, keys, worker, service="ec2.amazonaws.com", SourceArn=source)


def test_the_role_must_be_the_callers_to_pass(account, worker):
    source = f"arn:aws:lambda:us-east-1:{account.id}:function:f"
    keys = account.user("Bound", allow(PERMISSION))
    with denied(f"not authorized to perform: iam:PassRole on resource: {worker}"):
        act(account, keys, worker, SourceArn=source)
    condition = {
        "StringEquals": {"iam:PassedToService": LAMBDA},
        "ArnEquals": {"iam:AssociatedResourceArn": source},
    }
    account.allow("Bound", allow(PERMISSION), allow("iam:PassRole", worker, Condition=condition))
    act(account, keys, worker, SourceArn=source)
    with denied("iam:PassRole"):
        act(account, keys, worker)


def test_a_role_that_does_not_trust_the_service_is_refused(account, agent, worker):
    with denied("User: ec2.amazonaws.com is not authorized to perform: sts:AssumeRole"):
        act(account, agent, worker, service="ec2.amazonaws.com")
    with denied(f"User: {LAMBDA} is not authorized to perform: sts:AssumeRole"):
        act(account, agent, account.arn("role/Nobody"))


def test_a_role_of_another_account_is_refused(account, other, agent):
    theirs = role(other, "Worker", trust(LAMBDA))
    act(other, other.keys, theirs)
    for keys in (agent, account.keys):
        with denied():
            act(account, keys, theirs)


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        ({"ArnLike": {"aws:SourceArn": "arn:aws:lambda:us-east-1:111122223333:function:*"}}, True),
        ({"ArnLike": {"aws:SourceArn": "arn:aws:lambda:us-east-1:444455556666:function:*"}}, False),
        ({"StringEquals": {"aws:SourceAccount": "111122223333"}}, True),
        ({"StringEquals": {"aws:SourceAccount": "444455556666"}}, False),
        ({"Bool": {"aws:PrincipalIsAWSService": "true"}}, True),
        ({"StringEquals": {"aws:PrincipalServiceName": "ec2.amazonaws.com"}}, False),
    ],
    ids=json.dumps,
)
def test_the_conditions_of_the_trust_policy_hold(account, agent, condition, allowed):
    arn = role(account, "Guarded", trust(LAMBDA, Condition=condition))
    source = "arn:aws:lambda:us-east-1:111122223333:function:f"
    if allowed:
        assert act(account, agent, arn, SourceArn=source)["Credentials"]["SessionToken"]
        return
    with denied("not authorized to perform: sts:AssumeRole"):
        act(account, agent, arn, SourceArn=source)


def test_tags_need_the_trust_policys_permission(account, agent):
    tags = [{"Key": "team", "Value": "blue"}]
    plain = role(account, "Plain", trust(LAMBDA, actions=["sts:AssumeRole"]))
    act(account, agent, plain)
    with denied("sts:TagSession"):
        act(account, agent, plain, Tags=tags)
    tagged = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
    arn = role(account, "Tagged", trust(LAMBDA), allow("s3:ListAllMyBuckets", Condition=tagged))
    with denied():
        account.client("s3", Keys.of(act(account, agent, arn)["Credentials"])).list_buckets()
    answer = act(account, agent, arn, Tags=tags, TransitiveTagKeys=["team"])
    account.client("s3", Keys.of(answer["Credentials"])).list_buckets()


def test_a_service_linked_role_is_its_services(account, agent):
    account.iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    arn = account.arn(
        "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    )
    act(account, agent, arn, service="autoscaling.amazonaws.com")
    with denied():
        act(account, agent, arn)


def test_limits_of_the_request(account, agent, worker):
    with error("ValidationError", 400, "exceeds the MaxSessionDuration"):
        act(account, agent, worker, DurationSeconds=3601)
    with error("ValidationError", 400, "is invalid"):
        act(account, agent, worker, SourceArn="somewhere")
    with error("ValidationError", 400, "is invalid"):
        act(account, agent, account.arn("user/Worker"))


def test_a_profile_tells_its_role(account, agent):
    iam = account.iam
    arn = role(account, "Host", trust("ec2.amazonaws.com"))
    profile = iam.create_instance_profile(InstanceProfileName="Host")["InstanceProfile"]
    iam.add_role_to_instance_profile(InstanceProfileName="Host", RoleName="Host")
    client = account.client("rolecall", agent)
    answer = client.describe_workload(InstanceProfileName="Host")
    assert answer["RoleArn"] == arn
    assert answer["InstanceProfileArn"] == profile["Arn"]
    assert answer["InstanceProfileId"] == profile["InstanceProfileId"]
    assert (answer["AccountId"], answer["Region"]) == (account.id, "us-east-1")
    with missing():
        client.describe_workload(InstanceProfileName="Nobody")
    keys = account.user("Bound", allow(PERMISSION, account.arn("role/Other")))
    with denied():
        account.client("rolecall", keys).describe_workload(InstanceProfileName="Host")


def test_the_operations_are_listed(server):
    lines = server.rolecall("operations").stdout.splitlines()
    assert "rolecall:ActAsService served" in lines
    assert "rolecall:DescribeWorkload served" in lines

"""Instances and what is bound to them, with boto3 and the AWS CLI."""

import base64
import datetime
import json
import subprocess
import textwrap

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding
from expect import denied, error
from server import Keys, Server, allow, client, deny, document

IMAGE = "ami-0123456789abcdef0"
EC2 = "ec2.amazonaws.com"
TRUST = document({"Effect": "Allow", "Principal": {"Service": EC2}, "Action": "sts:AssumeRole"})


def unauthorized(text=None):
    """Expects EC2's word for a denial."""
    return error("UnauthorizedOperation", 403, text)


def profile(account, name):
    """An instance profile with a role of the same name; the profile's ARN."""
    iam = account.iam
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    policy = document(allow("s3:ListAllMyBuckets"))
    iam.put_role_policy(RoleName=name, PolicyName="Own", PolicyDocument=policy)
    iam.create_instance_profile(InstanceProfileName=name)
    iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    return account.arn(f"instance-profile/{name}")


@pytest.fixture
def web(account):
    return profile(account, "Web")


@pytest.fixture
def ec2(account):
    return account.client("ec2")


def run(ec2, count=1, **more):
    answer = ec2.run_instances(ImageId=IMAGE, MinCount=1, MaxCount=count, **more)
    return answer["Instances"]


def only(ec2, *ids):
    """The one instance that EC2 describes."""
    found = ec2.describe_instances(**({"InstanceIds": list(ids)} if ids else {}))
    (instance,) = [each for group in found["Reservations"] for each in group["Instances"]]
    return instance


def ids(answer):
    return {each["InstanceId"] for group in answer["Reservations"] for each in group["Instances"]}


def arn(account, instance):
    return f"arn:aws:ec2:us-east-1:{account.id}:instance/{instance}"


def test_an_instance_from_start_to_end(account, ec2, web):
    tags = [{"Key": "team", "Value": "blue & <co>"}]
    (started,) = run(
        ec2,
        InstanceType="t4g.micro",
        KeyName="mine",
        IamInstanceProfile={"Name": "Web"},
        TagSpecifications=[{"ResourceType": "instance", "Tags": tags}],
        MetadataOptions={"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
    )
    assert started["State"] == {"Code": 0, "Name": "pending"}
    instance = only(ec2)
    assert instance["InstanceId"] == started["InstanceId"]
    assert instance["State"] == {"Code": 16, "Name": "running"}
    assert instance["IamInstanceProfile"]["Arn"] == web
    assert instance["IamInstanceProfile"]["Id"].startswith("AIPA")
    assert (instance["ImageId"], instance["InstanceType"]) == (IMAGE, "t4g.micro")
    assert (instance["Architecture"], instance["KeyName"]) == ("arm64", "mine")
    assert instance["Tags"] == tags
    assert instance["Placement"]["AvailabilityZone"] == "us-east-1a"
    assert instance["PrivateIpAddress"].startswith("172.31.")
    assert instance["MetadataOptions"] == {
        "State": "applied",
        "HttpTokens": "required",
        "HttpPutResponseHopLimit": 2,
        "HttpEndpoint": "enabled",
        "HttpProtocolIpv6": "disabled",
        "InstanceMetadataTags": "disabled",
    }
    age = datetime.datetime.now(datetime.timezone.utc) - instance["LaunchTime"]
    assert age.total_seconds() < 60
    ec2.get_waiter("instance_running").wait(InstanceIds=[instance["InstanceId"]])
    (change,) = ec2.terminate_instances(InstanceIds=[instance["InstanceId"]])[
        "TerminatingInstances"
    ]
    assert change["PreviousState"]["Name"] == "running"
    assert change["CurrentState"]["Name"] == "shutting-down"
    ended = only(ec2)
    assert ended["State"] == {"Code": 48, "Name": "terminated"}
    assert "IamInstanceProfile" not in ended and "PrivateIpAddress" not in ended
    ec2.get_waiter("instance_terminated").wait(InstanceIds=[instance["InstanceId"]])


def test_the_cli_starts_finds_and_ends_an_instance(account, web):
    account.cli("ec2", "run-instances", "--image-id", IMAGE, "--iam-instance-profile", "Name=Web")
    query = "Reservations[].Instances[].[InstanceId,IamInstanceProfile.Arn]"
    shown = account.cli(
        "ec2", "describe-instances", "--filters", "Name=instance-state-name,Values=running",
        "--query", query, "--output", "text",
    )  # fmt: skip
    identifier, found = shown.stdout.split()
    assert found == web
    ended = account.cli("ec2", "terminate-instances", "--instance-ids", identifier)
    assert json.loads(ended.stdout)["TerminatingInstances"][0]["InstanceId"] == identifier


def test_instances_are_their_accounts_and_regions(account, other, ec2):
    (instance,) = run(ec2)
    identifier = instance["InstanceId"]
    there = client(account.server.endpoint, "ec2", account.keys, region="eu-west-1")
    for stranger in (there, other.client("ec2")):
        assert ids(stranger.describe_instances()) == set()
        with error("InvalidInstanceID.NotFound", 400, f"The instance ID '{identifier}' does not"):
            stranger.describe_instances(InstanceIds=[identifier])
        with error("InvalidInstanceID.NotFound", 400):
            stranger.terminate_instances(InstanceIds=[identifier])
    assert only(ec2)["State"]["Name"] == "running"


def test_terminating_is_for_all_or_none(ec2):
    first, second = run(ec2, 2)
    nobody = "i-" + "0" * 17
    with error("InvalidInstanceID.NotFound", 400):
        ec2.terminate_instances(InstanceIds=[first["InstanceId"], nobody])
    running = [{"Name": "instance-state-name", "Values": ["running"]}]
    assert len(ids(ec2.describe_instances(Filters=running))) == 2
    with error("InvalidInstanceID.Malformed", 400, 'Invalid id: "nobody"'):
        ec2.terminate_instances(InstanceIds=["nobody"])


def test_filters_and_pages(account, ec2, web):
    tagged = [{"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "blue"}]}]
    blue = {each["InstanceId"] for each in run(ec2, 4, TagSpecifications=tagged)}
    (bound,) = run(ec2, IamInstanceProfile={"Arn": web}, InstanceType="m5.large")
    everyone = blue | {bound["InstanceId"]}

    def found(**filters):
        names = {name.replace("_", "-"): values for name, values in filters.items()}
        return ids(
            ec2.describe_instances(
                Filters=[{"Name": name, "Values": values} for name, values in names.items()]
            )
        )

    assert ids(ec2.describe_instances()) == everyone
    assert found(**{"tag:team": ["blue"]}) == blue
    assert found(**{"tag:team": ["b*e", "red"]}) == blue
    assert found(**{"tag:Team": ["blue"]}) == set()
    assert found(tag_key=["team"]) == blue
    assert found(**{"iam-instance-profile.arn": [web]}) == {bound["InstanceId"]}
    assert found(instance_type=["m5.*"]) == {bound["InstanceId"]}
    assert found(instance_type=["m5?large"], image_id=[IMAGE]) == {bound["InstanceId"]}
    assert found(instance_type=["m5.large"], **{"tag:team": ["blue"]}) == set()
    with error("InvalidParameterValue", 400, "The filter 'colour' is invalid"):
        found(colour=["blue"])
    with error("InvalidParameterValue", 400):
        ec2.describe_instances(MaxResults=4)
    with error("InvalidParameterCombination", 400):
        ec2.describe_instances(MaxResults=5, InstanceIds=[bound["InstanceId"]])
    run(ec2, 3)
    pages = list(ec2.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 5}))
    assert [len(ids(page)) for page in pages] == [5, 3]
    assert len(set().union(*map(ids, pages))) == 8


def test_a_client_token_makes_a_request_once(ec2):
    first = run(ec2, ClientToken="once")
    assert [each["InstanceId"] for each in run(ec2, ClientToken="once")] == [
        first[0]["InstanceId"]
    ]
    with error("IdempotentParameterMismatch", 400):
        run(ec2, 2, ClientToken="once")
    run(ec2, ClientToken="twice")
    assert len(ids(ec2.describe_instances())) == 2


def test_a_dry_run_changes_nothing(account, ec2, web):
    with error("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set."):
        run(ec2, DryRun=True)
    assert ids(ec2.describe_instances()) == set()
    (instance,) = run(ec2)
    with error("DryRunOperation", 412):
        ec2.terminate_instances(InstanceIds=[instance["InstanceId"]], DryRun=True)
    assert only(ec2)["State"]["Name"] == "running"
    nobody = account.client("ec2", account.user("Nobody"))
    with unauthorized():
        run(nobody, DryRun=True)


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"ImageId": "image"}, "InvalidAMIID.Malformed"),
        ({"MinCount": 0}, "InvalidParameterValue"),
        ({"MinCount": 2, "MaxCount": 1}, "InvalidParameterValue"),
        ({"Placement": {"AvailabilityZone": "eu-west-1a"}}, "InvalidParameterValue"),
        ({"MetadataOptions": {"HttpTokens": "never"}}, "InvalidParameterValue"),
        ({"MetadataOptions": {"HttpPutResponseHopLimit": 65}}, "InvalidParameterValue"),
        ({"InstanceType": "big"}, "InvalidParameterValue"),
        ({"PrivateIpAddress": "here"}, "InvalidParameterValue"),
        ({"IamInstanceProfile": {"Name": "Nobody"}}, "InvalidParameterValue"),
        (
            {"IamInstanceProfile": {"Arn": "arn:aws:iam::444455556666:instance-profile/Web"}},
            "InvalidParameterValue",
        ),
        (
            {
                "TagSpecifications": [
                    {"ResourceType": "instance", "Tags": [{"Key": "aws:x", "Value": "y"}]}
                ]
            },
            "InvalidParameterValue",
        ),
    ],
    ids=json.dumps,
)
def test_what_cannot_be_started(account, web, parameters, code):
    ec2 = account.client("ec2", validate=False)
    with error(code, 400):
        ec2.run_instances(**{"ImageId": IMAGE, "MinCount": 1, "MaxCount": 1} | parameters)
    assert ids(ec2.describe_instances()) == set()


def test_a_parameter_that_is_missing(account):
    ec2 = account.client("ec2", validate=False)
    with error("MissingParameter", 400, "The request must contain the parameter ImageId"):
        ec2.run_instances(MinCount=1, MaxCount=1)
    with error("MissingParameter", 400, "The request must contain the parameter InstanceId"):
        ec2.modify_instance_metadata_options()


def test_a_private_address_has_one_instance(ec2):
    (first,) = run(ec2, PrivateIpAddress="10.0.0.5")
    assert first["PrivateIpAddress"] == "10.0.0.5"
    with error("InvalidIPAddress.InUse", 400):
        run(ec2, PrivateIpAddress="10.0.0.5")
    ec2.terminate_instances(InstanceIds=[first["InstanceId"]])
    run(ec2, PrivateIpAddress="10.0.0.5")


# Who may bind a role


RUN = [allow("ec2:RunInstances"), allow("ec2:CreateTags")]


def test_without_pass_role_nobody_binds_a_role(account, ec2, web):
    (instance,) = run(ec2)
    keys = account.user("Ann", allow("ec2:*"))
    ann = account.client("ec2", keys)
    role = account.arn("role/Web")
    sentence = f"user/Ann is not authorized to perform: iam:PassRole on resource: {role}"
    choice = {"Name": "Web"}
    with unauthorized(sentence):
        run(ann, IamInstanceProfile=choice)
    with unauthorized(sentence):
        ann.associate_iam_instance_profile(
            InstanceId=instance["InstanceId"], IamInstanceProfile=choice
        )
    profile(account, "Other")
    bound = ec2.associate_iam_instance_profile(
        InstanceId=instance["InstanceId"], IamInstanceProfile={"Name": "Other"}
    )["IamInstanceProfileAssociation"]
    with unauthorized(sentence):
        ann.replace_iam_instance_profile_association(
            AssociationId=bound["AssociationId"], IamInstanceProfile=choice
        )
    assert only(ec2)["IamInstanceProfile"]["Arn"] == account.arn("instance-profile/Other")
    run(ann)


@pytest.mark.parametrize(
    ("condition", "allowed"),
    [
        ({"StringEquals": {"iam:PassedToService": EC2}}, True),
        ({"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}, False),
        ({"StringLike": {"iam:AssociatedResourceARN": "arn:aws:ec2:us-east-1:*:instance/*"}}, True),
        ({"StringLike": {"iam:AssociatedResourceARN": "arn:aws:ec2:eu-*:*:instance/*"}}, False),
    ],
    ids=json.dumps,
)
def test_conditions_of_pass_role(account, ec2, web, condition, allowed):
    keys = account.user(
        "Ann", allow("ec2:*"), allow("iam:PassRole", account.arn("role/Web"), Condition=condition)
    )
    ann = account.client("ec2", keys)
    (instance,) = run(ec2)
    if allowed:
        run(ann, IamInstanceProfile={"Arn": web})
        ann.associate_iam_instance_profile(
            InstanceId=instance["InstanceId"], IamInstanceProfile={"Arn": web}
        )
        return
    with unauthorized("iam:PassRole"):
        run(ann, IamInstanceProfile={"Arn": web})
    with unauthorized("iam:PassRole"):
        ann.associate_iam_instance_profile(
            InstanceId=instance["InstanceId"], IamInstanceProfile={"Arn": web}
        )


def test_a_profile_of_another_account_is_refused(account, other, web):
    theirs = other.client("ec2")
    (instance,) = run(theirs)
    with error("InvalidParameterValue", 400, "Invalid IAM Instance Profile ARN"):
        run(theirs, IamInstanceProfile={"Arn": web})
    with error("InvalidParameterValue", 400, "Invalid IAM Instance Profile ARN"):
        theirs.associate_iam_instance_profile(
            InstanceId=instance["InstanceId"], IamInstanceProfile={"Arn": web}
        )
    with error("InvalidParameterValue", 400, "Invalid IAM Instance Profile name"):
        run(theirs, IamInstanceProfile={"Name": "Web"})


def test_a_profile_without_a_role_is_refused(account, ec2):
    account.iam.create_instance_profile(InstanceProfileName="Bare")
    with error("InvalidParameterValue", 400, "has no associated IAM Roles"):
        run(ec2, IamInstanceProfile={"Name": "Bare"})


@pytest.mark.parametrize(
    "statements",
    [
        [],
        [allow("ec2:RunInstances", "arn:aws:ec2:*:*:instance/*")],
        [allow("ec2:RunInstances"), deny("ec2:RunInstances", "arn:aws:ec2:*::image/ami-0*")],
        [allow("ec2:RunInstances", Condition={"StringEquals": {"ec2:InstanceType": "t3.nano"}})],
        [allow("ec2:RunInstances", Condition={"StringEquals": {"ec2:Region": "eu-west-1"}})],
    ],
    ids=json.dumps,
)
def test_starting_needs_every_kind_of_resource(account, statements):
    ec2 = account.client("ec2", account.user("Ann", *statements))
    text = "You are not authorized to perform this operation. User: "
    with unauthorized(text) as caught:
        run(ec2)
    message = caught.value.response["Error"]["Message"]
    assert "ec2:RunInstances on resource: arn:aws:ec2:us-east-1:" in message
    sealed = message.partition(". Encoded authorization failure message: ")[2]
    opened = account.client("sts").decode_authorization_message(EncodedMessage=sealed)
    assert json.loads(opened["DecodedMessage"])["context"]["action"] == "ec2:RunInstances"


def test_conditions_of_starting(account, web):
    instances = "arn:aws:ec2:*:*:instance/*"
    conditions = {
        "StringEquals": {"ec2:MetadataHttpTokens": "required", "aws:RequestTag/team": "blue"},
        "ArnEquals": {"ec2:InstanceProfile": web},
    }
    keys = account.user(
        "Ann",
        allow("ec2:RunInstances", instances, Condition=conditions),
        {"Effect": "Allow", "Action": "ec2:RunInstances", "NotResource": instances},
        allow("iam:PassRole"),
        allow(
            "ec2:CreateTags",
            instances,
            Condition={"StringEquals": {"ec2:CreateAction": "RunInstances"}},
        ),
    )
    ec2 = account.client("ec2", keys)
    right = {
        "IamInstanceProfile": {"Name": "Web"},
        "MetadataOptions": {"HttpTokens": "required"},
        "TagSpecifications": [
            {"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "blue"}]}
        ],
    }
    (instance,) = run(ec2, **right)
    for missing in right:
        with unauthorized("ec2:RunInstances"):
            run(ec2, **{name: value for name, value in right.items() if name != missing})
    with unauthorized("ec2:CreateTags"):
        ec2.create_tags(
            Resources=[instance["InstanceId"]], Tags=[{"Key": "team", "Value": "blue"}]
        )


def test_a_listing_needs_its_permission(account):
    ec2 = account.client("ec2", account.user("Ann"))
    with unauthorized(
        "user/Ann is not authorized to perform: ec2:DescribeInstances because no identity-based "
        "policy allows the ec2:DescribeInstances action"
    ):
        ec2.describe_instances()
    account.allow("Ann", allow("ec2:DescribeInstances"))
    assert ids(ec2.describe_instances()) == set()


def test_policies_on_tags_of_instances(account, ec2):
    blue = [{"ResourceType": "instance", "Tags": [{"Key": "team", "Value": "blue"}]}]
    (mine,) = run(ec2, TagSpecifications=blue)
    (theirs,) = run(ec2)
    tagged = {"StringEquals": {"ec2:ResourceTag/team": "blue"}}
    ann = account.client("ec2", account.user("Ann", allow("ec2:*", Condition=tagged)))
    with unauthorized(f"ec2:TerminateInstances on resource: {arn(account, theirs['InstanceId'])}"):
        ann.terminate_instances(InstanceIds=[theirs["InstanceId"]])
    ann.terminate_instances(InstanceIds=[mine["InstanceId"]])


# Associations


def test_a_profile_comes_changes_and_goes(account, ec2, web):
    other = profile(account, "Other")
    (instance,) = run(ec2)
    identifier = instance["InstanceId"]
    assert "IamInstanceProfile" not in only(ec2)
    bound = ec2.associate_iam_instance_profile(
        InstanceId=identifier, IamInstanceProfile={"Name": "Web"}
    )["IamInstanceProfileAssociation"]
    assert bound["State"] == "associating"
    assert bound["IamInstanceProfile"]["Arn"] == web
    with error("IncorrectState", 400, f"existing association for instance {identifier}"):
        ec2.associate_iam_instance_profile(
            InstanceId=identifier, IamInstanceProfile={"Arn": other}
        )
    (shown,) = ec2.describe_iam_instance_profile_associations(
        Filters=[{"Name": "instance-id", "Values": [identifier]}]
    )["IamInstanceProfileAssociations"]
    assert (shown["AssociationId"], shown["State"]) == (bound["AssociationId"], "associated")
    assert only(ec2)["IamInstanceProfile"]["Arn"] == web

    replaced = ec2.replace_iam_instance_profile_association(
        AssociationId=bound["AssociationId"], IamInstanceProfile={"Arn": other}
    )["IamInstanceProfileAssociation"]
    assert replaced["AssociationId"] != bound["AssociationId"]
    assert only(ec2)["IamInstanceProfile"]["Arn"] == other
    with error("InvalidAssociationID.NotFound", 400):
        ec2.disassociate_iam_instance_profile(AssociationId=bound["AssociationId"])
    with error("InvalidParameterValue", 400, "Invalid value for associationId"):
        ec2.disassociate_iam_instance_profile(AssociationId=identifier)
    gone = ec2.disassociate_iam_instance_profile(AssociationId=replaced["AssociationId"])
    assert gone["IamInstanceProfileAssociation"]["State"] == "disassociating"
    assert "IamInstanceProfile" not in only(ec2)
    listed = ec2.describe_iam_instance_profile_associations()
    assert listed["IamInstanceProfileAssociations"] == []
    ec2.terminate_instances(InstanceIds=[identifier])
    with error("IncorrectInstanceState", 400):
        ec2.associate_iam_instance_profile(
            InstanceId=identifier, IamInstanceProfile={"Name": "Web"}
        )


def test_metadata_options_change(account, ec2):
    (instance,) = run(ec2)
    identifier = instance["InstanceId"]
    assert instance["MetadataOptions"]["HttpTokens"] == "optional"
    changed = ec2.modify_instance_metadata_options(
        InstanceId=identifier, HttpTokens="required", InstanceMetadataTags="enabled"
    )["InstanceMetadataOptions"]
    assert (changed["HttpTokens"], changed["InstanceMetadataTags"]) == ("required", "enabled")
    ec2.modify_instance_metadata_options(InstanceId=identifier, HttpPutResponseHopLimit=3)
    options = only(ec2)["MetadataOptions"]
    assert (options["HttpTokens"], options["HttpPutResponseHopLimit"]) == ("required", 3)
    forced = {"StringEquals": {"ec2:Attribute/HttpTokens": "required"}}
    ann = account.user("Ann", allow("ec2:ModifyInstanceMetadataOptions", Condition=forced))
    ann = account.client("ec2", ann)
    with unauthorized("ec2:ModifyInstanceMetadataOptions"):
        ann.modify_instance_metadata_options(InstanceId=identifier, HttpTokens="optional")
    ann.modify_instance_metadata_options(InstanceId=identifier, HttpTokens="required")


def test_tags_of_instances(ec2):
    first, second = (each["InstanceId"] for each in run(ec2, 2))
    ec2.create_tags(
        Resources=[first, second],
        Tags=[{"Key": "team", "Value": "blue"}, {"Key": "cost", "Value": ""}],
    )
    ec2.create_tags(Resources=[second], Tags=[{"Key": "team", "Value": "red"}])
    tags = {(tag["ResourceId"], tag["Key"]): tag["Value"] for tag in ec2.describe_tags()["Tags"]}
    assert tags == {
        (first, "team"): "blue",
        (first, "cost"): "",
        (second, "team"): "red",
        (second, "cost"): "",
    }
    ec2.delete_tags(Resources=[first, second], Tags=[{"Key": "team", "Value": "blue"}])
    ec2.delete_tags(Resources=[second], Tags=[{"Key": "cost"}])
    found = ec2.describe_tags(Filters=[{"Name": "resource-id", "Values": [second]}])["Tags"]
    assert [(tag["Key"], tag["Value"]) for tag in found] == [("team", "red")]
    ec2.delete_tags(Resources=[second])
    assert "Tags" not in only(ec2, second)
    with error("InvalidID", 400):
        ec2.create_tags(Resources=["vol-1"], Tags=[{"Key": "a", "Value": "b"}])
    with error("InvalidParameterValue", 400):
        ec2.create_tags(Resources=[first], Tags=[{"Key": "Cost", "Value": "1"}])
    with error("TagLimitExceeded", 400):
        ec2.create_tags(
            Resources=[first], Tags=[{"Key": f"k{n}", "Value": ""} for n in range(50)]
        )


# What is not EC2's


def test_bad_keys_and_actions(account):
    wrong = Keys(account.keys.id, "x" * 40)
    with error("AuthFailure", 401, "not able to validate the provided access credentials"):
        account.client("ec2", wrong).describe_instances()
    nobody = Keys("AKIA" + "A" * 16, "x" * 40)
    with error("AuthFailure", 401):
        account.client("ec2", nobody).describe_instances()
    with error("InvalidAction", 400, "DescribeVpcs is not valid for this web service"):
        account.client("ec2").describe_vpcs()


# What the agent of an instance gets


def act(account, keys, role, instance):
    return account.client("rolecall", keys).act_as_service(
        Service=EC2,
        RoleArn=role,
        RoleSessionName=instance,
        SourceArn=arn(account, instance),
    )


def test_only_a_running_instance_that_is_bound_has_the_role(account, ec2, web):
    profile(account, "Other")
    role = account.arn("role/Web")
    agent = account.user("Agent", allow("rolecall:ActAsService"))
    (bound,) = run(ec2, IamInstanceProfile={"Arn": web})
    (bare,) = run(ec2)
    keys = Keys.of(act(account, agent, role, bound["InstanceId"])["Credentials"])
    assert account.client("s3", keys).list_buckets()["Buckets"] == []
    with denied("is not bound to the role"):
        act(account, agent, account.arn("role/Other"), bound["InstanceId"])
    for instance in (bare["InstanceId"], "i-" + "0" * 17):
        with denied("does not run, or is not bound"):
            act(account, agent, role, instance)
    (association,) = ec2.describe_iam_instance_profile_associations()[
        "IamInstanceProfileAssociations"
    ]
    ec2.replace_iam_instance_profile_association(
        AssociationId=association["AssociationId"], IamInstanceProfile={"Name": "Other"}
    )
    with denied():
        act(account, agent, role, bound["InstanceId"])
    act(account, agent, account.arn("role/Other"), bound["InstanceId"])
    ec2.terminate_instances(InstanceIds=[bound["InstanceId"]])
    with denied():
        act(account, agent, account.arn("role/Other"), bound["InstanceId"])


def test_a_profile_that_is_made_again_is_another(account, ec2, web):
    agent = account.user("Agent", allow("rolecall:ActAsService"))
    (instance,) = run(ec2, IamInstanceProfile={"Arn": web})
    iam = account.iam
    iam.remove_role_from_instance_profile(InstanceProfileName="Web", RoleName="Web")
    with denied():
        act(account, agent, account.arn("role/Web"), instance["InstanceId"])
    iam.delete_instance_profile(InstanceProfileName="Web")
    iam.create_instance_profile(InstanceProfileName="Web")
    iam.add_role_to_instance_profile(InstanceProfileName="Web", RoleName="Web")
    with denied():
        act(account, agent, account.arn("role/Web"), instance["InstanceId"])


def test_what_an_instance_is_told(account, ec2, web):
    agent = account.user("Agent", allow("rolecall:ActAsService", account.arn("role/Web")))
    tags = [{"Key": "team", "Value": "blue"}]
    (instance,) = run(
        ec2,
        IamInstanceProfile={"Arn": web},
        InstanceType="t3.micro",
        TagSpecifications=[{"ResourceType": "instance", "Tags": tags}],
    )
    client = account.client("rolecall", agent)
    told = client.describe_workload(InstanceId=instance["InstanceId"])
    assert told["RoleArn"] == account.arn("role/Web")
    assert told["InstanceProfileArn"] == web
    assert (told["InstanceState"], told["InstanceType"]) == ("running", "t3.micro")
    assert told["PrivateIpAddress"] == instance["PrivateIpAddress"]
    assert told["MetadataOptions"] == {
        "HttpEndpoint": "enabled",
        "HttpTokens": "optional",
        "HttpPutResponseHopLimit": 1,
        "InstanceMetadataTags": "disabled",
    }
    assert told["Tags"] == tags
    (bare,) = run(ec2)
    with denied(f"rolecall:ActAsService on resource: {arn(account, bare['InstanceId'])}"):
        client.describe_workload(InstanceId=bare["InstanceId"])
    # One who may not have the role does not learn which it is.
    bound = arn(account, instance["InstanceId"])
    stranger = account.client("rolecall", account.user("Stranger", allow("ec2:*")))
    with denied(f"rolecall:ActAsService on resource: {bound} because"):
        stranger.describe_workload(InstanceId=instance["InstanceId"])
    told = account.client("rolecall").describe_workload(InstanceId=bare["InstanceId"])
    assert "RoleArn" not in told
    with error("InvalidInstanceID.NotFound", 400):
        account.client("rolecall").describe_workload(InstanceId="i-" + "0" * 17)


def verified(told, folder):
    """The document of an instance, once `openssl` has verified all its signatures."""
    document = folder / "document"
    document.write_text(told["IdentityDocument"])
    certificate = folder / "certificate.pem"
    certificate.write_text(told["IdentityCertificate"])
    public = x509.load_pem_x509_certificate(told["IdentityCertificate"].encode()).public_key()
    signature = base64.b64decode(told["IdentitySignature"])
    public.verify(signature, document.read_bytes(), padding.PKCS1v15(), hashes.SHA256())
    for name in ("IdentityPKCS7", "IdentityRSA2048"):
        lines = "\n".join(textwrap.wrap(told[name], 64))
        message = folder / name
        message.write_text(f"-----BEGIN PKCS7-----\n{lines}\n-----END PKCS7-----\n")
        arguments = ["-in", message, "-inform", "PEM", "-certfile", certificate, "-noverify"]
        shown = subprocess.run(
            ["openssl", "smime", "-verify", *arguments], capture_output=True, check=True
        )
        assert shown.stdout == document.read_bytes()
    return json.loads(told["IdentityDocument"])


def test_the_identity_document_can_be_verified(account, ec2, tmp_path):
    (instance,) = run(ec2, InstanceType="t4g.micro")
    client = account.client("rolecall")
    told = client.describe_workload(InstanceId=instance["InstanceId"])
    assert verified(told, tmp_path) == {
        "accountId": account.id,
        "architecture": "arm64",
        "availabilityZone": "us-east-1a",
        "billingProducts": None,
        "devpayProductCodes": None,
        "imageId": IMAGE,
        "instanceId": instance["InstanceId"],
        "instanceType": "t4g.micro",
        "kernelId": None,
        "marketplaceProductCodes": None,
        "pendingTime": instance["LaunchTime"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "privateIp": instance["PrivateIpAddress"],
        "ramdiskId": None,
        "region": "us-east-1",
        "version": "2017-09-30",
    }
    told["IdentityDocument"] = told["IdentityDocument"].replace("t4g", "t3g")
    with pytest.raises(InvalidSignature):
        verified(told, tmp_path)


def test_the_identity_key_survives_a_restart(tmp_path):
    told = []
    for _ in range(2):
        server = Server(tmp_path, data=tmp_path / "data")
        try:
            account = server.account("111122223333")
            (instance,) = run(account.client("ec2"))
            client = account.client("rolecall")
            told.append(client.describe_workload(InstanceId=instance["InstanceId"]))
            verified(told[-1], tmp_path)
        finally:
            assert server.stop() == 0
    assert told[0]["IdentityCertificate"] == told[1]["IdentityCertificate"]
    kept = tmp_path / "data/instance-identity.key"
    assert kept.stat().st_mode & 0o777 == 0o600
    certificate = x509.load_pem_x509_certificate(told[0]["IdentityCertificate"].encode())
    assert certificate.public_bytes(Encoding.DER) not in kept.read_bytes()


def test_instances_go_with_their_account(server, account, ec2):
    run(ec2, 3)
    again = server.account(account.id)
    assert ids(again.client("ec2").describe_instances()) == set()

"""Instances of EC2 behind `rolecall agent`: what AWS's own calls bind is what workloads get."""

import base64
import json
import subprocess
import time

import pytest
from workloads import (
    KEYS,
    READ,
    agent_keys,
    ask_token,
    client_environment,
    exec_command,
    fetch,
    metadata_agent,
    proof,
    run_python,
    web_role,
)


@pytest.fixture
def ec2(account):
    web_role(account)
    web_role(account, "Next")
    return account.client("ec2")


def run(ec2, **more):
    answer = ec2.run_instances(
        ImageId="ami-0123456789abcdef0", MinCount=1, MaxCount=1, InstanceType="m5.large", **more
    )
    return answer["Instances"][0]


def web(ec2, **more):
    return run(ec2, IamInstanceProfile={"Name": "Web"}, **more)


@pytest.fixture
def start(tmp_path, server, account):
    agents = []
    keys = agent_keys(account)

    def start(instance, **more):
        agent, url = metadata_agent(
            tmp_path, server, keys, instanceId=instance["InstanceId"], **more
        )
        agents.append(agent)
        return url

    yield start
    for agent in agents:
        agent.stop()


def until(what, seconds=60):
    """Waits until something holds, at most for so long as AWS's change takes to arrive."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "the change has not arrived"
        time.sleep(0.25)


def test_an_instance_gets_the_role_in_its_profile(server, account, ec2, start):
    instance = web(ec2)
    url = start(instance)
    lines = run_python(
        READ,
        "web-data",
        "next-data",
        environment=client_environment(server, AWS_EC2_METADATA_SERVICE_ENDPOINT=url),
    )
    session = account.arn(f"assumed-role/Web/{instance['InstanceId']}", service="sts")
    assert lines == ["hello from web-data", session, "AccessDenied"]


def test_an_instance_is_told_what_ec2_says_of_it(ec2, start):
    tags = [{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "web one"}]}]
    options = {"InstanceMetadataTags": "enabled"}
    instance = web(ec2, TagSpecifications=tags, MetadataOptions=options)
    url = start(instance)
    fields = proof(url)
    for path, value in [
        ("instance-id", instance["InstanceId"]),
        ("instance-type", "m5.large"),
        ("ami-id", instance["ImageId"]),
        ("local-ipv4", instance["PrivateIpAddress"]),
        ("placement/availability-zone", instance["Placement"]["AvailabilityZone"]),
        ("placement/region", "us-east-1"),
        ("tags/instance/Name", "web one"),
    ]:
        assert fetch(f"{url}/latest/meta-data/{path}", **fields)[:2] == (200, value)


def test_tokens_are_optional_where_the_options_say_so(ec2, start):
    optional = start(web(ec2, MetadataOptions={"HttpTokens": "optional"}))
    required = start(web(ec2, MetadataOptions={"HttpTokens": "required"}))
    assert fetch(f"{optional}/{KEYS}")[:2] == (200, "Web")
    assert fetch(f"{required}/{KEYS}")[0] == 401


def test_changed_options_arrive_within_a_minute(ec2, start):
    instance = web(ec2, MetadataOptions={"HttpTokens": "optional"})
    url = start(instance)
    assert fetch(f"{url}/{KEYS}")[0] == 200
    ec2.modify_instance_metadata_options(
        InstanceId=instance["InstanceId"], HttpTokens="required"
    )
    until(lambda: fetch(f"{url}/{KEYS}")[0] == 401)
    ec2.modify_instance_metadata_options(
        InstanceId=instance["InstanceId"], HttpEndpoint="disabled"
    )
    until(lambda: fetch(f"{url}/{KEYS}")[0] == 403)


def test_another_profile_arrives_within_a_minute_and_none_ends_it(ec2, start):
    instance = web(ec2)
    url = start(instance)
    fields = proof(url, 3600)
    assert fetch(f"{url}/{KEYS}", **fields)[1] == "Web"
    (association,) = ec2.describe_iam_instance_profile_associations()[
        "IamInstanceProfileAssociations"
    ]
    replaced = ec2.replace_iam_instance_profile_association(
        AssociationId=association["AssociationId"], IamInstanceProfile={"Name": "Next"}
    )["IamInstanceProfileAssociation"]
    until(lambda: fetch(f"{url}/{KEYS}", **fields)[1] == "Next")
    assert json.loads(fetch(f"{url}/{KEYS}Next", **fields)[1])["Code"] == "Success"
    assert fetch(f"{url}/{KEYS}Web", **fields)[0] == 404
    ec2.disassociate_iam_instance_profile(AssociationId=replaced["AssociationId"])
    until(lambda: fetch(f"{url}/{KEYS}", **fields)[0] == 404)
    assert fetch(f"{url}/latest/meta-data/instance-id", **fields)[0] == 200


def test_a_terminated_instance_gets_nothing_within_a_minute(ec2, start):
    instance = web(ec2)
    url = start(instance)
    fields = proof(url, 3600)
    assert fetch(f"{url}/{KEYS}Web", **fields)[0] == 200
    ec2.terminate_instances(InstanceIds=[instance["InstanceId"]])
    until(lambda: fetch(f"{url}/{KEYS}Web", **fields)[0] == 404)


def test_an_instance_that_is_not_there_gets_nothing(ec2, start):
    url = start({"InstanceId": "i-0123456789abcdef0"})
    assert ask_token(url)[0] == 404


def test_a_command_runs_as_an_instance(server, account, ec2):
    instance = web(ec2)
    answer = exec_command(
        server, agent_keys(account), "exec", "--instance", instance["InstanceId"], "--",
        "aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text",
    )
    name = f"assumed-role/Web/{instance['InstanceId']}"
    assert answer.stdout.strip() == account.arn(name, service="sts")


def test_the_identity_document_is_verified_as_the_guide_says(tmp_path, account, ec2, start):
    instance = web(ec2)
    url = start(instance)
    fields = proof(url)

    def get(name):
        status, text, _ = fetch(f"{url}/latest/dynamic/instance-identity/{name}", **fields)
        assert status == 200
        return text

    told = account.client("rolecall").describe_workload(InstanceId=instance["InstanceId"])
    certificate, document = tmp_path / "certificate", tmp_path / "document"
    certificate.write_text(told["IdentityCertificate"])
    document.write_text(get("document"))
    assert json.loads(get("document"))["instanceId"] == instance["InstanceId"]
    key, signature = tmp_path / "key", tmp_path / "signature"
    openssl("x509", "-pubkey", "-noout", "-in", certificate, "-out", key)
    signature.write_bytes(base64.b64decode(get("signature")))
    openssl("dgst", "-sha256", "-verify", key, "-signature", signature, document)
    for name in ["pkcs7", "rsa2048"]:
        message = tmp_path / name
        message.write_text(f"-----BEGIN PKCS7-----\n{get(name)}\n-----END PKCS7-----\n")
        openssl("smime", "-verify", "-in", message, "-inform", "PEM", "-content", document,
                "-certfile", certificate, "-noverify")


def openssl(*words):
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)

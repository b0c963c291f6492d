"""The instance metadata service of `rolecall agent`, with unmodified clients and by hand."""

import http.client
import json
import subprocess
import urllib.parse

import pytest
from server import allow
from workloads import (
    EC2,
    KEYS,
    READ,
    agent_keys,
    ask_token,
    client_environment,
    fetch,
    metadata_agent,
    profile,
    proof,
    reads_its_own,
    run_python,
    token,
    worker_role,
)


@pytest.fixture
def story(account):
    """Two buckets, a role for one of them in a profile, and an agent's keys."""
    worker_role(account, "Web", EC2, bucket="web-data")
    worker_role(account, "Other", EC2, bucket="other-data")
    profile(account, "WebProfile", "Web")
    return agent_keys(account)


def start(tmp_path, server, keys, **binding):
    return metadata_agent(
        tmp_path, server, keys, **({"instanceProfile": "WebProfile"} | binding)
    )


@pytest.fixture
def imds(tmp_path, server, story):
    agent, url = start(tmp_path, server, story)
    with agent:
        yield url


@pytest.fixture
def imds_v1(tmp_path, server, story):
    agent, url = start(tmp_path, server, story, httpTokens="optional")
    with agent:
        yield url


def environment(server, url):
    return client_environment(server, AWS_EC2_METADATA_SERVICE_ENDPOINT=url)


def test_boto3_gets_keys_with_a_token(server, account, imds):
    lines = run_python(READ, "web-data", "other-data", environment=environment(server, imds))
    reads_its_own(lines, "web-data", account.arn("assumed-role/Web/i-", service="sts"))


def test_the_cli_gets_keys_and_the_region_with_a_token(server, imds):
    values = environment(server, imds)
    del values["AWS_DEFAULT_REGION"]
    command = ["aws", "s3api", "head-object", "--bucket", "web-data", "--key", "greeting"]
    finished = subprocess.run(command, env=values, capture_output=True, text=True, timeout=60)
    assert finished.returncode == 0, finished.stderr
    command[4] = "other-data"
    finished = subprocess.run(command, env=values, capture_output=True, text=True, timeout=60)
    assert finished.returncode != 0
    assert "403" in finished.stderr or "Forbidden" in finished.stderr


def test_boto3_gets_keys_without_a_token_where_that_is_allowed(server, account, imds_v1):
    status, text, _ = fetch(f"{imds_v1}/{KEYS}")
    assert (status, text) == (200, "Web")
    code = f"""
import botocore.utils
botocore.utils.InstanceMetadataFetcher._fetch_metadata_token = lambda self: None
{READ}"""
    lines = run_python(code, "web-data", "other-data", environment=environment(server, imds_v1))
    reads_its_own(lines, "web-data", account.arn("assumed-role/Web/i-", service="sts"))


def test_the_keys_come_as_the_service_writes_them(imds):
    fields = proof(imds)
    status, text, headers = fetch(f"{imds}/{KEYS}Web", **fields)
    assert status == 200
    assert headers["Content-Type"] == "text/plain"
    keys = json.loads(text)
    assert list(keys) == [
        "Code", "LastUpdated", "Type", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"
    ]
    assert keys["Code"] == "Success"
    assert keys["Type"] == "AWS-HMAC"
    again = json.loads(fetch(f"{imds}/{KEYS}Web", **fields)[1])
    assert again == keys
    info = json.loads(fetch(f"{imds}/latest/meta-data/iam/info", **fields)[1])
    assert info["InstanceProfileArn"].endswith(":instance-profile/WebProfile")
    assert info["InstanceProfileId"].startswith("AIPA")


def test_the_tree_lists_itself(imds):
    fields = proof(imds)

    def get(path):
        status, text, _ = fetch(f"{imds}/{path}", **fields)
        return text if status == 200 else status

    names = get("latest/meta-data/").split("\n")
    assert {"ami-id", "instance-id", "iam/", "placement/", "local-ipv4"} <= set(names)
    assert get("latest/meta-data") == get("latest/meta-data/")
    assert get("2021-03-23/meta-data/") == get("latest/meta-data/")
    assert get("latest/meta-data/placement/availability-zone") == "us-east-1a"
    assert get("latest/meta-data/placement/availability-zone/") == "us-east-1a"
    assert get("latest/meta-data/placement/region") == "us-east-1"
    assert get("latest/meta-data/iam/") == "info\nsecurity-credentials/"
    assert get("latest/meta-data/iam/security-credentials") == "Web"
    for path in ["latest/user-data", "newest/meta-data/", "latest/meta-data/nothing",
                 KEYS + "Other", "", "latest/meta-data/iam/info/x"]:
        assert get(path) == 404


@pytest.mark.parametrize("seconds", ["0", "21601", "-1", "1.5", "x", "", "99999999999999999999"])
def test_a_life_of_a_token_is_a_second_to_six_hours(imds, seconds):
    assert ask_token(imds, seconds)[0] == 400


def test_a_token_needs_a_life(imds):
    assert fetch(f"{imds}/latest/api/token", "PUT")[0] == 400
    status, text, headers = ask_token(imds, 21600)
    assert status == 200 and len(text) == 48
    assert headers["X-Aws-Ec2-Metadata-Token-Ttl-Seconds"] == "21600"


def test_without_a_token_that_holds_nothing_is_told(imds):
    good = token(imds)
    flipped = good[:-1] + ("A" if good[-1] != "A" else "B")
    for fields in [{}, {"X_aws_ec2_metadata_token": ""}, {"X_aws_ec2_metadata_token": "x"},
                   {"X_aws_ec2_metadata_token": flipped}]:
        for path in ["latest/meta-data/", KEYS, KEYS + "Web", "latest/meta-data/instance-id"]:
            status, text, _ = fetch(f"{imds}/{path}", **fields)
            assert status == 401
            assert "Secret" not in text


def test_a_token_of_one_agent_or_instance_is_not_another_s(tmp_path, server, account, story, imds):
    profile(account, "OtherProfile", "Other")
    agent, url = start(tmp_path, server, story, instanceProfile="OtherProfile")
    with agent:
        assert fetch(f"{url}/{KEYS}", **proof(imds))[0] == 401
        assert fetch(f"{url}/{KEYS}", **proof(url))[1] == "Other"


@pytest.mark.parametrize("field", ["X_Forwarded_For", "X_Forwarded_Host", "Forwarded", "Via"])
def test_what_a_proxy_has_passed_on_is_refused(imds, imds_v1, field):
    fields = {field: "10.0.0.1", "X_aws_ec2_metadata_token_ttl_seconds": 60}
    assert fetch(f"{imds}/latest/api/token", "PUT", **fields)[0] == 403
    assert fetch(f"{imds_v1}/{KEYS}Web", **{field: "10.0.0.1"})[0] == 403


@pytest.mark.parametrize(
    "host",
    ["evil.example", "169.254.169.254.nip.example", "localhost.evil.example:80", "0x7f000001",
     "2130706433", "127.1", "[::1", "[evil.example]"],
)
def test_a_name_that_anyone_may_point_here_is_refused(imds_v1, host):
    assert fetch(f"{imds_v1}/{KEYS}Web", Host=host)[0] in (400, 403)


@pytest.mark.parametrize("host", ["169.254.169.254", "[fd00:ec2::254]:80", "instance-data"])
def test_an_address_and_the_service_s_own_names_are_taken(imds_v1, host):
    assert fetch(f"{imds_v1}/{KEYS}", Host=host)[0] == 200


def send(url, target):
    """One request with just this target; answers status and text."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=10)
    connection.request("GET", target)
    answer = connection.getresponse()
    status, text = answer.status, answer.read().decode()
    connection.close()
    return status, text


def test_a_whole_url_for_a_target_is_refused(imds_v1):
    status, text = send(imds_v1, f"/{KEYS}Web")
    assert status == 200 and "SecretAccessKey" in text, "the request is right but for its target"
    for place in [imds_v1, "http://evil.example", "http://169.254.169.254", "https://localhost"]:
        status, text = send(imds_v1, f"{place}/{KEYS}Web")
        assert status == 403
        assert "SecretAccessKey" not in text
    # Two slashes begin no URL: a path is meant.
    assert send(imds_v1, f"//{KEYS}")[:2] == (200, "Web")
    assert send(imds_v1, f"//evil.example/{KEYS}")[0] == 404


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(imds_v1, method):
    assert fetch(f"{imds_v1}/{KEYS}Web", method)[0] == 405


def test_nothing_is_answered_with_a_redirect(imds):
    fields = proof(imds)
    for path in ["latest", "latest/meta-data/iam", "latest/meta-data//iam/", "latest/../latest"]:
        assert fetch(f"{imds}/{path}", **fields)[0] in (200, 404)


def test_a_role_that_does_not_trust_ec2_is_told_of_as_the_service_does(
    tmp_path, server, account, story
):
    worker_role(account, "Batch", "batch.amazonaws.com", bucket="batch-data")
    profile(account, "BatchProfile", "Batch")
    agent, url = start(tmp_path, server, story, instanceProfile="BatchProfile")
    with agent:
        fields = proof(url)
        status, text, _ = fetch(f"{url}/{KEYS}Batch", **fields)
        assert status == 200
        answer = json.loads(text)
        assert answer["Code"] == "AssumeRoleUnauthorizedAccess"
        assert "AccessKeyId" not in answer


def test_an_agent_without_permission_gets_nothing(tmp_path, server, account, story):
    keys = account.user("Stranger", allow("s3:*"))
    agent, url = start(tmp_path, server, keys)
    with agent:
        assert ask_token(url)[0] == 404
        assert fetch(f"{url}/{KEYS}")[0] == 404


def test_a_profile_without_a_role_says_so(tmp_path, server, account, story):
    profile(account, "Empty")
    keys = agent_keys(account, "Wide", allow("rolecall:*"))
    agent, url = start(tmp_path, server, keys, instanceProfile="Empty")
    with agent:
        fields = proof(url)
        info = json.loads(fetch(f"{url}/latest/meta-data/iam/info", **fields)[1])
        assert info["Code"] == "Success"
        assert info["Message"].startswith("Instance Profile does not contain a role.")
        assert fetch(f"{url}/{KEYS}", **fields)[1] == ""


def test_an_address_that_no_instance_has_gets_nothing(tmp_path, server, story):
    agent, url = start(tmp_path, server, story, addresses=["10.9.9.9"])
    with agent:
        assert ask_token(url)[0] == 404

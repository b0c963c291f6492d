"""The container endpoint of `rolecall agent`, with unmodified clients and by hand."""

import json
import subprocess

import pytest
from server import Keys
from workloads import (
    ECS,
    READ,
    Agent,
    agent_keys,
    client_environment,
    exec_command,
    fetch,
    listener,
    reads_its_own,
    run_python,
    worker_role,
)

PATH = "/v2/credentials/5f0b2a1c-8e2e-4e0a-9f55-2f7a1f0f6b10"


@pytest.fixture
def story(account):
    worker_role(account, "Task", ECS, bucket="task-data")
    worker_role(account, "Other", ECS, bucket="other-data")
    return agent_keys(account)


def start(tmp_path, server, account, keys, **binding):
    address, url = listener()
    task = {"roleArn": account.arn("role/Task"), "path": PATH} | binding
    return Agent(tmp_path, server, keys, containers=[{"listen": address, "tasks": [task]}]), url


def works(server, account, **values):
    lines = run_python(
        READ,
        "task-data",
        "other-data",
        environment=client_environment(server, AWS_EC2_METADATA_DISABLED="true", **values),
    )
    reads_its_own(lines, "task-data", account.arn("assumed-role/Task/", service="sts"))


def test_boto3_gets_keys_with_a_token(tmp_path, server, account, story):
    agent, url = start(tmp_path, server, account, story, authorizationToken="Bearer t")
    with agent:
        works(
            server,
            account,
            AWS_CONTAINER_CREDENTIALS_FULL_URI=url + PATH,
            AWS_CONTAINER_AUTHORIZATION_TOKEN="Bearer t",
        )


def test_boto3_and_the_cli_get_keys_with_a_token_in_a_file(tmp_path, server, account, story):
    file = tmp_path / "token"
    file.write_text("one")
    agent, url = start(tmp_path, server, account, story, authorizationTokenFile=str(file))
    values = {
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": url + PATH,
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(file),
    }
    with agent:
        works(server, account, **values)
        file.write_text("two")
        works(server, account, **values)
        assert fetch(url + PATH, Authorization="one")[0] == 401
        environment = client_environment(server, AWS_EC2_METADATA_DISABLED="true", **values)
        for bucket, status in [("task-data", 0), ("other-data", 255)]:
            finished = subprocess.run(
                ["aws", "s3api", "head-object", "--bucket", bucket, "--key", "greeting"],
                env=environment,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert finished.returncode == status, finished.stderr
        file.unlink()
        assert fetch(url + PATH, Authorization="two")[0] == 401


def test_the_answer_is_what_the_agent_of_ecs_gives(tmp_path, server, account, story):
    agent, url = start(tmp_path, server, account, story)
    with agent:
        status, text, headers = fetch(url + PATH)
        assert (status, headers["Content-Type"]) == (200, "application/json")
        assert list(json.loads(text)) == [
            "RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration", "AccountId"
        ]
        status, text, _ = fetch(url + "/v2/credentials/other")
        assert status == 400
        assert json.loads(text)["code"] == "InvalidIdInRequest"


def test_without_the_task_s_token_there_are_no_keys(tmp_path, server, account, story):
    agent, url = start(tmp_path, server, account, story, authorizationToken="secret")
    with agent:
        for fields in [{}, {"Authorization": ""}, {"Authorization": "secre"},
                       {"Authorization": "Secret"}, {"Authorization": "secret,secret"}]:
            status, text, _ = fetch(url + PATH, **fields)
            assert status == 401
            assert "AccessKeyId" not in text


@pytest.mark.parametrize(
    "fields", [{"Host": "evil.example"}, {"X_Forwarded_For": "1.2.3.4"}, {"Via": "1.1 proxy"}]
)
def test_what_does_not_come_straight_from_the_task_is_refused(
    tmp_path, server, account, story, fields
):
    agent, url = start(tmp_path, server, account, story, authorizationToken="secret")
    with agent:
        assert fetch(url + PATH, Authorization="secret", **fields)[0] == 403


def test_a_role_that_does_not_trust_the_service_is_refused(tmp_path, server, account, story):
    agent, url = start(tmp_path, server, account, story, service="batch.amazonaws.com")
    with agent:
        status, text, _ = fetch(url + PATH)
        assert status == 403
        assert json.loads(text)["code"] == "AccessDenied"


def test_an_address_of_another_task_gets_nothing(tmp_path, server, account, story):
    agent, url = start(tmp_path, server, account, story, addresses=["10.9.9.9"])
    with agent:
        assert fetch(url + PATH)[0] == 403


TASK = '{"roleArn": "arn:aws:iam::111122223333:user/x", "path": "/keys"}'


@pytest.mark.parametrize(
    ("configuration", "status", "message"),
    [
        ("", 2, "the text ends too early at line 1, column 1"),
        ("{", 2, "the text ends too early at line 1, column 2"),
        ("[]", 2, "[] at line 1, column 1, is no object"),
        ('{"unknown": 1}', 2, '"unknown" at line 1, column 2, is not known here'),
        ('{"containers": [{"listen": "x", "tasks": []}]}', 2, "needs ADDRESS:PORT in listen"),
        (f'{{"containers": [{{"listen": "127.0.0.1:0", "tasks": [{TASK}]}}]}}', 2,
         "needs the ARN of a role in roleArn"),
        ('{"endpoint": "ftp://x"}', 2, '"ftp://x" at line 1, column 14, is no URL of a server'),
        ('{"instanceMetadata": [{"listen": "127.0.0.1:0", "instances": [{"server": "x"}]}]}', 2,
         "needs instanceId or instanceProfile"),
        ("{}", 1, "the configuration has no endpoint"),
    ],
)
def test_a_configuration_that_is_not_right_is_refused(
    server, tmp_path, configuration, status, message
):
    file = tmp_path / "agent.json"
    file.write_text(configuration)
    keys = Keys("AKIAIOSFODNN7EXAMPLE", "x" * 40)
    finished = exec_command(server, keys, "agent", "--config", file, check=False)
    assert (finished.returncode, finished.stdout) == (status, "")
    assert finished.stderr.startswith("rolecall: ")
    assert finished.stderr.endswith(f"{message}\n")

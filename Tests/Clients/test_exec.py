"""`rolecall exec` and `rolecall credentials`, with unmodified clients."""

import json
import re
import signal
import subprocess
import sys

import pytest
from server import PROGRAM, allow, cli, document, trust
from workloads import (
    CODEBUILD,
    EC2,
    ECS,
    READ,
    SHOW,
    agent_environment,
    agent_keys,
    exec_command,
    holds_nothing_of,
    profile,
    reads_its_own,
    worker_role,
)


@pytest.fixture
def story(account):
    worker_role(account, "Work", CODEBUILD, EC2, ECS, "lambda.amazonaws.com", bucket="mine")
    worker_role(account, "Other", CODEBUILD, bucket="theirs")
    profile(account, "WorkProfile", "Work")
    keys = agent_keys(
        account, "Agent", allow(["rolecall:ActAsService", "iam:PassRole", "sts:AssumeRole"])
    )
    account.iam.create_role(
        RoleName="Taken", AssumeRolePolicyDocument=trust(account.arn("user/Agent"))
    )
    return keys


def ways(account):
    role = account.arn("role/Work")
    return {
        "service": ["--service", CODEBUILD, "--role", role],
        "profile": ["--instance-profile", "WorkProfile"],
        "profile-v1": ["--instance-profile", "WorkProfile", "--http-tokens", "optional"],
        "task": ["--ecs-task", "--role", role],
        "lambda": ["--lambda", "f", "--handler", "a.b", "--role", role],
        "assume": ["--assume", account.arn("role/Taken")],
    }


@pytest.mark.parametrize("way", ["service", "profile", "profile-v1", "task", "lambda"])
def test_a_command_has_the_role_and_no_more(server, account, story, way):
    words = ["exec", *ways(account)[way], "--", sys.executable, "-c", READ, "mine", "theirs"]
    lines = exec_command(server, story, *words).stdout.splitlines()
    reads_its_own(lines, "mine", account.arn("assumed-role/Work/", service="sts"))


@pytest.mark.parametrize("way", ["service", "profile", "task"])
def test_the_cli_has_the_role(server, account, story, way):
    words = ["exec", *ways(account)[way], "--", "aws", "s3", "ls", "s3://mine"]
    assert "greeting" in exec_command(server, story, *words).stdout
    words[-1] = "s3://theirs"
    assert exec_command(server, story, *words, check=False).returncode == 255


def test_a_user_assumes_a_role_for_a_command(server, account, story):
    carol = account.user("Carol", allow("sts:AssumeRole"))
    account.iam.create_role(
        RoleName="Reader", AssumeRolePolicyDocument=trust(account.arn("user/Carol"))
    )
    account.iam.put_role_policy(
        RoleName="Reader",
        PolicyName="Read",
        PolicyDocument=document(allow("s3:GetObject", "arn:aws:s3:::mine/*")),
    )
    words = ["exec", "--assume", account.arn("role/Reader"), "--session-name", "carol"]
    finished = exec_command(
        server, carol, *words, "--", sys.executable, "-c", READ, "mine", "theirs"
    )
    assert finished.stdout.splitlines() == [
        "hello from mine",
        account.arn("assumed-role/Reader/carol", service="sts"),
        "AccessDenied",
    ]
    assert exec_command(server, story, *words, "--", "true", check=False).returncode == 1


@pytest.mark.parametrize(
    "way", ["service", "profile", "profile-v1", "task", "lambda", "assume", "instance"]
)
def test_nothing_of_the_caller_s_keys_is_in_the_command_s_environment(
    server, account, story, way
):
    more = {
        "AWS_PROFILE": "forbidden-profile",
        "AWS_SECURITY_TOKEN": "forbidden-token",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/forbidden-file",
        "AWS_ROLE_ARN": "forbidden-role",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/forbidden",
        "AMAZON_SECRET_ACCESS_KEY": "forbidden-key",
        "ROLECALL_ROOT_SECRET_ACCESS_KEY": "forbidden-root",
        "KEPT": "yes",
    }
    if way == "instance":
        instance = account.client("ec2").run_instances(
            ImageId="ami-0123456789abcdef0", MinCount=1, MaxCount=1,
            IamInstanceProfile={"Name": "WorkProfile"},
        )["Instances"][0]
        words = ["--instance", instance["InstanceId"]]
    else:
        words = ways(account)[way]
    words = ["exec", *words, "--", sys.executable, "-c", SHOW]
    text = exec_command(server, story, *words, **more).stdout
    values = json.loads(text)
    assert values["KEPT"] == "yes"
    assert values["AWS_ENDPOINT_URL"] == server.endpoint
    holds_nothing_of(story, text)
    assert "forbidden" not in text
    # A function alone has keys there: those of its role.
    assert ("AWS_SECRET_ACCESS_KEY" in values) == (way == "lambda")
    assert values.get("AWS_ACCESS_KEY_ID", "ASIA").startswith("ASIA")


def test_a_caller_s_own_files_are_not_read(server, account, story, tmp_path):
    home = tmp_path / ".aws"
    home.mkdir()
    keys = f"aws_access_key_id = {story.id}\naws_secret_access_key = {story.secret}\n"
    (home / "credentials").write_text(f"[default]\n{keys}")
    (home / "config").write_text(f"[default]\n{keys}")
    words = ["exec", *ways(account)["service"], "--", "aws", "sts", "get-caller-identity"]
    answer = json.loads(exec_command(server, story, *words, HOME=tmp_path).stdout)
    assert "assumed-role/Work/" in answer["Arn"]


@pytest.mark.parametrize("status", [0, 1, 7, 255])
def test_the_exit_status_is_the_command_s(server, account, story, status):
    words = ["exec", *ways(account)["service"], "--", "sh", "-c", f"exit {status}"]
    assert exec_command(server, story, *words, check=False).returncode == status


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGABRT])
def test_a_command_that_a_signal_ends_ends_us_alike(server, account, story, number):
    words = ["exec", *ways(account)["service"], "--", "sh", "-c", f"kill -{int(number)} $$"]
    assert exec_command(server, story, *words, check=False).returncode == -number


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1])
def test_signals_reach_the_command(server, account, story, number):
    code = (
        "import signal, sys\n"
        f"signal.signal({int(number)}, lambda *_: sys.exit(42))\n"
        "print('ready', flush=True)\n"
        "while True: signal.pause()\n"
    )
    words = ["exec", *ways(account)["service"], "--", sys.executable, "-c", code]
    process = subprocess.Popen(
        [str(PROGRAM), *words],
        env=agent_environment(server, story),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    assert process.wait(timeout=20) == 42
    process.stdout.close()


def test_the_endpoint_ends_with_the_command(server, account, story):
    words = ["exec", *ways(account)["task"], "--", sys.executable, "-c", SHOW]
    values = json.loads(exec_command(server, story, *words).stdout)
    url = values["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
    port = int(re.match(r"http://127\.0\.0\.1:(\d+)/v2/credentials/[0-9a-f]{32}$", url)[1])
    connected = subprocess.run([sys.executable, "-c", f"""
import socket, sys
with socket.socket() as probe: sys.exit(probe.connect_ex(("127.0.0.1", {port})))
"""])
    assert connected.returncode != 0


def test_a_task_is_told_of_itself(server, account, story):
    code = """
import json, os, urllib.request
url = os.environ["ECS_CONTAINER_METADATA_URI_V4"]
for path in ["", "/task"]:
    print(urllib.request.urlopen(url + path).read().decode())
"""
    for region in ["us-east-1", "eu-central-1"]:
        words = ["exec", *ways(account)["task"], "--region", region]
        finished = exec_command(server, story, *words, "--", sys.executable, "-c", code)
        container, task = map(json.loads, finished.stdout.splitlines())
        assert task["TaskARN"] == container["Labels"]["com.amazonaws.ecs.task-arn"]
        assert task["TaskARN"].startswith(f"arn:aws:ecs:{region}:{account.id}:task/default/")
        assert task["Containers"] == [container]


def test_what_may_not_act_as_the_service_runs_nothing(server, account, story):
    stranger = account.user("Stranger", allow("s3:*"))
    words = ["exec", *ways(account)["service"], "--", "echo", "ran"]
    finished = exec_command(server, stranger, *words, check=False)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert "rolecall:ActAsService" in finished.stderr
    words[2] = "batch.amazonaws.com"
    finished = exec_command(server, story, *words, check=False)
    assert (finished.returncode, finished.stdout) == (1, "")
    assert finished.stderr.count("AccessDenied") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["exec"], ["exec", "--", "true"], ["exec", "--service", "x", "--", "true"],
        ["exec", "--assume", "nonsense", "--", "true"],
        ["exec", "--assume", "arn:aws:iam::111122223333:role/A", "--ecs-task", "--", "true"],
        ["exec", "--lambda", "f", "--role", "arn:aws:iam::111122223333:role/A"],
        ["exec", "--assume", "arn:aws:iam::111122223333:role/A", "true"],
        ["credentials", "--instance-profile", "x"], ["agent"], ["agent", "--listen", "x"],
        ["exec", "--assume", "arn:aws:iam::111122223333:role/A", "--duration", "1", "--", "true"],
        ["exec", "--pod", "shop/cart", "--instance", "i-1", "--", "true"],
    ],
)
def test_a_command_line_that_is_not_right_is_refused(server, account, story, words):
    finished = exec_command(server, story, *words, check=False)
    assert finished.returncode == 2
    assert finished.stderr.startswith("rolecall: ")


def test_a_command_line_without_a_way_is_told_of_all(server, account, story):
    finished = exec_command(server, story, "exec", "--", "true", check=False)
    assert finished.stderr == (
        "rolecall: needs one of --service, --instance, --instance-profile, --ecs-task, --lambda, "
        "--pod and --assume\n"
    )


ROLE = "arn:aws:iam::111122223333:role/A"
WAYS = {
    "service": ["--service", CODEBUILD, "--role", ROLE],
    "ecs-task": ["--ecs-task", "--role", ROLE],
    "assume": ["--assume", ROLE],
    "instance": ["--instance", "i-1"],
    "instance-profile": ["--instance-profile", "Web"],
    "lambda": ["--lambda", "f", "--handler", "a.b", "--role", ROLE],
    "pod": ["--pod", "shop/cart", "--cluster", "prod", "--token-file", "token"],
}


@pytest.mark.parametrize(
    ("way", "option", "value"),
    [
        ("service", "handler", "a.b"), ("service", "external-id", "x"), ("ecs-task", "timeout", "1"),
        ("assume", "role", ROLE), ("assume", "source-arn", "x"), ("instance", "role", ROLE),
        ("instance", "session-name", "x"), ("instance-profile", "token-file", "x"),
        ("lambda", "http-tokens", "optional"), ("lambda", "cluster", "x"), ("pod", "handler", "a.b"),
        ("pod", "duration", "900"), ("pod", "invoke", "127.0.0.1:1"),
    ],
)
def test_an_option_of_another_way_is_refused(server, account, story, way, option, value):
    words = ["exec", *WAYS[way], f"--{option}", value, "--", "echo", "ran"]
    finished = exec_command(server, story, *words, check=False)
    assert (finished.returncode, finished.stdout) == (2, "")
    assert finished.stderr == f"rolecall: --{option} does not go with --{way}\n"


def test_a_command_that_is_not_there_is_told_of(server, account, story):
    words = ["exec", *ways(account)["service"], "--", "/no/such/command"]
    finished = exec_command(server, story, *words, check=False)
    assert finished.returncode == 1
    assert "/no/such/command" in finished.stderr


def test_clients_take_credentials_from_the_process(server, account, story, tmp_path):
    role = account.arn("role/Work")
    words = f"{PROGRAM} credentials --service {CODEBUILD} --role {role} --endpoint {server.endpoint}"
    script = tmp_path / "keys.sh"
    script.write_text(
        f"#!/bin/sh\nAWS_ACCESS_KEY_ID={story.id} AWS_SECRET_ACCESS_KEY={story.secret} "
        f"exec {words}\n"
    )
    script.chmod(0o700)
    config = tmp_path / "config"
    config.write_text(f"[default]\ncredential_process = {script}\n")
    answer = json.loads(
        cli(server, "sts", "get-caller-identity", "--output", "json", AWS_CONFIG_FILE=config).stdout
    )
    assert answer["Arn"] == account.arn("assumed-role/Work/rolecall-exec", service="sts")
    keys = json.loads(exec_command(server, story, *words.split()[1:]).stdout)
    assert list(keys) == [
        "Version", "AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration", "AccountId"
    ]
    assert keys["Version"] == 1


def test_what_cannot_be_written_is_no_success(server, account, story):
    role = account.arn("role/Work")
    (server.folder / "case.json").write_text("{}\n")
    for words in [
        ["credentials", "--service", CODEBUILD, "--role", role],
        ["operations"],
        ["help"],
        ["evaluate", "case.json"],
        ["account", "list", "--control", server.control],
        ["export", "--control", server.control],
    ]:
        with open("/dev/full", "w") as full:
            finished = subprocess.run(
                [str(PROGRAM), *map(str, words)],
                env=agent_environment(server, story),
                cwd=server.folder,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                timeout=60,
            )
        line = "rolecall: cannot write to standard output: No space left on device\n"
        assert (finished.returncode, finished.stderr) == (1, line), words


def test_credentials_of_an_assumed_role(server, account, story):
    dora = account.user("Dora", allow("sts:AssumeRole"))
    account.iam.create_role(
        RoleName="Deploy",
        AssumeRolePolicyDocument=trust(
            account.arn("user/Dora"),
            Condition={"StringEquals": {"sts:ExternalId": "blue"}},
        ),
    )
    words = ["credentials", "--assume", account.arn("role/Deploy"), "--duration", "900"]
    assert exec_command(server, dora, *words, check=False).returncode == 1
    keys = json.loads(exec_command(server, dora, *words, "--external-id", "blue").stdout)
    assert keys["AccessKeyId"].startswith("ASIA")

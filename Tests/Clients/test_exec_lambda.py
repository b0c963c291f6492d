"""Functions under `rolecall exec`: the runtime client of PyPI runs them, and the CLI calls them."""

import json
import pathlib
import re
import signal
import subprocess
import sys
import threading

import pytest
from server import PROGRAM, REGION, client
from workloads import agent_environment, agent_keys, fetch, holds_nothing_of, worker_role

CODE = '''
import boto3, os
from botocore.config import Config

s3 = boto3.client("s3", config=Config(s3={"addressing_style": "path"}))

def handler(event, context):
    if "fail" in event:
        raise ValueError(event["fail"])
    if "read" in event:
        try:
            body = s3.get_object(Bucket=event["read"], Key="greeting")["Body"].read().decode()
        except s3.exceptions.ClientError as error:
            body = error.response["Error"]["Code"]
        return {"body": body}
    return {
        "event": event,
        "arn": boto3.client("sts").get_caller_identity()["Arn"],
        "function": context.invoked_function_arn,
        "name": context.function_name,
        "request": context.aws_request_id,
        "remaining": context.get_remaining_time_in_millis(),
        "environment": dict(os.environ),
    }
'''


class Function:
    """One `rolecall exec --lambda`."""

    def __init__(
        self, folder, server, keys, role, *words, handler="app.handler", command=None, before=()
    ):
        (folder / "app.py").write_text(CODE)
        default = ["--", sys.executable, "-m", "awslambdaric", handler]
        self.log = open(folder / "out.log", "w+")
        self.process = subprocess.Popen(
            [*before, str(PROGRAM), "exec", "--lambda", "greeter", "--handler", handler,
             "--role", role, *words, *(command or default)],
            env=agent_environment(server, keys),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.PIPE,
            text=True,
        )
        line = self.process.stderr.readline()
        found = re.search(r"invoke greeter at (http://\S+)", line)
        assert found, line + self.process.stderr.read()
        self.url = found[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)
        self.process.stderr.close()
        self.log.close()


@pytest.fixture
def role(account):
    worker_role(account, "Other", "lambda.amazonaws.com", bucket="other-data")
    return worker_role(account, "Greeter", "lambda.amazonaws.com", bucket="greetings")


@pytest.fixture
def keys(account):
    return agent_keys(account)


@pytest.fixture
def function(tmp_path, server, keys, role):
    with Function(tmp_path, server, keys, role) as function:
        yield function


def invoke(function, keys, event, **more):
    answer = client(function.url, "lambda", keys).invoke(
        FunctionName="greeter", Payload=json.dumps(event).encode(), **more
    )
    text = answer["Payload"].read()
    return answer, json.loads(text) if text else None


def test_a_function_reads_what_its_role_allows(account, function, keys):
    assert invoke(function, keys, {"read": "greetings"})[1] == {"body": "hello from greetings"}
    assert invoke(function, keys, {"read": "other-data"})[1] == {"body": "AccessDenied"}


def test_a_function_is_told_of_itself(account, function, keys):
    answer, result = invoke(function, keys, {"number": 1})
    assert answer["StatusCode"] == 200
    assert answer["ExecutedVersion"] == "$LATEST"
    assert "FunctionError" not in answer
    assert result["event"] == {"number": 1}
    assert result["arn"] == account.arn("assumed-role/Greeter/greeter", service="sts")
    assert result["function"] == f"arn:aws:lambda:{REGION}:{account.id}:function:greeter"
    assert result["name"] == "greeter"
    assert result["request"] == answer["ResponseMetadata"]["RequestId"]
    assert 0 < result["remaining"] <= 900_000
    environment = result["environment"]
    assert environment["AWS_LAMBDA_FUNCTION_VERSION"] == "$LATEST"
    assert environment["_HANDLER"] == "app.handler"
    assert environment["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert len(environment["AWS_SECRET_ACCESS_KEY"]) == 40
    holds_nothing_of(keys, json.dumps(environment))


def test_an_error_of_a_function_is_its_answer(function, keys):
    answer, result = invoke(function, keys, {"fail": "broken"})
    assert (answer["StatusCode"], answer["FunctionError"]) == (200, "Unhandled")
    assert (result["errorType"], result["errorMessage"]) == ("ValueError", "broken")
    assert invoke(function, keys, {"read": "greetings"})[1] == {"body": "hello from greetings"}


def test_the_cli_invokes(tmp_path, server, function, keys):
    file = tmp_path / "answer.json"
    finished = subprocess.run(
        ["aws", "lambda", "invoke", "--endpoint-url", function.url, "--function-name", "greeter",
         "--payload", '{"read": "greetings"}', str(file)],
        env=agent_environment(server, keys),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert finished.returncode == 0, finished.stderr
    assert json.loads(file.read_text()) == {"body": "hello from greetings"}


COMMANDS = """
import json, os, subprocess, urllib.request as u

base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
name = u.urlopen(base + "next").headers["Lambda-Runtime-Aws-Request-Id"]
answer = []
for bucket in ["greetings", "other-data"]:
    words = ["aws", "s3api", "get-object", "--bucket", bucket, "--key", "greeting", "/dev/stdout"]
    finished = subprocess.run(words, capture_output=True, text=True)
    answer.append([finished.returncode, finished.stdout + finished.stderr])
u.urlopen(base + name + "/response", json.dumps(answer).encode())
"""


def test_the_cli_reads_in_a_function_what_its_role_allows(tmp_path, server, keys, role):
    command = ["--", sys.executable, "-c", COMMANDS]
    with Function(tmp_path, server, keys, role, command=command) as function:
        mine, theirs = invoke(function, keys, {})[1]
    assert mine[0] == 0 and "hello from greetings" in mine[1]
    assert theirs[0] != 0 and "(AccessDenied)" in theirs[1]


def test_another_process_of_a_function_has_other_keys(tmp_path, server, keys, role):
    """AWS does not renew the keys of a function's process either: it starts another."""
    found = []
    for name in ["one", "two"]:
        (tmp_path / name).mkdir()
        with Function(tmp_path / name, server, keys, role) as function:
            found.append(invoke(function, keys, {})[1]["environment"]["AWS_ACCESS_KEY_ID"])
    assert len(set(found)) == 2


def test_other_kinds_of_invocation(function, keys):
    answer, _ = invoke(function, keys, {}, InvocationType="DryRun")
    assert answer["StatusCode"] == 204
    answer, _ = invoke(function, keys, {"fail": "later"}, InvocationType="Event")
    assert answer["StatusCode"] == 202
    arn = f"arn:aws:lambda:{REGION}:111122223333:function:greeter"
    answer = client(function.url, "lambda", keys).invoke(FunctionName=arn, Payload=b"{}")
    assert answer["StatusCode"] == 200
    remote = client(function.url, "lambda", keys)
    with pytest.raises(remote.exceptions.ResourceNotFoundException):
        remote.invoke(FunctionName="another", Payload=b"{}")


@pytest.mark.parametrize(
    "fields",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example", "Content_Type": "text/plain"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"},
    ],
)
def test_a_page_of_another_site_cannot_invoke(function, fields):
    url = f"{function.url}/2015-03-31/functions/greeter/invocations"
    assert fetch(url, "POST", **fields)[0] == 403
    assert fetch(url, "POST")[0] == 200


def test_a_function_that_ends_answers_with_an_error(tmp_path, server, keys, role):
    code = (
        "import os, urllib.request as u\n"
        "u.urlopen('http://' + os.environ['AWS_LAMBDA_RUNTIME_API']"
        " + '/2018-06-01/runtime/invocation/next').read()\n"
        "os._exit(3)\n"
    )
    command = ["--", sys.executable, "-c", code]
    with Function(tmp_path, server, keys, role, command=command) as function:
        answer, result = invoke(function, keys, {})
        assert answer["FunctionError"] == "Unhandled"
        assert result["errorType"] == "Runtime.ExitError"
        assert function.process.wait(timeout=20) == 3


SLOW = '''
import json, os, signal, time, urllib.request as u

signal.signal(signal.SIGHUP, lambda *_: None)
base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    with u.urlopen(base + "next") as call:
        event = json.load(call)
        answer = {"process": os.getpid(), "end": int(call.headers["Lambda-Runtime-Deadline-Ms"])}
        answer["address"] = os.environ["AWS_LAMBDA_RUNTIME_API"]
    if event == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    while event == "flood":
        os.kill(os.getppid(), signal.SIGWINCH)
        time.sleep(0.01)
    time.sleep(event)
    answer["left"] = answer["end"] - 1000 * time.time()
    url = base + call.headers["Lambda-Runtime-Aws-Request-Id"] + "/response"
    u.urlopen(url, json.dumps(answer).encode()).close()
'''


def test_a_function_that_takes_too_long_is_ended_and_begun_anew(tmp_path, server, keys, role):
    command = ["--", sys.executable, "-c", SLOW]
    with Function(tmp_path, server, keys, role, "--timeout", "2", command=command) as function:
        first = invoke(function, keys, 0)[1]["process"]
        answer, result = invoke(function, keys, "hang")
        assert answer["FunctionError"] == "Unhandled"
        assert result["errorType"] == "Sandbox.Timedout"
        assert result["errorMessage"].endswith(" Error: Task timed out after 2.00 seconds")
        # It does not mind being told to end.
        assert invoke(function, keys, 0)[1]["process"] != first
        assert not pathlib.Path(f"/proc/{first}").exists()


def test_what_a_process_leaves_behind_takes_nothing_from_the_next(tmp_path, server, keys, role):
    command = ["--", sys.executable, "-c", SLOW]
    with Function(tmp_path, server, keys, role, "--timeout", "2", command=command) as function:
        first = invoke(function, keys, 0)[1]["address"]
        assert invoke(function, keys, "hang")[1]["errorType"] == "Sandbox.Timedout"
        assert invoke(function, keys, 0)[1]["address"] != first
        # A child of the first process would ask like this.
        with pytest.raises(OSError, match="refused"):
            fetch(f"http://{first}/2018-06-01/runtime/invocation/next")
        assert invoke(function, keys, 0)[1]


@pytest.mark.parametrize("before", [[], ["nohup"]], ids=["heard", "ignored"])
def test_a_hangup_that_a_process_survives_does_not_end_the_next(
    tmp_path, server, keys, role, before
):
    command = ["--", sys.executable, "-c", SLOW]
    words = ["--timeout", "2"]
    with Function(
        tmp_path, server, keys, role, *words, command=command, before=before
    ) as function:
        first = invoke(function, keys, 0)[1]["process"]
        function.process.send_signal(signal.SIGHUP)
        assert invoke(function, keys, "hang")[1]["errorType"] == "Sandbox.Timedout"
        assert invoke(function, keys, 0)[1]["process"] != first


def test_a_stream_of_signals_gives_an_invocation_no_more_time(tmp_path, server, keys, role):
    command = ["--", sys.executable, "-c", SLOW]
    with Function(tmp_path, server, keys, role, "--timeout", "2", command=command) as function:
        assert invoke(function, keys, "flood")[1]["errorType"] == "Sandbox.Timedout"


def test_an_invocation_that_has_waited_has_all_its_time(tmp_path, server, keys, role):
    command = ["--", sys.executable, "-c", SLOW]
    with Function(tmp_path, server, keys, role, "--timeout", "5", command=command) as function:
        results = []
        threads = [
            threading.Thread(target=lambda: results.append(invoke(function, keys, 2)[1]))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    # Together they take longer than one may.
    assert len({result["process"] for result in results}) == 1
    assert min(result["left"] for result in results) > 0


def test_what_waits_is_bounded(tmp_path, server, keys, role):
    command = ["--", sys.executable, "-c", "import time; time.sleep(600)"]
    with Function(tmp_path, server, keys, role, command=command) as function:
        remote = client(function.url, "lambda", keys)
        event = json.dumps("x" * (6 << 20)).encode()

        def send():
            return remote.invoke(
                FunctionName="greeter", Payload=event, InvocationType="Event"
            )["StatusCode"]

        assert [send() for _ in range(10)] == [202] * 10
        with pytest.raises(remote.exceptions.TooManyRequestsException):
            send()


def test_a_role_that_lambda_may_not_take_runs_nothing(tmp_path, server, account, keys):
    role = worker_role(account, "Web", "ec2.amazonaws.com", bucket="web")
    finished = subprocess.run(
        [str(PROGRAM), "exec", "--lambda", "f", "--handler", "a.b", "--role", role, "--", "true"],
        env=agent_environment(server, keys),
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 1
    assert "AccessDenied" in finished.stderr

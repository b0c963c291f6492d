"""Clients of a function that runs through ten renewals of its keys, by a clock that is fast.

    faketime -f '+0 x30' python function_renewals.py FOLDER
"""

import json
import pathlib
import select
import subprocess
import sys
import threading
import time
import urllib.request

if __name__ == "__main__":
    # A clock that libfaketime turns has no sleep that Python 3.11 can use.
    time.sleep = lambda seconds: select.select([], [], [], seconds)

from renewals import RENEWALS  # noqa: E402
from server import PROGRAM, Server  # noqa: E402
from workloads import agent_environment, agent_keys, worker_role  # noqa: E402

# A runtime that reads an object with the keys that it was started with; it starts fast.
RUNTIME = f"""
import json, os, sys, types, urllib.request
sys.path.append({str(pathlib.Path(__file__).parent)!r})
import sigv4

keys = types.SimpleNamespace(**{{
    name: os.environ[variable] for name, variable in [
        ("id", "AWS_ACCESS_KEY_ID"), ("secret", "AWS_SECRET_ACCESS_KEY"),
        ("token", "AWS_SESSION_TOKEN"),
    ]
}})
server = os.environ["AWS_ENDPOINT_URL"]
base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"

def greeting():
    host = server.removeprefix("http://")
    headers = dict(sigv4.sign(keys, "s3", host, "GET", "/data/greeting"))
    request = urllib.request.Request(server + "/data/greeting", headers=headers)
    with urllib.request.urlopen(request) as response:
        return response.read().decode()

while True:
    with urllib.request.urlopen(base + "next") as call:
        id, event = call.headers["Lambda-Runtime-Aws-Request-Id"], json.load(call)
    answer = {{"event": event, "body": greeting(), "key": keys.id}}
    urllib.request.urlopen(base + id + "/response", json.dumps(answer).encode()).close()
"""


class Invoker(threading.Thread):
    """Invokes again and again, one call after the other."""

    def __init__(self, url, name, end):
        super().__init__()
        self.url, self.name, self.end = url, name, end
        self.keys, self.calls, self.faults = [], 0, []

    def run(self):
        while not self.end.is_set() and not self.faults:
            try:
                self.invoke()
            except Exception as error:  # noqa: BLE001  (whatever it is, it is a fault)
                self.faults.append(repr(error))

    def invoke(self):
        event = {"from": self.name, "number": self.calls}
        with urllib.request.urlopen(self.url, json.dumps(event).encode()) as response:
            assert response.status == 200
            text = response.read().decode()
            assert "X-Amz-Function-Error" not in response.headers, text
        answer = json.loads(text)
        assert answer["event"] == event and answer["body"] == "hello from data", answer
        if answer["key"] not in self.keys:
            self.keys.append(answer["key"])
        self.calls += 1
        self.end.wait(0.02)


def main(folder):
    server = Server(folder)
    try:
        print(json.dumps(run(server)))
    finally:
        server.stop()


def run(server):
    account = server.account("111122223333")
    role = worker_role(account, "Greeter", "lambda.amazonaws.com", bucket="data")
    words = ["exec", "--lambda", "greeter", "--handler", "a.b", "--role", role]
    words += ["--duration", "900", "--", sys.executable, "-c", RUNTIME]
    function = subprocess.Popen(
        [str(PROGRAM), *words],
        env=agent_environment(server, agent_keys(account)),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    url = function.stderr.readline().split()[-1] + "/2015-03-31/functions/greeter/invocations"
    began, end = time.time(), threading.Event()
    invokers = [Invoker(url, name, end) for name in ["one", "two"]]
    for invoker in invokers:
        invoker.start()
    while all(len(one.keys) <= RENEWALS and not one.faults for one in invokers):
        end.wait(0.1)
    end.set()
    for invoker in invokers:
        invoker.join()
    seconds = time.time() - began
    function.terminate()
    function.wait(timeout=3600)
    function.stderr.close()
    return {
        "faults": [fault for invoker in invokers for fault in invoker.faults],
        "keys": [len(invoker.keys) for invoker in invokers],
        "calls": [invoker.calls for invoker in invokers],
        "seconds": seconds,
    }


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

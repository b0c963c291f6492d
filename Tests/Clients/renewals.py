"""Clients that run through ten renewals of their keys; to be run by a clock that is fast.

    faketime -f '+0 x100' python renewals.py FOLDER
"""

import json
import os
import pathlib
import select
import sys
import time
import unittest.mock

import botocore.session
from botocore.config import Config
from server import Server
from workloads import Agent, agent_keys, client_environment, listener, profile, worker_role

# A clock that libfaketime turns has no sleep that Python 3.11 can use.
time.sleep = lambda seconds: select.select([], [], [], seconds)

RENEWALS = 10
PATH = "/v2/credentials/1f0b2a1c"


class Client:
    """One session of botocore, with keys from one endpoint."""

    def __init__(self, server, **values):
        session = botocore.session.Session()
        environment = client_environment(server, **values)
        # botocore reads the environment when it is asked for keys and for a client, and not again.
        with unittest.mock.patch.dict(os.environ, environment, clear=True):
            self.keys = session.get_credentials()
            config = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})
            self.s3 = session.create_client("s3", config=config)
        self.seen = []

    def work(self):
        self.s3.get_object(Bucket="data", Key="greeting")["Body"].read()
        key = self.keys.get_frozen_credentials().access_key
        if key not in self.seen:
            self.seen.append(key)


def main(folder):
    server = Server(folder)
    account = server.account("111122223333")
    role = worker_role(account, "Web", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com", bucket="data")
    profile(account, "Web", "Web")
    (metadata, metadata_url), (containers, containers_url) = listener(), listener()
    life = {"durationSeconds": 900}
    configuration = {
        "instanceMetadata": [
            {"listen": metadata, "instances": [{"instanceProfile": "Web"} | life]}
        ],
        "containers": [{"listen": containers, "tasks": [{"roleArn": role, "path": PATH} | life]}],
    }
    began = time.time()
    with Agent(folder, server, agent_keys(account), **configuration):
        clients = [
            Client(server, AWS_EC2_METADATA_SERVICE_ENDPOINT=metadata_url),
            Client(
                server,
                AWS_EC2_METADATA_DISABLED="true",
                AWS_CONTAINER_CREDENTIALS_FULL_URI=containers_url + PATH,
            ),
        ]
        while any(len(client.seen) <= RENEWALS for client in clients):
            for client in clients:
                client.work()
    server.stop()
    seconds = time.time() - began
    print(json.dumps({"keys": [len(client.seen) for client in clients], "seconds": seconds}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

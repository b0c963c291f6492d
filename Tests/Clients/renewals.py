"""Clients that run through ten renewals of their keys; to be run by a clock that is fast.

    faketime -f '+0 x60' python renewals.py FOLDER
"""

import json
import os
import pathlib
import select
import sys
import time
import unittest.mock

if __name__ == "__main__":
    # A clock that libfaketime turns has no sleep that Python 3.11 can use; botocore takes its own
    # when it is imported.
    time.sleep = lambda seconds: select.select([], [], [], seconds)

import botocore.session  # noqa: E402
import botocore.utils  # noqa: E402
from botocore.config import Config  # noqa: E402
from server import Server  # noqa: E402
from workloads import (  # noqa: E402
    Agent,
    agent_keys,
    client_environment,
    listener,
    profile,
    worker_role,
)

# libfaketime shortens what is waited for, too: clients wait for two seconds of ours.
SPEED = 60
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
            config = Config(
                s3={"addressing_style": "path"},
                retries={"total_max_attempts": 1},
                connect_timeout=60 * SPEED,
                read_timeout=60 * SPEED,
            )
            self.s3 = session.create_client("s3", config=config)
        self.seen = []

    def work(self):
        self.s3.get_object(Bucket="data", Key="greeting")["Body"].read()
        key = self.keys.get_frozen_credentials().access_key
        if key not in self.seen:
            self.seen.append(key)


def main(folder):
    botocore.utils.ContainerMetadataFetcher.TIMEOUT_SECONDS = 2 * SPEED
    server = Server(folder)
    try:
        print(json.dumps(run(folder, server)))
    finally:
        server.stop()


def run(folder, server):
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
            Client(
                server,
                AWS_EC2_METADATA_SERVICE_ENDPOINT=metadata_url,
                AWS_METADATA_SERVICE_TIMEOUT=SPEED,
            ),
            Client(
                server,
                AWS_EC2_METADATA_DISABLED="true",
                AWS_CONTAINER_CREDENTIALS_FULL_URI=containers_url + PATH,
            ),
        ]
        while any(len(client.seen) <= RENEWALS for client in clients):
            for client in clients:
                client.work()
    return {"keys": [len(client.seen) for client in clients], "seconds": time.time() - began}


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

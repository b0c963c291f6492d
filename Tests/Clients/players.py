"""Clients that play at random, at the same time, and write down what they saw."""

import concurrent.futures
import os
import random
import threading
import time

import botocore.exceptions
import pytest
from linearizability import OK, Call, Undecided, Unexplained, order

CLIENTS = 32
SEED = int(os.environ.get("ROLECALL_SEED", random.SystemRandom().randrange(1 << 32)))


# - Source: IAM User Guide, "IAM identifiers", "Understanding unique ID prefixes".
PREFIXES = ("AIDA", "AGPA", "ANPA", "AKIA", "AROA", "AIPA")


def is_id(answer):
    """Whether an answer is the id of something that was made."""
    return isinstance(answer, str) and answer.startswith(PREFIXES)


def ok(answer):
    """What is written down of a call that has nothing to tell."""
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    return OK


class Recorder:
    """One client that writes down what it saw."""

    def __init__(self, iam, seed):
        self.iam, self.chance, self.history = iam, random.Random(seed), []

    def call(self, method, name, *arguments, told=None):
        sent = time.monotonic_ns()
        try:
            answer = method(*arguments)
        except botocore.exceptions.ClientError as failure:
            answer = failure.response["Error"]["Code"]
        told = arguments if told is None else told
        return Call(name, told, answer, sent, time.monotonic_ns())


def at_once(players, *arguments):
    """Lets the players play, all at the same time; a failure of one is a failure."""
    start = threading.Barrier(len(players))
    with concurrent.futures.ThreadPoolExecutor(len(players)) as pool:
        running = [pool.submit(player.play, *arguments, start) for player in players]
        for one in running:
            one.result()
    return [call for player in players for call in player.history]


def explained(history, model, state):
    """A serial order that explains the calls; the test fails without one."""
    try:
        return order(history, model, state)
    except Undecided as failure:
        pytest.fail(f"seed {SEED}: {failure}")
    except Unexplained as failure:
        told = "\n".join(map(str, sorted(history, key=lambda call: call.sent)))
        pytest.fail(f"seed {SEED}: {failure}\n\nThe whole history:\n{told}")


def refused(history, model, state):
    """Whether no serial order explains the calls."""
    try:
        order(history, model, state)
    except Unexplained:
        return True
    return False

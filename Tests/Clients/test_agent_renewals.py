"""Ten renewals with a clock that is fast: no client sees an error."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest
from renewals import RENEWALS, SPEED

HERE = pathlib.Path(__file__).parent


def run(script, folder):
    if shutil.which("faketime") is None:
        pytest.skip("needs Debian's faketime, to let fifteen minutes be fifteen seconds")
    finished = subprocess.run(
        ["faketime", "-f", f"+0 x{SPEED}", sys.executable, HERE / script, folder],
        env=os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"},
        capture_output=True,
        text=True,
        timeout=220,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    answer = json.loads(finished.stdout)
    # Each had keys of a quarter of an hour for longer than three of their lives.
    assert answer["seconds"] > 3 * 900
    return answer


def test_clients_run_through_ten_renewals(tmp_path):
    assert min(run("renewals.py", tmp_path)["keys"]) > RENEWALS


def test_clients_of_a_function_run_through_ten_of_its_processes(tmp_path):
    answer = run("function_renewals.py", tmp_path)
    assert answer["faults"] == []
    assert max(answer["keys"]) > RENEWALS

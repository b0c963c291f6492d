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


def test_clients_run_through_ten_renewals(tmp_path):
    if shutil.which("faketime") is None:
        pytest.skip("needs Debian's faketime, to let fifteen minutes be fifteen seconds")
    finished = subprocess.run(
        ["faketime", "-f", f"+0 x{SPEED}", sys.executable, HERE / "renewals.py", tmp_path],
        env=os.environ | {"FAKETIME_DONT_FAKE_MONOTONIC": "1"},
        capture_output=True,
        text=True,
        timeout=220,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    answer = json.loads(finished.stdout)
    assert min(answer["keys"]) > RENEWALS
    # Each had keys of a quarter of an hour for longer than three of their lives.
    assert answer["seconds"] > 3 * 900

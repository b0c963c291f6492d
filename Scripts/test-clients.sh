#!/usr/bin/env bash
# Runs the clients' suite; arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.build/venv/bin:$PATH"
exec .build/venv/bin/python -m pytest Tests/Clients "$@"

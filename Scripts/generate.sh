#!/usr/bin/env bash
# Runs every generator; with --check, compares its committed output with a fresh run instead.
set -euo pipefail
cd "$(dirname "$0")/.."
shopt -s nullglob
for generator in Scripts/generate-*.py; do
    echo "$generator $*"
    .build/venv/bin/python "$generator" "$@"
done

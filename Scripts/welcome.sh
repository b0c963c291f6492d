#!/usr/bin/env bash
# Tells how to use the server that `make run` is about to start.
set -euo pipefail
listen=$1 data=$2
cat <<TEXT

Rolecall serves IAM, STS and S3 on http://$listen from the folder '$data'; Ctrl-C stops it.
In another terminal, in this folder:

  export PATH="\$PWD/.build/release:\$PWD/.build/venv/bin:\$PATH"
  export ROLECALL_CONTROL="\$PWD/$data/control.sock"
  eval "\$(rolecall env)"
  aws sts get-caller-identity
  Examples/cross-account-role/play.sh

TEXT

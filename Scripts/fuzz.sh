#!/usr/bin/env bash
# Builds each fuzz target with coverage and the address sanitizer, and runs it for a while.
#
#   fuzz.sh SECONDS [NAME...]
#
# Starts from the committed corpus; what a run finds stays in .build/fuzz-corpus. A crash is printed
# with its input, which then belongs into the corpus together with the fix.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift

names=("$@")
if ((${#names[@]} == 0)); then
    shopt -s nullglob
    for folder in Fuzz/*/corpus/; do names+=("$(basename "$(dirname "$folder")")"); done
fi
if ((${#names[@]} == 0)); then
    echo "no fuzz targets"
    exit
fi

export ROLECALL_FUZZ=1
scratch=.build/fuzz
mkdir -p "$scratch"
for name in "${names[@]}"; do
    echo "building $name"
    if ! swift build --scratch-path "$scratch" --product "$name" >"$scratch.log" 2>&1; then
        grep -v 'Cannot export local symbol' "$scratch.log"
        exit 1
    fi
done

binaries=$(swift build --scratch-path "$scratch" --show-bin-path)
status=0
for name in "${names[@]}"; do
    found=.build/fuzz-corpus/$name
    mkdir -p "$found"
    log=$found.log
    echo "fuzzing $name for $seconds s"
    if "$binaries/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$found-" "$found" "Fuzz/$name/corpus" \
        >"$log" 2>&1; then
        grep -E 'stat::(number_of_executed_units|new_units_added)' "$log" || true
    else
        tail -n 60 "$log"
        status=1
    fi
done
exit "$status"

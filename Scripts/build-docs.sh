#!/usr/bin/env bash
# Builds the reference of the public library's modules into .build/docs.
set -euo pipefail
cd "$(dirname "$0")/.."
graphs=$PWD/.build/symbol-graphs
rm -rf .build/docs "$graphs"
mkdir -p .build/docs "$graphs"
for module in PolicyLanguage PolicyEngine; do
    # A scratch folder of its own: these flags would make the next ordinary build start over.
    swift build --scratch-path .build/docs-build --target "$module" \
        -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$graphs"
    mkdir -p "$graphs/$module"
    find "$graphs" -maxdepth 1 -name "$module*.symbols.json" -exec cp {} "$graphs/$module" \;
    docc convert --fallback-display-name "$module" --fallback-bundle-identifier "rolecall.$module" \
        --additional-symbol-graph-dir "$graphs/$module" --output-path ".build/docs/$module"
done
echo "The reference is in .build/docs."

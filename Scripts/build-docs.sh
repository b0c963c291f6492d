#!/usr/bin/env bash
# Builds the reference of the public library's modules into .build/docs.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf .build/docs .build/symbol-graphs
mkdir -p .build/docs .build/symbol-graphs
swift build --product RolecallPolicy \
    -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc .build/symbol-graphs
for module in PolicyLanguage PolicyEngine; do
    graphs=.build/symbol-graphs/$module
    mkdir -p "$graphs"
    find .build/symbol-graphs -maxdepth 1 -name "$module*.symbols.json" -exec cp {} "$graphs" \;
    docc convert --fallback-display-name "$module" --fallback-bundle-identifier "rolecall.$module" \
        --additional-symbol-graph-dir "$graphs" --output-path ".build/docs/$module"
done

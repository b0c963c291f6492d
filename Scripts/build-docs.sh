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
    docc convert "Sources/Policy/$module/Module.docc" --warnings-as-errors \
        --fallback-display-name "$module" --fallback-bundle-identifier "rolecall.$module" \
        --additional-symbol-graph-dir "$graphs/$module" --output-path ".build/docs/$module"
    # The landing page must have come from the catalog, not from the bare symbols.
    page=.build/docs/$module/data/documentation/${module,,}.json
    grep -q '"anchor":"Overview"' "$page" || {
        echo "build-docs.sh: $page has no overview" >&2
        exit 1
    }
done
echo "The reference is in .build/docs."

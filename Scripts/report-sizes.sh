#!/usr/bin/env bash
# Reports sizes of source files for people to judge; fails nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
find Sources -name '*.swift' -exec wc -l {} + | awk '$2 != "total" { print $1, $2 }' | sort -n |
    awk '{ lines[NR] = $1; name[NR] = $2; sum += $1 }
        END {
            if (NR == 0) exit
            printf "%d Swift files, %d lines; median %d, 95th percentile %d; longest:\n",
                NR, sum, lines[int((NR + 1) / 2)], lines[int(NR * 0.95)]
            for (i = NR; i > NR - 5 && i > 0; i--) printf "  %5d  %s\n", lines[i], name[i]
        }'

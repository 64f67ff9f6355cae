#!/bin/sh
# Every #include "folder/file.h" of extractor/ must be an edge that layers.txt allows.
set -eu
cd "${1:-$(dirname "$0")/../../extractor}"
layers=${2:-../tests/lint/layers.txt}
grep -rnoE '^#include "[a-z]+/[^"]+"' --include='*.[ch]' . | sed -E 's|^\./([a-z]+)/([^:]*):([0-9]+):#include "([a-z]+)/.*|\1 \4 extractor/\1/\2:\3|' |
awk -v layers="$layers" '
    BEGIN { while ((getline line < layers) > 0) if (line !~ /^#/) { split(line, part, ":"); n = split(part[2], to, " "); known[part[1]] = 1; for (i = 1; i <= n; i++) ok[part[1], to[i]] = 1 } }
    { edges++ }
    !($1 in known) { print $3 ": folder " $1 " is not in layers.txt"; bad = 1; next }
    $1 != $2 && !(($1, $2) in ok) { print $3 ": " $1 " may not include " $2; bad = 1 }
    END { print edges + 0 " include edges checked"; exit bad || !edges }'

#!/bin/sh
# Install what is missing, build to build/, annotate the corpus, show what came out.
set -eu
cd "$(dirname "$0")/.."
sh extractor/packages.sh build
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DFINTAG_TESTS=OFF >/dev/null
cmake --build build
build/fintag annotate corpus/posts >build/corpus.ndjson
echo
echo "== corpus/posts -> build/corpus.ndjson"
wc -l <build/corpus.ndjson | sed 's/$/ articles, one JSON line each/'
echo
echo "== one of them"
build/fintag annotate --no-text --pretty corpus/posts | head -n 48
echo
echo "== against the gold of corpus/gold"
build/fintag eval corpus/gold

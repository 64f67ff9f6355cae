#!/bin/sh
# A real node is started, fed with the corpus, asked, and stopped: run.sh opensearch|elasticsearch
# It is had from Maven Central and kept in the user's cache.
set -u
engine=$1
here=$SRC/tests/engines
skip() { echo "skipped: $*"; exit 77; }
for tool in java javac mvn python3 curl; do command -v "$tool" >/dev/null || skip "no $tool (sh extractor/packages.sh test)"; done
pom=$here/node/$engine/pom.xml
cache=${XDG_CACHE_HOME:-$HOME/.cache}/fintag-tests/$engine-$(cksum <"$pom" | tr ' ' -)
if ! [ -s "$cache/classpath" ] || ! tr : '\n' <"$cache/classpath" | while read -r jar; do [ -e "$jar" ] || exit 1; done; then
    mkdir -p "$cache"
    # A file of its own and a rename: several runs may come here at once.
    timeout 300 mvn -q -B -f "$pom" dependency:build-classpath -Dmdep.outputFile="$cache/classpath.$$" >"$cache/log" 2>&1 &&
        mv "$cache/classpath.$$" "$cache/classpath" || { tail -n 5 "$cache/log"; skip "Maven Central can't be reached"; }
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
env -u http_proxy -u HTTP_PROXY -u all_proxy -u ALL_PROXY PYTHONDONTWRITEBYTECODE=1 \
    python3 "$here/node/node.py" "$FINTAG" "$SRC" "$work" "$cache/classpath" "$here/node/$engine/OneNode.java"

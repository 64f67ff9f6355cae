#!/bin/sh
# A real groonga server is started, fed with the corpus, asked, and stopped.
set -u
skip() { echo "skipped: $*"; exit 77; }
for tool in groonga python3; do command -v "$tool" >/dev/null || skip "no $tool (sh extractor/packages.sh test)"; done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
env -u http_proxy -u HTTP_PROXY -u all_proxy -u ALL_PROXY PYTHONDONTWRITEBYTECODE=1 python3 "$SRC/tests/engines/groonga.py" "$FINTAG" "$SRC" "$work"

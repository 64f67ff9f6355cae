#!/bin/sh
# Recall of names on real Chinese text beside the project, against the scores last approved.
suites=${FINTAG_SHARED:-$SRC/../shared}/suites
[ -f "$suites/finre.zh.dev.jsonl" ] || { echo "skipped: $suites holds no names"; exit 77; }
exec python3 "$SRC/tests/suites/names.py" "$FINTAG" "$suites" --check "$SRC/tests/suites/names.tsv"

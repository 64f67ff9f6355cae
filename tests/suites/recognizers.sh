#!/bin/sh
# Scores on the Recognizers-Text cases beside the project, against those last approved.
suites=${FINTAG_SHARED:-$SRC/../shared}/suites
[ -d "$suites" ] || { echo "skipped: $suites is not there"; exit 77; }
exec python3 "$SRC/tests/suites/score.py" "$FINTAG" "$suites" --check "$SRC/tests/suites/scores.tsv"

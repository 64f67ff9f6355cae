#!/bin/sh
# Scores on the corpus against those last approved in corpus/scores.tsv: a fall fails, a rise is reported so that it is committed.
# --update rewrites the file.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$FINTAG" eval --check-gold "$SRC/corpus/gold"
for split in dev test; do "$FINTAG" eval --tsv --split $split "$SRC/corpus/gold" | sed "s/^/$split./" >>"$work/now"; done
[ "${1:-}" = --update ] && { cp "$work/now" "$SRC/corpus/scores.tsv"; exit 0; }
awk -F'\t' 'NR == FNR { approved[$1] = $2; next }
    { seen++ }
    $2 < approved[$1] - 0.0005 { print "fell: " $1 " " approved[$1] " -> " $2; bad = 1 }
    $2 > approved[$1] + 0.0005 { print "rose: " $1 " " approved[$1] " -> " $2 }
    END { print seen + 0 " scores compared"; exit bad || !seen }' "$SRC/corpus/scores.tsv" "$work/now"

#!/bin/sh
# Fuzz every target for some seconds: sh tests/fuzz/run.sh BUILD SECONDS. Seeds are the corpus and the rules' examples.
set -eu
build=$1 seconds=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$build/fuzz-corpus
mkdir -p "$work/seeds" "$work/grown" "$work/found"
n=0
for post in "$root"/corpus/posts/*; do
    n=$((n + 1))
    { printf '\101'; cat "$post"; } >"$work/seeds/post-$n"
done
sed -nE 's/^[ %]*[+-] (\[[^]]*\] )?(.*)$/\2/p' "$root"/rules/*/*.rules | sed 's/ => .*//' | awk -v d="$work/seeds" '{ f = d "/case-" NR; printf "\103%s", $0 > f; close(f) }'
FINTAG_RULES=$build/fintag.pack "$build/tests/fuzz_annotate" -seed=20220410 -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
    -artifact_prefix="$work/found/" -print_final_stats=1 -verbosity=0 "$work/grown" "$work/seeds" "$here/findings"
echo "fuzz_annotate: $seconds s, nothing found"

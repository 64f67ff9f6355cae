#!/bin/sh
# Fuzz for some seconds, shared by the targets: sh tests/fuzz/run.sh BUILD SECONDS [TARGET]... Seeds are the corpus, the
# rules' examples and tests/fuzz/seeds.
set -eu
build=$1 seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$build/fuzz-corpus
mkdir -p "$work/seeds" "$work/found"
n=0
for post in "$root"/corpus/posts/*; do
    n=$((n + 1))
    { printf '\101'; cat "$post"; } >"$work/seeds/post-$n"
done
sed -nE 's/^[ %]*[+-] (\[[^]]*\] )?(.*)$/\2/p' "$root"/rules/*/*.rules | sed 's/ => .*//' | awk -v d="$work/seeds" '{ f = d "/case-" NR; printf "\103%s", $0 > f; close(f) }'
[ $# -gt 0 ] || set -- annotate decode input parts query sinks warc
each=$((seconds / $#))
for target; do
    seeds=$here/seeds/$target
    [ "$target" = annotate ] && seeds="$work/seeds $here/findings"
    mkdir -p "$work/grown-$target"
    # shellcheck disable=SC2086
    FINTAG_RULES=$build/fintag.pack "$build/tests/fuzz_$target" -seed=20220410 -max_total_time="$each" -max_len=4096 -timeout=10 \
        -rss_limit_mb=2048 -artifact_prefix="$work/found/$target-" -print_final_stats=1 -verbosity=0 "$work/grown-$target" $seeds
    echo "fuzz_$target: $each s, nothing found"
done

#!/bin/sh
# Every form of output of a few articles, byte for byte: sh tests/golden/feeds.sh [--update]
set -u
here=$SRC/tests/golden/feeds
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
cp "$here/articles.jsonl" "$work" # a path that is the same everywhere
cd "$work" || exit 1
for form in opensearch annotated-text groonga meilisearch csv brat conll web-annotation; do
    "$FINTAG" annotate --to "$form" --tz +08:00 articles.jsonl >"$form" 2>/dev/null || { echo "FAILED: $form: status $?"; failed=1; }
    if [ "${1:-}" = --update ]; then
        cp "$form" "$here/$form"
    elif ! cmp -s "$form" "$here/$form"; then
        echo "FAILED: $form is not as approved (sh tests/golden/feeds.sh --update approves it)"
        diff "$here/$form" "$form" | head -n 6
        failed=1
    fi
done
exit $failed

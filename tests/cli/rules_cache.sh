#!/bin/sh
# A folder of rules is compiled once; its pack is kept by the bytes of its files, and a few packs are kept.
set -u
. "$SRC/tests/check.sh"
export XDG_CACHE_HOME="$work/cache"
mkdir "$XDG_CACHE_HOME"
cp -r "$SRC/tests/unit/rules" "$work/rules"
run() { echo '{"text":"21吨"}' | "$FINTAG" annotate --from jsonl --rules "$work/rules" 2>"$work/err"; }
packs() { ls "$XDG_CACHE_HOME/fintag" 2>/dev/null | wc -l; }

run >"$work/one" || no "first run: $(cat "$work/err")"
[ "$(packs)" = 1 ] || no "one pack is kept, not $(packs)"
pack=$(ls "$XDG_CACHE_HOME"/fintag/*)
touch -d 2001-01-01 "$pack"
run >"$work/two"
cmp -s "$work/one" "$work/two" || no "a kept pack gives another result"
[ "$(stat -c %Y "$pack")" -lt 1000000000 ] || no "the kept pack was made again"
printf 'garbage' >"$pack"
run >"$work/two"
cmp -s "$work/one" "$work/two" || no "a broken pack is not made anew: $(cat "$work/err")"
for i in 1 2 3 4 5 6; do
    printf '%%class extra\nsurface\n名字%s\n' "$i" >"$work/rules/extra.tsv"
    run >/dev/null || no "changed rules: $(cat "$work/err")"
done
[ "$(packs)" = 4 ] || no "four packs are kept, not $(packs)"
printf 'rule\n' >"$work/rules/broken.rules"
run >/dev/null && no "broken rules are refused"
grep -q 'broken.rules:1' "$work/err" || no "the place of the mistake is named: $(cat "$work/err")"
rm "$work/rules/broken.rules"
XDG_CACHE_HOME=/proc/none HOME=/proc/none run >"$work/two" || no "without a place for packs: $(cat "$work/err")"
cmp -s "$work/one" "$work/two" || no "without a place for packs the result differs"
exit $failed

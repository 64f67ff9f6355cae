#!/bin/sh
# The program as its users meet it: streams, exit statuses, broken input, options.
set -u
. "$SRC/tests/check.sh"
field() { sed -n "$1p" "$work/out" | python3 -c 'import json,sys; r=json.load(sys.stdin)
for k in sys.argv[1].split("."): r=r[int(k)] if isinstance(r,list) else r[k]
print(r if isinstance(r,str) else json.dumps(r,ensure_ascii=False))' "$2"; }

# One line out per line in, in order; a bad line gives an error record and the stream goes on.
printf '%s\n' '{"id":"a","text":"21吨"}' '{broken' '{"id":"c","title":"贵州茅台(600519)","text":""}' >"$work/in"
"$FINTAG" annotate --from jsonl - <"$work/in" >"$work/out" 2>"$work/err"
is "status with an error record" $? 0
is "lines" "$(wc -l <"$work/out")" 3
is "first id" "$(field 1 id)" a
is "second status" "$(field 2 status)" error
is "third ticker" "$(field 3 entities.1.value.symbol)" 600519.SH
is "title null" "$(field 1 title)" null
"$FINTAG" annotate --from jsonl --fail-on error - <"$work/in" >/dev/null 2>&1
is "--fail-on error" $? 1

# Offsets count what they say.
echo '{"id":"u","text":"𠮷𠮷21吨"}' | "$FINTAG" annotate --from jsonl - >"$work/out"
is "code points" "$(field 1 entities.0.start)" 2
echo '{"id":"u","text":"𠮷𠮷21吨"}' | "$FINTAG" annotate --from jsonl --offsets utf16 - >"$work/out"
is "UTF-16 units" "$(field 1 entities.0.start)" 4
echo '{"id":"u","text":"𠮷𠮷21吨"}' | "$FINTAG" annotate --from jsonl --offsets byte - >"$work/out"
is "bytes" "$(field 1 entities.0.start)" 8

# A closed pipe ends silently; missing files, bad options and their statuses.
for _ in 1 2 3 4 5; do cat "$work/in"; done >"$work/many"
"$FINTAG" annotate --from jsonl "$work/many" 2>"$work/err" | head -n 1 >/dev/null
is "closed pipe says nothing" "$(cat "$work/err" | grep -v records | grep -v articles)" ""
"$FINTAG" annotate "$work/none" >/dev/null 2>"$work/err"
is "missing path" $? 3
grep -q none "$work/err" || no "the missing path is named"
"$FINTAG" annotate --types tiker - </dev/null >/dev/null 2>"$work/err"
is "unknown type" $? 2
grep -q ticker "$work/err" || no "an unknown type suggests the right one"
"$FINTAG" nonsense >/dev/null 2>&1
is "unknown command" $? 2
"$FINTAG" annotate --rules "$work" - </dev/null >/dev/null 2>&1
[ $? -ne 0 ] || no "a folder without rules is refused"
if [ -e /dev/full ]; then
    "$FINTAG" annotate --from jsonl "$work/in" >/dev/full 2>"$work/err"
    is "full disk" $? 3
fi

# The same input gives the same bytes, and check agrees with the sources.
"$FINTAG" annotate "$SRC/corpus/posts" >"$work/one" 2>/dev/null
"$FINTAG" annotate "$SRC/corpus/posts" >"$work/two" 2>/dev/null
cmp -s "$work/one" "$work/two" || no "two runs differ"
"$FINTAG" check "$work/one" >"$work/check" || { no "check finds problems"; tail -n 5 "$work/check"; }
sed 's/"start":\([0-9]*\)/"start":1\1/' "$work/one" >"$work/bad"
"$FINTAG" check "$work/bad" >/dev/null && no "check misses wrong offsets"

# A user's own names, without a rebuild.
printf 'surface\tid\tname\n泓芯微\tname:泓芯微\t泓芯微\n' >"$work/names.tsv"
echo '{"id":"d","text":"泓芯微完成融资"}' | "$FINTAG" annotate --dict "$work/names.tsv" --from jsonl - >"$work/out"
is "user name" "$(field 1 entities.0.value.resolved_by)" user

# Time zones and publication times.
echo '{"id":"z","text":"8日","published":"2021-12-08 10:00:00"}' | "$FINTAG" annotate --from jsonl --tz Asia/Shanghai - >"$work/out"
is "zone" "$(field 1 published)" 2021-12-08T10:00:00+08:00
"$FINTAG" schema | python3 -m json.tool >/dev/null || no "the schema is not JSON"
"$FINTAG" --version >/dev/null || no "--version"
"$FINTAG" annotate --help | grep -q -- --offsets || no "--help lists the options"
[ $failed = 0 ] && echo "all as promised"
exit $failed

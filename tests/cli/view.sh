#!/bin/sh
# fintag view: the page as bytes; viewer.sh opens it in a browser.
set -u
. "$SRC/tests/check.sh"

"$FINTAG" view -o "$work/page.html" "$SRC/corpus/posts" || no "view the corpus"
"$FINTAG" annotate --offsets utf16 "$SRC/corpus/posts" >"$work/records" 2>/dev/null
python3 "$SRC/tests/view/page.py" "$work/page.html" "$work/records" || no "the page of the corpus"
"$FINTAG" annotate --to html --offsets byte --no-text "$SRC/corpus/posts" 2>/dev/null | cmp -s - "$work/page.html" || no "annotate --to html is another page"

printf '%s\n' '{"id":"</script><script>alert(1)</script>","title":"\"><img src=x onerror=alert(1)>\u0000\r\n&amp;","text":"<!--<script>\u2028 21吨 ]]>","url":"javascript:alert(1)"}' \
    '{"id":"b","title":"","text":""}' '{</script><b>' >"$work/in"
"$FINTAG" view --from jsonl - <"$work/in" >"$work/page.html" 2>"$work/err"
is "an article that fails is no failure of the page" $? 0
grep -q '1 of 3 articles' "$work/err" || no "failures are counted"
"$FINTAG" annotate --from jsonl --offsets utf16 - <"$work/in" >"$work/records" 2>/dev/null
python3 "$SRC/tests/view/page.py" "$work/page.html" "$work/records" || no "the page of hostile articles"

echo '{"headline":"21吨","b":{"c":"5吨"}}' | "$FINTAG" view --from jsonl --map title=headline,text=b.c - | grep -q 'data-title="21吨"' || no "--map"
"$FINTAG" view "$work/none" >/dev/null 2>&1
is "missing path" $? 3
"$FINTAG" view --types tiker "$work/in" >/dev/null 2>"$work/err"
is "unknown type" $? 2
is "an unknown type suggests one" "$(cat "$work/err")" "fintag view: unknown type 'tiker': did you mean ticker?"
"$FINTAG" view --types date --from jsonl "$work/in" | grep -q '"type":"quantity"' && no "--types leaves others out"
"$FINTAG" view -o "$work" "$work/in" 2>/dev/null
is "a folder can't be written" $? 3
if [ -e /dev/full ]; then
    "$FINTAG" view --from jsonl "$work/in" >/dev/full 2>/dev/null
    is "full disk" $? 3
fi
[ "$failed" = 0 ] && echo "all as promised"
exit "$failed"

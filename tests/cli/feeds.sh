#!/bin/sh
# Each form of output of the corpus and of awkward text, read back as its readers would.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '%s\n' '{"id":"brackets","title":"[微盟](2013.HK)","text":"[注](见下) [x](y) 21吨 ]( [21吨](微盟集团) [[1]](2) a]("}' \
    '{"id":"lines","published":"2022-04-10T09:00:00+08:00","text":"𠮷𠮷21\n吨, 4月\n10日 \t\r\u0085\u2028\u3000贵州茅台(600519)\u0000涨3%"}' \
    '{"id":"vague","published":"1969-12-31T23:59:59.5Z","text":"逾20吨，不足3亿元，至少5%，至多7%，数十万元，2至3倍，约1525.5元/股，2018年以来，截至3月31日，三年"}' \
    '{"id":"plain","title":"","published":"2022-04-10T09:00:00.25-04:00","url":"http://a.example/?q=\"&<","tags":["甲,乙","\"丙\""],"text":""}' \
    "{\"id\":\"$(printf '%0128d' 7)\",\"text\":\"21吨\"}" '{broken' >"$work/odd.jsonl"
failed=0
for form in ndjson opensearch annotated-text groonga meilisearch csv brat conll web-annotation; do
    "$FINTAG" annotate --tz +08:00 --to "$form" "$SRC/corpus/posts" "$work/odd.jsonl" >"$work/$form" 2>"$work/err" ||
        { echo "FAILED: $form: status $?"; cat "$work/err"; failed=1; }
done
"$FINTAG" push --template >"$work/template" || { echo "FAILED: --template"; failed=1; }

# Times without a zone: refused where an index would have to guess, and said in the record.
echo '{"id":"f","published":"2022-04-10T09:00:00","text":"昨日涨3%"}' >"$work/floating.jsonl"
for form in opensearch annotated-text groonga meilisearch; do
    "$FINTAG" annotate --to "$form" --fail-on error "$work/floating.jsonl" >"$work/out" 2>/dev/null
    [ $? -eq 1 ] && grep -q 'no zone.*--tz' "$work/out" || { echo "FAILED: $form takes floating times"; failed=1; }
    "$FINTAG" annotate --to "$form" --fail-on error --tz America/New_York "$work/floating.jsonl" >"$work/out" 2>/dev/null ||
        { echo "FAILED: $form refuses times with --tz"; failed=1; }
done
grep -q '"published":"2022-04-10T09:00:00-04:00".*"published_time":1649595600,' "$work/out" || { echo "FAILED: summer time"; failed=1; }

# What a form can't do is refused.
for wrong in '--pretty --to csv' '--pretty --to opensearch' '--offsets utf16 --to brat' '--offsets byte --to conll'; do
    # shellcheck disable=SC2086
    "$FINTAG" annotate $wrong "$work/floating.jsonl" >"$work/out" 2>"$work/err"
    [ $? -eq 2 ] && [ -s "$work/err" ] && [ ! -s "$work/out" ] || { echo "FAILED: $wrong is taken"; failed=1; }
done

python3 "$SRC/tests/cli/feeds.py" "$work" || failed=1
exit $failed

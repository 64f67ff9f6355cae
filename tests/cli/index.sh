#!/bin/sh
# fintag index and fintag search: what is found, what is not, what is skipped, and that kill -9 harms nothing.
set -u
. "$SRC/tests/check.sh"
db=$work/news.db
index() { "$FINTAG" index --progress=never "$@" 2>"$work/err"; }
# The ids that a query finds, sorted.
ids() { "$FINTAG" search --limit 0 "$db" -- "$1" 2>"$work/err" | python3 -c 'import json,sys; print(*sorted(json.loads(l)["id"] for l in sys.stdin))'; }
finds() { is "$1" "$(ids "$1")" "$2"; }

cat >"$work/in.jsonl" <<'J'
{"id":"wm","published":"2022-04-10T17:45:11+08:00","title":"微盟集团(2013.HK)首批捐赠21吨物资","text":"4月10日上午，物资运抵上海。微盟集团称，Ｗｅｉｍｏｂ员工超8000人参与。","url":"http://a.example/1"}
{"id":"mt","published":"2021-12-08T10:00:00+08:00","title":"贵州茅台(600519)涨逾2%","text":"贵州茅台涨逾2%，股价重回2000元之上。沪指涨0.5%，中国证监会昨日发布通知。"}
{"id":"hk","published":"2023-08-30T18:20:05+08:00","title":"騰訊控股(0700.HK)中期業績","text":"騰訊上半年收入約3,000億港元，同比增長11%。Vaccine supply is tight, the company said. 恒生指數跌1%。"}
{"id":"en","published":"2024-01-05T08:00:00Z","title":"Crop report","text":"Farmers shipped 30,000 kg of wheat and 900 acres were planted in March 2024. Apple ($AAPL) said revenue rose 3%."}
{"id":"du","published":"2022-01-05","title":"产能","text":"公司年产8000吨/年，不足20吨的订单不接，另有5至25吨的罐。测试历时3小时。"}
J
index "$db" --from jsonl "$work/in.jsonl"
is "index" $? 0
is "summary" "$(cat "$work/err")" ""
"$FINTAG" index "$db" --from jsonl "$work/in.jsonl" 2>&1 >/dev/null | grep -q '0 new, 0 changed, 5 unchanged' || no "unchanged articles are skipped"

# Words: two characters, one, Latin, both scripts, both widths, phrases, beginnings.
finds '上海' wm
finds '海' wm
finds '腾讯' hk
finds '騰訊' hk
finds '貴州茅臺' mt
finds 'weimob' wm
finds 'ＷＥＩＭＯＢ' wm
finds 'weim*' wm
finds 'weim' ''
finds '"vaccine supply"' hk
finds '"supply vaccine"' ''
finds 'vaccine supply' hk
finds '物资运抵' wm
finds '物资上海' ''
finds '"物资 上海"' ''
finds '上海 物资' wm
finds '上海 茅台' ''
finds '上海 | 茅台' 'mt wm'
finds '(上海 | 茅台) -物资' mt
finds '-上海' 'du en hk mt'
finds '-(上海 | 茅台)' 'du en hk'
finds '恒生指数 -"vaccine supply"' ''

# Names, in any usual form.
for form in 2013.HK 02013.HK XHKG:02013 2013 微盟集团 微盟 "'微盟集團'"; do
    finds "company:$(echo "$form" | tr -d "'")" wm
done
finds 'company:600519' mt
finds 'company:SH600519' mt
finds 'company:AAPL' en
finds 'company:腾讯控股' hk
finds 'ticker:0700.HK' hk
finds 'ticker:700' hk
finds 'ticker:600519.SH' mt
finds 'organization:证监会' mt
finds 'organization:CSRC' mt
finds 'index:沪指' mt
finds 'index:上证指数' mt
finds 'index:HSI.HSI' hk
finds 'type:index' 'hk mt'
finds 'type:ticker type:organization' mt
finds '-company:2013.HK -type:index' 'du en'

# Quantities, compared in SI units on one entity, with ranges and bounds.
finds 'unit:t>=20' 'du en wm'
finds 'unit:吨>=20' 'du en wm'
finds 'unit:kg>=20000' 'du en wm'
finds 'unit:t=21' 'du wm'
finds 'unit:t>=28 ' en
finds 'unit:t>25' en
finds 'unit:t<20' du
finds 'unit:t=19.99..19.999' du
finds 'unit:t=22..24' du
finds 'unit:t/年>=8000' du
finds 'unit:t>=8000' ''
finds 'unit:t' 'du wm'
finds 'unit:kg' en
finds 'unit:公顷>300' en
finds 'unit:小时>=3' du
finds 'money:HKD>=1e9' hk
finds 'money:HKD>=3000亿' hk
finds 'money:HKD>300bn' ''
finds 'money:港元>=1000亿' hk
finds 'money:CNY>2000' ''
finds 'money:CNY>=2000' mt
finds 'money:HKD' hk
finds 'percent:>=11' hk
finds 'percent:2' ''
finds 'percent:>2' 'en hk mt'
finds 'percent:0.4..0.6%' mt

# Dates overlap; published is a moment.
finds 'date:2022-04' wm
finds 'date:2022-04-10' wm
finds 'date:2022-04-11' ''
finds 'date:2022Q2' wm
finds 'date:2022年4月' wm
finds 'date:2021-12-07' mt
finds 'date:2023' hk
finds 'date:2023-06..2024-02' hk
finds 'date:2024-03-15..' en
finds 'date:>2023' en
finds 'date:<2022' mt
finds 'date:2022-04-10T11:00..2022-04-10T13:00' wm
finds 'date:2022-04-10T03:30:00Z' wm
finds 'date:2022-04-10T05:00:00Z' ''
finds 'published:2022-04' wm
finds 'published:2022' 'du wm'
finds 'published:>=2023' 'en hk'
finds 'published:2021-12..2022-02' 'du mt'
finds 'lang:zh' 'du hk mt wm'
finds 'lang:en' en
finds 'id:wm' wm
finds '上海 物资 company:2013.HK unit:t>=20 date:2022-04' wm
finds '(上海 unit:t>=20) | (money:HKD>=1e9 -上海)' 'hk wm'

# Exit statuses, count, limit, marks, errors with a caret.
"$FINTAG" search "$db" 上海 >/dev/null 2>&1
is "a hit" $? 0
"$FINTAG" search "$db" 北京 >"$work/out" 2>&1
is "no hit" "$? $(cat "$work/out")" "1 "
is "count" "$("$FINTAG" search --count "$db" 'lang:zh')" 4
is "count of words" "$("$FINTAG" search --count "$db" '上海')" 1
is "limit" "$("$FINTAG" search --limit 2 "$db" 'lang:zh' | wc -l)" 2
is "the latest first" "$("$FINTAG" search --limit 1 "$db" 'lang:zh' | cut -c1-10)" '{"id":"hk"'
is "words of a query in several arguments" "$("$FINTAG" search --count "$db" 上海 物资)" 1
"$FINTAG" search --text "$db" '上海 unit:t>=20' >"$work/out"
grep -qF '[21吨]' "$work/out" || no "entities are marked"
grep -qF '运抵[上海]' "$work/out" || no "words are marked"
grep -q "$(printf '\033')" "$work/out" && no "no colour without a terminal"
if command -v script >/dev/null; then
    SEARCH="'$FINTAG' search '$db' '上海 unit:t>=20'"
    env -u NO_COLOR TERM=xterm script -qec "$SEARCH" /dev/null | grep -q "$(printf '\033')\[" || no "colour on a terminal"
    NO_COLOR=1 TERM=xterm script -qec "$SEARCH" /dev/null | grep -q "$(printf '\033')\[" && no "NO_COLOR"
fi
"$FINTAG" search "$db" '上海 unit:t>=20' | python3 -c '
import json, sys
texts = {json.loads(l)["id"]: json.loads(l) for l in open(sys.argv[1])}
for line in sys.stdin:
    hit = json.loads(line)
    text = texts[hit["id"]]
    for mark in hit["words"] + hit["entities"]:
        assert text[mark["in"]][mark["start"]:mark["end"]] == mark["text"], mark
    snippet = hit["snippet"]
    assert text["text"][snippet["start"]:snippet["end"]] == snippet["text"], snippet
    assert [e["unit"] for e in hit["entities"]] == ["kg"] and hit["score"] > 0, hit
' "$work/in.jsonl" || no "places and values of the marks"
refused() { # query, word of the message, the caret line
    "$FINTAG" search "$db" -- "$1" >/dev/null 2>"$work/err"
    is "status of $1" $? 2
    grep -q -- "$2" "$work/err" || no "message of $1: $(cat "$work/err")"
    is "place in $1" "$(tail -n 1 "$work/err")" "  $3"
}
refused 'compny:2013.HK' "did you mean 'company'" '^~~~~~'
refused '上海 unit:blorg>=3' 'no quantity' '     ^~~~~~~~~~~~~'
refused '上海 (物资' 'not closed' '     ^~~~~'
refused '上海)' 'no parenthesis' '    ^'
refused 'date:2022-02-30' 'no date' '^~~~~~~~~~~~~~~'
refused 'date:2023..2022' 'before' '^~~~~~~~~~~~~~~'
refused 'type:tiker' 'unknown type' '^~~~~~~~~~'
refused 'money:>=3' 'which currency' '^~~~~~~~~'
refused '上海 。' 'nothing to look for' '     ^~'
refused 'a |' 'missing' '   ^'
"$FINTAG" search "$db" "$(printf '\377')" >/dev/null 2>&1
is "a query that is not UTF-8" $? 2
"$FINTAG" search "$db" "x'; DROP TABLE articles; --" >/dev/null 2>&1
"$FINTAG" search "$db" 'media:"x'"'"' OR 1=1 --"' >/dev/null 2>&1
is "SQL is text" "$("$FINTAG" search --count "$db" 上海)" 1
"$FINTAG" search "$work/none.db" 上海 >/dev/null 2>&1
is "no index" $? 3
echo 'this is no database, and longer than a header of a hundred bytes would be, so that it is read: ..........' >"$work/text.db"
"$FINTAG" search "$work/text.db" 上海 >/dev/null 2>&1
is "no database" $? 3
index "$work/text.db" "$work/in.jsonl"
is "no database to write" $? 3
"$FINTAG" search "$db" >/dev/null 2>&1
is "no query" $? 2
"$FINTAG" index >/dev/null 2>&1
is "no index named" $? 2
[ ! -e /dev/full ] || { "$FINTAG" search "$db" 上海 >/dev/full 2>&1; is "full disk" $? 3; }

# Changes: an article replaced is found by its new words only; errors are named, counted, and leave the old article.
sed -e 's/运抵上海/运抵北京/' "$work/in.jsonl" >"$work/new.jsonl"
echo '{broken' >>"$work/new.jsonl"
"$FINTAG" index "$db" --from jsonl "$work/new.jsonl" >/dev/null 2>"$work/err"
is "error records don't fail a run" $? 0
grep -q 'new.jsonl:6:' "$work/err" || no "an error record is named: $(cat "$work/err")"
grep -q '0 new, 1 changed, 4 unchanged, 0 removed, 1 error' "$work/err" || no "counts: $(cat "$work/err")"
finds '上海' ''
finds '北京' wm
index "$db" --fail-on error --from jsonl "$work/new.jsonl"
is "--fail-on error" $? 1
# Moved within its file, an article is the same one; its place is brought up to date.
{ echo '{"id":"first","text":"另一篇"}'; cat "$work/in.jsonl"; } >"$work/moved.jsonl"
index "$db" --from jsonl "$work/in.jsonl"
"$FINTAG" index "$db" --from jsonl "$work/moved.jsonl" 2>&1 | grep -q '1 new, 0 changed, 5 unchanged' || no "a moved article"
# Options and rules are part of what a result depends on.
"$FINTAG" index "$db" --numbers --from jsonl "$work/in.jsonl" 2>&1 | grep -q '0 new, 5 changed' || no "--numbers changes articles"
printf 'surface\tid\tname\n罐\tname:罐\t罐\n' >"$work/names.tsv"
"$FINTAG" index "$db" --dict "$work/names.tsv" --from jsonl "$work/in.jsonl" 2>&1 | grep -q '0 new, 5 changed' || no "--dict changes articles"
finds 'company:name:罐' du
"$FINTAG" index "$db" --all --from jsonl "$work/in.jsonl" 2>&1 | grep -q '5 changed, 0 unchanged' || no "--all"
finds 'company:name:罐' ''
# Gone from the input: kept, but for --prune; never when something could not be read.
index "$db" --prune --from jsonl "$work/new.jsonl"
finds '另一' first
head -n 3 "$work/in.jsonl" >"$work/fewer.jsonl"
"$FINTAG" index "$db" --prune --from jsonl "$work/fewer.jsonl" 2>&1 | grep -q '3 removed' || no "--prune"
finds '-zzz' 'hk mt wm'
finds '产能' ''
# The same id twice in one run is said.
{ cat "$work/fewer.jsonl"; echo '{"id":"wm","text":"又一篇"}'; } >"$work/twice.jsonl"
"$FINTAG" index "$db" --from jsonl "$work/twice.jsonl" 2>&1 | grep -q '1 article took the place' || no "an id that comes twice"

# The same articles in one run or in many give the same index.
contents() {
    "$FINTAG" search --limit 0 "$1" -- '-zzz' | sort
    for query in 上海 的 company:600519 'unit:t>=1' 'date:2022' 'money:CNY>=1亿' 'percent:>=3'; do
        "$FINTAG" search --limit 0 "$1" "$query"
    done | sed 's/"score":[-0-9.e]*//' | sort
}
index "$work/whole.db" "$SRC/corpus/posts"
contents "$work/whole.db" >"$work/whole"
[ "$(wc -l <"$work/whole")" -gt 100 ] || no "the corpus is found"
for post in "$SRC"/corpus/posts/*; do echo "$post"; done | sort -r | xargs -n 11 "$FINTAG" index --progress=never "$work/parts.db" 2>/dev/null
contents "$work/parts.db" >"$work/parts"
cmp -s "$work/whole" "$work/parts" || no "an index made in parts differs"

# However many articles are tagged at once.
index --jobs 3 "$work/three.db" "$SRC/corpus/posts"
contents "$work/three.db" >"$work/three"
cmp -s "$work/whole" "$work/three" || no "--jobs changes what is found"

# Killed at any instant, the file is whole, and the next run completes it.
python3 "$SRC/tests/bench/generate.py" 1200000 >"$work/dump.jsonl"
index "$work/safe.db" --from jsonl "$work/dump.jsonl"
"$FINTAG" search --count "$work/safe.db" '的' >"$work/want"
for wait in 0.01 0.05 0.1 0.15 0.2 0.25 0.3 0.35 0.4 0.5; do
    "$FINTAG" index --progress=never "$work/killed.db" --from jsonl "$work/dump.jsonl" 2>/dev/null &
    pid=$!
    sleep "$wait"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    if command -v sqlite3 >/dev/null && [ -s "$work/killed.db" ]; then
        is "integrity after kill -9 at $wait" "$(sqlite3 "$work/killed.db" 'PRAGMA integrity_check' 2>&1)" ok
    fi
done
index "$work/killed.db" --from jsonl "$work/dump.jsonl"
is "a run after kill -9" $? 0
is "all is there" "$("$FINTAG" search --count "$work/killed.db" '的')" "$(cat "$work/want")"
is "nothing is there twice" "$("$FINTAG" search --count "$work/killed.db" -- -zzz)" "$(wc -l <"$work/dump.jsonl" | tr -d ' ')"
kill -0 $$ # the shell is still ours
"$FINTAG" index --progress=never "$work/stopped.db" --from jsonl "$work/dump.jsonl" 2>/dev/null &
pid=$!
sleep 0.2
kill -TERM $pid
wait $pid
status=$?
[ $status = 143 ] || [ $status = 0 ] || no "SIGTERM: status $status"

# The plain sqlite3 program reads it all, and checks the full-text table.
if command -v sqlite3 >/dev/null; then
    q() { sqlite3 "$work/whole.db" "$1" 2>&1; }
    is "articles" "$(q 'SELECT count(*) FROM articles')" "$(ls "$SRC/corpus/posts" | wc -l)"
    is "words" "$(q "SELECT count(*) > 0 FROM words WHERE words MATCH '\"上海\"'")" 1
    is "full text" "$(q "INSERT INTO words (words) VALUES ('integrity-check')")" ""
    is "integrity" "$(q 'PRAGMA integrity_check')" ok
    is "entities are cut from their texts" "$(q "SELECT count(*) FROM entities JOIN contents ON docid = article
        WHERE substr(CASE field WHEN 'title' THEN title ELSE contents.text END, start + 1, stop - start) <> entities.text")" 0
    is "counts" "$(q "SELECT count(*) FROM articles WHERE entity_count <> (SELECT count(*) FROM entities WHERE article = docid)
        OR mention_count <> (SELECT count(*) FROM mentions WHERE article = docid)
        OR quantities <> (SELECT count(*) FROM entities WHERE article = docid AND type = 'quantity')")" 0
    is "companies" "$(q "SELECT count(DISTINCT article) FROM companies WHERE id = 'XSHG:600519'")" \
        "$("$FINTAG" search --count "$work/whole.db" company:600519)"
    # A first run that was killed leaves these out: the same is found, and the next run makes them.
    sqlite3 "$work/three.db" 'DROP INDEX mentions_name'
    contents "$work/three.db" >"$work/three"
    cmp -s "$work/whole" "$work/three" || no "what is found without the indexes"
    index "$work/three.db" "$SRC/corpus/posts"
    is "indexes" "$(sqlite3 "$work/three.db" "SELECT count(*) FROM sqlite_schema WHERE name IN ('mentions_name')")" 1
    is "SI units" "$(sqlite3 "$db" "SELECT si_min FROM entities WHERE text = '3,000億港元'" | cut -d. -f1)" 300000000000
    sqlite3 "$work/parts.db" 'PRAGMA user_version = 99'
    "$FINTAG" search "$work/parts.db" 上海 >/dev/null 2>"$work/err"
    is "another schema version" $? 2
    grep -q 99 "$work/err" || no "the version is named"
    index "$work/parts.db" "$work/in.jsonl"
    is "another schema version to write" $? 2
    sqlite3 "$work/foreign.db" 'CREATE TABLE t (x)'
    index "$work/foreign.db" "$work/in.jsonl"
    is "another program's database" $? 2
    is "it is left alone" "$(sqlite3 "$work/foreign.db" .tables)" t
    [ ! -e "$work/whole.db-wal" ] || no "one plain file is left"
else
    echo "skipped: no sqlite3 program, so the file is only read by fintag"
fi
"$FINTAG" index --help | grep -q -- --prune || no "index --help"
"$FINTAG" search --help | grep -q 'unit:t>=20' || no "search --help"
[ $failed = 0 ] && echo "all as promised"
exit $failed

#!/bin/sh
# Every kind of input, in every charset, gives the same articles, and offsets that cut them out of it; what is broken
# costs itself alone.
set -u
. "$SRC/tests/check.sh"
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
python3 "$SRC/tests/cli/inputs.py" || exit 1

# name records errors [OPTION]...: so many come out, and check agrees with the source.
gives() {
    name=$1 records=$2 errors=$3
    shift 3
    "$FINTAG" annotate "$@" "$name" >out 2>err
    is "$name: status" $? 0
    is "$name: records" "$(wc -l <out)" "$records"
    is "$name: errors" "$(grep -c '"status":"error"' out)" "$errors"
    "$FINTAG" check out >checked || { no "$name: check finds problems"; head -n 5 checked; }
    grep -q 'could not be read' checked && no "$name: check can't find the sources: $(tail -n 1 checked)"
}
# Ids, titles, texts, times and entities, without places.
says() { python3 -c 'import json, sys
for line in sys.stdin:
    r = json.loads(line)
    if r["status"] == "ok": print(r["id"], r["title"], r["published"], [(e["type"], e["text"], e["value"]) for e in r["entities"]], r["text"])' <"$1"; }
same() { says out >said; cmp -s said "$2" || { no "$1 does not say the same"; diff "$2" said | head -n 4; }; }

gives a.jsonl 3 0
says out >lines
[ "$(grep -c 微盟 lines)" -ge 1 ] || no "a.jsonl: nothing found"
for file in a.json one-by-one.json a.csv a.tsv semicolon.csv a.jsonl.gz utf-16.jsonl utf-16.json utf-16.csv utf-16-be.jsonl \
    utf-16-be.json utf-16-be.csv gb18030.jsonl gb18030.json gb18030.csv; do
    gives $file 3 0
    same $file lines
done
gives a.rss 3 0
says out >pages
for file in a.atom utf-16.rss utf-16-be.rss gb18030.rss; do
    gives $file 3 0
    same $file pages
done
for file in big5.html gbk.txt utf-16.html; do
    gives $file 1 0
    [ "$(grep -o '"text":"21.[^"]*","source"' out | wc -l)" = 1 ] || no "$file: 21 t not found"
done
is "an error that is too far" "$("$FINTAG" annotate a.csv | sed 's/"source":{"start":[0-9]*/"source":{"start":1/' >bad; "$FINTAG" check bad | grep -c 'do not cut')" 3

# Standard input, by content; with --from; check --input.
for file in a.jsonl a.json a.csv a.rss a.warc.gz posts.tar.gz a.zip; do
    "$FINTAG" annotate "$file" 2>err >named
    "$FINTAG" annotate <"$file" 2>err >out
    is "$file on a stream" "$(says out | sed 's/^[^ ]* //')" "$(says named | sed 's/^[^ ]* //')"
    "$FINTAG" check out --input "$file" >checked || no "$file on a stream: $(tail -n 1 checked)"
    cat "$file" | "$FINTAG" annotate 2>err | cmp -s - out || no "$file on a pipe"
done
gives a.csv 3 0 --from csv
gives a.json 1 0 --from text
"$FINTAG" annotate --from csv a.jsonl 2>err | grep -q 'no column' || no "--from does not decide"

# --map
gives mapped.jsonl 3 0 --map id=no,title=data.head,body=data.parts.0.html,published=ts
same mapped.jsonl pages
gives mapped.csv 3 0 --map id=编号,title=标题 --map text=正文
is "mapped columns" "$(says out | cut -d ' ' -f 1,2)" "$(cut -d ' ' -f 1,2 lines)"
for wrong in title titel=x title= =x title=a,title=b; do
    "$FINTAG" annotate --map $wrong a.jsonl >/dev/null 2>err
    is "--map $wrong" $? 2
done

# Archives: members by path, in order, none hidden, none that is no article.
gives a.tar 23 0
grep -o '"path":"[^"]*"' out | cut -d '"' -f 4 >tar-paths
grep -q '^a.tar!x.warc.gz!00000000-0000-0000-0000-000000000001$' tar-paths || no "the path of a WARC record in an archive"
grep -q '^a.tar!目录/文章.md$' tar-paths || no "a Chinese path"
says out >members
for file in a.tar.gz a.tar.xz a.zip; do
    gives $file 23 0
    same $file members
done
gives nested.zip 26 0
if command -v zstd >/dev/null; then
    zstd -q a.tar a.jsonl
    gives a.tar.zst 23 0
    same a.tar.zst members
    gives a.jsonl.zst 3 0
    same a.jsonl.zst lines
fi
gives a.warc 9 0
grep -q '2 responses are no articles' err || no "responses that were passed over are not told"
is "address" "$(grep -c '"url":"https://x.cn/news/' out)" 9
is "ids" "$(grep -c '^{"schema":"fintag/1","id":"00000000-0000-' out)" 9
is "a page in each coding says the same" "$(says out | grep -c '第一行')" 2
is "charsets" "$(says out | grep -c '微盟集团捐赠的首批21吨')" 5
mv out warc
gives a.warc.gz 9 0
is "WARC by members" "$(says out)" "$(says warc)"

# Folders, patterns, what can't be opened.
mkdir -p folder/sub
cp a.csv a.zip folder; cp posts/a1.md folder/sub; ln -s .. folder/sub/loop; ln -s nowhere folder/dangling.md; mkfifo folder/pipe.md
gives folder 28 1
is "order" "$(grep -o '"path":"[^"]*"' out | cut -d '"' -f 4 | cut -d / -f 2 | cut -d '!' -f 1 | uniq | tr '\n' ' ')" 'a.csv a.zip dangling.md sub '
"$FINTAG" annotate 'posts/*.md' | wc -l | grep -qx 3 || no "a quoted pattern"
"$FINTAG" annotate 'none/*.md' >/dev/null 2>&1
is "a pattern that matches nothing" $? 3
if [ "$(id -u)" != 0 ]; then
    chmod 0 folder/sub/a1.md
    gives folder 28 2
    "$FINTAG" annotate folder/sub/a1.md >/dev/null 2>&1
    is "an unreadable file that is named" $? 3
fi

# What is broken costs itself alone, and is told with its place.
gives cut.jsonl.gz "$(($(gzip -dc cut.jsonl.gz 2>/dev/null | wc -l) + 1))" 1
"$FINTAG" annotate cut.tar.gz >out 2>err
[ "$(grep -c '"status":"ok"' out)" -ge 20 ] || no "members before the cut are lost"
is "the cut" "$(grep -c 'nothing behind it can be read' out)" 1
"$FINTAG" annotate bomb.zip bomb.jsonl.gz >out 2>err
is "bombs: status" $? 0
is "bombs" "$(grep -o '"status":"[a-z]*"' out | tr -d '\n')" '"status":"ok""status":"error""status":"error""status":"ok""status":"error"'
"$FINTAG" annotate deep.md.gz 2>err | grep -q 'layers deep' || no "compression without end"
"$FINTAG" annotate encrypted.zip >out 2>err
is "an encrypted member" "$(grep -o '"status":"[a-z]*"' out | tr -d '\n')" '"status":"error""status":"ok"'
grep -q 'encrypted.zip!a.md.*Passphrase' out || no "what is wrong with the encrypted member is not told"
gives long.jsonl 3 1 --max-article 1M
gives broken.json 4 2
gives broken.csv 3 2
gives broken.rss 3 1
"$FINTAG" annotate broken.warc >out 2>err
is "broken WARC" "$(grep -o '"status":"[a-z]*"' out | tr -d '\n')" '"status":"ok""status":"error""status":"ok""status":"error"'
for file in no-text.csv sitemap.xml empty.csv; do
    "$FINTAG" annotate $file >out 2>err
    is "$file" "$(grep -o '"code":"[a-z_]*"' out)" '"code":"bad_input"'
done
gives nul.txt 1 0
gives empty.md 1 0
[ $failed = 0 ] && echo "all as promised"
exit $failed

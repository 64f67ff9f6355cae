#!/bin/sh
# Dumps: jobs, compressed files, parts, shards, and what --resume refuses.
set -u
. "$SRC/tests/check.sh"
same() { cmp -s "$2" "$3" || no "$1: $2 and $3 differ"; }
cd "$work" || exit 1
python3 "$SRC/tests/bench/generate.py" 300000 | awk '{ print } NR % 7 == 0 { print "{broken " NR }' >dump.jsonl
mkdir posts && cp "$SRC"/corpus/posts/2022-04* posts/ && mkdir posts/more && cp "$SRC"/corpus/posts/2021-1* posts/more/
# One article much longer than the others, and thousands of tiny ones.
{ printf '{"id":"long","text":"'; head -c 3000000 /dev/zero | tr '\0' x; echo '"}'; seq 5000 | sed 's/.*/{"id":"&","text":"涨&%"}/'; cat dump.jsonl; } >mixed.jsonl

# The same bytes for any number of jobs, in every form.
forms=$("$FINTAG" annotate --help | sed -n '/--to FORMAT/{n;s/,//g;p;}')
[ "$(echo $forms | wc -w)" -ge 3 ] || no "--help lists the forms"
for form in $forms; do
    "$FINTAG" annotate --jobs 1 --tz UTC --to $form mixed.jsonl posts >one 2>/dev/null
    is "status of --jobs 1" $? 0
    [ -s one ] || no "--to $form gives nothing"
    for jobs in 2 7; do
        "$FINTAG" annotate --jobs $jobs --tz UTC --to $form mixed.jsonl posts >many 2>/dev/null
        is "status of --jobs $jobs" $? 0
        same "--to $form, $jobs jobs" one many
    done
done
"$FINTAG" annotate --jobs 1 mixed.jsonl posts >one 2>/dev/null
articles=$(wc -l <one)

# Files: compressed by their name's ending, or as told; error records apart.
"$FINTAG" annotate --output plain.ndjson mixed.jsonl posts 2>/dev/null
same "--output" one plain.ndjson
"$FINTAG" annotate --checkpoint 100K --output out.ndjson.gz --errors bad.gz mixed.jsonl posts 2>/dev/null
grep -v '"status":"error"' one >good
grep '"status":"error"' one >bad
gzip -dc out.ndjson.gz | cmp -s - good || no "gzip does not give the records back"
gzip -dc bad.gz | cmp -s - bad || no "gzip does not give the errors back"
"$FINTAG" annotate --checkpoint 100K --compress zstd --output out.zstd mixed.jsonl posts 2>/dev/null
if command -v zstd >/dev/null; then zstd -qdc out.zstd | cmp -s - one || no "zstd does not give the records back"; fi
: >empty.jsonl
"$FINTAG" annotate --output empty.gz empty.jsonl && gzip -t empty.gz || no "no records are no gzip file"
is "what is left" "$(echo *.part *.journal)" "*.part *.journal"

# Parts: put together, they are the whole; each is complete in itself.
"$FINTAG" annotate --output parts/ --part-size 200K mixed.jsonl posts 2>/dev/null
is "status of parts" $? 0
cat parts/part-* | cmp -s - one || no "parts put together are not the whole"
[ "$(ls parts/part-* | wc -l)" -gt 5 ] || no "too few parts"
[ -f parts/_SUCCESS ] && [ ! -e parts/_journal ] || no "_SUCCESS tells that all parts are there"
"$FINTAG" annotate --output parts mixed.jsonl 2>err
is "parts of an earlier run" $? 2
"$FINTAG" annotate --output parts/ --part-size 200K --resume mixed.jsonl posts 2>err
is "going on with what is complete" $? 0
grep -q complete err || no "a complete run says so"
"$FINTAG" annotate --to json --output arrays/ --part-size 200K mixed.jsonl 2>/dev/null
for part in arrays/part-*.json; do python3 -m json.tool "$part" >/dev/null || no "$part is no array"; done

# Shards: together, every article once.
for input in mixed.jsonl posts; do
    "$FINTAG" annotate "$input" 2>/dev/null | sort >all
    for i in 1 2 3; do "$FINTAG" annotate --shard $i/3 "$input" 2>/dev/null; done | sort >shards
    same "shards of $input" all shards
done
for i in 1 2 3; do "$FINTAG" annotate --shard $i/3 --trailer --output sharded/ --errors bad.$i mixed.jsonl 2>/dev/null; done
is "success of each shard" "$(ls sharded/_SUCCESS* | wc -l)" 3
is "articles of all shards" "$(grep -h '"status":"trailer"' sharded/part-* | python3 -c 'import json,sys; print(sum(json.loads(l)["articles"] for l in sys.stdin))')" "$("$FINTAG" annotate mixed.jsonl 2>/dev/null | wc -l)"
"$FINTAG" annotate --shard 1/2 --output sharded/ mixed.jsonl 2>err
is "shards of another number in one folder" $? 2
for wrong in 0/3 4/3 1 1/ /3 a/b 1/3x; do
    "$FINTAG" annotate --shard $wrong mixed.jsonl >/dev/null 2>&1
    is "--shard $wrong" $? 2
done

# Archives are read anew, as folders are: shards and --resume hold for them too.
tar -czf posts.tar.gz posts mixed.jsonl
"$FINTAG" annotate posts.tar.gz 2>/dev/null | sort >all
[ "$(wc -l <all)" = "$articles" ] || no "an archive gives $(wc -l <all) records"
for i in 1 2; do "$FINTAG" annotate --shard $i/2 posts.tar.gz 2>/dev/null; done | sort >shards
same "shards of an archive" all shards
(ulimit -f 10000; exec "$FINTAG" annotate --checkpoint 100K --output archive.ndjson posts.tar.gz) 2>/dev/null
[ -f archive.ndjson.journal ] || no "a journal for an archive"
"$FINTAG" annotate --checkpoint 100K --output archive.ndjson --resume posts.tar.gz 2>/dev/null
sort archive.ndjson | cmp -s - all || no "--resume of an archive"

# The trailer counts, and is the last line.
"$FINTAG" annotate --trailer mixed.jsonl posts 2>/dev/null | tail -n 1 >trailer
is "trailer" "$(python3 -c 'import json; t=json.load(open("trailer")); print(t["status"], t["articles"], t["errors"])')" "trailer $articles $(wc -l <bad)"
"$FINTAG" annotate --trailer mixed.jsonl nothing 2>/dev/null | tail -n 1 | grep -q trailer && no "a trailer although a path is missing"
"$FINTAG" annotate --fail-on error mixed.jsonl >/dev/null 2>&1
is "--fail-on error" $? 1

# --resume: other options, rules, input are refused, and nothing is touched.
interrupted() { # OPTION... : a run that a limit on the size of files broke off
    rm -f r.ndjson*
    (ulimit -f 10000; exec "$FINTAG" annotate --checkpoint 100K --output r.ndjson "$@" mixed.jsonl posts) 2>err
    is "a disk that is full" $? 3
    [ -f r.ndjson.part ] && [ -f r.ndjson.journal ] || no "what is done is kept"
}
interrupted
before=$(cat r.ndjson.part r.ndjson.journal | cksum)
refused() { # WHAT WORD ARGUMENT...
    what=$1 word=$2
    shift 2
    "$FINTAG" annotate --checkpoint 100K --output r.ndjson --resume "$@" 2>err
    is "--resume with $what" $? 2
    grep -q -- "$word" err || { no "--resume with $what does not say why"; cat err; }
}
refused "another option" "--numbers=" --numbers mixed.jsonl posts
refused "another input" "input" posts mixed.jsonl
printf 'surface\tid\tname\n泓芯微\tname:泓芯微\t泓芯微\n' >names.tsv
refused "other names" "dictionaries" --dict names.tsv mixed.jsonl posts
sed 's/涨17%/涨18%/' mixed.jsonl >changed.jsonl
mv mixed.jsonl kept.jsonl && mv changed.jsonl mixed.jsonl
refused "an article that has changed" "other articles" mixed.jsonl posts
mv kept.jsonl mixed.jsonl
is "what was refused touched nothing" "$(cat r.ndjson.part r.ndjson.journal | cksum)" "$before"
"$FINTAG" annotate --checkpoint 100K --output r.ndjson --resume mixed.jsonl posts 2>/dev/null
is "--resume after a full disk" $? 0
same "--resume after a full disk" one r.ndjson
interrupted
"$FINTAG" annotate --checkpoint 100K --output r.ndjson mixed.jsonl 2>/dev/null
"$FINTAG" annotate mixed.jsonl 2>/dev/null | cmp -s - r.ndjson || no "without --resume a run begins anew"
"$FINTAG" annotate --resume mixed.jsonl >/dev/null 2>&1
is "--resume without --output" $? 2

# A disk that is really full, where a small one may be mounted.
mkdir small
cat >fill <<'F'
mount -t tmpfs -o size=4M none small 2>/dev/null || exit 77
"$FINTAG" annotate --checkpoint 100K --output small/out.ndjson mixed.jsonl 2>small.err
status=$?
ls small >small.ls
exit $status
F
unshare -rm sh fill
status=$?
if [ $status != 1 ] && [ $status != 77 ]; then
    is "a small disk" $status 3
    grep -q "No space" small.err || no "a full disk is not named: $(cat small.err)"
    is "files on a small disk" "$(echo $(cat small.ls))" "out.ndjson.journal out.ndjson.part"
else
    echo "(no small disk could be mounted here)"
fi

# A file keeps its permissions, a link stays one; two runs on one file don't mix.
: >target && chmod 600 target && ln -s target link
"$FINTAG" annotate --output link posts
[ -L link ] && [ -s target ] && [ "$(stat -c %a target)" = 600 ] || no "a link to a file with permissions"
mkfifo slow
"$FINTAG" annotate --output twice --from jsonl slow &
first=$!
exec 9>slow
echo '{"id":"1","text":"21吨"}' >&9
while [ ! -e twice.part ]; do sleep 0.05; done
"$FINTAG" annotate --output twice posts 2>err
is "two runs on one file" $? 3
exec 9>&-
wait $first
is "the first of two runs" "$?:$(wc -l <twice)" 0:1
[ $failed = 0 ] && echo "all as promised"
exit $failed

#!/bin/sh
# Every line that the corpus, the real posts and broken input give is valid under `fintag schema`.
python=
for p in python3 /usr/bin/python3; do "$p" -c 'import jsonschema' 2>/dev/null && python=$p && break; done
[ -n "$python" ] || { echo "skipped: no Python with jsonschema"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$FINTAG" schema >"$work/schema.json"
shared=${FINTAG_SHARED:-$SRC/../shared}/articles
"$FINTAG" annotate --trailer --shard 1/1 "$SRC/corpus/posts" >"$work/lines" 2>/dev/null
"$FINTAG" annotate --trailer --shard 2/9 "$SRC/corpus/posts" >>"$work/lines" 2>/dev/null
[ -d "$shared" ] && "$FINTAG" annotate "$shared" >>"$work/lines" 2>/dev/null
printf '%s\n' '{broken' '{"id":"x","text":"3:2"}' '{"id":"y","html":"<p>\u0000&bogus;"}' | "$FINTAG" annotate --numbers --from jsonl - >>"$work/lines" 2>/dev/null
exec "$python" - "$work/schema.json" "$work/lines" <<'P'
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
validator = jsonschema.validators.validator_for(schema)(schema)
bad = n = 0
for n, line in enumerate(open(sys.argv[2], encoding="utf-8", newline="\n"), 1):
    for error in list(validator.iter_errors(json.loads(line)))[:3]:
        bad += 1
        print(f"line {n}: {list(error.absolute_path)}: {error.message[:200]}")
print(f"{n} lines, {bad} errors")
sys.exit(1 if bad or n < 20 else 0)
P

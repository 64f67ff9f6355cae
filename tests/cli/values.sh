#!/bin/sh
# Every form of date and quantity that the project promises, simplified and traditional, through the program: values.tsv,
# and whole sentences of news: sentences.tsv.
exec python3 - "$FINTAG" "$SRC/tests/cli/values.tsv" "$SRC/tests/cli/sentences.tsv" <<'PY'
import json
import pathlib
import re
import subprocess
import sys

fintag, *tables = sys.argv[1:]
published, cases = None, []
for line in [line for table in tables for line in pathlib.Path(table).read_text("utf-8").splitlines()]:
    if line.startswith("# published "):
        published = line.split()[2]
    elif line and not line.startswith(("#", "[")):
        cases.append([published, *line.split("\t")])
records = "".join(json.dumps({"id": "x", "text": text, "published": day}, ensure_ascii=False) + "\n" for day, text, *_ in cases)
run = subprocess.run([fintag, "annotate", "--from", "jsonl", "--no-text", "-"], input=records.encode(), stdout=subprocess.PIPE, check=True)
lines = run.stdout.decode().splitlines()
assert cases and len(lines) == len(cases), f"{len(lines)} lines for {len(cases)} texts"
failed = 0
for (_, text, *wanted), line in zip(cases, lines):
    # Figures as they are written: a number is compared with all its digits.
    record = json.loads(line, parse_float=lambda t: f"\0{t}\0", parse_int=lambda t: f"\0{t}\0")
    found = []
    for entity in record["entities"]:
        if entity["type"] in ("date", "quantity"):
            value = json.dumps(entity["value"], ensure_ascii=False, separators=(",", ":"))
            found += [entity["text"], re.sub(r'"\\u0000([^"]*)\\u0000"', r"\1", value)]
    if found != wanted:
        failed += 1
        print(f"{text}\n  wanted {wanted}\n  found  {found}")
print(f"{len(cases)} texts, {failed} failures")
sys.exit(failed > 0)
PY

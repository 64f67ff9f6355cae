#!/bin/sh
# Sentences with every name that stands in them: names.txt.
exec python3 - "$FINTAG" "$SRC/tests/cli/names.txt" <<'PY'
import json
import pathlib
import re
import subprocess
import sys

TYPES = {"[": "company", "{": "organization", "<": "index", "|": "ticker"}
MARK = re.compile(r"\[([^]]*)\]|\{([^}]*)\}|<([^>]*)>|\|([^|]*)\|")

fintag, table = sys.argv[1:]
published, cases = None, []
for line in pathlib.Path(table).read_text("utf-8").splitlines():
    if line.startswith("# published "):
        published = line.split()[2]
    if not line or line.startswith("#"):
        continue
    text, names, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at:mark.start()]
        name, _, which = next(group for group in mark.groups() if group is not None).partition("=")
        names.append((TYPES[mark.group()[0]], len(text), name, which))
        text += name
        at = mark.end()
    cases.append((published, text + line[at:], names))
records = "".join(json.dumps({"id": "x", "text": text, "published": day}, ensure_ascii=False) + "\n" for day, text, _ in cases)
run = subprocess.run([fintag, "annotate", "--from", "jsonl", "--no-text", "-"], input=records.encode(), stdout=subprocess.PIPE, check=True)
lines = run.stdout.decode().splitlines()
assert cases and len(lines) == len(cases), f"{len(lines)} lines for {len(cases)} sentences"
failed = 0
for (_, text, wanted), line in zip(cases, lines):
    found = []
    for entity in json.loads(line)["entities"]:
        if entity["type"] in TYPES.values() and entity["value"].get("resolved_by") != "coreference":
            found.append((entity["type"], entity["start"], entity["text"], entity["value"].get("id", "")))
    ids = {key[:3]: key[3] for key in found}
    if [w[:3] for w in wanted] != [f[:3] for f in found] or any(w[3] and ids[w[:3]] != w[3] for w in wanted):
        failed += 1
        print(f"{text}\n  wanted {wanted}\n  found  {found}")
print(f"{len(cases)} sentences, {failed} failures")
sys.exit(failed > 0)
PY

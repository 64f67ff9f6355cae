#!/bin/sh
# fintag explain: every candidate, why it was kept, rejected or lost; aligned for people, plain on a pipe.
set -u
. "$SRC/tests/check.sh"
has() { grep -qE "$2" "$work/out" || { no "$1: no line with $2"; cat "$work/out"; }; }
explain() { "$FINTAG" explain --published 2022-04-10 "$@" >"$work/out" 2>"$work/err"; }
escape=$(printf '\033')

printf '2月30日，微盟集团(2013.HK)捐赠21吨。\n「一带一路」4月10日上午' >"$work/a.txt"
explain "$work/a.txt"
is "status" $? 0
has "an impossible date and its reason" '^  rejected +0-5 +2月30日 +date\.[a-z-]+ .*the month has no such day$'
has "a kept one and its value" '^  kept +[0-9-]+ +21吨 +quantity\.measure .*"si":\{"number":21000,"unit":"kg"\}'
has "the dictionary entry" '^  kept +6-10 +微盟集团 +company\.dictionary +XHKG:02013 '
has "what it lost to and by which weight" '^  lost .* to [^ ]+ \([a-z.-]+\): (lower priority, -?[0-9]+ < -?[0-9]+|shorter, [0-9]+ < [0-9]+)$'
has "a trap" '^  kept +[0-9-]+ +一带一路 .*reports nothing'
grep -q "$escape" "$work/out" && no "no colours on a pipe"
explain --color always "$work/a.txt"
grep -q "$escape\[" "$work/out" || no "--color always"
explain --color never "$work/a.txt"
grep -q "$escape" "$work/out" && no "--color never"

# Columns on a terminal: what is marked with ~ is what the rows below speak of.
python3 - "$FINTAG" "$SRC/corpus/posts" <<'END' || no "marks stand under their text"
import subprocess, sys, unicodedata
wide = lambda c: 0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
lines = subprocess.run([sys.argv[1], "explain", sys.argv[2]], stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
checked = 0
for i, line in enumerate(lines):
    if not line.strip() or set(line.strip()) != {"~"} and set(line.strip()) != {"~", " "}: continue
    cells = [c for c in lines[i - 1] for _ in range(wide(c))]
    marked, last = [], False
    for column, mark in enumerate(line):
        if mark == "~":
            if not last: marked.append("")
            marked[-1] += cells[column]
        last = mark == "~"
    rows = []
    for row in lines[i + 1:]:
        if not row.startswith("  "): break
        rows.append(row)
    for stretch in marked:
        assert any("".join(c * wide(c) for c in row.split(None, 2)[2]).startswith(stretch[:2]) for row in rows), (stretch, rows)
        checked += 1
assert checked > 500, checked
print(checked, "marks looked at")
END

# --at and --in; JSON.
explain --at 7 "$work/a.txt"
is "only what touches it" "$(grep -cE '^  (kept|rejected|lost) ' "$work/out")" "$(grep -E '^  (kept|rejected|lost) ' "$work/out" | awk '{split($2, p, "-"); if (p[1] <= 7 && 7 < p[2]) n++} END {print n+0}')"
has "the company there" '微盟集团'
grep -q '21吨' "$work/out" && no "--at leaves others out"
explain --at 5 "$work/a.txt"
has "nothing there" 'no candidate touches character 5'
explain --at x "$work/a.txt"
is "--at x" $? 2
explain --in titel "$work/a.txt"
is "--in titel" $? 2
is "did you mean" "$(cat "$work/err")" "fintag explain: unknown --in value 'titel': did you mean title?"
post="$SRC/corpus/posts/2021-10-19-202110192145500231.md"
explain --in title --json "$post"
python3 - "$work/out" <<'END' || no "--json"
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert rows and all(row["in"] == "title" for row in rows), rows
assert any(row["fate"] == "kept" and row["value"]["id"] == "NDRC" for row in rows)
assert any(row["fate"] == "lost" and row["lost_to"]["text"] == "国家发改委" and row["reason"] for row in rows)
END

# What an article holds can't act on the terminal.
printf '21吨\033[31m\302\233 31\342\200\256m 5吨' >"$work/b.txt"
explain "$work/b.txt"
LC_ALL=C grep -q "$(printf '\033\|\302\233\|\342\200\256')" "$work/out" && no "controls of an article reach the terminal"

# A closed pipe ends silently; a missing file does not.
cat "$SRC"/corpus/posts/*.md >/dev/null && { "$FINTAG" explain "$SRC/corpus/posts" 2>"$work/err"; echo $? >"$work/status"; } | head -n 1 >/dev/null
is "closed pipe" "$(cat "$work/status"; cat "$work/err")" 0
explain "$work/none"
is "missing path" $? 3
[ "$failed" = 0 ] && echo "all as promised"
exit "$failed"

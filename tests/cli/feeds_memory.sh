#!/bin/sh
# Each allocation of a run in each form of output fails once: what comes out is whole, or says what is missing.
set -u
[ -n "${FAIL_MALLOC:-}" ] || { echo "skipped: not with a sanitizer's allocator"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
printf '%s\n' '{"id":"1","text":"21吨"}' '{broken' '{"id":"2","title":"微盟集团(2013.HK)","html":"<p>涨2%","published":"2022-04-10"}' >in.jsonl
python3 - "$FINTAG" "$FAIL_MALLOC" <<'P'
import os, subprocess, sys
fintag, preload = sys.argv[1:]
failed = total = 0
for form in "opensearch annotated-text groonga meilisearch csv brat conll web-annotation".split():
    command = [fintag, "annotate", "--jobs", "1", "--tz", "+08:00", "--to", form, "in.jsonl"]

    def run(**environment):
        return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, timeout=60)

    wanted = run().stdout
    count = int(run(LD_PRELOAD=preload, COUNT_FD="2").stderr.split()[-1])
    if count < 20:
        sys.exit(f"FAILED: {form}: {count} allocations: is it preloaded?")
    told = 0
    for at in range(1, count + 3):
        r = run(LD_PRELOAD=preload, FAIL_AT=str(at))
        total += 1
        records = b"out of memory" in r.stdout
        told += records
        if r.returncode not in (0, 2, 3) or (r.returncode and not r.stderr) or (not r.returncode and r.stdout != wanted and not records):
            failed += 1
            print(f"FAILED: --to {form}, allocation {at} of {count}: status {r.returncode}: {r.stderr.decode()[-200:]!r}")
    if not told:
        failed += 1
        print(f"FAILED: --to {form}: no failure was told in its own form")
print(f"{total} allocations failed, {failed} badly")
sys.exit(1 if failed else 0)
P

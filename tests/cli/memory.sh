#!/bin/sh
# Each allocation of a whole run fails once: the run ends with a status and a word, or gives an error record in place of the
# article; no crash, no line lost in silence, nothing left behind that --resume can't mend.
set -u
[ -n "${FAIL_MALLOC:-}" ] || { echo "skipped: not with a sanitizer's allocator"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
printf '%s\n' '{"id":"1","text":"21吨"}' '{broken' '{"id":"2","title":"微盟集团(2013.HK)","html":"<p>涨2%","published":"2022-04-10"}' >in.jsonl
printf '%s\n' '---' 'title: 微盟' '---' '<p>涨2%</p>' >post.md
python3 - "$FINTAG" "$FAIL_MALLOC" <<'P'
import os, pathlib, subprocess, sys
fintag, preload = sys.argv[1:]
runs = {
    "one job": (["--jobs", "1", "in.jsonl"], None),
    "two jobs": (["--jobs", "2", "in.jsonl", "post.md"], None),
    "files": (["--jobs", "2", "--checkpoint", "1", "--output", "out.gz", "--errors", "bad.zst", "in.jsonl"], "out.gz"),
    "parts": (["--jobs", "1", "--checkpoint", "1", "--part-size", "1", "--output", "parts/", "in.jsonl"], "parts"),
}


def read(path):
    path = pathlib.Path(path)
    return b"".join(p.read_bytes() for p in sorted(path.glob("part-*"))) if path.is_dir() else path.read_bytes()


def clear():
    subprocess.run("rm -rf out.gz* bad.zst* parts", shell=True, check=True)


failed = total = 0
for name, (arguments, output) in runs.items():
    command = [fintag, "annotate", *arguments]

    def run(extra=(), **environment):
        return subprocess.run([*command, *extra], env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)

    clear()
    whole = run()
    wanted = read(output) if output else whole.stdout
    clear()
    count = int(run(LD_PRELOAD=preload, COUNT_FD="2").stderr.split()[-1])
    if count < 20:
        sys.exit(f"FAILED: {name}: {count} allocations: is it preloaded?")
    for at in range(1, count + 3):
        clear()
        r = run(LD_PRELOAD=preload, FAIL_AT=str(at))
        total += 1
        what = f"{name}, allocation {at} of {count}: status {r.returncode}: {r.stderr.decode()[-200:]!r}"
        if r.returncode not in (0, 2, 3) or (r.returncode and not r.stderr):
            failed += 1
            print("FAILED:", what)
            continue
        if r.returncode == 0:
            got = read(output) if output else r.stdout
            lost = b"" if output == "out.gz" else got
            if got != wanted and output != "out.gz" and (lost.count(b"\n") != wanted.count(b"\n") or b"out_of_memory" not in lost):
                failed += 1
                print("FAILED: lines are missing:", what)
        elif output and not os.path.exists(output if output != "parts" else "parts/_SUCCESS"):
            r = run(["--resume"])
            if r.returncode or read(output).count(b"\n") != wanted.count(b"\n") and output == "parts":
                failed += 1
                print("FAILED: --resume behind", what, r.stderr.decode()[-200:])
clear()
print(f"{total} allocations failed, {failed} badly")
sys.exit(1 if failed else 0)
P

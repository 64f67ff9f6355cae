#!/bin/sh
# A run that is killed again and again, at any instant, and gone on with by --resume, gives the bytes of one that was not.
# KILLS=N: how often in all (default 100); SEED=N: other instants.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$SRC/tests/bench/generate.py" 700000 | awk '{ print } NR % 9 == 0 { print "{broken " NR }' >"$work/dump.jsonl"
python3 - "$FINTAG" "$work" "${KILLS:-100}" "${SEED:-1}" <<'P' || exit 1
import filecmp, os, pathlib, random, signal, subprocess, sys, time
fintag, work, kills, seed = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
draw = random.Random(seed)
dump = str(work / "dump.jsonl")
forms = {
    "file": ["--output", "out.ndjson"],
    "gzip": ["--output", "out.ndjson.gz", "--errors", "bad.gz"],
    "zstd": ["--output", "out.ndjson.zst", "--errors", "bad.ndjson", "--trailer"],
    "array": ["--output", "out.json", "--to", "json"],
    "parts": ["--output", "out/", "--part-size", "300K", "--errors", "bad.ndjson", "--trailer"],
    "parts of arrays, compressed": ["--output", "out/", "--to", "json", "--part-size", "200K", "--compress", "zstd"],
}


def run(folder, arguments, seconds=None):
    folder.mkdir(exist_ok=True)
    command = [fintag, "annotate", "--checkpoint", "50K", *arguments, dump]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE)
    try:
        _, said = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return None
    if process.returncode:
        sys.exit(f"FAILED: {command}: status {process.returncode}: {said.decode()}")
    return said.decode()


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


failed = done = went_on = 0
for name, arguments in forms.items():
    whole = work / name / "whole"
    (work / name).mkdir()
    begun = time.monotonic()
    run(whole, arguments)
    takes = time.monotonic() - begun
    wanted = files(whole)
    left = max(1, kills // len(forms))
    broken = work / name / "broken"
    while left:
        # Sometimes from the very beginning on, sometimes only a part of the run.
        while left:
            left -= 1
            done += 1
            jobs = ["--jobs", draw.choice("1123")]
            if run(broken, [*arguments, *jobs, "--resume"], draw.uniform(0, takes * 0.6)) is not None:
                break
            went_on += any("journal" in f and (broken / f).stat().st_size > 0 for f in files(broken))
        run(broken, [*arguments, "--resume"])
        if files(broken) != wanted:
            failed += 1
            for f in sorted(set(wanted) | set(files(broken))):
                if wanted.get(f) != files(broken).get(f):
                    print(f"FAILED: {name}: {f} differs: {len(wanted.get(f, b''))} and {len(files(broken).get(f, b''))} bytes")
            break
        for f in files(broken):
            (broken / f).unlink()
    print(f"{name}: {len(wanted)} files, {sum(map(len, wanted.values()))} bytes")
print(f"{done} kills, {went_on} of them with a checkpoint behind them, {failed} wrong")
sys.exit(1 if failed or went_on < done // 4 else 0)
P

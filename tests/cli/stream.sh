#!/bin/sh
# Streams: each line out while the input waits, clean ends, and what the tools say that start many of us.
set -u
. "$SRC/tests/check.sh"
cd "$work" || exit 1
python3 "$SRC/tests/bench/generate.py" 1000000 | awk '{ print } NR % 7 == 0 { print "{broken " NR }' >dump.jsonl
"$FINTAG" annotate --jobs 1 --from jsonl - <dump.jsonl >whole 2>/dev/null
"$FINTAG" annotate --jobs 1 --from jsonl dump.jsonl >whole-file 2>/dev/null

python3 - "$FINTAG" <<'P' || failed=1
import json, os, pty, select, signal, subprocess, sys, time
fintag, failed = sys.argv[1], 0


def no(what):
    global failed
    failed = 1
    print("FAILED:", what)


def start(*arguments, stdout=subprocess.PIPE):
    return subprocess.Popen([fintag, "annotate", "--from", "jsonl", *arguments, "-"], stdin=subprocess.PIPE, stdout=stdout, stderr=subprocess.PIPE)


def line(process, seconds=10):
    """The next line, or what there is of it when no more comes."""
    behind = process.__dict__.setdefault("behind", bytearray())
    while b"\n" not in behind:
        ready, _, _ = select.select([process.stdout], [], [], seconds)
        part = os.read(process.stdout.fileno(), 65536) if ready else b""
        if not part:
            break
        behind += part
    end = behind.find(b"\n") + 1 or len(behind)
    got = bytes(behind[:end])
    del behind[:end]
    return got


for jobs in "1", "2", "4":
    # One line in, one line out, before the next comes; several at once, all of them, in order; a bad one among them.
    p = start("--jobs", jobs)
    for i in range(30):
        p.stdin.write(b'{"id":"%d","text":"21\xe5\x90\xa8"}\n' % i)
        p.stdin.flush()
        got = line(p)
        if not got or json.loads(got)["id"] != str(i):
            no(f"--jobs {jobs}: line {i} does not come at once: {got[:80]}")
            break
    p.stdin.write(b'{"id":"a","text":""}\n{broken\n{"id":"b","text":""}\n{"id":"half')
    p.stdin.flush()
    seen = [json.loads(line(p) or b"{}") for _ in range(3)]
    if [s.get("status") for s in seen] != ["ok", "error", "ok"] or seen[2]["id"] != "b":
        no(f"--jobs {jobs}: three lines at once: {seen}")
    # A signal while we wait for the rest of a line: what was done is out, the status says which it was.
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        q = start("--jobs", jobs)
        q.stdin.write(b'{"id":"x","text":"21"}\n{"id":"half')
        q.stdin.flush()
        first = line(q)
        q.send_signal(number)
        rest = q.stdout.read()
        if q.wait(10) != status or rest or not json.loads(first)["id"] == "x":
            no(f"--jobs {jobs}: {number!r}: status {q.returncode}, {rest[:80]}")
    p.stdin.close()
    if json.loads(p.stdout.read())["status"] != "error" or p.wait(10) != 0:
        no(f"--jobs {jobs}: half a line at the end")
    # A signal in the middle of much work: whole lines, the first of those that would have come.
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        with open("cut", "wb") as cut:
            q = subprocess.Popen([fintag, "annotate", "--jobs", jobs, "--from", "jsonl", "dump.jsonl"], stdout=cut, stderr=subprocess.DEVNULL)
            time.sleep(0.15)
            q.send_signal(number)
            if q.wait(20) not in (status, 0):
                no(f"--jobs {jobs}: {number!r} while busy: status {q.returncode}")
        got, want = open("cut", "rb").read(), open("whole-file", "rb").read()
        if got[-1:] not in (b"", b"\n") or not want.startswith(got) or (not q.returncode and got != want):
            no(f"--jobs {jobs}: after {number!r}: {len(got)} bytes are not the first lines of {len(want)}")
    # Whoever reads goes away: silence, status 0, at once.
    q = subprocess.Popen([fintag, "annotate", "--jobs", jobs, "dump.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    q.stdout.readline()
    q.stdout.close()
    if q.stderr.read() or q.wait(20) != 0:
        no(f"--jobs {jobs}: closed pipe: status {q.returncode}")
    # Whoever reads does so no more, and we are told to end: within the two seconds that it is given.
    q = subprocess.Popen([fintag, "annotate", "--jobs", jobs, "dump.jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.5)
    q.send_signal(signal.SIGTERM)
    begun = time.monotonic()
    if q.wait(30) != 143 or time.monotonic() - begun > 15:
        no(f"--jobs {jobs}: SIGTERM while nobody reads: status {q.returncode} after {time.monotonic() - begun:.1f} s")
    q.stdout.close()
    # A disk without room.
    with open("/dev/full", "wb") as full:
        q = subprocess.run([fintag, "annotate", "--jobs", jobs, "dump.jsonl"], stdout=full, stderr=subprocess.PIPE)
        if q.returncode != 3 or b"No space" not in q.stderr:
            no(f"--jobs {jobs}: full disk: status {q.returncode}, {q.stderr}")


def on_terminal(*arguments, environment={}):
    master, slave = pty.openpty()
    q = subprocess.Popen([fintag, "annotate", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave, env={**os.environ, "TERM": "xterm", **environment})
    os.close(slave)
    said = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(master)
    q.wait()
    return said.decode()


said = on_terminal("--jobs", "1", "dump.jsonl", "dump.jsonl", "dump.jsonl")
for word in ("[", "]", "%", "articles", "MB/s", "errors", "\r"):
    if word not in said:
        no(f"the bar lacks {word!r}: {said[-300:]!r}")
last = said.split("\r")[-1] if not said.endswith("\r\n") else said.split("\r")[-2]
if "entities" not in last:
    no(f"no summary: {last!r}")
if "\x1b" in on_terminal("dump.jsonl", environment={"TERM": "dumb"}):
    no("a dumb terminal gets a bar")
if on_terminal("--progress=never", "--errors", "/dev/null", "dump.jsonl").count("\r") > 1:
    no("--progress=never shows a bar")
sys.exit(failed)
P

# Nothing on a pipe but the count of errors; on request counters that Hadoop adds up, and no other words among them.
"$FINTAG" annotate dump.jsonl 2>err >/dev/null
is "words on a pipe" "$(wc -l <err)" 1
"$FINTAG" annotate --counters --from jsonl - <dump.jsonl 2>err >out
is "Hadoop's articles" "$(sed -n 's/^reporter:counter:fintag,articles,//p' err | awk '{ s += $1 } END { print s }')" "$(wc -l <whole)"
is "Hadoop's errors" "$(sed -n 's/^reporter:counter:fintag,errors,//p' err | awk '{ s += $1 } END { print s }')" "$(grep -c '"status":"error"' whole)"
grep -q '^reporter:status:' err || no "a status for Hadoop"
cmp -s out whole || no "counters change the output"
# To Hadoop Streaming a line without a tab is all key.
tab=$(printf '\t')
grep -q "$tab" out && no "a tab in a line"

# xargs -P and GNU parallel: one file each, or pieces of one in order.
mkdir in && split -l 100 dump.jsonl in/
ls in | xargs -P 3 -I{} "$FINTAG" annotate --jobs 1 --from jsonl --output out.{} in/{} 2>/dev/null
is "xargs -P" $? 0
cat out.?? | wc -l >count
is "lines by xargs -P" "$(cat count)" "$(wc -l <whole)"
if command -v parallel >/dev/null && parallel --version 2>/dev/null | grep -q GNU; then
    parallel --will-cite -k -j 3 --pipepart -a dump.jsonl --block 200K "$FINTAG annotate --jobs 1 --from jsonl -" 2>/dev/null >by.parallel
    ids() { python3 -c 'import json,sys
for l in sys.stdin: r=json.loads(l); print(r["status"], r["id"] if r["status"] == "ok" else "")'; }
    [ "$(ids <by.parallel)" = "$(ids <whole)" ] || no "GNU parallel -k --pipepart"
else
    echo "(no GNU parallel here)"
fi

# An array of tasks, as Slurm and AWS Batch start them, one of which is killed and started again.
for task in 1 2 3 4; do
    SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=4 sh -c 'exec "$FINTAG" annotate --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --checkpoint 100K --trailer --resume --output tasks/ dump.jsonl' 2>err &
    [ $task != 3 ] || { sleep 0.1; kill -9 $! 2>/dev/null; }
    wait
done 2>/dev/null
"$FINTAG" annotate --shard 3/4 --checkpoint 100K --trailer --resume --output tasks/ dump.jsonl 2>/dev/null
is "success of all tasks" "$(ls tasks/_SUCCESS* | wc -l)" 4
cat tasks/part-* | grep -v '"status":"trailer"' | sort >tasks.sorted
"$FINTAG" annotate dump.jsonl 2>/dev/null | sort | cmp -s - tasks.sorted || no "the tasks of an array"
[ $failed = 0 ] && echo "all as promised"
exit $failed

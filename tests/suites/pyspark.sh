#!/bin/sh
# A real Spark runs `fintag annotate` over a sharded dump in two worker processes: every article exactly once; a process
# that crashes, or stops early and says nothing, fails the job. PYTHON=... names a Python that has PySpark
# (pip install pyspark: some 400 MB, so it is not installed by itself; Java 17 or later beside it).
set -u
command -v java >/dev/null || { echo "skipped: no Java"; exit 77; }
python=
for p in ${PYTHON:-} python3 /usr/bin/python3; do "$p" -c 'import pyspark' 2>/dev/null && python=$p && break; done
[ -n "$python" ] || { echo "skipped: no Python with PySpark"; exit 77; }
. "$SRC/tests/check.sh"
cd "$work" || exit 1
export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON="$python" PYSPARK_DRIVER_PYTHON="$python"
# A cluster of two workers, each a Java process of its own, on this machine; or threads of one, which start sooner.
on() { export PYSPARK_SUBMIT_ARGS="--master $1 --driver-memory 512m --conf spark.ui.enabled=false pyspark-shell"; }
python3 "$SRC/tests/bench/generate.py" 1500000 | awk '{ print } NR % 50 == 0 { print "{broken " NR }' >dump.jsonl
mkdir shards && split -n l/6 dump.jsonl shards/dump- && gzip shards/dump-ab && : >shards/dump-empty
job() { "$python" "$SRC/extractor/recipes/spark_annotate.py" shards "$@" >log 2>&1; }

on 'local-cluster[2,1,1024]'
job out "$FINTAG" || { no "the job"; tail -n 30 log; }
[ -f out/_SUCCESS ] || no "no _SUCCESS"
[ "$(ls out/part-* | wc -l)" -ge 6 ] || no "fewer parts than shards"
"$FINTAG" annotate --from jsonl - <dump.jsonl 2>/dev/null | "$python" "$SRC/tests/suites/pyspark_compare.py" out || failed=1

on 'local[2]'
# Stops early with status 0, as when the last process of a pipe hides what happened to the first.
printf '#!/bin/sh\n"%s" "$@" | head -n 20\n' "$FINTAG" >cut && chmod +x cut
job cut.out "$work/cut" && no "records are missing, and Spark does not notice"
grep -q "no trailer" log || { no "not for want of a trailer"; tail -n 30 log; }
[ -e cut.out/_SUCCESS ] && no "_SUCCESS although records are missing"
# Is killed.
printf '#!/bin/sh\nhead -n 5 | "%s" "$@"\nkill -9 $$\n' "$FINTAG" >crash && chmod +x crash
job crash.out "$work/crash" && no "a process was killed, and Spark does not notice"
[ -e crash.out/_SUCCESS ] && no "_SUCCESS although a process was killed"
[ $failed = 0 ] && echo "every article exactly once; lost processes are noticed"
exit $failed

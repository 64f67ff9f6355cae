#!/usr/bin/env python3
"""Annotate JSON Lines on a Spark cluster: spark_annotate.py SOURCE OUT [FINTAG [OPTION...]]

SOURCE is whatever Spark reads as text (a folder of .jsonl or .jsonl.gz, a pattern, hdfs://...), OUT a new folder of parts.
One `fintag` runs per partition, as long as the partition has lines; FINTAG must be at the same place on every worker.

Spark by itself takes the output of a process that was killed for all of it. So each process ends with a trailer that counts
its articles (--trailer), and a partition without one, or with fewer records than it says, fails, is tried again, and in the
end fails the job."""
import json
import shlex
import sys

from pyspark import SparkConf, SparkContext


def checked(lines):
    """The records of one partition, without their trailer, which must be there and right."""
    count, last = 0, None
    for line in lines:
        if last is not None:
            count += 1
            yield last
        last = line
    trailer = json.loads(last) if last and last.startswith('{"schema":"fintag/1","status":"trailer"') else None
    if trailer is None:
        raise RuntimeError(f"fintag ended in the middle: {count} records and no trailer")
    if trailer["articles"] != count:
        raise RuntimeError(f"{count} records, but the trailer counts {trailer['articles']}")


def main(source, out, fintag="fintag", *options):
    command = [fintag, "annotate", "--from", "jsonl", "--jobs", "1", "--trailer", *options, "-"]
    context = SparkContext(conf=SparkConf().setAppName("fintag"))
    try:
        lines = context.textFile(source)
        lines.pipe(shlex.join(command), checkCode=True).mapPartitions(checked).saveAsTextFile(out)
    finally:
        context.stop()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: spark_annotate.py SOURCE OUT [FINTAG [OPTION...]]")
    main(*sys.argv[1:])

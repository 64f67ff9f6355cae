#!/usr/bin/env python3
"""Least processor time of three runs of a command on one core, output dropped: seconds.py COMMAND..."""
import os
import resource
import subprocess
import sys

os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
best = None
for _ in range(3):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    best = took if best is None else min(best, took)
print(f"{best:.4f}")

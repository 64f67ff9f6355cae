#!/usr/bin/env python3
"""What a second processor gives, and the most memory: jobs.py FINTAG DUMP [RUNS]

Runs with --jobs 1 and --jobs 2 in turn, output dropped, and takes the least time of each. Beside the clock, which is wrong on a
machine that does other work, stands what the two could reach: processor time of one job, over half of that of two."""
import os
import resource
import subprocess
import sys
import time

fintag, dump, runs = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 3
clock, processor, memory = {}, {}, {}
for _ in range(runs):
    for jobs in 1, 2:
        begun = time.monotonic()
        process = subprocess.Popen([fintag, "annotate", "--jobs", str(jobs), dump], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"status {status}")
        clock[jobs] = min(clock.get(jobs, 1e9), time.monotonic() - begun)
        processor[jobs] = min(processor.get(jobs, 1e9), usage.ru_utime + usage.ru_stime)
        memory[jobs] = max(memory.get(jobs, 0), usage.ru_maxrss)
# Memory must not grow either while whoever reads the records is slow.
process = subprocess.Popen([fintag, "annotate", "--jobs", "2", dump], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
time.sleep(clock[2])
while process.stdout.read(1 << 20):
    pass
_, status, usage = os.wait4(process.pid, 0)
memory["slow"] = usage.ru_maxrss
size = os.path.getsize(dump) / 1e6
for jobs in 1, 2:
    print(f"--jobs {jobs}: {clock[jobs]:7.2f} s {size / clock[jobs]:6.1f} MB/s by the clock, {processor[jobs]:7.2f} s of processor time, {memory[jobs] / 1024:.0f} MB at most")
print(f"two jobs are {clock[1] / clock[2]:.2f} times as fast by the clock; by processor time they could be {processor[1] / (processor[2] / 2):.2f} times")
print(f"{memory['slow'] / 1024:.0f} MB at most with two jobs and a slow reader")

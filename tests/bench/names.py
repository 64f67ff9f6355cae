#!/usr/bin/env python3
"""What the full dictionary of names costs: names.py FINTAG RULES [MB]

Annotates generated posts with the rules as they are, and with a copy in which the classes that are searched for names (company, organization, index, fund) hold
1,000 names in all: those that the posts mention most, so that what is found stays nearly the same. User time, best of five runs each, in turn."""
import collections
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

NAMES = 1000
FILES = ("company.tsv", "company-unlisted.tsv", "organization.tsv", "index.tsv", "fund.tsv")
here = pathlib.Path(__file__).resolve().parent


def rows(path):
    lines = path.read_text("utf-8").split("\n")
    head = next(i for i, line in enumerate(lines) if line.split("\t")[0] == "surface")
    return lines[:head + 1], [line for line in lines[head + 1:] if line]


def cut(rules, keep):
    for name in FILES:
        head, body = rows(rules / "dict" / name)
        head = [line for line in head if not line.startswith(("%+", "%-"))]
        (rules / "dict" / name).write_text("\n".join(head + [line for line in body if line.split("\t")[0] in keep]) + "\n", "utf-8")


def user_seconds(fintag, pack, dump):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([fintag, "annotate", "--from", "jsonl", "--rules", str(pack), "--jobs", "1", str(dump)], stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main():
    fintag, rules, mb = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 8
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        dump = work / "dump.jsonl"
        with dump.open("wb") as out:
            subprocess.run([sys.executable, str(here / "generate.py"), str(int(mb * 1e6))], stdout=out, check=True)
        full, few = work / "full.pack", work / "few.pack"
        subprocess.run([fintag, "rules", "compile", str(rules), str(full)], check=True)
        found = collections.Counter()
        run = subprocess.run([fintag, "annotate", "--from", "jsonl", "--rules", str(full), str(dump)], stdout=subprocess.PIPE, check=True)
        for line in run.stdout.decode().split("\n"):
            for e in json.loads(line)["entities"] if line else []:
                if e["type"] in ("company", "organization", "index"):
                    found[e["text"]] += 1
        keep = {text for text, _ in found.most_common(NAMES)}
        for name in FILES:  # the posts mention fewer: fill up from the start of the files
            keep.update(line.split("\t")[0] for line in rows(rules / "dict" / name)[1][:max(0, NAMES - len(keep))])
        copy = work / "rules"
        shutil.copytree(rules, copy)
        cut(copy, keep)
        subprocess.run([fintag, "rules", "compile", str(copy), str(few)], check=True)
        best = {full: float("inf"), few: float("inf")}
        for _ in range(5):
            for pack in best:
                best[pack] = min(best[pack], user_seconds(fintag, pack, dump))
        size = os.path.getsize(dump) / 1e6
        names = sum(len(rows(rules / "dict" / name)[1]) for name in FILES)
        for pack, count in ((few, NAMES), (full, names)):
            print(f"{count:7} names: {best[pack]:7.3f} s, {size / best[pack]:6.1f} MB/s of user time")
        print(f"the full dictionary costs {100 * (1 - best[few] / best[full]):.1f} % of the throughput")


main()

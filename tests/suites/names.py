#!/usr/bin/env python3
"""Score names on real Chinese text: names.py FINTAG SUITES [--misses SUITE] [--extras SUITE] [--check FILE | --write FILE]

xueqiu.zh.dev.jsonl: posts with cashtags that the site made; a ticker is right when one of ours lies over it with the same listing, a company when one of ours
lies over it and has that listing. finre.zh.dev.jsonl: sentences with company names and no links; right when the span is the same, `touched` when
one of ours lies over it (a company or an organization). Not every mention is marked, so nothing is said of precision: --extras prints what we found beyond."""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys

MICS = {"SH": {"XSHG"}, "SZ": {"XSHE"}, "BJ": {"BJSE"}, "HK": {"XHKG"}, "US": {"XNAS", "XNYS", "XASE", "ARCX", "PINX", "US", "BATS"}}


def annotate(fintag, cases, arguments):
    lines = []
    for case in cases:
        record = {"id": "x", "text": case["text"]}
        if case.get("reference"):
            record["published"] = case["reference"]
        lines.append(json.dumps(record, ensure_ascii=False))
    run = subprocess.run([fintag, "annotate", "--from", "jsonl", "--no-text", *arguments, "-"], input="\n".join(lines).encode() + b"\n", stdout=subprocess.PIPE, check=True)
    out = [json.loads(line) for line in run.stdout.decode().split("\n") if line]
    assert len(out) == len(cases), f"{len(out)} lines for {len(cases)} cases"
    return out


def same_listing(mic, code, want):
    market, _, number = want.partition(":")
    return mic in MICS.get(market, ()) and code.lstrip("0") == number.lstrip("0")


def right_value(entity, want):
    if want is None:
        return True
    value = entity["value"]
    if entity["type"] == "ticker":
        return same_listing(value.get("mic"), value["code"], want)
    return any(same_listing(l["mic"], l["code"], want) for l in value.get("listings") or [])


def over(entity, want):
    return entity["start"] < want["end"] and want["start"] < entity["end"]


class Tally:
    def __init__(self):
        self.expected = self.touched = self.exact = self.right = 0


def score(cases, results, misses):
    table = collections.defaultdict(Tally)
    for case, result in zip(cases, results):
        ours = result["entities"]
        for want in case["expect"]:
            tally = table[case["suite"], want["type"]]
            tally.expected += 1
            kinds = {want["type"]} if want.get("value") else {want["type"], "organization"}
            near = [e for e in ours if e["type"] in kinds and over(e, want)]
            tally.touched += bool(near)
            exact = any((e["start"], e["end"]) == (want["start"], want["end"]) for e in near)
            tally.exact += exact
            right = any(right_value(e, want["value"]) for e in near) if want.get("value") else exact
            tally.right += right
            if not right:
                found = [(e["type"], e["text"], e["value"].get("id"), e["value"].get("symbol")) for e in ours if over(e, want)]
                misses.append((case, want, found))
    return table


def around(text, begin, end, width=24):
    return (text[max(0, begin - width):begin] + "⟦" + text[begin:end] + "⟧" + text[end:end + width]).replace("\n", " ")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fintag")
    parser.add_argument("suites", type=pathlib.Path)
    parser.add_argument("--misses", help="list what is missing in this suite")
    parser.add_argument("--extras", help="list the companies found in this suite that it does not mark")
    parser.add_argument("--sample", type=int, help="of the extras only this many, drawn from a fixed seed")
    parser.add_argument("--check", type=pathlib.Path, help="fail when a score is lower than in this file")
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--rules", help="passed to fintag")
    args = parser.parse_args()
    arguments = ["--rules", args.rules] if args.rules else []
    rows, names = [], ["xueqiu", "finre"]
    print(f"{'suite type':18} {'expected':>8} {'touched':>8} {'exact':>8} {'right':>8}")
    for name in names:
        cases = [json.loads(line) for line in (args.suites / f"{name}.zh.dev.jsonl").open(encoding="utf-8")]
        results, misses = annotate(args.fintag, cases, arguments), []
        for key, tally in sorted(score(cases, results, misses).items()):
            shares = [n / tally.expected for n in (tally.touched, tally.exact, tally.right)]
            rows.append((" ".join(key), shares))
            print(f"{' '.join(key):18} {tally.expected:8} " + " ".join(f"{s:8.4f}" for s in shares))
        if args.misses == name:
            for case, want, found in misses:
                print("\t".join([want["type"], want["text"], str(want.get("value")), case["id"], around(case["text"], want["start"], want["end"]), str(found)]))
        if args.extras == name:
            found = [(e["text"], e["value"]["name"], e["value"]["resolved_by"], case["id"], around(case["text"], e["start"], e["end"])) for case, result in zip(cases, results)
                     for e in result["entities"] if e["type"] == "company" and not any(over(e, w) for w in case["expect"])]
            for row in random.Random(20220410).sample(found, min(args.sample or len(found), len(found))):
                print("\t".join(row))
    if args.write:
        args.write.write_text("score\ttouched\texact\tright\n" + "".join("\t".join([name] + [f"{s:.4f}" for s in shares]) + "\n" for name, shares in rows), "utf-8")
    if args.check:
        before = dict((l.split("\t")[0], l.split("\t")[1:]) for l in args.check.read_text("utf-8").splitlines()[1:])
        worse = [(n, s) for n, s in rows if n in before and any(now < float(old) - 0.0005 for now, old in zip(s, before[n]))]
        for name, shares in worse:
            print(f"fell: {name}: {' '.join(f'{s:.4f}' for s in shares)}; approved {' '.join(before[name])}")
        sys.exit(1 if worse else 0)


main()

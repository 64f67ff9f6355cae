#!/usr/bin/env python3
"""Do a site's own links come back once its tags are gone? silver.py FINTAG SHARED POSTS... [--misses]

EastMoney marks companies with <span id="stock_1.600519"><a href=".../unify/r/1.600519">; the tags are stripped from the posts, and what fintag says of the bare
text must name the same company there. Xueqiu writes $贵州茅台(SH600519)$; only the name is left there. Sectors and indices are no companies and left out."""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

OPEN, CLOSE = "\ue000", "\ue001"
MARKETS = {"105": "XNAS", "106": "XNYS", "107": "XASE", "116": "XHKG", "1": "XSHG", "0": "XSHE"}
LINK = re.compile(r'<span id="?stock_[^>]*>\s*<a [^>]*unify/r/(\d+)\.([0-9A-Za-z._]+)"[^>]*>([^<]+)</a>\s*</span>|<a [^>]*unify/r/(\d+)\.([0-9A-Za-z._]+)"[^>]*>([^<]+)</a>')
INDEX = re.compile(r"^(?:IXIC|INX|DJI|HSI|HKHS\w*|CSI\d+)$")
CASHTAG = re.compile(r"\$([^$()\n]{2,20})\((?:(SH|SZ|HK|US)[:.]?(?=\d)|(?<=\())\.?([0-9A-Z.]{1,8})\)\$")
RENAMED = {"FB": "META", "LFC": "601628"}  # the company of a code that is gone, by a code it has
FUND = re.compile(r"^(?:5[0-9]|1[568])\d{4}$")


def annotate(fintag, arguments, **more):
    run = subprocess.run([fintag, "annotate", *arguments], stdout=subprocess.PIPE, check=True, **more)
    return [json.loads(line) for line in run.stdout.decode().split("\n") if line]


def market_of(number, code):
    if number == "0" and code[0] in "489":
        return "BJSE"
    return MARKETS.get(number)


def eastmoney(fintag, folders):
    """(record of the bare post, start, end, mic, code) of each link in the text."""
    found = []
    with tempfile.TemporaryDirectory() as work:
        marked, bare = pathlib.Path(work, "marked"), pathlib.Path(work, "bare")
        marked.mkdir(), bare.mkdir()
        links = {}
        for number, post in enumerate(sorted(p for folder in folders for p in pathlib.Path(folder).iterdir() if p.is_file())):
            source = post.read_bytes().decode("utf-8", "replace")
            here = [(m[1] or m[4], m[2] or m[5]) for m in LINK.finditer(source)]
            if not here:
                continue
            name = f"{number:04}-{post.name}"
            links[name] = here
            (marked / name).write_text(LINK.sub(lambda m: OPEN + (m[3] or m[6]) + CLOSE, source), "utf-8")
            (bare / name).write_text(LINK.sub(lambda m: m[3] or m[6], source), "utf-8")
        plain = {pathlib.Path(r["path"]).name: r for r in annotate(fintag, [str(bare)])}
        for record in annotate(fintag, [str(marked)]):
            name = pathlib.Path(record["path"]).name
            text, at, spans = record["text"], 0, []
            for piece in re.split(f"([{OPEN}{CLOSE}])", text):
                if piece == OPEN:
                    spans.append([at, None])
                elif piece == CLOSE:
                    spans[-1][1] = at
                else:
                    at += len(piece)
            if len(spans) != len(links[name]) or plain[name]["text"] != re.sub(f"[{OPEN}{CLOSE}]", "", text):
                raise SystemExit(f"{name}: the links are not where the text says")
            for (begin, end), (number, code) in zip(spans, links[name]):
                mic = market_of(number, code)
                index = (mic == "XSHG" and code.startswith("000")) or (mic == "XSHE" and code.startswith("399"))
                if mic and not index and not FUND.match(code):
                    found.append((plain[name], begin, end, mic, code))
    return found


def xueqiu(fintag, path):
    lines, links = [], []
    for case in (json.loads(l) for l in path.open(encoding="utf-8")):
        text, at, here = "", 0, []
        for match in CASHTAG.finditer(case["text"]):
            text += case["text"][at:match.start()] + " "
            here.append((len(text), len(text) + len(match[1]), match[2] or ("HK" if match[3].isdigit() else "US"), match[3]))
            text += match[1] + " "
            at = match.end()
        links.append(here)
        record = {"id": "x", "text": text + case["text"][at:]}
        if case.get("reference"):
            record["published"] = case["reference"]
        lines.append(json.dumps(record, ensure_ascii=False))
    records = annotate(fintag, ["--from", "jsonl", "-"], input="\n".join(lines).encode() + b"\n")
    venues = {"SH": "XSHG", "SZ": "XSHE", "HK": "XHKG", "US": "US"}
    return [(record, begin, end, venues[market], code) for record, here in zip(records, links) for begin, end, market, code in here
            if not (market == "SH" and code.startswith("000")) and not (market == "SZ" and code.startswith("399")) and not FUND.match(code) and not INDEX.match(code)]


def named(link):
    record, begin, end, mic, code = link
    for e in record["entities"]:
        if e["type"] == "company" and e["in"] == "text" and e["start"] < end and begin < e["end"]:
            for l in e["value"].get("listings") or []:
                if mic == "US" and l["code"] in (RENAMED.get(code), code.removeprefix("US")):
                    return True
                same_mic = l["mic"] == mic or (mic in ("US", "XNAS", "XNYS", "XASE") and l["mic"] in ("XNAS", "XNYS", "XASE"))
                if same_mic and l["code"].lstrip("0") == code.lstrip("0"):
                    return True
    return False


def report(what, links, misses, least):
    right = sum(map(named, links))
    share = right / len(links) if links else 1.0
    print(f"{what}: {right} of {len(links)} links come back, {share:.4f}; at least {least}")
    if misses:
        for link in links:
            if not named(link):
                record, begin, end, mic, code = link
                print("\t".join([mic, code, record["text"][max(0, begin - 15):begin].replace("\n", " ") + "⟦" + record["text"][begin:end] + "⟧" + record["text"][end:end + 15].replace("\n", " "), record["path"] or ""]))
    return share >= least


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fintag")
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("posts", type=pathlib.Path, nargs="+")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    folders = [p for p in args.posts + [args.shared / "articles"] if p.is_dir()]
    links = eastmoney(args.fintag, folders)
    good = report("eastmoney", links, args.misses, 0.98) and len(links) > 0
    suite = args.shared / "suites" / "xueqiu.zh.dev.jsonl"
    if suite.exists():
        more = xueqiu(args.fintag, suite)
        good = report("xueqiu", more, args.misses, 0.975) and good
        print(f"{len(links) + len(more)} links in all")
        good = good and len(links) + len(more) >= 200
    else:
        print(f"skipped: {suite} is not there")
    sys.exit(0 if good else 1)


main()

#!/usr/bin/env python3
"""Score fintag on other projects' suites: score.py FINTAG SUITES [--lang zh|en] [--misses TYPE] [--check FILE | --write FILE]

Reads recognizers.*.jsonl (format: README.md here), runs `fintag annotate --from jsonl --numbers` on the texts once, and prints a table per
suite language, type and relevance: expected, found, span precision, recall and F1, and the share of right values among right spans."""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
from decimal import Decimal

DATES = {"date", "datetime", "time", "period", "duration", "set"}
QUANTITIES = {"number", "number_range", "percent", "money", "measure", "age"}
SCORED = DATES | QUANTITIES
STRIP = re.compile(r"^(约|超|近|在|于)+|(约|超|近)+$")
UNITS = {"[mi_i]": "mi", "[ft_i]": "ft", "[in_i]": "in", "[yd_i]": "yd", "[lb_av]": "lb", "[oz_av]": "oz", "Cel": "C", "[degF]": "F",
         "[bbl_us]": "bbl", "[gal_us]": "gal", "[acr_us]": "acre", "By": "B", "kBy": "KB", "MBy": "MB", "GBy": "GB", "TBy": "TB", "bit": "bit", "{percentage_point}": "%",
         "t": "ton", "[mi_i]/h": "mi/h", "[tbs_us]": "tablespoon", "[tsp_us]": "teaspoon"}
WORDS = {"pound": "[lb_av]", "degree": "deg", "day": "d", "week": "wk", "month": "mo"}
# The suites' words for what we write otherwise: units as they stand in the text, hundredths of a currency, currencies without a code there.
WRITTEN = {"亩": "mu", "斤": "jin", "两": "liang", "里": "li", "尺": "chi", "丈": "zhang", "钱": "qian"}
HUNDREDTHS = {"cent": "", "pence": "GBP", "penny": "GBP"}
CURRENCIES = {"finnishmarkka": "FIM", "peseta": "ESP", "netherlandsguilder": "NLG", "deutschemark": "DEM", "lira": "ITL", "austrianschilling": "ATS",
              "belgianfranc": "BEF", "frenchfranc": "FRF", "irishpound": "IEP", "portugueseescudo": "PTE", "drachma": "GRD"}


def suite_type(entity):
    """The suite's word for one of our entities."""
    value = entity["value"]
    kind = value["kind"]
    if entity["type"] == "quantity":
        if kind == "measure" and value.get("unit") == "a":
            return "age"
        if kind in ("ratio", "count"):
            return kind
        if kind == "number" and ("min" in value or value.get("approx")):
            return "number_range"
        return kind
    if kind in ("duration", "set", "period"):
        return kind
    if kind == "date":
        return "date" if value.get("grain") == "day" else "period"
    if value.get("grain") == "daypart":
        return "period"
    return "time" if value["timex"].startswith("T") else "datetime"


def family(kind):
    return "date" if kind in DATES else "quantity"


def trim(text, begin, end):
    piece = text[begin:end]
    kept = STRIP.sub("", piece.strip())
    if not kept:
        return begin, end
    at = piece.find(kept)
    return begin + at, begin + at + len(kept)


def clean_time(text):
    if text in (None, ".."):
        return ".."
    text = re.sub(r"[+-]\d\d:\d\d$", "", text)
    return re.sub(r"(T\d\d:\d\d):00$", r"\1", text)


def same_date(ours, want):
    """Our value against one acceptable value of the suite."""
    timex = ours["timex"]
    if want is None:
        return True
    start, end = (clean_time(ours.get("from")), clean_time(ours.get("until"))) if "from" in ours else (None, None)
    if "/" in want:
        first, last = want.split("/")
        if start is None:
            return timex == want
        if "T" in (first[:1], last[:1]):  # a clock without its day: ours has the day of publication
            clock = lambda t: ".." if t == ".." else "T" + t.split("T")[1]
            return clock(start) == clean_time(first) and clock(end) == clean_time(last)
        day = lambda t: t[:-6] if t.endswith("T00:00") else t
        return day(start) == day(clean_time(first)) and day(end) == day(clean_time(last))
    if want.startswith("T"):
        return clean_time(timex) == clean_time(want) or (start or "").endswith(clean_time(want))
    if re.match(r"P|XXXX-W|R", want) and not re.match(r"\d", want):
        return timex.replace("P1Q", "P3M").rstrip("D") == want.rstrip("D")
    if start is None:
        return timex == want
    return clean_time(want) in (start, start.replace("T00:00", "")) or clean_time(start) == clean_time(want)


def same_quantity(ours, want):
    if want is None:
        return True
    close = lambda a, b: a is not None and b is not None and abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(b)))
    if "min" in want or "max" in want:
        low, high = ours.get("min"), ours.get("max")
        if "number" in ours:
            approx = ours.get("approx")
            low = ours["number"] if approx in ("at_least", "more_than", None) else low
            high = ours["number"] if approx in ("at_most", "less_than", None) else high
        return (want["min"] is None or close(low, want["min"])) and (want["max"] is None or close(high, want["max"]))
    unit, number = want.get("unit"), ours.get("number")
    have = ours.get("currency") or ours.get("unit")
    if have == "[ppth]" and number is not None:
        number, have = (number / 10, "%") if unit else (number / 1000, None)
    written = ours.get("written")
    if written and unit and unit == WRITTEN.get(written["unit"]):
        return close(written.get("number"), want["number"])
    if unit in HUNDREDTHS and ours["kind"] == "money":
        return number is not None and close(100 * number, want["number"]) and have.startswith(HUNDREDTHS[unit])
    if not close(number, want["number"]):
        return False
    if unit is None or unit in (have, UNITS.get(have)) or unit == "year" or WORDS.get(unit) == have:
        return True
    if ours["kind"] == "money" and CURRENCIES.get(re.sub(r"[^a-z]", "", unit.lower())) == have:
        return True
    if ours["kind"] == "money":  # the suite is not always sure which dollar
        return unit.lower() in ("dollar", "pound", "cent", "yuan", "yen", "euro", "pence", "peso", "rupee", "franc", "krona", "dinar")
    return re.sub(r"[^a-z0-9]", "", unit.lower()) == re.sub(r"[^a-z0-9]", "", (have or "").lower())


def value_right(ours, want):
    if want.get("vague"):
        return True
    accepted = [want.get("value")] + list(want.get("alts") or [])
    test = same_date if want["type"] in DATES else same_quantity
    if any(test(ours["value"], a) for a in accepted):
        return True
    return bool(want.get("timex")) and ours["value"].get("timex") == want["timex"]


def annotate(fintag, cases):
    lines = []
    for case in cases:
        record = {"id": "x", "text": case["text"]}
        if case.get("reference"):
            record["published"] = case["reference"]
        lines.append(json.dumps(record, ensure_ascii=False))
    run = subprocess.run([fintag, "annotate", "--from", "jsonl", "--numbers", "--no-text", "-"], input="\n".join(lines).encode() + b"\n",
                         stdout=subprocess.PIPE, check=True)
    out = [json.loads(line, parse_float=Decimal) for line in run.stdout.decode().split("\n") if line]
    assert len(out) == len(cases), f"{len(out)} lines for {len(cases)} cases"
    return out


EXCEPTIONS_MOST = 0.08  # of the cases


class Cell:
    def __init__(self):
        self.expected = self.found = self.right = self.value = self.valued = 0


def score_case(case, result, table, misses):
    text = case["text"]
    scope = set(case["scope"]) & SCORED
    want = [e for e in case["expect"] if e["type"] in SCORED]
    ours = [e for e in result.get("entities", []) if e["type"] in ("date", "quantity")]
    key = (case["lang"], case.get("relevance") or "none")
    spans = {}
    for e in ours:
        spans.setdefault((family(suite_type(e)),) + trim(text, e["start"], e["end"]), e)
    matched = set()
    for w in want:
        begin, end = trim(text, w["start"], w["end"])
        hit = spans.get((family(w["type"]), begin, end))
        inside = any(e["start"] <= begin and end <= e["end"] and e["end"] - e["start"] > end - begin for e in ours)
        if hit is None and w["type"] in ("number", "number_range") and inside:
            continue  # a typed tagger finds the larger thing
        cell = table[key + (w["type"],)]
        cell.expected += 1
        if hit is None:
            misses.append((w["type"], "miss", case["id"], text, text[begin:end], [e["text"] for e in ours]))
            continue
        matched.add(id(hit))
        cell.found += 1
        cell.right += 1
        cell.valued += 1
        if value_right(hit, w):
            cell.value += 1
        else:
            misses.append((w["type"], "value", case["id"], text, text[begin:end], [w.get("value"), w.get("alts"), json.dumps(hit["value"], default=str, ensure_ascii=False)]))
    for e in ours:
        kind = suite_type(e)
        if id(e) in matched or kind not in scope:
            continue
        if any(id(m) == id(e) for m in ours if id(m) in matched):
            continue
        cell = table[key + (kind,)]
        cell.found += 1
        misses.append((kind, "extra", case["id"], text, e["text"], [w["text"] for w in want]))


def line_of(name, cell):
    p = cell.right / cell.found if cell.found else 1.0
    r = cell.right / cell.expected if cell.expected else 1.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    v = cell.value / cell.valued if cell.valued else 1.0
    return f"{name:28} {cell.expected:8} {cell.found:6} {p:10.4f} {r:7.4f} {f:7.4f} {v:7.4f}", (p, r, f, v)


def add(total, cell):
    for field in vars(total):
        setattr(total, field, getattr(total, field) + getattr(cell, field))


def report(table, title):
    rows = []
    print(title)
    print(f"{'language relevance type':28} {'expected':>8} {'found':>6} {'precision':>10} {'recall':>7} {'F1':>7} {'value':>7}")
    groups = collections.defaultdict(Cell)
    for key in sorted(table):
        print(line_of(" ".join(key), table[key])[0])
        for group in (key[:2], (key[0], "all")):
            add(groups[group], table[key])
    for group in sorted(groups):
        text, figures = line_of(" ".join(group), groups[group])
        print(text)
        rows.append((" ".join(group), figures))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fintag")
    parser.add_argument("suites", type=pathlib.Path)
    parser.add_argument("--lang")
    parser.add_argument("--misses", help="list misses of this type, or all")
    parser.add_argument("--relevance")
    parser.add_argument("--check", type=pathlib.Path, help="fail when a score is lower than in this file")
    parser.add_argument("--write", type=pathlib.Path)
    args = parser.parse_args()
    exceptions = {}
    listed = pathlib.Path(__file__).with_name("exceptions.tsv")
    if listed.exists():
        exceptions = dict(l.split("\t", 1) for l in listed.read_text("utf-8").splitlines()[1:] if l)
    # Set aside only what is there, and little of it.
    known = set()
    for path in args.suites.glob("recognizers.*.jsonl"):
        known |= {json.loads(l)["id"] for l in path.open(encoding="utf-8")}
    strange = sorted(i for i in exceptions if i not in known)
    if strange or len(exceptions) >= EXCEPTIONS_MOST * len(known):
        sys.exit(f"{listed}: " + (f"no such case: {', '.join(strange)}" if strange else f"{len(exceptions)} of {len(known)} cases are too many exceptions"))
    cases = []
    for path in sorted(args.suites.glob("recognizers.*.jsonl")):
        cases += [json.loads(l) for l in path.open(encoding="utf-8")]
    cases = [c for c in cases if set(c["scope"]) & SCORED and (not args.lang or c["lang"] == args.lang)]
    results = annotate(args.fintag, cases)
    full, reduced, misses = collections.defaultdict(Cell), collections.defaultdict(Cell), []
    for case, result in zip(cases, results):
        score_case(case, result, full, misses)
        if case["id"] not in exceptions:
            score_case(case, result, reduced, [])
    for kind, what, ident, text, piece, detail in misses:
        if args.misses in (kind, "all") and (not args.relevance or any(c["id"] == ident and c.get("relevance") == args.relevance for c in cases)):
            print(f"{kind}\t{what}\t{ident}\t{piece}\t{text[:140]!r}\t{detail}")
    rows = report(full, f"all {len(cases)} cases")
    print()
    rows += [("exceptions set aside: " + n, f) for n, f in report(reduced, f"{len(exceptions)} of {len(known)} cases set aside (tests/suites/exceptions.tsv)")]
    needless = sorted(set(exceptions) - {ident for _, _, ident, _, _, _ in misses})
    if needless:
        print(f"needless exceptions, which are read as expected: {', '.join(needless)}")
    lines = ["\t".join([name] + [f"{x:.4f}" for x in figures]) for name, figures in rows]
    if args.write:
        args.write.write_text("score\tprecision\trecall\tf1\tvalue\n" + "\n".join(lines) + "\n", "utf-8")
    if args.check:
        before = dict((l.split("\t")[0], l.split("\t")[1:]) for l in args.check.read_text("utf-8").splitlines()[1:])
        worse = [(n, f) for n, f in rows if n in before and (f[2] < float(before[n][2]) - 0.0005 or f[3] < float(before[n][3]) - 0.0005)]
        for name, figures in worse:
            print(f"fell: {name}: F1 {figures[2]:.4f}, value {figures[3]:.4f}; approved {before[name][2]}, {before[name][3]}")
        sys.exit(1 if worse else 0)


main()

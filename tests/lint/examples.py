#!/usr/bin/env python3
"""Every rule shows itself: examples.py RULES UNIHAN. At least one + and one - example and four in all; of a rule for Chinese one of them in
traditional characters, one in simplified ones (where its text has any that differ)."""
import bz2
import pathlib
import re
import sys


def forms(path):
    """Characters that are only traditional, and only simplified, as Unicode says."""
    traditional, simplified = set(), set()
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+") and "Variant\t" in line:
                code, kind, others = line.rstrip("\n").split("\t")
                character = chr(int(code[2:], 16))
                if kind == "kSimplifiedVariant" and code not in others.split():
                    traditional.add(character)
                if kind == "kTraditionalVariant" and code not in others.split():
                    simplified.add(character)
    return traditional - simplified, simplified - traditional


def rules(path):
    found_rules, rule = [], None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        found = re.match(r"rule (\S+)", line)
        if found:
            rule = (f"{path}:{number}: {found[1]}", [])
            found_rules.append(rule)
        elif rule and re.match(r"  [+-] ", line):
            rule[1].append(line[2:])
    return found_rules


def main():
    traditional, simplified = forms(sys.argv[2])
    bad = seen = 0
    for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.rules")):
        for name, examples in rules(path):
            seen += 1
            signs = [e[0] for e in examples]
            text = set("".join(examples))
            wanted = [f"only {len(examples)} examples"] if len(examples) < 4 else []
            wanted += [f"no {sign} example" for sign in "+-" if sign not in signs]
            if path.parent.name == "zh" and text & simplified and not text & traditional:
                wanted.append("no example in traditional characters")
            if path.parent.name == "zh" and text & traditional and not text & simplified:
                wanted.append("no example in simplified characters")
            if wanted:
                bad += 1
                print(f"{name}: {', '.join(wanted)}")
    print(f"{seen} rules, {bad} without enough examples")
    sys.exit(bad > 0 or not seen)


main()

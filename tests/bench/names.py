#!/usr/bin/env python3
"""names.py COUNT: a dictionary of made-up companies, in the columns of rules/dict/company-unlisted.tsv."""
import random
import sys

draw = random.Random(20220410)
chars = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]
names = set()
while len(names) < int(sys.argv[1]):
    names.add("".join(draw.choices(chars, k=draw.randint(3, 6))))
print("%class company\nsurface\tid\tname\tkind\tpolicy\tflags")
for name in sorted(names):
    print(f"{name}\tname:{name}\t{name}\tunlisted\tstrong\t")

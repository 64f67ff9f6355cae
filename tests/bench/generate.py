#!/usr/bin/env python3
"""A dump of distinct posts, made from corpus/posts: generate.py BYTES [jsonl] > out

Every copy has other figures (each run of one to four digits in running text is drawn anew), so nothing can be cached. Without `jsonl`
the Jekyll and HTML posts stand in JSON records as `html`; the sizes and the density of entities are those of the posts."""
import json
import pathlib
import random
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2] / "corpus" / "posts"
want = int(sys.argv[1])
folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
draw = random.Random(20220410)
posts = [p.read_text("utf-8", "replace") for p in sorted(root.glob("*.md"))]


def digits(match):
    text = match.group(0)
    return text[0] + "".join(draw.choice("0123456789") for _ in text[1:]) if len(text) > 1 else str(draw.randint(1, 9))


made = n = 0
while made < want:
    post = posts[n % len(posts)]
    head, _, body = post.partition("\n---\n")
    varied = re.sub(r"(?<![\d\w./,_|-])\d{1,4}(?=[^\d\w./,_|\"'-])", digits, body)
    text = (head + "\n---\n" + varied) if body else re.sub(r"(?<!\d)\d{1,4}(?!\d)", digits, post)
    data = text.encode("utf-8")
    if folder:
        (folder / f"2022-04-10-post{n:07d}.md").write_bytes(data)
    else:
        line = json.dumps({"id": f"post{n:07d}", "published": "2022-04-10T10:00:00+08:00", "html": text}, ensure_ascii=False)
        data = line.encode("utf-8") + b"\n"
        sys.stdout.buffer.write(data)
    made += len(data)
    n += 1

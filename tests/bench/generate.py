#!/usr/bin/env python3
"""A dump of distinct posts, made from corpus/posts.

generate.py BYTES FOLDER   a folder of Jekyll posts
generate.py BYTES          the same as JSON Lines: one record {"id","title","published","html"} a line
generate.py BYTES --text   dense plain text as JSON Lines: {"id","title","published","text"}, nothing between the paragraphs

Every copy has other figures (each run of one to four digits in running text is drawn anew) and other plain paragraphs, so nothing can be cached.
Our posts are denser than what they imitate: plain paragraphs (plain.txt) stand between their own, so many that there
are as many entities per KB as in the real posts that this was measured on (10.9)."""
import html
import json
import pathlib
import random
import re
import sys

here = pathlib.Path(__file__).resolve().parent
root = here.parents[1] / "corpus" / "posts"
plain = (here / "plain.txt").read_text("utf-8").split("\n")[:-1]
dense = "--text" in sys.argv
arguments = [a for a in sys.argv[1:] if a != "--text"]
want = int(arguments[0])
folder = pathlib.Path(arguments[1]) if len(arguments) > 1 else None
draw = random.Random(20220410)
posts = [p.read_text("utf-8", "replace") for p in sorted(root.glob("*.md"))]


def digits(match):
    text = match.group(0)
    return text[0] + "".join(draw.choice("0123456789") for _ in text[1:]) if len(text) > 1 else str(draw.randint(1, 9))


def paragraph():
    return "".join(draw.choice(plain) for _ in range(draw.randint(3, 5)))


def thin(body):
    """Plain paragraphs between those of the post."""
    out = []
    for line in body.split("\n"):
        out.append(line)
        if line.strip():
            out += [f"<p>{paragraph()}</p>" for _ in range(max(1, round(len(line.encode()) / 600)))]
    return "\n".join(out)


def vary(post):
    head, _, body = post.partition("\n---\n")
    if not body:
        head, body = "---\nlayout: post\ntitle: \"综述\"\ndate: 2022-04-10 10:00:00 +0800", post
    title = re.search(r'^title: *"?(.*?)"? *$', head, re.M)
    return head, re.sub(r"(?<![\d\w./,_|-])\d{1,4}(?=[^\d\w./,_|\"'-])", digits, body), title.group(1) if title else ""


made = n = 0
while made < want:
    head, body, title = vary(posts[n % len(posts)])
    if dense:
        shown = html.unescape(re.sub(r"<[^>]*>", "", body)).strip()
        record = {"id": f"post{n:07d}", "title": title, "published": "2022-04-10T10:00:00+08:00", "text": shown}
    else:
        record = {"id": f"post{n:07d}", "title": title, "published": "2022-04-10T10:00:00+08:00", "html": thin(body)}
    if folder:
        data = f"{head}\n---\n{record['html']}".encode()
        (folder / f"2022-04-10-post{n:07d}.md").write_bytes(data)
    else:
        data = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        sys.stdout.buffer.write(data)
    made += len(data)
    n += 1

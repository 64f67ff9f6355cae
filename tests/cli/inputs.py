"""Makes the files of inputs.sh in the current folder: one set of articles in every container and charset."""
import base64, csv, gzip, io, json, lzma, os, sys, tarfile, zipfile, zlib

TEXTS = [
    ("a1", "微盟集团(2013.HK)捐物资", "4月10日上午，微盟集团捐赠的首批21吨物资运抵上海，股价涨逾2%。", "2022-04-10T17:45:11+08:00"),
    ("a2", "贵州茅台(600519) \"重回\" 2000元", "第一行,有逗号\n第二行：净利润1525.5亿元，同比增长30%。", "2021-12-08T10:46:18+08:00"),
    ("a3", "Tencent (0700.HK) & others", "Revenue rose 12.5% to HK$1.2bn; margin < 5%.", "2022-05-01"),
]
ARTICLES = [dict(zip(("id", "title", "text", "published"), t)) for t in TEXTS]


def html(article, charset=None):
    meta = f'<meta charset="{charset}">' if charset else ""
    body = article["text"].replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</p><p>")
    return f"<html><head>{meta}<title>{escape(article['title'])}</title></head><body><p>{body.replace('21', '<b>21</b>')}</p></body></html>"


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def post(article):
    return f"---\nid: {article['id']}\ntitle: {json.dumps(article['title'], ensure_ascii=False)}\ndate: {article['published']}\n---\n{article['text']}\n"


def write(name, data):
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def lines(articles=ARTICLES):
    return "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in articles)


def table(delimiter=","):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(["id", "title", "text", "published"])
    writer.writerows([a["id"], a["title"], a["text"], a["published"]] for a in ARTICLES)
    return out.getvalue()


def feed(encoding):
    dates = ["Sun, 10 Apr 2022 17:45:11 +0800", "Wed, 08 Dec 2021 10:46:18 +0800", "2022-05-01"]
    items = "".join(
        f"<item><title>{escape(escape(a['title']))}</title><guid isPermaLink='false'>{a['id']}</guid><pubDate>{d}</pubDate>"
        f"<link>https://x.cn/{a['id']}?a&amp;b</link><description>short</description>"
        f"<content:encoded><![CDATA[{html(a)}]]></content:encoded></item>" for a, d in zip(ARTICLES, dates))
    return f'<?xml version="1.0" encoding="{encoding}"?>\n<rss version="2.0"><channel><title>news</title>{items}</channel></rss>'


def atom():
    items = "".join(
        f"<entry><id>{a['id']}</id><title>{escape(a['title'])}</title><published>{a['published']}</published>"
        f"<link href='https://x.cn/{a['id']}'/><content type='html'>{escape(html(a))}</content></entry>" for a in ARTICLES)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>news</title>{items}</feed>'


def record(kind, number, block, uri="https://x.cn/news/"):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Target-URI: {uri}{number}\r\nContent-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def response(body, headers="", kind="text/html; charset=utf-8", status="200 OK"):
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + body


def chunked(body, size=50):
    parts = [body[i:i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def warc_records():
    pages = [html(a).encode() for a in ARTICLES]
    gbk = html(ARTICLES[0], "gbk").encode("gbk")
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = squeeze.compress(pages[0]) + squeeze.flush()
    blocks = [
        response(pages[0]), response(gbk, kind="text/html; charset=gbk"), response(gbk, kind="text/html; charset=utf-8"),
        response(chunked(pages[1]), "Transfer-Encoding: chunked\r\n"), response(pages[1], "Transfer-Encoding: chunked\r\n"),
        response(gzip.compress(pages[2], mtime=0), "Content-Encoding: gzip\r\n"), response(raw, "Content-Encoding: deflate\r\n"),
        response(chunked(gzip.compress(pages[2], mtime=0)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        response(b"gone", status="404 Not Found"), response(b"\x89PNG", kind="image/png"),
        response(ARTICLES[0]["text"].encode(), kind="text/plain")]
    records = [record("warcinfo", 0, b"software: x\r\n")] + [record("response", i + 1, b) for i, b in enumerate(blocks)]
    return records + [record("request", 99, b"GET / HTTP/1.1\r\n\r\n")]


def archive(files, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=tarfile.PAX_FORMAT) as tar:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files:
            file.writestr(name, data)
    return out.getvalue()


posts = [(f"posts/{a['id']}.md", post(a).encode()) for a in ARTICLES]
for name, data in posts:
    write(name, data)
write("a.jsonl", lines())
write("a.json", json.dumps(ARTICLES, ensure_ascii=False, indent=2))
write("one-by-one.json", "\n".join(json.dumps(a, indent=1) for a in ARTICLES))
write("a.csv", table())
write("a.tsv", table("\t"))
write("semicolon.csv", table(";"))
write("a.rss", feed("UTF-8"))
write("a.atom", atom())
for charset in ("utf-16", "utf-16-be", "gb18030"):
    mark = "\ufeff" if charset == "utf-16-be" else ""
    for name, text in (("jsonl", lines()), ("json", json.dumps(ARTICLES, ensure_ascii=False)), ("csv", table()), ("rss", feed(charset[:6]))):
        write(f"{charset}.{name}", (mark + text).encode(charset))
write("big5.html", html(ARTICLES[0], "big5").replace("团", "團").replace("赠", "贈").replace("资", "資").replace("运", "運").replace("涨", "漲").replace("吨", "噸").encode("big5hkscs"))
write("gbk.txt", ARTICLES[0]["text"].encode("gbk"))
write("utf-16.html", html(ARTICLES[0]).encode("utf-16"))
records = warc_records()
write("a.warc", b"".join(records))
write("a.warc.gz", b"".join(gzip.compress(r, mtime=0) for r in records))
write("mapped.jsonl", "".join(json.dumps({"no": a["id"], "data": {"head": a["title"], "parts": [{"html": html(a)}]}, "ts": a["published"], "text": "wrong"}) + "\n" for a in ARTICLES))
write("mapped.csv", ("编号,标题,正文\r\n" + table().split("\r\n", 1)[1].replace(",2022-04-10T17:45:11+08:00", "").replace(",2021-12-08T10:46:18+08:00", "").replace(",2022-05-01", "")).encode("gbk"))

mixed = posts + [("x.jsonl", lines().encode()), ("x.csv", table().encode("gb18030")), ("x.rss", feed("UTF-8").encode()),
                 ("x.warc.gz", b"".join(gzip.compress(r, mtime=0) for r in records)), ("y.md.gz", gzip.compress(posts[0][1], mtime=0)),
                 (".hidden.md", b"x"), ("__MACOSX/._a.md", b"x"), ("picture.png", b"\x89PNG"), ("目录/文章.md", posts[1][1])]
tar = archive(mixed)
write("a.tar", tar)
write("a.tar.gz", gzip.compress(tar, mtime=0))
write("a.tar.xz", lzma.compress(tar))
write("a.zip", zipped(mixed))
write("nested.zip", zipped([("in.tar.gz", gzip.compress(tar, mtime=0)), ("in.zip", zipped(posts))]))
write("posts.tar.gz", gzip.compress(archive(posts), mtime=0))
write("a.jsonl.gz", gzip.compress(lines().encode(), mtime=0))

# What is broken.
many = archive([(f"{i:03}.md", os.urandom(2000).hex().encode()) for i in range(50)])
whole = gzip.compress(many, mtime=0)
write("cut.tar.gz", whole[:len(whole) // 2])
write("cut.jsonl.gz", gzip.compress((lines() * 300).encode(), mtime=0)[:-9])
zeros = bytes(100_000_000)
write("bomb.zip", zipped([posts[0], ("zeros.md", zeros), ("zeros.jsonl", zeros), posts[2]]))
write("bomb.jsonl.gz", gzip.compress(zeros, mtime=0))
deep = posts[0][1]
for _ in range(8):
    deep = gzip.compress(deep, mtime=0)
write("deep.md.gz", deep)
# Made by zip -X -P secret encrypted.zip a.md, then zip -X encrypted.zip b.md; they hold 21t and 22t.
write("encrypted.zip", base64.b64decode(
    "UEsDBAoACQAAABNMeV17WptJDwAAAAMAAAAEAAAAYS5tZA1KINP538ypKckCj4m2i1BLBwh7WptJDwAAAAMAAABQSwMECgAAAAAAE0x5XbgJtm"
    "IDAAAAAwAAAAQAAABiLm1kMjJ0UEsBAh4DCgAJAAAAE0x5XXtam0kPAAAAAwAAAAQAAAAAAAAAAQAAAKSBAAAAAGEubWRQSwECHgMKAAAAAAAT"
    "THlduAm2YgMAAAADAAAABAAAAAAAAAABAAAApIFBAAAAYi5tZFBLBQYAAAAAAgACAGQAAABmAAAAAAA="))
write("long.jsonl", lines(ARTICLES[:1]) + '{"text":"' + "x" * 3_000_000 + '"}\n' + lines(ARTICLES[2:]))
write("broken.json", '[{"id":"1","text":"21吨"}, {"id":"2","text":}, {"id":"3","text":"21吨"}')
write("broken.csv", 'id,text\n1,21吨\n2,too,many\n3,"open')
write("broken.rss", feed("UTF-8").replace("short", "a & b", 1))
write("broken.warc", records[1] + b"junk\r\n" + records[2] + records[3][:300])
write("no-text.csv", "id,name\n1,x\n")
write("sitemap.xml", "<urlset></urlset>")
write("nul.txt", "21吨\0涨2%\0".encode())
write("empty.md", b"")
write("empty.csv", b"")

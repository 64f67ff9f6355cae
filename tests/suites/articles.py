#!/usr/bin/env python3
"""What the real posts must give: articles.py FINTAG ARTICLES. Exit 77 when the posts are not there."""
import json
import pathlib
import subprocess
import sys

fintag, folder = sys.argv[1], pathlib.Path(sys.argv[2])
if not folder.is_dir():
    print(f"skipped: {folder} is not there")
    sys.exit(77)
run = subprocess.run([fintag, "annotate", str(folder)], stdout=subprocess.PIPE, check=True)
records = [json.loads(line) for line in run.stdout.decode().split("\n") if line]
by_id = {r["id"]: r for r in records}
failures = []


def check(holds, *message):
    if not holds:
        failures.append(" ".join(str(m) for m in message))


def entities(ident, text=None, kind=None, field=None):
    return [e for e in by_id[ident]["entities"] if (text is None or e["text"] == text) and (kind is None or e["type"] == kind) and (field is None or e["in"] == field)]


def has(ident, text, type_, count=1, field=None, **value):
    found = [e for e in entities(ident, text, type_, field) if all(e["value"].get(k) == v for k, v in value.items())]
    check(len(found) >= count, ident, text, type_, value, f"expected {count}, found {len(found)}:", [e["value"] for e in entities(ident, text)])


def nothing(ident, *pieces):
    for piece in pieces:
        for e in by_id[ident]["entities"]:
            check(piece not in e["text"], ident, f"«{piece}» must give nothing, gave", e["type"], e["text"])


def within(ident, *pieces):
    """No entity lies inside any occurrence of a piece."""
    record = by_id[ident]
    for piece in pieces:
        for e in record["entities"]:
            text = record[e["in"]]
            at = text.find(piece)
            while at >= 0:
                check(not (at <= e["start"] and e["end"] <= at + len(piece)), ident, f"inside «{piece}»:", e["type"], e["text"])
                at = text.find(piece, at + 1)


check(len(records) == 17, "17 records, not", len(records))
check(all(r["status"] == "ok" for r in records), "every record is ok")

w = "NW202204102337489238"
has(w, "2013.HK", "ticker", 1, "title", mic="XHKG", code="02013", symbol="02013.HK", known=True)
has(w, "2013.HK", "ticker", 1, "text", mic="XHKG", code="02013")
has(w, "微盟集团", "company", 6, id="XHKG:02013")
has(w, "微盟", "company", 5, id="XHKG:02013")
has(w, "4月10日上午", "date", kind="time", timex="2022-04-10TMO", until="2022-04-10T12:00:00+08:00", **{"from": "2022-04-10T00:00:00+08:00"})
has(w, "21吨", "quantity", 3, kind="measure", number=21, unit="t", si={"number": 21000, "unit": "kg"})
has(w, "数十小时", "date", timex="PT20H/PT90H", si={"min": 72000, "max": 324000, "unit": "s"})
has(w, "120台", "quantity", kind="count", number=120, unit="{device}", word="台")
has(w, "千余份", "quantity", 2, number=1000, approx="more_than", word="份")
has(w, "上海盘点食品科技公司", "company", kind="unlisted")
has(w, "格隆汇", "organization", kind="media")
check(by_id[w]["media"] == "格隆汇", w, "media")
check(by_id[w]["published"] == "2022-04-10T17:45:11+08:00", w, "published")
within(w, "美天菜小睿", "首批", "第二批", "早日")
check(not any(ch in by_id[w]["text"] for ch in ("eastmoney", "width", "返回", "K图")), w, "markup in the text")

nothing("202112082206710723", "明春能源")
nothing(w, "着微盟")

n = "202205262391921712"
check(by_id[n]["title"] is None and by_id[n]["published"] is None, n, "no title, no date")
has(n, "蔚来", "company", 3, id="XHKG:09866")
check(any(l["mic"] == "XNYS" and l["code"] == "NIO" for e in entities(n, "蔚来", "company") for l in e["value"]["listings"]), n, "NIO at XNYS")
has(n, "巨化股份", "company", id="XSHG:600160")
has(n, "联创股份", "company", 2, id="XSHE:300343")
has(n, "国新文化", "company", id="XSHG:600636")
has(n, "霍尼韦尔", "company", 8)
has(n, "5000吨/年", "quantity", number=5000, unit="t", per="a")
has(n, "8000吨/年", "quantity", number=8000, unit="t", per="a", approx="about")
has(n, "1.2亿辆", "quantity", number=120000000, approx="more_than")
has(n, "99.9%", "quantity", number=99.9)
has(n, "2016年10月15日", "date", timex="2016-10-15")
has(n, "2021年9月", "date", timex="2021-09")
has(n, "2021年底", "date", timex="2021", mod="END")
has(n, "2016年4月", "date", timex="2016-04")
has(n, "5月24日", "date", 2, timex="XXXX-05-24")
check(all("from" not in e["value"] for e in entities(n, "5月24日")), n, "no year is guessed")
has(n, "上海证券报", "organization", 2, kind="media")
has(n, "巨化集团", "company", 2, id="name:巨化集团", kind="unlisted")
has(n, "巨化", "company", id="name:巨化集团")
nothing(n, "1234yf", "ET7", "基加利", "BK0493", "552")

m = "202112082206736335"
has(m, "贵州茅台", "company", 3, id="XSHG:600519")
nothing(m, "龙头")
has(m, "600519", "ticker", mic="XSHG", code="600519", known=True)
has(m, "1525.5元/股", "quantity", number=1525.5, currency="CNY", per="{share}")
has(m, "8月20日", "date", timex="2021-08-20")
has(m, "12月8日", "date", timex="2021-12-08")
has(m, "2%", "quantity", number=2, approx="more_than", direction="up")
has(m, "30%", "quantity", number=30, approx="more_than")
has(m, "2000元", "quantity", field="text", number=2000, approx="at_least")

a = "202112082206805832"
for name, ident in {"比亚迪电子": "XHKG:00285", "通达集团": "XHKG:00698", "丘钛科技": "XHKG:01478", "舜宇光学科技": "XHKG:02382", "瑞声电子": "XHKG:02018", "高伟电子": "XHKG:01415",
                    "欧菲光": "XSHE:002456", "海目星": "XSHG:688559", "胜宏科技": "XSHE:300476", "联创电子": "XSHE:002036", "歌尔股份": "XSHE:002241"}.items():
    has(a, name, "company", id=ident)
for figure, count in {"7%": 2, "2.5%": 1, "8%": 1, "6%": 1, "5%": 1}.items():
    has(a, figure, "quantity", count, direction="up")
has(a, "2.5%", "quantity", number=2.5, approx="more_than", direction="up")
has(a, "昨夜", "date", timex="2021-12-07TNI")
has(a, "苹果", "company", 1, id="XNAS:AAPL")

s = "202112082206782366"
for text, number in {"2.1510%": 2.151, "2.1个基点": 2.1, "2.2020%": 2.202, "4.3个基点": 4.3, "2.4890%": 2.489, "0.1个基点": 0.1}.items():
    has(s, text, "quantity", number=number)
has(s, "3个月", "date", timex="P3M")
within(s, "隔夜")

g = "202112082206934992"
has(g, "2197.HK", "ticker", 2, code="02197")
has(g, "22.83港元", "quantity", number=22.83, currency="HKD")
has(g, "2021年第四季至2022年上半年", "date", timex="2021-Q4/2022-H1")
nothing(g, "SCB-2019", "1018")
within(g, "SCB-2019(CpG. 1018", "II/III期")

has("202112082206704122", "17%", "quantity", number=17, approx="less_than", direction="up")
has("202112082206704122", "200美元", "quantity", 2, number=200, currency="USD")
has("202112082206748961", "6.3565", "quantity", 2, number=6.3565)
has("202112082206748961", "2018年5月以来", "date", 2, timex="2018-05/..")
has("202112082206864571", "26只", "quantity", number=26, unit="{stock}")
has("202112082206864571", "12月7日", "date", timex="2021-12-07")
has("202112082206811771", "1.8 mS/cm", "quantity", number=1.8, unit="mS/cm")
has("202112082206884918", "百度在线网络技术(北京)有限公司", "company")
has("202112082206890854", "8日", "date", timex="2021-12-08")
for message in failures:
    print(message)
print(f"{len(failures)} failures over {len(records)} posts")
sys.exit(1 if failures else 0)

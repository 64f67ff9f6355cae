"""node.py FINTAG SRC FOLDER CLASSPATH PROGRAM: the feeds in OpenSearch or Elasticsearch"""
import json, os, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import engine
from engine import check, same

fintag, src, folder, classpath, program = sys.argv[1:]
port = engine.free_port()
node = engine.Engine(["java", "-Xms384m", "-Xmx384m", "-cp", open(classpath).read().strip(), program,
                      f"{folder}/node", str(port)], port, f"{folder}/log", 180)


def ask(method, path, body=None, kind="application/json"):
    status, reply = node.ask(method, path, body, kind)
    return status, json.loads(reply or b"null")


def push(index, *arguments):
    return subprocess.run([fintag, "push", "--tz", "+08:00", f"{node.url}/{index}", *arguments], capture_output=True, text=True, timeout=300)


def search(query, index="news", **more):
    ask("POST", f"/{index}/_refresh")
    status, reply = ask("POST", f"/{index}/_search", {"query": query, "size": 1000, "_source": False, **more})
    check(status == 200, "search", query, reply)
    return {hit["_id"] for hit in reply.get("hits", {}).get("hits", [])}, reply


def nested(*filters):
    return search({"nested": {"path": "entities", "query": {"bool": {"filter": list(filters)}}}})[0]


def term(field, value):
    return {"term": {field: value}}


def main():
    posts = f"{src}/corpus/posts"
    records = [r for r in engine.annotate(fintag, posts) if r["status"] == "ok"]
    ids = {r["id"] for r in records}

    # Fed once and once more: the same documents.
    for again in (False, True):
        run = push("news", posts)
        check(run.returncode == 0 and not run.stdout, "push", run)
        check(("made the index" in run.stderr) != again, "makes the index once", run.stderr)
        same("documents", search({"match_all": {}})[0], ids)

    # Full text in Chinese, English, full width.
    for words in ("净利润", "同比增长", "港元", "上海", "GDP", "ＧＤＰ", "gdp"):
        folded = words.replace("ＧＤＰ", "GDP").lower()
        found = search({"multi_match": {"query": words, "type": "phrase", "fields": ["title", "text"]}})[0]
        wanted = {r["id"] for r in records if folded in (r["title"] or "").lower() or folded in r["text"].lower()}
        same(f"text {words}", found, wanted)
        check(0 < len(found) < len(ids), "a word that divides", words, len(found))

    # Conditions that hold for one and the same entity.
    def quantity(unit, right):
        return lambda t, v: t == "quantity" and v.get("unit") == unit and right(v)

    same("company", nested(term("entities.type", "company"), term("entities.value.id", "XHKG:00700")),
         engine.with_entity(records, lambda t, v: t == "company" and v["id"] == "XHKG:00700"))
    same("ticker", nested(term("entities.value.symbol", "600519.SH")),
         engine.with_entity(records, lambda t, v: v.get("symbol") == "600519.SH"))
    for unit, least in (("%", 100), ("t", 1000), ("{share}", 100000000)):
        found = nested(term("entities.value.unit", unit), {"range": {"entities.amount": {"gte": least}}})
        same(f"{unit} >= {least}", found, engine.with_entity(records, quantity(
            unit, lambda v: engine.possible(v)[1] is None or engine.possible(v)[1] >= least)))
        check(0 < len(found) < len(ids), "a question that divides", unit, len(found))
    found = nested(term("entities.value.si.unit", "kg"), {"range": {"entities.amount_si": {"lt": 5000}}})
    same("kg < 5000", found, engine.with_entity(
        records, lambda t, v: v.get("si", {}).get("unit") == "kg" and
        (lambda low: low is None or low < 5000)(engine.possible({**v["si"], "approx": v.get("approx")})[0])))
    same("down more than 5 %", nested(term("entities.value.unit", "%"), term("entities.value.direction", "down"),
                                      {"range": {"entities.value.number": {"gt": 5}}}),
         engine.with_entity(records, quantity("%", lambda v: v.get("direction") == "down" and v.get("number", 0) > 5)))

    # Dates: what overlaps a month, nested and flat.
    for month, after in (("2022-04-01", "2022-05-01"), ("2021-12-01", "2022-01-01")):
        condition = {"gte": month, "lt": after, "time_zone": "+08:00"}
        wanted = engine.with_entity(records, lambda t, v: t == "date" and engine.overlaps(v, month, after))
        same(f"range {month}", nested(term("entities.type", "date"), {"range": {"entities.range": condition}}), wanted)
        same(f"facets.date {month}", search({"range": {"facets.date": condition}})[0], wanted)
        check(0 < len(wanted) < len(ids), "a month that divides", month, len(wanted))
    found = search({"range": {"published": {"gte": "2022-01-01T00:00:00+08:00", "lt": "2023-01-01T00:00:00+08:00"}}})[0]
    same("published in 2022", found, {r["id"] for r in records if r["published"] and engine.moment(r["published"]).astimezone(
        engine.moment("2022-01-01").tzinfo).year == 2022})

    # Facets.
    counts = {}
    for record in records:
        for name in {c["name"] for c in record["companies"]}:
            counts[name] = counts.get(name, 0) + 1
    reply = search({"match_all": {}}, aggs={"company": {"terms": {"field": "facets.company", "size": 10000}}})[1]
    check({b["key"]: b["doc_count"] for b in reply["aggregations"]["company"]["buckets"]} == counts, "facets.company")

    # The commands of the manuals, word for word.
    here = {"build/fintag": fintag, "corpus/posts": posts, "http://localhost:9200": node.url}
    printed = engine.pasted(src, "extractor/README.md", "localhost:9200/news", {**here, "/news": "/hand"}, folder)
    check("acknowledged" in printed[0] and '"errors":true' not in printed[1] and '"errors":false' in printed[1], "pasted", printed)
    same("documents by hand", search({"match_all": {}}, "hand")[0], ids)
    check(ask("GET", "/hand/_mapping")[1].get("hand", {}).get("mappings", {}).get("dynamic") == "strict", "the installed template is used")
    engine.pasted(src, "README.md", "localhost:9200/news", {**here, "/news": "/readme"}, folder)
    same("documents of the README", search({"match_all": {}}, "readme")[0], ids)

    awkward()
    server_side(posts, ids)


def awkward():
    """Open ends, vague figures, exact digits, nothing at all."""
    articles = [
        {"id": "exact", "published": "2022-04-10T09:00:00Z", "text": "收入1234567890123456789.01元。"},
        {"id": "above", "published": "2022-04-10T09:00:00Z", "text": "物资逾20吨。"},
        {"id": "least", "published": "2022-04-10T09:00:00Z", "text": "物资不少于20吨。"},
        {"id": "below", "published": "2022-04-10T09:00:00Z", "text": "物资不足20吨。"},
        {"id": "vague", "published": "2022-04-10T09:00:00Z", "text": "物资数十吨。"},
        {"id": "since", "published": "2022-04-10T09:00:00Z", "text": "2018年以来，公司未分红。"},
        {"id": "until", "published": "2022-04-10T09:00:00.123456Z", "text": "截至2022年3月31日，公司未分红。"},
        {"id": "nothing", "text": ""},
        {"id": "undated", "text": "1921年7月，公司成立三年。"},
    ]
    with open(f"{folder}/odd.jsonl", "w") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)
    run = push("odd", f"{folder}/odd.jsonl")
    check(run.returncode == 0 and not run.stdout, "awkward documents", run)

    def found(*filters):
        return search({"nested": {"path": "entities", "query": {"bool": {"filter": list(filters)}}}}, "odd")[0]

    same("digits", found(term("entities.value.number.exact", "1234567890123456789.01")), {"exact"})
    same("other digits", found(term("entities.value.number.exact", "1234567890123456789.02")), set())
    check(b"1234567890123456789.01," in node.ask("GET", "/odd/_doc/exact")[1], "digits of the source")
    same("may be 20", found({"range": {"entities.amount": {"gte": 20, "lte": 20}}}), {"least", "vague"})
    same("may be 21", found({"range": {"entities.amount": {"gte": 21, "lte": 21}}}), {"above", "least", "vague"})
    same("may be 19", found({"range": {"entities.amount": {"gte": 19, "lte": 19}}}), {"below"})
    same("may be 1000", found({"range": {"entities.amount": {"gte": 1000, "lte": 1000}}}), {"above", "least"})
    same("in 2030", search({"range": {"facets.date": {"gte": "2030-01-01", "lt": "2031-01-01"}}}, "odd")[0], {"since"})
    same("in 1900", search({"range": {"facets.date": {"gte": "1900-01-01", "lt": "1901-01-01"}}}, "odd")[0], {"until"})
    same("in 1921", search({"range": {"facets.date": {"gte": "1921-07-15", "lt": "1921-07-16"}}}, "odd")[0], {"until", "undated"})


def server_side(posts, ids):
    """What the server refuses: single documents, large requests, everything."""
    ask("PUT", "/picky", {"mappings": {"properties": {"id": {"type": "keyword", "ignore_above": 100}, "title": {"type": "integer"},
                                                      "entities": {"type": "nested", "enabled": False}}}})
    with open(f"{folder}/picky.jsonl", "w") as file:
        for i, title in enumerate(["1", "贵州茅台", "3", "x", "5"]):
            file.write(json.dumps({"id": f"p{i}", "title": title, "text": ""}) + "\n")
    run = push("picky", f"{folder}/picky.jsonl")
    told = [json.loads(line) for line in run.stdout.splitlines()]
    check(run.returncode == 3 and [r["id"] for r in told] == ["p1", "p3"], "rejected documents", run)
    check(all(r["error"]["code"] == "rejected" and "mapper_parsing_exception" in r["error"]["message"] for r in told), "reasons", told)
    same("the others", search({"match_all": {}}, "picky")[0], {"p0", "p2", "p4"})

    # The node takes requests of four megabytes, and push begins with five.
    with open(f"{folder}/many.jsonl", "w") as file:
        for i in range(600):
            file.write(json.dumps({"id": f"m{i}", "published": "2022-04-10T09:00:00Z", "text": "贵州茅台(600519)涨3%，成交120万元。" * 8}) + "\n")
    whole = subprocess.run([fintag, "annotate", "--to", "opensearch", f"{folder}/many.jsonl"], capture_output=True).stdout
    check(len(whole) > 5 << 20, "a feed larger than a request", len(whole))
    run = push("many", f"{folder}/many.jsonl")
    check(run.returncode == 0 and not run.stdout, "413", run)
    check(search({"match_all": {}}, "many")[0] == {f"m{i}" for i in range(600)}, "documents of requests that were too large")

    ask("PUT", "/shut", {"mappings": {"properties": {"entities": {"type": "nested"}}}})
    ask("PUT", "/shut/_settings", {"index.blocks.write": True})
    run = push("shut", posts)
    told = {json.loads(line)["id"] for line in run.stdout.splitlines()}
    check(run.returncode == 3 and told == ids and "blocked" in run.stdout, "an index that is shut", run)
    run = push("Upper", posts)
    check(run.returncode == 3 and "invalid_index_name_exception" in run.stderr, "a name that is none", run)


try:
    main()
finally:
    node.stop()
print(f"{engine.failures} failures")
sys.exit(1 if engine.failures else 0)

"""groonga.py FINTAG SRC FOLDER"""
import json, subprocess, sys, urllib.parse

import engine
from engine import check, same

fintag, src, folder = sys.argv[1:]
posts = f"{src}/corpus/posts"
port = engine.free_port()
subprocess.run(["groonga", "-n", f"{folder}/db", "quit"], check=True, stdout=subprocess.DEVNULL)
schema = subprocess.run([fintag, "push", "--template=groonga"], capture_output=True, check=True).stdout
made = subprocess.run(["groonga", f"{folder}/db"], input=schema, capture_output=True, check=True).stdout.decode()
check(len(made.splitlines()) > 50 and all(line.endswith(",true]") for line in made.splitlines()), "the schema is taken", made)
server = engine.Engine(["groonga", "-s", "--protocol", "http", "--bind-address", "127.0.0.1", "--port", str(port),
                        "--log-path", f"{folder}/groonga.log", f"{folder}/db"], port, f"{folder}/log", 60)


def ask(command, **arguments):
    status, reply = server.ask("GET", f"/d/{command}?{urllib.parse.urlencode(arguments)}")
    reply = json.loads(reply)
    check(status == 200 and reply[0][0] == 0, command, arguments, reply[0])
    return reply[1] if len(reply) > 1 else None


def select(table, column, **arguments):
    reply = ask("select", table=table, output_columns=column, limit=-1, **arguments)
    return {row[0] for row in reply[0][2:]}


def load(*arguments):
    rows = subprocess.run([fintag, "annotate", "--tz", "+08:00", "--to", "groonga", *arguments], capture_output=True).stdout
    status, reply = server.ask("POST", "/d/load?table=Articles", rows)
    reply = json.loads(reply)
    check(status == 200 and reply[0][0] == 0, "load", reply)
    return reply[1]


def main():
    records = [r for r in engine.annotate(fintag, posts) if r["status"] == "ok"]
    ids = {r["id"] for r in records}
    for _ in range(2):  # once more changes nothing
        check(load(posts) == len(records), "rows loaded")
        same("rows", select("Articles", "_key"), ids)
    check(len(select("Entities", "_key")) == sum(len(r["entities"]) for r in records), "entities")

    for words in ("净利润", "同比增长", "上海", "GDP", "ＧＤＰ"):
        folded = words.replace("ＧＤＰ", "GDP")
        wanted = {r["id"] for r in records if folded in (r["title"] or "") or folded in r["text"]}
        same(f"text {words}", select("Articles", "_key", match_columns="title*5||text", query=words), wanted)
        check(0 < len(wanted) < len(ids), "a word that divides", words)

    same("company", select("Articles", "_key", filter='company_id @ "XHKG:00700"'),
         {r["id"] for r in records if any(c["id"] == "XHKG:00700" for c in r["companies"])})
    same("ticker", select("Articles", "_key", filter='ticker @ "600519.SH"'),
         engine.with_entity(records, lambda t, v: v.get("symbol") == "600519.SH"))

    def entities(condition):
        return select("Entities", "article._key", filter=condition)

    for unit, least in (("%", 100), ("t", 1000)):
        found = entities(f'type == "quantity" && unit == "{unit}" && high >= {least}')
        same(f"{unit} >= {least}", found, engine.with_entity(
            records, lambda t, v: t == "quantity" and v.get("unit") == unit and
            (engine.possible(v)[1] is None or engine.possible(v)[1] >= least)))
        check(0 < len(found) < len(ids), "a question that divides", unit)
    same("kg < 5000", entities('type == "quantity" && si_unit == "kg" && si_low < 5000'), engine.with_entity(
        records, lambda t, v: v.get("si", {}).get("unit") == "kg" and
        (lambda low: low is None or low < 5000)(engine.possible({**v["si"], "approx": v.get("approx")})[0])))
    begin, end = "2022-04-01", "2022-05-01"
    found = entities(f'type == "date" && until > {engine.moment(begin).timestamp():.0f} && from < {engine.moment(end).timestamp():.0f}')
    same("April 2022", found, engine.with_entity(records, lambda t, v: t == "date" and engine.overlaps(v, begin, end)))
    check(0 < len(found) < len(ids), "a month that divides")
    same("both of one article", entities('type == "quantity" && unit == "%" && high >= 100 && article.text @ "净利润"'),
         {r["id"] for r in records if "净利润" in r["text"]} & entities('type == "quantity" && unit == "%" && high >= 100'))

    counts = {}
    for record in records:
        for name in {c["name"] for c in record["companies"]}:
            counts[name] = counts.get(name, 0) + 1
    reply = ask("select", table="Articles", limit=0, drilldown="company", drilldown_limit=-1)
    # Keys are compared as they are: the tables of names have no normalizer.
    check({row[0]: row[1] for row in reply[1][2:]} == counts, "drilldown by company")

    # As the manual says, without a server.
    here = {"build/fintag": fintag, "corpus/posts": posts}
    _, printed = engine.pasted(src, "extractor/README.md", "news.db", here, folder)
    found = {row[0] for row in json.loads(printed)[1][0][2:]}
    check(found and len(json.loads(printed)[1][0]) > 3, "pasted: select", printed)

    # A time before 1970 with a fraction, open ends, nothing, and a failure.
    with open(f"{folder}/odd.jsonl", "w") as file:
        for article in ({"id": "old", "published": "1969-12-31T23:59:59Z", "text": "1921年7月，2018年以来。"},
                        {"id": "empty", "text": ""}):
            file.write(json.dumps(article) + "\n")
        file.write("{broken\n")
    check(load(f"{folder}/odd.jsonl") == 3, "awkward rows")
    check(ask("select", table="Articles", query="_key:old", output_columns="published")[0][2:] == [[-1.0]], "before 1970")
    check("old" in entities('type == "date" && until > 2000000000'), "open end")
    check("old" in entities('type == "date" && from < -1500000000 && until > -1530000000'), "1921")
    check(ask("select", table="Articles", filter='error != ""', output_columns="_key")[0][2:], "the failure is a row")


try:
    main()
finally:
    server.stop()
print(f"{engine.failures} failures")
sys.exit(1 if engine.failures else 0)

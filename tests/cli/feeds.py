"""Every form of output of the corpus, read back by its own rules and held against the annotated JSON of the same run."""
import csv, datetime, io, json, re, sys, tarfile, urllib.parse

folder = sys.argv[1]
failures = 0


def check(right, *words):
    global failures
    if not right:
        failures += 1
        words = [str(word)[:300] for word in words]
        if failures < 10:
            print("FAILED:", *words)


def read(name, **how):
    with open(f"{folder}/{name}", encoding="utf-8", newline="", **how) as file:
        return file.read()


def lines(name):
    return [json.loads(line) for line in read(name).split("\n")[:-1]]


records = lines("ndjson")
articles = {r["id"]: r for r in records if r["status"] == "ok"}
errors = [r for r in records if r["status"] == "error"]
total = sum(len(r["entities"]) for r in articles.values())
check(len(articles) > 20 and total > 1000 and errors, "the corpus is there, and an article that fails")


def same_entity(name, feed, record):
    for key in ("type", "in", "start", "end", "text", "source", "value", "rule", "confidence"):
        check(feed[key] == record[key], name, key, feed[key], record[key])


def bulk(name):
    data = lines(name)
    check(read(name).endswith("\n") and len(data) % 2 == 0, name, "ends with a line feed, lines in pairs")
    for action, document in zip(data[::2], data[1::2]):
        check(list(action) == ["index"], name, "action", action)
        check(action["index"].get("_id") == document["id"], name, "id", action)
    return data[1::2]


def facets(name, feed, record):
    def distinct(items):
        return list(dict.fromkeys(items))

    values = [(e["type"], e["value"]) for e in record["entities"]]
    check(feed["company"] == distinct(c["name"] for c in record["companies"]), name, "facet company")
    check(feed["company_id"] == [c["id"] for c in record["companies"]], name, "facet company_id")
    tickers = distinct(v.get("symbol") or v.get("isin") or v.get("code") for t, v in values if t == "ticker")
    check(feed["ticker"] == [t for t in tickers if t], name, "facet ticker", feed["ticker"], tickers)
    for key, kind, member in (("organization", "organization", "name"), ("index", "index", "name"),
                              ("currency", "quantity", "currency"), ("unit", "quantity", "unit")):
        check(feed[key] == distinct(v[member] for t, v in values if t == kind and member in v), name, "facet", key)


def zoned(time):
    """What the feeds make of a time, with --tz +08:00."""
    if time and re.fullmatch(r"\d{4}-\d\d-\d\d", time):
        time += "T00:00:00"
    return time if not time or re.search(r"(Z|[+-]\d\d:\d\d)$", time) else time + "+08:00"


def bounds(figure, approx):
    if figure is None:
        return None
    low, high = figure.get("min", figure.get("number")), figure.get("max", figure.get("number"))
    single = "number" in figure
    return {"at_least": {"gte": low}, "at_most": {"lte": high},
            "more_than": {"gt" if single else "gte": low}, "less_than": {"lt" if single else "lte": high},
            }.get(approx, {"gte": low, "lte": high})


def known_path(mapping, value, path):
    """A strict mapping must know every member of a document."""
    if isinstance(value, list):
        for item in value:
            known_path(mapping, item, path)
    elif isinstance(value, dict):
        if mapping.get("enabled") is False or mapping.get("type", "").endswith("_range"):
            return
        for key, item in value.items():
            member = mapping.get("properties", {}).get(key)
            check(member is not None, "template lacks", path + key)
            if member:
                known_path(member, item, path + key + ".")


template = json.loads(read("template"))["template"]["mappings"]
check(template["dynamic"] == "strict", "the template is strict")
documents = bulk("opensearch")
check(len(documents) == len(records), "opensearch: a document per record")
for document, record in zip(documents, records):
    known_path(template, document, "")
    check(document["status"] == record["status"], "opensearch: status")
    if record["status"] == "error":
        check(document["error"] == record["error"]["message"], "opensearch: error")
        continue
    check(document["published"] == zoned(record["published"]), "opensearch: published", document["published"])
    for key in ("id", "title", "lang", "url", "media", "author", "tags", "text", "companies", "offsets"):
        check(document[key] == record[key], "opensearch:", key, document[key], record[key])
    facets("opensearch", document["facets"], record)
    check(len(document["entities"]) == len(record["entities"]), "opensearch: entities")
    for feed, entity in zip(document["entities"], record["entities"]):
        same_entity("opensearch", feed, entity)
        value = entity["value"]
        if entity["type"] == "quantity":
            check(feed.get("amount") == bounds(value, value.get("approx")), "opensearch: amount", feed)
        if "si" in value:
            check(feed.get("amount_si") == bounds(value["si"], value.get("approx")), "opensearch: amount_si", feed)
        interval = {k: zoned(value[m]) for k, m in (("gte", "from"), ("lt", "until")) if value.get(m)}
        check(feed.get("range", {}) == interval, "opensearch: range", feed)

# The plugin's own way of reading: org.elasticsearch.index.mapper.annotatedtext, AnnotatedText.parse.
annotation = re.compile(r"\[([^\]\[]*)\]\(([^\)\(]*)\)")


def parse_annotated(marked):
    plain, spans, at = "", [], 0
    for match in annotation.finditer(marked):
        plain += marked[at:match.start()]
        check("=" not in match[2], "annotated-text: key=value", match[2])
        spans.append((len(plain), match[1], [urllib.parse.unquote_plus(v, errors="strict") for v in match[2].split("&")]))
        plain += match[1]
        at = match.end()
    return plain + marked[at:], spans


for document, record in zip(bulk("annotated-text"), records):
    if record["status"] == "error":
        continue
    for field in ("title", "text"):
        if record[field] is None:
            check(document[field] is None, "annotated-text: null", field)
            continue
        plain, spans = parse_annotated(document[field])
        check(plain.replace("]\u200b(", "](") == record[field].replace("]\u200b(", "]("), "annotated-text: text of", record["id"], field)
        wanted = [e for e in record["entities"] if e["in"] == field and "[" not in e["text"] and "]" not in e["text"]]
        check([(s[1], s[2][0]) for s in spans] == [(e["text"], e["type"]) for e in wanted], "annotated-text: spans of", record["id"])
        for span, entity in zip(spans, wanted):
            value = entity["value"]
            ids = [value.get(k) for k in ("symbol", "isin", "id", "name", "timex", "currency", "unit") if value.get(k)]
            check(set(span[2][1:]) <= set(ids) and (span[2][1:] or not ids), "annotated-text: values", span, ids)

rows = json.loads(read("groonga"))
check(len(rows) == len(records), "groonga: a row per record")
for row, record in zip(rows, records):
    if record["status"] == "error":
        check(row["error"] == record["error"]["message"], "groonga: error")
        continue
    check(row["_key"] == record["id"] and row["text"] == record["text"], "groonga: article", record["id"])
    facets("groonga", row, record)
    check([(e["type"], e["start"], e["end"], e["text"], json.loads(e["value"])) for e in row["entities"]]
          == [(e["type"], e["start"], e["end"], e["text"], e["value"]) for e in record["entities"]], "groonga: entities")
    for feed, entity in zip(row["entities"], record["entities"]):
        value = entity["value"]
        if entity["type"] == "quantity":
            range_ = bounds(value, value.get("approx"))
            low, high = range_.get("gte", range_.get("gt")), range_.get("lte", range_.get("lt"))
            check(feed["low"] == (-1.7976931348623157e308 if low is None else low), "groonga: low", feed)
            check(feed["high"] == (1.7976931348623157e308 if high is None else high), "groonga: high", feed)
            check(feed["low"] <= feed["high"], "groonga: order", feed)
        elif entity["type"] == "date" and (value.get("from") or value.get("until")):
            for key, otherwise in (("from", -62135596800), ("until", 253402300799)):
                wanted = otherwise
                if value[key]:
                    wanted = datetime.datetime.fromisoformat(zoned(value[key])).timestamp()
                check(feed[key] == wanted, "groonga:", key, feed, wanted)

for document, record in zip(lines("meilisearch"), records):
    check(re.fullmatch(r"[A-Za-z0-9_-]{1,128}", document["id"]), "meilisearch: id", document["id"])
    if record["status"] == "error":
        continue
    facets("meilisearch", document["facets"], record)
    check(len(document["entities"]) == len(record["entities"]), "meilisearch: entities")
    for feed, entity in zip(document["entities"], record["entities"]):
        same_entity("meilisearch", feed, entity)

raw = read("csv")
check("\n" not in raw.replace("\r\n", ""), "csv: lines end with CRLF")
table = list(csv.DictReader(io.StringIO(raw, newline=""), strict=True))
check(all(None not in row and None not in row.values() for row in table), "csv: all rows have all columns")
entities = [(r, e) for r in articles.values() for e in r["entities"]]
found = [row for row in table if row["type"] != "error"]
check(len(found) == len(entities), "csv: rows", len(found), len(entities))
check([row["text"] for row in table if row["type"] == "error"] == [r["error"]["message"] for r in errors], "csv: errors")
for row, (record, entity) in zip(found, entities):
    value = entity["value"]
    check(json.loads(row["value"]) == value, "csv: value", row)
    check((row["id"], row["path"], row["title"] or None, row["published"] or None) ==
          (record["id"], record["path"], record["title"], record["published"]), "csv: article", row)
    check((row["type"], row["in"], int(row["start"]), int(row["end"]), row["text"]) ==
          (entity["type"], entity["in"], entity["start"], entity["end"], entity["text"]), "csv: span", row)
    check((int(row["source_start"]), int(row["source_end"])) == (entity["source"]["start"], entity["source"]["end"]), "csv: source", row)
    for column, member in (("entity_id", "id"), ("name", "name"), ("kind", "kind"), ("symbol", "symbol"), ("mic", "mic"),
                           ("code", "code"), ("isin", "isin"), ("unit", "unit"), ("currency", "currency"), ("per", "per"),
                           ("approx", "approx"), ("direction", "direction"), ("timex", "timex"), ("from", "from"),
                           ("until", "until"), ("grain", "grain")):
        check(row[column] == (value.get(member) or ""), "csv:", column, row[column], value)
    for column in ("number", "min", "max"):
        check(row[column] == "" if column not in value else float(row[column]) == value[column], "csv:", column, row)
    check(float(row["confidence"]) == entity["confidence"] and row["rule"] == entity["rule"], "csv: rule", row)

with tarfile.open(f"{folder}/brat") as tar:
    files = {m.name: tar.extractfile(m).read().decode("utf-8") for m in tar.getmembers()}
check(set(files) == {"annotation.conf"} | {i + e for i in articles for e in (".txt", ".ann")}
      | {n for n in files if n.endswith(".error.json")}, "brat: files")
check(len([n for n in files if n.endswith(".error.json")]) == len(errors), "brat: errors")
for record in articles.values():
    text, notes = files[record["id"] + ".txt"], files[record["id"] + ".ann"].split("\n")[:-1]
    title = record["title"] + "\n" if record["title"] else ""
    check(text == title + record["text"], "brat: text of", record["id"])
    check(len(notes) == 2 * len(record["entities"]), "brat: lines of", record["id"])
    for number, entity in enumerate(record["entities"], 1):
        key, kind, surface = notes[2 * number - 2].split("\t", 2)
        name, _, spans = kind.partition(" ")
        check((key, name.lower()) == (f"T{number}", entity["type"]), "brat:", key, kind)
        spans = [tuple(map(int, part.split(" "))) for part in spans.split(";")]
        check(" ".join(text[b:e] for b, e in spans) == surface and all("\n" not in text[b:e] for b, e in spans), "brat: offsets", kind, surface)
        shift = len(title) if entity["in"] == "text" else 0
        check((spans[0][0], spans[-1][1]) == (entity["start"] + shift, entity["end"] + shift), "brat: span", kind)
        check(notes[2 * number - 1].startswith(f"#{number}\tAnnotatorNotes T{number}\t"), "brat: note", notes[2 * number - 1])
        check(json.loads(notes[2 * number - 1].split("\t", 2)[2]) == entity["value"], "brat: value")

# Characters that are shown, by Unicode's own word for it.
is_token = re.compile(r"[^\s\x00-\x20\x7f-\xa0\u200b\ufeff]")
conll = {}
place = None
for line in read("conll").split("\n"):
    if line.startswith("# newdoc id = "):
        document = line[14:]
    elif line.startswith("# field = "):
        place = conll.setdefault((document, line[10:]), [])
    elif line.startswith("# "):
        place = place if not line.startswith("# error") else None
    elif line:
        character, offset, tag = line.split("\t")
        place.append((character, int(offset), tag))
for record in articles.values():
    for field in ("title", "text"):
        text = record[field] or ""
        tokens = conll.get((record["id"], field), [])
        check(len(tokens) == len(is_token.findall(text)), "conll: tokens of", record["id"], field, len(tokens))
        tags = ["O"] * len(text)
        for entity in record["entities"]:
            if entity["in"] == field:
                for at in range(entity["start"], entity["end"]):
                    tags[at] = ("I-" if at > entity["start"] else "B-") + entity["type"].upper()
        for character, offset, tag in tokens:
            check(text[offset] == character and tag == tags[offset], "conll:", record["id"], field, character, offset, tag, tags[offset])

pages = lines("web-annotation")
check(len(pages) == len(records), "web-annotation: a line per record")
for page, record in zip(pages, records):
    if record["status"] == "error":
        check(page == record, "web-annotation: error")
        continue
    check(page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage", "web-annotation: page")
    check(len(page["items"]) == len(record["entities"]) == len({i["id"] for i in page["items"]}), "web-annotation: items have ids of their own")
    for item, entity in zip(page["items"], record["entities"]):
        check(item["type"] == "Annotation" and re.fullmatch(r"urn:fintag:[A-Za-z0-9_-]+:(title|text)#char=\d+,\d+", item["id"]), "web-annotation: annotation", item["id"])
        bodies = {b["purpose"]: b["value"] for b in item["body"]}
        check(all(b["type"] == "TextualBody" for b in item["body"]), "web-annotation: body")
        check(bodies["tagging"] == entity["type"] and json.loads(bodies["describing"]) == entity["value"], "web-annotation: bodies")
        text = record[entity["in"]]
        check(len(item["target"]) == (2 if record["url"] else 1), "web-annotation: targets")
        position, quote = item["target"][0]["selector"]
        check(position["type"] == "TextPositionSelector" and text[position["start"]:position["end"]] == entity["text"], "web-annotation: position")
        begin = position["start"] - len(quote["prefix"])
        check(quote["type"] == "TextQuoteSelector" and quote["exact"] == entity["text"] and begin >= 0
              and text[begin:].startswith(quote["prefix"] + quote["exact"] + quote["suffix"]), "web-annotation: quote")
        if record["url"]:
            check(item["target"][1] == {"source": record["url"], "selector": quote}, "web-annotation: page of the article")

print(f"{len(records)} records, {total} entities, {failures} failures")
sys.exit(1 if failures else 0)

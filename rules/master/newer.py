"""Newer lists of securities, as rows of securities.tsv: what exchanges, the SEC and users hand out.

CSV, TSV or pipe-separated text (UTF-8 or GB18030) and XLSX (first sheet): the first line that names a code and a name column is the head, lines above it are titles.
JSON: the SEC's company_tickers.json, or company_tickers_exchange.json."""
import csv
import json
import re
import xml.etree.ElementTree as xml
import zipfile

HEADINGS = {
    "code": "code|代码|证券代码|公司代码|股票代码|a股代码|股份代号|股份代號|stock code|symbol|ticker|act symbol",
    "name_zh_hans": "name_zh_hans|name|简称|证券简称|a股简称|公司简称|股票简称|名称|股份名称",
    "name_zh_hant": "name_zh_hant|股份名稱|證券簡稱|簡稱",
    "full_name_zh": "full_name_zh|全称|公司全称|公司名称",
    "name_en": "name_en|英文名称|english name|name of securities|security name|company name|title",
    "mic": "mic", "exchange": "exchange|交易所", "isin": "isin|isin code", "aliases": "aliases", "category": "category|类别|分類", "test": "test issue",
}
EXCHANGES = {"nasdaq": "XNAS", "nyse": "XNYS", "nyse american": "XASE", "amex": "XASE", "otc": "PINX", "cboe": "BATS", "sse": "XSHG", "szse": "XSHE", "bse": "BJSE", "hkex": "XHKG",
             "sehk": "XHKG", "twse": "XTAI", "tpex": "ROCO"}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def from_sec(records):
    if "fields" in records:
        places = {name: i for i, name in enumerate(records["fields"])}
        found = [(row[places["ticker"]], row[places["name"]], row[places["exchange"]]) for row in records["data"]]
    else:
        found = [(r["ticker"], r["title"], "nasdaq") for r in (records.values() if isinstance(records, dict) else records)]
    return [{"mic": EXCHANGES.get((exchange or "").lower(), "XNAS"), "code": code.replace("-", "."), "type": "equity", "name_en": name, "full_name_en": name,
             "any_us": True} for code, name, exchange in found]


def read_text(path):
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise SystemExit(f"{path}: neither UTF-8 nor GB18030")
    separator = max("\t|,", key=text[:4000].count)
    return list(csv.reader(text.splitlines(), delimiter=separator))


def column_of(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_xlsx(path):
    """Cells of the first sheet as text: shared strings, inline strings and figures."""
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in xml.fromstring(book.read("xl/sharedStrings.xml")).iter(SHEET + "si"):
                shared.append("".join(t.text or "" for t in item.iter(SHEET + "t")))
        sheets = sorted(n for n in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n))
        if not sheets:
            raise SystemExit(f"{path}: no sheet in it")
        rows = []
        for row in xml.fromstring(book.read(sheets[0])).iter(SHEET + "row"):
            cells = []
            for cell in row.iter(SHEET + "c"):
                value = cell.find(SHEET + "v")
                text = "" if value is None else value.text or ""
                if cell.get("t") == "s":
                    text = shared[int(text)]
                elif cell.get("t") == "inlineStr":
                    text = "".join(t.text or "" for t in cell.iter(SHEET + "t"))
                place = column_of(cell.get("r")) if cell.get("r") else len(cells)
                cells += [""] * (place + 1 - len(cells))
                cells[place] = text.strip()
            rows.append(cells)
    return rows


def exchange_of(row, mic):
    """The MIC of a line: said by the user, by the line, or by the form of a mainland code."""
    if row.get("mic") or mic:
        return row.get("mic") or mic
    if row.get("exchange"):
        return EXCHANGES.get(row["exchange"].lower(), row["exchange"].upper())
    if re.fullmatch(r"\d{6}", row["code"]):
        return "BJSE" if row["code"][0] in "48" or row["code"].startswith("92") else "XSHG" if row["code"][0] in "569" else "XSHE"
    return "XHKG" if re.fullmatch(r"\d{5}", row["code"]) else ""


def read_newer(path, mic=""):
    if path.suffix == ".json":
        return from_sec(json.loads(path.read_text("utf-8")))
    names = {word: column for column, words in HEADINGS.items() for word in words.split("|")}
    lines = read_xlsx(path) if path.suffix == ".xlsx" else read_text(path)
    head, rows = None, []
    for number, cells in enumerate(lines, 1):
        cells = [c.strip() for c in cells]
        if head is None:
            found = [names.get(c.lower()) for c in cells]
            if "code" in found and {"name_zh_hans", "name_zh_hant", "name_en"} & set(found):
                head = found
            continue
        row = {"type": "equity"}
        for column, cell in zip(head, cells):
            if column and cell and not row.get(column):
                row[column] = cell
        if not row.get("code") or row.get("test") == "Y" or row.get("category", "equity").lower() not in ("equity", "股本", "股份", "equities"):
            continue
        row["mic"] = exchange_of(row, mic)
        if not row["mic"]:
            raise SystemExit(f"{path}:{number}: no exchange for the code {row['code']}; write --extra MIC={path.name}, or give the list a column mic")
        if row["mic"] == "XHKG":
            row["code"] = row["code"].zfill(5)
        if not re.search("[\u4e00-\u9fff]", row.get("name_zh_hans", "\u4e00")):  # the one name column of an English list
            row["name_en"] = row.get("name_en") or row.pop("name_zh_hans")
        rows.append({k: v for k, v in row.items() if k not in ("exchange", "category", "test")})
    if head is None:
        raise SystemExit(f"{path}: no line names a code and a name column (known: {', '.join(sorted(names))})")
    return rows

"""Small lists in the forms that exchanges, the SEC and users have, written into a folder: master.py FOLDER"""
import json
import pathlib
import sys
import zipfile

folder = pathlib.Path(sys.argv[1])
facts = folder / "facts"
facts.mkdir(parents=True)
HEAD = "mic code type name_zh_hans name_zh_hant full_name_zh name_en full_name_en isin aliases source as_of".split()


def table(name, head, *rows):
    (facts / name).write_text("\n".join("\t".join(r) for r in [head, *rows]) + "\n", "utf-8")


table("securities.tsv", HEAD, "XSHG 699001 equity 泓澄股份 泓澄股份 泓澄实业股份有限公司 . . . . test 2026-01-01".replace(" .", " ").split(" "))
table("securities_delisted.tsv", HEAD)
table("issuers.tsv", ["issuer_id", "listings"])
table("renames.tsv", "mic code old_name new_name seen_from seen_until source".split())
table("hazards.tsv", "surface kind listings note".split())
table("orgs.tsv", "id kind name_zh_hans name_zh_hant name_en aliases listed_as".split())
table("indices.tsv", "id kind name_zh_hans name_zh_hant name_en aliases code".split())
table("bse_code_map.tsv", ["old_code", "new_code"])

# Shenzhen, in GB18030 with commas; a title line above the head.
(folder / "szse.csv").write_bytes("股票列表\nA股代码,A股简称,公司全称\n399901,泓芯精密,深圳泓芯精密股份有限公司\n".encode("gb18030"))
# The SEC's two files.
(folder / "company_tickers.json").write_text(json.dumps({"0": {"cik_str": 1, "ticker": "QZWX", "title": "Quzwix Robotics Inc."}}), "utf-8")
(folder / "company_tickers_exchange.json").write_text(json.dumps({"fields": ["cik", "name", "ticker", "exchange"], "data": [[2, "Plonkton Energy Corp", "PLKT", "NYSE"]]}), "utf-8")
# A list of one's own, without an exchange: the command line says it.
(folder / "own.tsv").write_text("代码\t简称\tisin\n9991\t泓达晶圆\tTW0009991009\n", "utf-8")
# Hong Kong's workbook: titles above the head, shared and inline strings, funds among the companies.
shared = ["List of Securities", "Stock Code", "Name of Securities", "Category", "ISIN", "ZORBLAX HOLDINGS", "Equity", "Exchange Traded Products", "ZORBLAX ETF"]
rows = [["s0"], ["s1", "s2", "s3", "s4"], ["i09997", "s5", "s6", "iKYG9T20A1060"], ["n9998", "s8", "s7", "i"]]


def cell(place, text):
    at, value = f'r="{"ABCD"[place[1]]}{place[0]}"', text[1:]
    if text[0] == "s":
        return f'<c {at} t="s"><v>{value}</v></c>'
    return f'<c {at}><v>{value}</v></c>' if text[0] == "n" else f'<c {at} t="inlineStr"><is><t>{value}</t></is></c>'


space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
with zipfile.ZipFile(folder / "hkex.xlsx", "w") as book:
    book.writestr("xl/sharedStrings.xml", f"<sst {space}>" + "".join(f"<si><t>{t}</t></si>" for t in shared) + "</sst>")
    book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>" + "".join(
        f'<row r="{n}">' + "".join(cell((n, i), c) for i, c in enumerate(row)) + "</row>" for n, row in enumerate(rows, 1)) + "</sheetData></worksheet>")
(folder / "nameless.csv").write_text("x,y\n1,2\n", "utf-8")
(folder / "nowhere.tsv").write_text("代码\t简称\n9991\t泓达晶圆\n", "utf-8")

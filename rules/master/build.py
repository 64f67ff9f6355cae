#!/usr/bin/env python3
"""Build the name dictionaries of rules/dict from lists of securities and organisations.

    python3 rules/master/build.py FACTS [--extra [MIC=]FILE]... [--output DIR]

FACTS is a folder with securities.tsv, securities_delisted.tsv, renames.tsv, issuers.tsv, hazards.tsv, orgs.tsv, indices.tsv (columns in
README.md). --extra adds newer lists of exchanges, of the SEC or of your own (newer.py), later ones win by (mic, code). Only the standard library is needed; the output is sorted and so the same each time.
"""
import argparse
import collections
import pathlib
import re

from names_of import DICT, HAN, COMPANY_TYPES, ORG_COMPANY, nfkc, read, table, parts, bare, Master


def write(name, head, rows):
    text = "".join(line + "\n" for line in head) + "".join("\t".join(row) + "\n" for row in rows)
    (DICT / name).write_text(text, "utf-8")
    print(f"{name}: {len(rows)} rows")


SYMBOL = {"XSHG": "SH", "XSHE": "SZ", "BJSE": "BJ", "XHKG": "HK", "XTAI": "TW", "ROCO": "TWO", "XNAS": "US", "XNYS": "US", "XASE": "US", "ARCX": "US",
          "PINX": "US", "XTKS": "T", "XLON": "L", "XSES": "SG", "XKRX": "KS", "XKOS": "KQ", "XPAR": "PA", "XETR": "DE", "XSWX": "SW", "XASX": "AX", "XTSE": "TO"}


def write_securities(master):
    rows = []
    for (mic, code), row in sorted(master.securities.items()):
        suffix = SYMBOL.get(mic, mic)
        rows.append([f"{mic}:{code}", master.issuer_of[mic, code], f"{code}.{suffix}", row.get("isin") or "", row.get("type") or "equity"])
        if mic in ("XNAS", "XNYS", "XASE", "ARCX", "PINX"):
            rows.append([f"US:{code}", master.issuer_of[mic, code], mic, row.get("isin") or "", row.get("type") or "equity"])
    for row in table("codes.tsv"):
        mic, code = row["listing"].split(":")
        issuer = master.issuer_of.get(tuple(row["now"].split(":")))
        if issuer and (mic, code) not in master.securities:
            us = mic in ("XNAS", "XNYS", "XASE")
            rows.append([f"{mic}:{code}", issuer, f"{code}.{SYMBOL.get(mic, mic)}", "", "equity"])
            if us and f"US:{code}" not in {f"US:{c}" for m, c in master.securities if m in ("XNAS", "XNYS", "XASE", "ARCX", "PINX")}:
                rows.append([f"US:{code}", issuer, mic, "", "equity"])
    for row in read(master.facts / "bse_code_map.tsv"):
        key = ("BJSE", row["new_code"])
        if key in master.issuer_of:
            rows.append([f"BJSE:{row['old_code']}", master.issuer_of[key], f"{row['old_code']}.BJ", "", "equity"])
    write("security.tsv", ["%class security", "%key", "# surface: MIC:code, or US:code, where symbol names the MIC", "surface\tissuer\tsymbol\tisin\tkind"], rows)
    isins = sorted({(row["isin"], f"{mic}:{code}") for (mic, code), row in master.securities.items() if row.get("isin")})
    write("isin.tsv", ["%class isin", "%key", "surface\tid"], [list(r) for r in isins])


def write_marked(master):
    """What the exchange cuts a name to when it marks it for a day: N艾隆 of 艾隆科技, XD长江电 of 长江电力."""
    heads = collections.defaultdict(set)
    for (mic, code), row in master.securities.items():
        name = bare(row.get("name_zh_hans") or "")
        if mic in ("XSHG", "XSHE", "BJSE") and (row.get("type") or "equity") == "equity" and row["status"] == "listed" and HAN.match(name):
            for cut in (2, 3):
                if len(name) > cut:
                    heads[name[:cut]].add(master.issuer_of[mic, code])
    rows = [[head, min(issuers), "strong"] for head, issuers in sorted(heads.items()) if len(issuers) == 1]
    write("markedname.tsv", ["# Names of A shares as the exchange cuts them when it marks them for a day: N艾隆, XD长江电. Only those that one company has.", "%class markedname", "%key", "surface\tid\tpolicy"], rows)


def write_issuers(master):
    rows = []
    for issuer, keys in sorted(master.listings.items()):
        keys = [k for k in keys if k in master.securities]
        if not keys or all((master.securities[k].get("type") or "equity") not in COMPANY_TYPES for k in keys):
            continue
        status = "listed" if any(master.securities[k]["status"] == "listed" for k in keys) else "delisted"
        cells = [f"{m}:{c}:{master.securities[m, c].get('isin') or ''}" for m, c in keys]
        until = master.until(keys) if status == "delisted" else ""
        rows.append([issuer, master.name_of(issuer), status, "|".join(cells)] + [until] * bool(until))
    write("issuer.tsv", ["%class issuer", "%key", "surface\tname\tkind\tlistings\tuntil"], rows)


def write_companies(master):
    by_surface = collections.defaultdict(list)
    for (surface, issuer), (rank, policy, since, until) in master.surfaces.items():
        by_surface[surface].append((rank, issuer, policy, since, until))
    rows = []
    for surface in sorted(by_surface):
        gone = {i: day for _, i, _, _, _ in by_surface[surface] for day in [master.last_day(i)] if day and master.taken(i, surface)}
        if len(gone) == 1 and len(by_surface[surface]) > 1:  # 海通证券 was a company of its own before it was 国泰海通's
            issuer, day = next(iter(gone.items()))
            by_surface[surface] = [(r, i, p, s, day) if i == issuer else (r, i, p, s or day, u) for r, i, p, s, u in by_surface[surface]]
        for rank, issuer, policy, since, until in sorted(by_surface[surface])[:6]:
            flags = "" if HAN.search(surface) or " " in surface else "case"
            rows.append([surface, issuer, policy, since, until, flags])
    write("company.tsv", [
        "%class company", "%entity company",
        '%+ 贵州茅台股价上涨 => 贵州茅台 => {"id":"XSHG:600519","name":"贵州茅台","kind":"listed","listings":[{"mic":"XSHG","code":"600519"}],"resolved_by":"dictionary"}',
        "%+ 騰訊控股公布業績 => 騰訊控股", "%- 屋顶上装着太阳能热水器", "surface\tid\tpolicy\tfrom\tuntil\tflags"], rows)


def write_orgs(master):
    orgs, companies, taken = [], [], set()
    ours = table("orgs.tsv")
    regional = {(row["id"], nfkc(name)) for row in ours if row["region"] for name in parts(row["aliases"])}
    general = {row["id"] for row in read(master.facts / "orgs.tsv") + ours if not row.get("region")}
    for row in read(master.facts / "orgs.tsv") + ours:
        names = [row["name_zh_hans"], row["name_zh_hant"], row["name_en"]] + parts(row["aliases"])
        if row.get("region") and row["id"] in general:
            names = parts(row["aliases"])
        if row["kind"] in ("regulator", "government") and re.match("国家|中国|中华人民共和国", row["name_zh_hans"]):
            names += ["中国" + n for n in names if re.match("[\u4e00-\u9fff]{3,}$", n) and not re.match("国家|中国|國家|中國|中华|中華", n)]
        listed = next((master.issuer_of.get(tuple(l.split(":"))) for l in parts(row.get("listed_as") or "") if tuple(l.split(":")) in master.issuer_of), None)
        if listed and row["kind"] in ORG_COMPANY:
            for name in names:
                master.add(name, listed, 15, short=not HAN.search(name))
            continue
        name = nfkc(row["name_zh_hans"] or row["name_en"])
        unlisted = row["kind"] in ORG_COMPANY
        ident = "name:" + name.lower() if unlisted else row["id"]
        for surface in sorted({nfkc(n) for n in names if n}):
            if len(surface) < 2 or master.overrides.get(surface) == "never" or (unlisted and surface in taken):
                continue
            if not row.get("region") and (row["id"], surface) in regional:
                continue
            taken.add(surface)
            latin = not HAN.search(surface)
            policy = "context" if len(surface) <= 2 or surface in master.words else "strong"
            policy = master.overrides.get("".join(master.simple.get(c, c) for c in surface), policy)
            policy = "strong" if policy == "unlisted" else policy
            cells = [surface, ident, name, "unlisted" if unlisted else row["kind"], policy, "case" if latin and len(surface) <= 6 else ""]
            if not unlisted:
                cells.append(row.get("region") or "")
            (companies if unlisted else orgs).append(cells)
    for surface, row in master.add_names({row[0]: tuple(row[1:3]) for row in companies}).items():
        if surface in taken:
            continue
        companies.append(row)
    companies.sort(key=lambda row: row[0])
    columns = "surface\tid\tname\tkind\tpolicy\tflags"
    write("organization.tsv", ["%class organization", "%entity organization", "%+ 中国证监会表示 => 中国证监会", "%+ 美聯儲加息 => 美聯儲", "%- 打开一扇新的窗户", columns + "\tregion"], orgs)
    write("company-unlisted.tsv", ["%class company", columns], companies)


def names_of_index(row):
    """Names of an index, and those of an index of shares with 指数 behind them: CS新能车指数."""
    names = {nfkc(n) for n in [row["name_zh_hans"], row["name_zh_hant"], row["name_en"]] + parts(row["aliases"]) if n}
    longer = {n + "指数" for n in names if row["kind"] == "equity_index" and HAN.search(n) and not re.search("[指股期盘]$|指[数數]|[盤價价]", n)}
    return names, names | longer


def write_indices(master):
    facts = read(master.facts / "indices.tsv")
    listed = {row["id"]: row for row in facts}
    stated = {name for row in facts for name in names_of_index(row)[0]}
    regional = {(row["id"], nfkc(name)): row["region"] for row in table("indices.tsv") for name in parts(row["aliases"])}
    rows, found = [], [(row, name, regional.get((row["id"], name), "")) for row in facts for name in sorted({n for n in names_of_index(row)[1] if n in names_of_index(row)[0] or n not in stated})]
    for ours in table("indices.tsv"):  # of a list's index only the names that it lacks
        row = {**ours, **listed.get(ours["id"], {})}
        if ours["code"] or ours["id"] in listed:
            found += [(row, name, ours["region"]) for name in sorted(names_of_index({**ours, "kind": ""})[0] - names_of_index(row)[0] if ours["id"] in listed else names_of_index({**ours, "kind": ""})[0])]
    for row, surface, region in found:
        if master.overrides.get("".join(master.simple.get(c, c) for c in surface)) == "never":
            continue
        latin = not HAN.search(surface)
        rows.append([surface, row["id"], nfkc(row["name_zh_hans"] or row["name_en"]), row["code"], "case" if latin and len(surface) <= 5 else ""] + [region] * bool(region))
    write("index.tsv", ["%class index", "%entity index", '%+ 沪指跌1.43% => 沪指 => {"id":"SSE.000001","name":"上证指数","code":"000001"}', "%- 沪深300ETF获净申购", "surface\tid\tname\tcode\tflags\tregion"], rows)
    funds = sorted({nfkc(r[n]) for r in master.securities.values() if r.get("type") in ("etf", "fund") for n in ("name_zh_hans", "name_zh_hant") if r.get(n)})
    tracked = {re.sub("指数$|指數$", "", row[0]) + "ETF" for row in rows if HAN.search(row[0])}
    funds = [[f] for f in sorted(set(funds) | tracked) if HAN.search(f) and len(f) >= 4]
    write("fund.tsv", ["# Fund names hold index and company names; a fund is none of these.", "%class fund", "%entity trap", "%priority 55", "surface"], funds)


def main():
    global DICT
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("facts", type=pathlib.Path)
    parser.add_argument("--extra", action="append", default=[], metavar="[MIC=]FILE", help="a newer list (newer.py); MIC where it names no exchange")
    parser.add_argument("--output", type=pathlib.Path, default=DICT, help="folder of the dictionaries (default: rules/dict)")
    args = parser.parse_args()
    DICT = args.output
    master = Master(args.facts, args.extra)
    master.build()
    write_securities(master)
    write_issuers(master)
    write_marked(master)
    write_orgs(master)
    write_indices(master)
    write_companies(master)


main()

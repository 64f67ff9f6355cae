"""Which company bears which name: all surfaces of the lists and of our own tables, each with its policy and its days."""
import collections
import datetime
import pathlib
import re
import sys
import unicodedata

from newer import read_newer

HERE = pathlib.Path(__file__).resolve().parent
DICT = HERE.parent / "dict"
HAN = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"^(?:S\*ST|SST|\*ST|ST|PT|XD|XR|DR|S)(?=\s?[\u4e00-\u9fff])")  # STMicroelectronics has none
SHARE_CLASS = re.compile(r"(?<=[\u4e00-\u9fff])-[AC]$")
TAILS = re.compile(r"(?:-(?:SW|UW|WD|SS|W|S|B|P|Z|R|T|U|D|V|KY|DR)|\*|-創|-创)$")
LEGAL_ZH = re.compile(r"(?:集团)?(?:控股)?(?:股份)?(?:有限责任公司|有限公司|公司)$")
LEGAL_EN = re.compile(r"[\s,]+(?:incorporated|inc|corporation|corp|company|co|limited|ltd|plc|n\.?v|s\.?a|a\.?g|s\.?e|l\.?p|holdings?|group|the)\.?$", re.I)
EMPTY = set("inc corp co ltd limited group holdings company corporation plc the international china global capital ag sa nv se".split())
COMPANY_TYPES = {"equity", "adr", "reit"}
VENUES = ["XSHG", "XSHE", "BJSE", "XHKG", "XNAS", "XNYS", "XASE", "XTAI", "ROCO"]
ORG_COMPANY = {"company", "bank", "broker", "insurer", "fund"}


def nfkc(text):
    return unicodedata.normalize("NFKC", text).strip()


def read(path):
    lines = path.read_text("utf-8").split("\n")
    names = lines[0].split("\t")
    return [dict(zip(names, line.split("\t"))) for line in lines[1:] if line]


def table(name):
    """Rows of a table of ours, beside this script; lines that begin with # and a blank are comments."""
    lines = [l for l in (HERE / name).read_text("utf-8").split("\n") if l and not l.startswith("# ")]
    names = lines[0].split("\t")
    return [dict(zip(names, (line + "\t" * len(names)).split("\t"))) for line in lines[1:]]


def parts(cell):
    return [p.strip() for p in cell.split("|") if p.strip()]


def bare(name):
    """The name without the marks that exchanges print."""
    name = TAILS.sub("", MARKS.sub("", nfkc(name))).strip()
    return re.sub(r"(?<=[\u4e00-\u9fff])[AB]$", "", name)


def has_st(name):
    return bool(re.match(r"S?\*?ST|PT|退市|.*退$", nfkc(name)))


class Master:
    def __init__(self, facts, extras):
        self.facts = facts
        self.securities = {}
        for name, kind in (("securities_delisted.tsv", "delisted"), ("securities.tsv", "listed")):
            for row in read(facts / name):
                self.securities[row["mic"], row["code"]] = dict(row, status=kind)
        for extra in extras:
            mic, equals, name = extra.rpartition("=")
            for row in read_newer(pathlib.Path(name if equals else extra), mic):
                if row.pop("any_us", False):  # the SEC's short list does not say where
                    row["mic"] = next((m for m in ("XNAS", "XNYS", "XASE", "PINX") if (m, row["code"]) in self.securities), row["mic"])
                old = self.securities.get((row["mic"], row["code"]), {})
                self.securities[row["mic"], row["code"]] = {**old, **{k: v for k, v in row.items() if v}, "status": "listed"}
        self.add_gone()
        for row in self.securities.values():
            if not row.get("name_zh_hans") and row.get("full_name_zh"):  # the exchange gives no Chinese short name
                row["name_zh_hans"] = re.sub("(?:控股)?(?:股份)?有限公司$", "", row["full_name_zh"])
        self.issuer_of = {}
        self.listings = collections.OrderedDict()
        ours = [dict(row, issuer_id=parts(row["listings"])[0]) for row in table("issuers.tsv")]
        for row in read(facts / "issuers.tsv") + ours:
            keys = [tuple(l.split(":")) for l in parts(row["listings"])]
            for key in keys:
                self.issuer_of[key] = row["issuer_id"]
            self.listings[row["issuer_id"]] = sorted(keys, key=self.is_second)
        self.gone = {tuple(r["listing"].split(":")): r["day"] for r in table("delisted.tsv")}
        for key in self.securities:
            if key not in self.issuer_of:
                self.issuer_of[key] = ":".join(key)
                self.listings[":".join(key)] = [key]
        self.overrides = {r["surface"]: r["policy"] for r in table("overrides.tsv")}
        self.plain = {r["word"] for r in table("english.tsv")}
        hazards = read(facts / "hazards.tsv")
        self.words = {r["surface"] for r in hazards if r["kind"] in ("ordinary_word", "english_word_name")}
        self.removed = {r["surface"] for r in hazards if r["kind"] == "alias_removed"}
        self.simple = {}  # traditional to simplified, as the lists themselves pair them
        for row in self.securities.values():
            hans, hant = row.get("name_zh_hans") or "", row.get("name_zh_hant") or ""
            if len(hans) == len(hant):
                self.simple.update((t, s) for t, s in zip(hant, hans) if t != s and HAN.match(t) and HAN.match(s))
        self.places = {l.split("\t")[0] for l in (DICT / "place.tsv").read_text("utf-8").split("\n")[3:] if l}
        self.surfaces = {}  # (surface, issuer) -> (rank, policy, from, until)

    def add_gone(self):
        """Listings that only the list of former codes holds; a code that another company has now stays that company's."""
        path = self.facts / "former.tsv"
        former = {(r["mic"], r["code"]): r for r in read(path)} if path.exists() else {}
        for row in table("gone.tsv"):
            key = tuple(row["listing"].split(":"))
            if former and (key not in former or key in self.securities):
                print(f"gone.tsv: {row['listing']}: no former code of its own in the lists; left out", file=sys.stderr)
                continue
            if key not in former:
                continue
            seen = former[key]
            self.securities[key] = {"mic": key[0], "code": key[1], "name_zh_hans": row["name"], "aliases": row["aliases"], "source": seen["source"], "as_of": seen["last_seen"], "status": "delisted"}

    def is_second(self, key):
        """Hong Kong's lines of the pilot programme (微软-T) and receipts traded over the counter come behind a company's other listings, whichever the id is."""
        name = self.securities.get(key, {}).get("name_en") or ""
        return key[0] == "PINX" or (key[0] == "XHKG" and name.endswith("-T"))

    inner_capital = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]+")

    def policy(self, surface, short):
        """May the surface stand alone? See README.md."""
        plain = "".join(self.simple.get(c, c) for c in surface)
        if plain in self.overrides:
            return self.overrides[plain]
        if self.inner_capital.fullmatch(surface) or re.fullmatch(r"\w+\.com", surface, re.I):  # JetBlue, AstraZeneca: no word is written so
            return "strong"
        surface = plain
        if surface in self.words:
            return "context"
        if surface.capitalize() in self.plain:
            return "code"
        if HAN.search(surface):
            letters = len(surface)
            if letters <= 2:
                return "context"
            return "strong"
        words = surface.split()
        if len(words) >= 2 and len(surface) >= 8:
            return "strong"
        return "context" if short or len(surface) <= 5 else "strong"

    def add(self, surface, issuer, rank, since="", until="", short=False, policy=None):
        surface = re.sub(r"\s+", " ", nfkc(surface))
        if HAN.search(surface):
            surface = re.sub(r"\s?ADR$", "", surface)  # 台积电ADR: the paper, not the company
        if re.search(r"\s(?:and|&|of|the)$", surface, re.I):  # Eli Lilly and, cut by a list
            return
        if len(surface) < 2 or len(surface) > 100 or surface.isdigit() or '"' in surface or surface.lower().rstrip(".") in EMPTY:
            return
        chosen = policy or self.policy(surface, short)
        if chosen in ("never", "unlisted"):
            return
        key = (surface, issuer)
        if key not in self.surfaces or self.surfaces[key][0] > rank:
            self.surfaces[key] = (rank, chosen, since, until)

    def add_security(self, key, row):
        issuer = self.issuer_of[key]
        venue = VENUES.index(key[0]) if key[0] in VENUES else len(VENUES)
        rank = venue + (40 if row["status"] == "delisted" else 0)
        get = lambda name: row.get(name) or ""
        since = self.since.get(key, "")  # the names of now are no older than the end of the last former one
        for name in (get("name_zh_hans"), get("name_zh_hant")):
            if not name:
                continue
            stem = bare(name)
            plain = "".join(self.simple.get(c, c) for c in stem)
            # Taiwan's names of three characters fill other texts with chance hits: 全国电|力, 中国药|企
            policy = "context" if key[0] in ("XTAI", "ROCO") and len(stem) <= 3 and HAN.search(stem) and plain not in self.overrides else None
            self.add(name, issuer, rank, since=since, policy=policy)
            if stem != nfkc(name) and not (has_st(name) and len(stem) <= 2):
                self.add(stem, issuer, rank, since=since, policy=policy)
        if key[0] in ("XSHG", "XSHE", "BJSE", "XHKG"):  # 科伦博泰生物 is 科伦博泰 to the press
            for name in (get("name_zh_hans"), get("name_zh_hant")):
                stem = re.sub("(?:生物|医药|醫藥|药业|藥業|智能|机器人|機器人|新材|能源|电子|電子)$", "", bare(name))
                if stem != bare(name) and len(stem) >= 4:
                    self.add(stem, issuer, rank + 24, since=since)
        full = get("full_name_zh")
        if full:
            self.add(full, issuer, rank, policy="strong")
            self.add_core(full, bare(get("name_zh_hans")), issuer, rank + 24)
            stem = LEGAL_ZH.sub("", full)
            if len(stem) >= 6:
                self.add(stem, issuer, rank + 20)
            group = re.sub(r"(?:股份有限公司|有限公司)$", "", full)
            if group.endswith("集团") and len(group) >= 4:
                self.add(group, issuer, rank + 20)
        if key[0] == "XHKG":  # 华兴资本控股 is 华兴资本 to the press
            for name in (get("name_zh_hans"), get("name_zh_hant")):
                stem = re.sub("(?:集团控股|控股集团|控股|集团|集團控股|控股集團|集團|国际控股|國際控股)$", "", bare(name))
                if stem != bare(name) and len(stem) >= 4:
                    self.add(stem, issuer, rank + 22)
            for name in (get("name_zh_hans"), get("name_zh_hant"), re.sub("(?:股份)?有限公司$", "", full)):
                stem = re.sub("(?:集团控股|控股集团|控股|集团|集團控股|控股集團|集團)$", "", bare(name))
                if stem.endswith(("国际", "國際")) and len(stem) >= 4:  # 维他奶国际集团有限公司 is 维他奶国际
                    self.add(stem, issuer, rank + 22)
        for name in (get("name_en"), get("full_name_en")):
            self.add_english(bare(name), issuer, rank)
        for alias in parts(get("aliases")):
            if nfkc(alias) not in self.removed:
                self.add(alias, issuer, rank + 20, short=not HAN.search(alias))

    def add_core(self, full, short, issuer, rank):
        """梦洁家纺 of 湖南梦洁家纺股份有限公司 (梦洁股份): the full name without its places, where the short name begins like it;
        banks of farmers are 农商银行 and 农商行 to the press."""
        placed = core = LEGAL_ZH.sub("", full)
        cores = []
        while any(core.startswith(p) and len(core) - len(p) >= 2 for p in self.places):
            core = core[max(len(p) for p in self.places if core.startswith(p) and len(core) - len(p) >= 2):]
            cores.append(core)
        for core in [placed] + cores:
            if core.endswith("农村商业银行") and len(core) >= 8:
                self.cores += [(core[:-6] + tail, issuer, rank) for tail in ("农商银行", "农商行")]
        for core in cores or [placed]:
            if 4 <= len(core) <= 8 and core[:2] == short[:2] and core != full and "(" not in core:
                self.cores.append((core, issuer, rank))

    def add_cores(self):
        """Only where no company has that very name, and one company would."""
        others = collections.defaultdict(set)
        for surface, issuer in [*self.surfaces, *(c[:2] for c in self.cores)]:
            others[surface].add(issuer)
        for surface, issuer, rank in self.cores:
            if len(others[surface]) == 1:
                self.add(surface, issuer, rank)

    def add_english(self, name, issuer, rank):
        if not name:
            return
        self.add(name, issuer, rank + 5, short=" " not in name)
        if re.search(r"\s(?:and|&) Company$", name, re.I):  # Eli Lilly and Co.
            self.add(name[:-5], issuer, rank + 5)
            self.add(name[:-5] + ".", issuer, rank + 5)
        stem = name
        for _ in range(3):
            shorter = re.sub(r"\s+and$", "", LEGAL_EN.sub("", stem).strip(" ,.&"))
            if shorter == stem or len(shorter) < 4:
                break
            stem = shorter
        if stem != name:
            self.add(stem, issuer, rank + 25, short=" " not in stem)
        if stem.endswith(" Companies") and stem.count(" ") > 1:  # Estee Lauder Companies
            self.add(stem[:-10], issuer, rank + 27, short=True)
        if re.fullmatch("[A-Z]{6,}", stem) and stem.capitalize() not in self.plain:  # TOPSPORTS, as exchanges write it
            self.add(stem.capitalize(), issuer, rank + 27, short=True, policy="context")

    def add_renames(self):
        for row in read(self.facts / "renames.tsv"):
            key = (row["mic"], row["code"])
            if key not in self.securities:
                continue
            old = bare(row["old_name"])
            if old and not (has_st(row["old_name"]) and len(old) <= 2) and (HAN.search(old) or " " in old):
                self.add(old, self.issuer_of[key], 30, until=row["seen_until"])
            if row["old_name"].startswith(("ST", "*ST")):
                self.add(row["old_name"], self.issuer_of[key], 30, until=row["seen_until"])

    def add_first_words(self):
        """Deckers for Deckers Outdoor: the first word of an English name that begins no other company's."""
        first = collections.defaultdict(set)
        for key, row in self.securities.items():
            if (row.get("type") or "equity") in COMPANY_TYPES:
                for name in (row.get("name_en"), row.get("full_name_en")):
                    words = bare(name or "").split()
                    if words:
                        first[words[0].lower().strip(".,")].add((self.issuer_of[key], key[0], words[0].strip(".,"), len(words)))
        for word, found in first.items():
            issuers = {issuer for issuer, _, _, _ in found}
            issuer, mic, written, words = min(found)
            if written.capitalize() in self.plain:
                continue
            if len(issuers) == 1 and mic in ("XNAS", "XNYS") and words > 1 and len(word) >= 5 and re.fullmatch("[a-z]+", word) and not written.isupper():
                self.add(written, issuer, 40, policy=self.policy(written, True))

    def add_st(self):
        """ST and *ST with the first two characters of a name, where no other A share's name begins so."""
        heads = collections.defaultdict(set)
        for (mic, code), row in self.securities.items():
            if mic in ("XSHG", "XSHE", "BJSE") and (row.get("type") or "equity") == "equity":
                names = [row.get("name_zh_hans") or ""] + [r["old_name"] for r in self.renames.get((mic, code), [])] + parts(row.get("aliases") or "") + self.former[self.issuer_of[mic, code]]
                for written in names:
                    name = re.sub("^退市|退$", "", bare(written))
                    if len(name) >= 3 - has_st(written) and HAN.match(name) and HAN.match(name[1]):
                        heads[name[:2]].add(self.issuer_of[mic, code])
        for head, issuers in heads.items():
            if len(issuers) == 1:
                for mark in ("ST", "*ST"):
                    self.add(mark + head, min(issuers), 35, policy="strong")

    def add_aliases(self):
        for row in table("aliases.tsv"):
            surface, listing, until = row["surface"], row["issuer"], row["until"]
            issuer = self.issuer_of.get(tuple(listing.split(":")), listing if listing in self.listings else None)
            if not issuer:
                print(f"aliases.tsv: {surface}: no listing {listing} in the lists; left out", file=sys.stderr)
                continue
            if until:
                self.former[issuer].append(surface)
            elif HAN.search(surface):
                self.called.setdefault(issuer, surface)
            self.add(surface, issuer, 10, until=until, policy=self.overrides.get(surface, "strong"))

    def add_names(self, known):
        """names.tsv: names of listed companies, and companies that no list holds (returned as rows of company-unlisted). One that
        bears a name in `known` (surface: id, name), or in a row above, is that company: 华能集团 is 中国华能集团."""
        current = {}  # surfaces that a listed company bears now
        for (surface, issuer), (_, _, _, until) in self.surfaces.items():
            if not until and not issuer.startswith(("XTAI:", "ROCO:")):
                current.setdefault(surface, issuer)
        rows, begun, named = {}, self.begun(), {s for s, _ in self.surfaces}
        for row in table("names.tsv"):
            name, aliases, of = row["name"], row["aliases"], row["of"]
            if of == "-":
                of = ""
            elif not of and name not in named:
                of = begun.get(name, "")  # 欧派 is 欧派家居; what is more than a short name (鞍钢集团) is another company
            issuer = self.issuer_of.get(tuple(of.split(":"))) if of else current.get(nfkc(name)) or (current.get(nfkc(name)[:-2]) if name.endswith("公司") and len(name) > 4 else None)
            if of and not issuer:
                print(f"names.tsv: {name}: no listing {of} in the lists; taken for unlisted", file=sys.stderr)
            called = [nfkc(name)] + [nfkc(a) for a in parts(aliases)]
            ident, label = next((known.get(c) or tuple(rows[c][1:3]) for c in called if c in known or c in rows), ("name:" + nfkc(name).lower(), nfkc(name)))
            for surface in called:
                listed = None if issuer or len(surface) > 3 else current.get(surface + "股份")
                if listed and surface not in current:  # 伊利 is 伊利股份, unless the group was just named
                    self.add(surface, listed, 21)
                if issuer:
                    self.add(surface, issuer, 15, short=not HAN.search(surface))
                elif (surface not in current or (surface != nfkc(name) and not self.taken(current[surface], surface))) and surface not in rows:
                    policy = self.policy(surface, not HAN.search(surface) and " " not in surface)
                    policy = "strong" if policy == "unlisted" else policy
                    if policy != "never" and len(surface) >= 2:
                        flags = "case" if not HAN.search(surface) and len(surface) <= 6 else ""
                        rows[surface] = [surface, ident, label, "unlisted", policy, flags]
        return rows

    def begun(self):
        """The first two characters of the names of four that one listed company begins with, and a listing of it."""
        heads = collections.defaultdict(set)
        for key, row in self.securities.items():
            name = bare(row.get("name_zh_hans") or "")
            if key[0] in VENUES[:7] and row["status"] == "listed" and (row.get("type") or "equity") in COMPANY_TYPES and HAN.match(name) and len(name) >= 3:
                heads[name[:2]].add((self.issuer_of[key], len(name)))
        return {head: issuers.pop()[0] for head, issuers in heads.items() if len(issuers) == 1 and max(issuers)[1] == 4}

    def taken(self, issuer, surface):
        """Is the surface the name proper of a listed company, and no mere alias?"""
        return any(bare(self.securities[k].get(n) or "") == surface for k in self.listings[issuer] if k in self.securities for n in ("name_zh_hans", "name_zh_hant", "name_en"))

    def until(self, keys):
        """The last day that an issuer with these listings is known to have been listed on; empty when none is."""
        days = [""]
        for key in keys:
            gone, seen = self.gone.get(key), self.securities[key]
            if gone:
                days.append(str(datetime.date.fromisoformat(gone) - datetime.timedelta(days=1)))
            elif "hkex" in seen["source"]:  # the exchange's own list of that day
                days.append(seen["as_of"])
        return max(days)

    def last_day(self, issuer):
        keys = [k for k in self.listings[issuer] if k in self.securities]
        return "" if any(self.securities[k]["status"] == "listed" for k in keys) else self.until(keys)

    def name_of(self, issuer):
        rows = [self.securities[k] for k in self.listings[issuer] if k in self.securities]
        for row in rows:
            name = row.get("name_zh_hans") or ""
            if name and has_st(name):
                olds = [r["old_name"] for r in self.renames.get((row["mic"], row["code"]), []) if not has_st(r["old_name"])]
                olds += [a for a in parts(row.get("aliases") or "") if HAN.search(a) and not a.endswith("公司")]
                olds += self.former[issuer]
                if olds:
                    return bare(olds[0])
            if name:
                stem = SHARE_CLASS.sub("", bare(re.sub(r"ADR$", "", name)))
                return stem if len(stem) >= 2 else nfkc(name)
        if issuer in self.called:
            return self.called[issuer]
        for row in rows:
            if row.get("full_name_en") or row.get("name_en"):
                return nfkc(row.get("full_name_en") or row.get("name_en"))
        return issuer

    def build(self):
        self.cores = []  # (surface, issuer, rank)
        self.former = collections.defaultdict(list)
        self.called = {}  # issuer -> its first Chinese name in aliases.tsv
        self.renames, self.since = collections.defaultdict(list), {}
        for row in read(self.facts / "renames.tsv"):
            key = (row["mic"], row["code"])
            self.renames[key].append(row)
            now = self.securities.get(key, {}).get("name_zh_hans") or ""
            if bare(row["old_name"]) != bare(now) and bare(row["new_name"]) == bare(now):
                self.since[key] = max(self.since.get(key, ""), row["seen_until"])
        for key, row in self.securities.items():
            if (row.get("type") or "equity") in COMPANY_TYPES:
                self.add_security(key, row)
        self.add_renames()
        self.add_cores()
        self.add_first_words()
        self.add_aliases()
        self.add_st()

"""The viewer in a real browser: read, hovered, clicked, driven by keys, attacked, printed, and opened with 500 articles."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import chromium

SOURCE = pathlib.Path(os.environ["SRC"])
POST = SOURCE / "corpus/posts/2021-10-19-202110192145500231.md"
PROBE = (pathlib.Path(__file__).parent / "probe.js").read_text()
failures = []


def is_(what, got, wanted):
    if got != wanted:
        failures.append(what)
        print(f"FAILED: {what}: expected {wanted!r}, got {got!r}")


def fintag(*arguments, data=None):
    return subprocess.run([os.environ["FINTAG"], *map(str, arguments)], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


class Page:
    def __init__(self, browser, folder):
        self.browser, self.folder, self.run = browser, folder, browser.run

    def show(self, *arguments, data=None, name="page.html"):
        path = self.folder / name
        path.write_bytes(fintag("view", *arguments, data=data))
        return self.reopen(path)

    def reopen(self, path, hash=""):
        self.browser.open("about:blank")
        seconds = self.browser.open(f"file://{path}{hash}")
        self.run(PROBE)
        return seconds

    def text(self, selector):
        return self.run(f"probe.text({json.dumps(selector)})")

    def shown(self, selector):
        return self.run(f"probe.shown({json.dumps(selector)})")

    def complaints(self):
        """What the page did that it must not: errors, refusals by its policy, dialogs, requests."""
        found = []
        for event in self.browser.events:
            kind, params = event.get("method"), event.get("params", {})
            if kind in ("Runtime.exceptionThrown", "Page.javascriptDialogOpening"):
                found.append(json.dumps(params)[:300])
            if kind == "Log.entryAdded":
                found.append(params["entry"]["text"])
            if kind == "Network.requestWillBeSent" and not params["request"]["url"].startswith(("file:///", "about:")):
                found.append("request " + params["request"]["url"])
        return found


def test_reading(page):
    """The text as annotate gives it, every entity a mark with a name."""
    page.show(POST)
    record = json.loads(fintag("annotate", POST))
    is_("title", page.text("h1"), [record["title"]])
    is_("paragraphs", page.text(".prose p"), [line for line in record["text"].split("\n") if line])
    is_("marks", page.text("mark"), [e["text"] for e in record["entities"]])
    is_("types of the marks", page.run("Array.from(document.querySelectorAll('mark'), m => m.classList[1])"), [e["type"] for e in record["entities"]])
    is_("companies", page.text("#panel .choose .name"), [c["name"] for c in record["companies"]])
    is_("one article has no list", page.shown("#list"), 0)
    quantities = [e["text"] for e in record["entities"] if e["type"] == "quantity"]
    is_("table of quantities", sorted(page.text("#panel td .jump")), sorted(quantities))
    dates = [e["text"] for e in record["entities"] if e["type"] == "date"]
    is_("every date has its place in the panel", sorted(page.text("#panel .line .jump, #panel .dates .jump")), sorted(dates))
    begins = page.run("Array.from(document.querySelectorAll('.line .when'), w => w.textContent).filter(w => /^\\d/.test(w)).map(w => w.slice(0, 10))")
    is_("the time line is in order", begins, sorted(begins))
    is_("and has enough in it", len(begins) > 5, True)
    is_("and the publication", page.text(".line .published .places"), ["published"])
    tree = page.browser.call("Accessibility.getFullAXTree")["nodes"]
    buttons = [n["name"]["value"] for n in tree if n.get("role", {}).get("value") == "button"]
    is_("a screen reader hears each mark with its value", "1755.4元/吨, quantity: 1,755.4 CNY / t" in buttons, True)
    is_("every button has a name", [b for b in buttons if not b], [])
    is_("landmarks", {"main", "banner", "complementary"} <= {n.get("role", {}).get("value") for n in tree}, True)
    is_("nothing amiss", page.complaints(), [])


def test_card(page):
    browser = page.browser
    page.show(POST)
    browser.hover(".prose mark.company")
    is_("hover shows the value", page.text("#card .value"), ["中国神华 · XSHG 601088"])
    is_("as a tooltip", page.run("card.element.getAttribute('role')"), "tooltip")
    browser.move(5, 895)
    page.run("new Promise(done => setTimeout(done, 400))")
    is_("it goes when the pointer leaves", page.shown("#card"), 0)
    browser.click(".prose mark.company")
    is_("a click keeps it", page.run("card.pinned"), True)
    is_("with its place in the source", any("bytes 1392–1404" in row for row in page.text("#card dd")), True)
    browser.click("#card .steps button:last-child")
    is_("on to the next mention", page.run("document.activeElement.textContent"), "601088.SH")
    is_("a ticker names its company", "中国神华 · XSHG:601088" in page.text("#card dd"), True)
    browser.key("Escape")
    is_("Escape closes it", page.shown("#card"), 0)


def test_keys(page):
    browser = page.browser
    page.show(POST)
    focused = "document.activeElement.matches('mark') ? document.activeElement.textContent : null"
    browser.key("j")
    is_("j goes to the first entity", page.run(focused), "国家发改委")
    is_("focus shows its card", page.text("#card .value"), ["国家发展和改革委员会"])
    browser.key("ArrowRight")
    is_("and on", page.run(focused), "19日下午")
    browser.key("k"), browser.key("k")
    is_("k from the first goes round to the last", page.run(focused), page.text("mark")[-1])
    browser.key("Enter")
    is_("Enter keeps the card open", page.run("card.pinned"), True)
    browser.key("Tab")
    is_("Tab leads into the card", page.run("document.activeElement.className"), "plain close")
    browser.key("Escape")
    is_("Escape leads back to the mark, the card closed", [page.run(focused), page.shown("#card")], [page.text("mark")[-1], 0])
    browser.key("Enter"), browser.key("Tab"), browser.key("Tab"), browser.key("Tab")
    is_("and Tab out of the card too", page.run("document.activeElement.matches('mark, #card summary')"), True)
    browser.key("Escape")
    is_("one mark takes part in the order of Tab", page.run("document.querySelectorAll('mark[tabindex=\"0\"]').length"), 1)
    browser.key("6")
    is_("6 hides quantities", page.run("Array.from(document.querySelectorAll('mark.quantity')).every(m => m.classList.contains('off'))"), True)
    is_("and says so", page.run("document.querySelectorAll('.chip')[5].getAttribute('aria-pressed')"), "false")
    browser.key("ArrowLeft")
    is_("hidden ones are passed over", page.run("document.activeElement.classList.contains('quantity')"), False)
    browser.click(".chip:nth-child(6)")
    is_("a click shows them again", page.run("document.querySelectorAll('mark.off').length"), 0)
    browser.click(".choose")
    is_("one company: its mentions and tickers", page.run("Array.from(document.querySelectorAll('mark:not(.off)'), m => m.textContent)"), ["中国神华", "601088.SH", "01088.HK"])
    browser.key("Escape")
    is_("Escape shows all again", page.run("document.querySelectorAll('mark.off').length"), 0)
    browser.click("#panel td .jump")
    is_("a row of the table leads to its mark", page.run("document.activeElement.matches('mark.quantity') && card.pinned"), True)
    browser.key("?")
    is_("help", page.run("document.getElementById('help').open"), True)
    browser.key("Escape")
    is_("help is closed", page.run("document.getElementById('help').open"), False)


def test_themes(page):
    """Both themes, by the system's wish and by the switch, with enough contrast everywhere."""
    browser = page.browser
    page.show(SOURCE / "corpus/posts")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    grounds = {}
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        grounds[scheme] = page.run(ground)
        for selector in (".prose mark.company", ".prose mark.date"):
            browser.click(selector)
            weak = page.run("probe.weak()")
            is_(f"weak contrast in {scheme}", weak["found"], [])
            is_(f"enough text was looked at in {scheme}", weak["seen"] > 100, True)
        browser.key("2")
        browser.click(".choose")
        is_(f"weak contrast of chosen and hidden ones in {scheme}", page.run("probe.weak()")["found"], [])
        browser.click(".choose")
        browser.key("2"), browser.key("?")
        is_(f"weak contrast of help in {scheme}", page.run("probe.weak()")["found"], [])
        browser.key("Escape")
    is_("the themes differ", grounds["light"] != grounds["dark"], True)
    browser.prefer("dark")
    browser.click("#theme")
    is_("the switch overrules the system", page.run(ground), grounds["light"])
    browser.prefer("light")
    browser.key("t")
    is_("and on to dark", page.run(ground), grounds["dark"])
    browser.key("t")
    browser.prefer("light", "print")
    is_("on paper: only the article and the panel", [page.shown(s) for s in (".bar", "#list", "#card", "article", "#panel")], [0, 0, 0, 1, 1])
    browser.prefer("light")
    for width in (320, 480, 768, 1024, 1920):
        browser.size(width, 900)
        is_(f"nothing sticks out at {width} pixels", page.run("document.documentElement.scrollWidth"), width)
    browser.size(420, 900)
    is_("on a narrow screen the list waits", page.shown("#list"), 0)
    browser.click("#list-toggle")
    is_("until it is asked for", page.shown("#list"), 1)
    is_("weak contrast of the list over the article", page.run("probe.weak()")["found"], [])
    browser.click("#list-close")
    is_("and goes again", page.shown("#list"), 0)
    browser.size(1440, 900)


def test_hostile(page, folder):
    """Strings that would run if any of them were read as HTML, in every place that an article has."""
    run = "window.pwned=1;alert(1)"
    attacks = [f"</script><script>{run}</script>", f"<img src=x onerror={run}>", f"\"'><svg onload={run}>", f"<!--<script>{run}", "]]>\u2028\u2029{{7*7}}",
               f"<iframe srcdoc='<script>{run}</script>'>", f"&lt;script&gt;{run}&lt;/script&gt;", f"<style>*{{background:url(http://127.0.0.1:9/x)}}</style>", "__proto__", "\u0000\u0085\ufffe\U0001f600<b>"]
    lines = []
    for i, attack in enumerate(attacks):
        text = f"{attack} 微盟集团(2013.HK)捐赠21吨 {attack}\n{attack}4月10日"
        lines.append({"id": f"{attack}{i}", "title": attack, "text": text, "url": f"javascript:{run}//{attack}", "published": "2022-04-10", "media": attack, "author": attack, "tags": [attack, "x"]})
        lines.append({"id": f"u{i}", "text": f"{attack}公司名叫{attack}集团有限公司", "url": f"https://example.invalid/{attack}", "title": f"贵州茅台{attack}"})
    data = "".join(json.dumps(line, ensure_ascii=i % 2 == 0) + "\n" for i, line in enumerate(lines)) + "{<script>alert(1)</script>\n"
    file = folder / "<img src=x onerror=alert(1)>.jsonl"
    file.write_text(data)
    page.show("--from", "jsonl", file)
    count = page.run("records.length")
    is_("every article is there", count, len(lines) + 1)
    texts = [json.loads(line).get("text") for line in fintag("annotate", "--from", "jsonl", file).splitlines()]
    for at in range(count):
        page.run(f"openRecord({at})")
        page.run("document.querySelectorAll('details').forEach(d => d.open = true); if (state.marks.length) pin(0)")
        if texts[at]:
            is_(f"the text of {at} as it is", page.text(".prose p"), [t for t in texts[at].split("\n") if t])
    page.run("find('search').value = '<img'; filterList()")
    is_("a hostile search", page.run("list.shown.length") > 0, True)
    foreign = "document.querySelectorAll('img, svg, iframe, object, embed, link, main script, nav script, aside script, main style, body > style, [onerror], [onload], a[href^=javascript]').length"
    is_("no element of an article's own", page.run(foreign), 0)
    is_("nothing ran", page.run("window.pwned"), None)
    is_("nothing was even tried", page.complaints(), [])
    page.browser.events.clear()
    refused = page.run("(() => { try { document.body.innerHTML = '<b>'; return 'taken'; } catch { return 'refused'; } })()")
    is_("the policy refuses HTML made from strings", refused, "refused")


def test_many(page, folder):
    """500 articles of the corpus's kind, opened in less than two seconds."""
    posts = json.loads("[" + ",".join(line for line in fintag("annotate", SOURCE / "corpus/posts").decode().splitlines()) + "]")
    lines = [{"id": f"{i}", "title": f"{(p['title'] or p['id'])} {i}", "text": p["text"] * 2, "published": p["published"], "media": p["media"]} for i, p in ((i, posts[i % len(posts)]) for i in range(500))]
    file = folder / "many.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    seconds = page.show("--from", "jsonl", file, name="many.html")
    for _ in range(2):  # the best of three: others may be at work on the machine
        seconds = min(seconds, page.reopen(folder / "many.html"))
    size = (folder / "many.html").stat().st_size
    print(f"500 articles, {size / 1e6:.1f} MB: open in {seconds:.2f} s")
    is_("500 articles open in less than 2 s", seconds < 2, True)
    is_("the list says how many", page.text("#found"), ["500 articles"])
    is_("rows are made as they are needed", page.text("#rows .title").__len__() <= 200, True)
    page.run("find('list').scrollTop = 1e6; new Promise(done => setTimeout(done, 200))")
    is_("more rows as the list is scrolled", page.text("#rows .title").__len__() > 100, True)
    spent = page.run("(() => { const begun = performance.now(); find('search').value = '中国神华 公斤'; filterList(); return performance.now() - begun; })()")
    print(f"first search through all: {spent:.0f} ms")
    page.browser.key("/")
    is_("/ goes to the search", page.run("document.activeElement.id"), "search")
    page.run("find('search').value = ''")
    # The search also looks into codes and ISINs, which may hold the number.
    number = next(i for i in range(300, 500) if "601088.SH" in lines[i]["text"] and str(i) not in json.dumps(posts[i % len(posts)]))
    for letter in f"601088.sh {number}":
        page.browser.key(letter)
    page.run("new Promise(done => setTimeout(done, 300))")
    wanted = [i for i, line in enumerate(lines) if str(number) in line["title"] + line["text"] + line["id"] and "601088.SH" in line["text"]]
    is_("search by ticker and word", page.run("list.shown.map(r => r.at)"), wanted)
    page.browser.key("Enter")
    found = page.run("[...CSS.highlights.get('found')].map(range => range.toString().toLowerCase())")
    is_("what was searched is shown in it", "601088.sh" in found and set(found) <= {"601088.sh", str(number)}, True)
    is_("Enter opens the first", page.run("state.record.at"), wanted[0])
    page.browser.key("Escape")
    page.run("document.activeElement.blur(); find('search').value = ''; filterList()")
    page.browser.key("]")
    is_("] opens the next", page.run("state.record.at"), wanted[0] + 1)
    is_("the address names it", page.run("location.hash"), f"#{wanted[0] + 1}")
    page.reopen(folder / "many.html", "#77")
    is_("an address opens its article", page.run("state.record.id"), "77")


def test_long(page, folder):
    """One article with thousands of entities."""
    text = "\n".join(json.loads(line)["text"] for line in fintag("annotate", SOURCE / "corpus/posts").splitlines()) * 6
    file = folder / "long.txt"
    file.write_text(text)
    seconds = page.show(file, name="long.html")
    marks = page.run("state.marks.length")
    print(f"an article of {len(text.encode()) / 1e6:.1f} MB with {marks} entities: open in {seconds:.2f} s")
    is_("it has thousands", marks > 5000, True)
    is_("all of the text is there", page.text(".prose p"), [line for line in text.split("\n") if line])
    page.browser.key("k")
    is_("the last entity is reached", page.run("state.current"), marks - 1)
    is_("and seen", page.run("(() => { const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()"), True)
    is_("a long table is cut", page.run("document.querySelectorAll('#panel tbody tr').length < 2000"), True)
    rows = page.run("document.querySelectorAll('#panel tbody tr').length")
    page.browser.click("#panel tbody .all")
    is_("and goes on at a click", page.run("document.querySelectorAll('#panel tbody tr').length") > rows, True)
    page.browser.click("#panel .mentions summary")
    page.run("new Promise(done => setTimeout(done, 50))")
    is_("mentions of a company", page.shown("#panel .mentions .jump") > 1, True)


def main():
    path = chromium.find()
    if not path:
        print("skipped: no Chromium; install chromium, or name one in CHROMIUM")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        try:
            browser = chromium.Browser(path)
        except (OSError, RuntimeError) as error:
            print(f"skipped: {path} does not start: {error}")
            return 77
        try:
            browser.size(1440, 900)
            page = Page(browser, folder)
            for test in (test_reading, test_card, test_keys, test_themes):
                test(page)
            for test in (test_hostile, test_many, test_long):
                test(page, folder)
        finally:
            browser.close()
    return 1 if failures else 0


sys.exit(main())

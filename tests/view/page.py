"""The page as bytes: its policy names its own style and script, its islands hold what annotate writes."""
import base64
import hashlib
import html.parser
import json
import sys


class Page(html.parser.HTMLParser):
    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.policy, self.at, self.parts, self.tags = "", None, [], {}

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag in ("script", "style"):
            self.at = (tag, values)
            self.parts.append([tag, values, ""])

    def handle_endtag(self, tag):
        self.at = None

    def handle_data(self, data):
        if self.at:
            self.parts[-1][2] += data


def main(page_path, records_path):
    page = Page()
    page.feed(open(page_path, encoding="utf-8", newline="").read())
    islands = [part for part in page.parts if part[1].get("type") == "application/json"]
    own = [part for part in page.parts if part[1].get("type") != "application/json"]
    assert [part[0] for part in own] == ["style", "script"], own
    for tag, _, content in own:
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in page.policy, f"the policy does not name this {tag}"
    assert "unsafe" not in page.policy and "default-src 'none'" in page.policy, page.policy
    records = [json.loads(line) for line in open(records_path, encoding="utf-8")]
    assert len(records) == len(islands), f"{len(islands)} islands for {len(records)} records"
    for record, (_, values, content) in zip(records, islands):
        assert "<" not in content and "\u2028" not in content, content[:200]
        assert json.loads(content) == record, record["id"]
        assert values.get("data-id") == record["id"], values
        if record["status"] == "ok":
            title = record["title"] and record["title"].replace("\0", "\ufffd")  # what HTML can't say
            assert values.get("data-title") == title, (values, title)
    forbidden = set(page.tags) & {"img", "iframe", "link", "svg", "object", "base"}
    assert not forbidden, forbidden
    print(f"{len(records)} records in the page as annotate writes them")


main(*sys.argv[1:])

"""Are the records in the parts of a folder those on standard input, each once? Their places in the stream differ with the
partition that they were read in (source offsets, and `at` of errors), everything else must not."""
import collections
import json
import pathlib
import sys


def key(line):
    record = json.loads(line)
    for entity in record.get("entities", ()):
        begin = entity["source"]["start"]
        entity["source"] = {"length": entity["source"]["end"] - begin}
    if record["status"] == "error":
        record["error"].pop("at", None)
    for warning in record.get("warnings", ()):
        warning.pop("at", None)
    return json.dumps(record, sort_keys=True)


wanted = collections.Counter(key(line) for line in sys.stdin)
found = collections.Counter(
    key(line) for part in sorted(pathlib.Path(sys.argv[1]).glob("part-*")) for line in part.open(encoding="utf-8", newline="\n")
)
missing, extra = wanted - found, found - wanted
print(f"{sum(found.values())} records, {sum(missing.values())} missing, {sum(extra.values())} that should not be")
for record in list(missing)[:1] + list(extra)[:1]:
    print(record[:400])
sys.exit(1 if missing or extra or not wanted else 0)

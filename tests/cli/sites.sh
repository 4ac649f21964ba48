# sites.json says what each site takes and does: one of the fixtures' drops numbers and the word 网.
source "$CLI/functions.bash"
expect_exit 0 "$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out --quiet
python3 - <<'PYTHON'
import json
found = json.load(open("out/sites.json", encoding="utf-8"))
sites = {row["site"]: row for row in found["sites"]}
assert list(sites) == sorted(sites)
works = {one["type"]: one for one in sites["docshare-b.example"]["operators"]}
assert works["number_dropped"]["habit"] and works["number_dropped"]["share"] == 1, works
assert works["word_dropped"]["words"] == ["网"], works
# One text of docshare-b is known to have been copied: the feed's, of one that it has twice.
assert sites["reports.example"]["given"] > 1 and sites["docshare-b.example"]["given"] == 1
ends = [(row["from"], row["to"]) for row in found["copies"]]
assert ends == sorted(set(ends)) and all(set(pair) <= set(sites) for pair in ends)

documents = [json.loads(line) for line in open("out/documents.jsonl", encoding="utf-8")]
filtered = [row["site"] for row in documents if "filtered" in row["flags"]]
assert filtered.count("docshare-b.example") >= 5 and "reports.example" not in filtered, filtered
for site in sites:
    taken = sum(row["characters"] for row in found["copies"] if row["to"] == site)
    # Documents that are split have rows of their own beside those of their texts.
    assert taken <= sum(row["chars"] for row in documents if row["site"] == site), site
PYTHON

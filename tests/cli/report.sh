# scan writes report.html from its own files, the same for any number of threads; --no-report leaves it out.
source "$CLI/functions.bash"
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out --quiet --threads 1 --write-text
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o more --quiet --threads 4 --write-text
cmp out/report.html more/report.html
# What scan had at hand is what is stored.
"$TEXTKIN" export out --to html -o again.html
cmp out/report.html again.html
# No path of this machine, no time.
! grep -qF "$SOURCE_DIR" out/report.html || fail "the report names a folder of this machine"
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o none --quiet --no-report
[[ ! -e none/report.html ]] || fail "--no-report wrote a report"
# Without quotes no text of a document is in it.
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o quiet --quiet --no-quotes
python3 - <<'PYTHON'
import base64, json, re, zlib
blocks = {}
for name in ("out", "quiet"):
    page = open(f"{name}/report.html", encoding="utf-8").read()
    packed = re.findall(r'id="family-\d+">([^<]*)<', page)
    blocks[name] = [json.loads(zlib.decompress(base64.b64decode(one))) for one in packed]
assert blocks["out"] and all(pieces for block in blocks["out"] for pieces in block["texts"])
assert not any(pieces for block in blocks["quiet"] for pieces in block["texts"])
clusters = [json.loads(line) for line in open("out/clusters.jsonl", encoding="utf-8")]
shown = sum(block["members"] for block in blocks["out"])
assert shown >= sum(len(cluster["members"]) for cluster in clusters), shown
for block in blocks["out"]:
    assert len(block["drawing"]["nodes"]) == len(block["documents"])
    for document, pieces in zip(block["documents"], block["texts"]):
        assert pieces[0][0] == document["begin"] and len(pieces[0][1]) == document["end"] - document["begin"]
PYTHON

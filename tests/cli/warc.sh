# Archives that warcio writes: pages and texts are documents with address, site and day; damage costs its record alone.
source "$CLI/functions.bash"
WARC_PYTHON=$(python_with warcio)
[[ $WARC_PYTHON ]] || skip "no Python here has warcio"
python3 "$CLI/filter_records.py" | grep -v -e 'not json' -e '"g"' >in.jsonl
"$WARC_PYTHON" - <<'PYTHON'
import gzip, io, json
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
texts = [json.loads(line)["text"] for line in open("in.jsonl", encoding="utf-8")]
def write(name, packed):
    with open(name, "wb") as out:
        writer = WARCWriter(out, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(name, {"software": "a test"}))
        for n, text in enumerate(texts):
            html = f"<html><head><title>Page {n}</title><style>x</style></head><body><p>{text}</p></body></html>".encode()
            headers = [("Content-Type", "text/html; charset=utf-8")]
            if n == 1:
                html, headers = gzip.compress(html), [*headers, ("Content-Encoding", "gzip")]
            if n == 2:
                html = b"%x\r\n%s\r\n0\r\n\r\n" % (len(html), html)
                headers = [*headers, ("Transfer-Encoding", "chunked")]
            url = f"http://www.site{n % 2}.example/{n}"
            writer.write_record(writer.create_warc_record(
                url, "request", http_headers=StatusAndHeaders("GET / HTTP/1.1", [])))
            writer.write_record(writer.create_warc_record(
                url, "response", payload=io.BytesIO(html), warc_headers_dict={"WARC-Date": f"2024-05-0{n + 1}T00:00:00Z"},
                http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")))
write("pages.warc", False)
write("pages.warc.gz", True)
with open("texts.warc.wet.gz", "wb") as out:
    writer = WARCWriter(out, gzip=True)
    for n, text in enumerate(texts):
        writer.write_record(writer.create_warc_record(
            f"http://www.site{n % 2}.example/{n}", "conversion", payload=io.BytesIO(text.encode()),
            warc_content_type="text/plain"))
PYTHON
for name in pages.warc pages.warc.gz texts.warc.wet.gz; do
  expect_exit 0 "$TEXTKIN" scan "$name" -o "out-$name" --no-report -q --preset strict
done
expect_exit 0 "$TEXTKIN" scan in.jsonl -o lines --no-report -q --preset strict
python3 - <<'PYTHON'
import json
def rows(name, file): return [json.loads(line) for line in open(f"{name}/{file}.jsonl", encoding="utf-8")]
texts = [json.loads(line)["text"] for line in open("in.jsonl", encoding="utf-8")]
expected = sorted((p["resemblance"], p["verdict"]) for p in rows("lines", "pairs"))
assert len(expected) > 3
for name in ("pages.warc", "pages.warc.gz", "texts.warc.wet.gz"):
    documents = rows("out-" + name, "documents")
    assert sorted((p["resemblance"], p["verdict"]) for p in rows("out-" + name, "pairs")) == expected, name
    by_number = sorted(documents, key=lambda row: int(row["id"].rpartition("#")[2]))
    assert [row["chars"] for row in by_number] == [len(text) for text in texts], name
    assert [row["site"] for row in by_number] == [f"site{n % 2}.example" for n in range(len(texts))], name
    assert [row["url"][-1] for row in by_number] == [str(n) for n in range(len(texts))], name
    assert all(row["record_id"].startswith("urn:uuid:") and not row["faults"] for row in documents), name
    if name.startswith("pages"):
        assert by_number[0]["title"] == "Page 0" and by_number[0]["id"] == name + "#3", by_number[0]
        assert {"value": "2024-05-01T00:00:00", "kind": "crawled"} in by_number[0]["dates"], by_number[0]
run = json.load(open("out-pages.warc.gz/run.json"))
assert run["counts"]["records_of_other_types"] == 1 + len(texts), run["counts"]
PYTHON
# The filter gives the visible texts as lines; one pass, two passes, and the passes of a scan see the same.
expect_exit 0 "$TEXTKIN" filter in.jsonl -q -o kept.jsonl
expect_exit 0 "$TEXTKIN" filter pages.warc.gz -q -o pages.jsonl
expect_exit 0 "$TEXTKIN" filter pages.warc.gz -q --keep longest -o longest.jsonl
expect_exit 0 "$TEXTKIN" filter pages.warc.gz -q --action strip -o stripped.jsonl
expect_exit 0 "$TEXTKIN" filter texts.warc.wet.gz -q -o texts.jsonl
python3 - <<'PYTHON'
import json
def lines(name): return [json.loads(line) for line in open(name, encoding="utf-8")]
kept = [row["text"] for row in lines("kept.jsonl")]
for name in ("pages.jsonl", "texts.jsonl"):
    assert [row["text"] for row in lines(name)] == kept, name
first = lines("pages.jsonl")[0]
assert first["url"] == "http://www.site0.example/0" and first["date"] == "2024-05-01T00:00:00" and first["title"] == "Page 0", first
assert first["id"].startswith("urn:uuid:"), first
assert 0 < len(lines("longest.jsonl")) <= len(kept) and 0 < len(lines("stripped.jsonl")) <= len(kept)
PYTHON
expect_exit 0 "$TEXTKIN" text --plain 'pages.warc.gz#3' >first
cmp first <(sed -n 1p in.jsonl | python3 -c 'import json, sys; sys.stdout.write(json.loads(sys.stdin.read())["text"])')
# One byte flipped in the packed file: the others come out, and the receipt says which did not.
python3 - <<'PYTHON'
data = bytearray(open("pages.warc.gz", "rb").read())
data[len(data) // 2] ^= 0x10
open("flipped.warc.gz", "wb").write(data)
open("cut.warc.gz", "wb").write(data[: len(data) // 3])
PYTHON
expect_exit 3 "$TEXTKIN" filter flipped.warc.gz -q --threshold 1 --receipts lost -o flipped.jsonl
expect_exit 3 "$TEXTKIN" scan flipped.warc.gz -o flipped --no-report -q
[[ $(fault_codes flipped | wc -l) == 1 ]] || fail "$(fault_codes flipped)"
expect_exit 3 "$TEXTKIN" scan cut.warc.gz -o cut --no-report -q
diff <(fault_codes cut) <(echo 'cut.warc.gz F0201')

# Parquet in and out: rows are records as lines are, and kept rows come out with all their columns.
source "$CLI/functions.bash"
needs_parquet
# Passages are called by a hash of the names of their documents.
named_alike() { sed -E 's/in\.(parquet|jsonl)/in/g; s/^\{"id":"[0-9a-f]+"//'; }
python3 "$CLI/filter_records.py" | grep -v -e 'not json' >in.jsonl
# A text of its own that has taken a passage.
head -n 1 in.jsonl | python3 -c '
import json, sys
words = " ".join(f"unlike{n}" for n in range(150))
print(json.dumps({"id": "i", "text": json.load(sys.stdin)["text"] + " " + words}))' >>in.jsonl
"$ARROW_PYTHON" - <<'PYTHON'
import datetime, json, pyarrow, pyarrow.parquet as parquet
rows = [json.loads(line) for line in open("in.jsonl", encoding="utf-8")]
table = pyarrow.table({
    "id": [row["id"] for row in rows],
    "text": [row.get("text") for row in rows],
    "date": [row.get("date") for row in rows],
    "tags": [[n, n + 1] for n in range(len(rows))],
    "metadata": [{"url": f"http://www.site{n % 2}.example/{n}", "seen": datetime.datetime(2024, 1, 2, 3, 4, n)} for n in range(len(rows))],
}).replace_schema_metadata({"origin": "a test"})
parquet.write_table(table, "in.parquet", row_group_size=3, compression="zstd")
PYTHON
# A scan of rows is the scan of the same lines, but for names and sizes.
expect_exit 3 "$TEXTKIN" scan in.jsonl -o lines --no-report -q
expect_exit 3 "$TEXTKIN" scan in.parquet -o rows --no-report -q
for file in pairs passages; do
  diff <(named_alike <"lines/$file.jsonl") <(named_alike <"rows/$file.jsonl") || fail "$file differ"
done
[[ $(wc -l <lines/pairs.jsonl) -gt 3 ]] || fail "nothing was compared"
python3 - <<'PYTHON'
import json
rows = [json.loads(line) for line in open("rows/documents.jsonl", encoding="utf-8")]
assert rows[0]["site"] == "site0.example" and rows[0]["url"] == "http://www.site0.example/0", rows[0]
assert [row["record_id"] for row in rows] == [*"abcdefghi"], rows
PYTHON
expect_exit 0 "$TEXTKIN" text --plain 'in.parquet#2' >second
cmp second <(sed -n 2p in.jsonl | python3 -c 'import json, sys; sys.stdout.write(json.loads(sys.stdin.read())["text"])')
# The filter: rows in, lines or rows out.
expect_exit 3 "$TEXTKIN" filter in.jsonl --receipts lines.receipts -q -o kept.jsonl
expect_exit 3 "$TEXTKIN" filter in.parquet --receipts rows.receipts -q -o kept-rows.jsonl
diff <(named_alike <rows.receipts) <(named_alike <lines.receipts)
expect_exit 3 "$TEXTKIN" filter in.parquet -q -o kept.parquet
expect_exit 3 "$TEXTKIN" filter in.parquet -q --action annotate -o annotated.parquet
expect_exit 3 "$TEXTKIN" filter in.parquet -q --keep earliest -o earliest.parquet
expect_exit 3 "$TEXTKIN" filter in.parquet -q --action strip -o stripped.parquet
expect_exit 3 "$TEXTKIN" filter in.jsonl -q --action strip -o stripped.jsonl
expect_exit 3 "$TEXTKIN" filter in.jsonl -q --keep earliest -o earliest.jsonl
"$ARROW_PYTHON" - <<'PYTHON'
import json, pyarrow.parquet as parquet
def lines(name): return [json.loads(line) for line in open(name, encoding="utf-8")]
whole, kept = parquet.read_table("in.parquet"), parquet.read_table("kept.parquet")
assert kept.schema.equals(whole.schema) and kept.schema.metadata[b"origin"] == b"a test", kept.schema
ids = [row["id"] for row in lines("kept.jsonl")]
by_id = {row["id"]: row for row in whole.to_pylist()}
assert kept.to_pylist() == [by_id[one] for one in ids] and 0 < len(ids) < len(by_id), ids
assert parquet.ParquetFile("kept.parquet").metadata.row_group(0).column(0).compression == "ZSTD"
assert [row["id"] for row in lines("kept-rows.jsonl")] == ids
assert lines("kept-rows.jsonl")[1]["metadata"]["seen"].startswith("2024-01-02T03:04:0")
annotated = parquet.read_table("annotated.parquet")
assert annotated.drop_columns("textkin").equals(whole)
verdicts = {row["id"]: json.loads(row["textkin"])["verdict"] for row in annotated.to_pylist() if row["text"] is not None}
assert [one for one in by_id if verdicts.get(one, "kept") == "kept"] == ids, verdicts
assert parquet.read_table("earliest.parquet")["id"].to_pylist() == [row["id"] for row in lines("earliest.jsonl")]
stripped = {row["id"]: row.get("text") for row in lines("stripped.jsonl")}
assert dict(zip(*parquet.read_table("stripped.parquet").select(["id", "text"]).to_pydict().values())) == stripped
assert any(stripped[one] != by_id[one]["text"] for one in stripped), stripped
PYTHON
# Rows are made of rows alone, and nothing is left of what failed.
expect_exit 2 "$TEXTKIN" filter in.jsonl -q -o mixed.parquet
expect_stderr 'Parquet is made of Parquet alone'
[[ ! -e mixed.parquet ]] || fail "a half file was left"
! compgen -G '*.partial*' || fail "a partial file was left"
# An index takes rows too.
expect_exit 3 "$TEXTKIN" index build rows.index in.parquet -q
expect_exit 0 "$TEXTKIN" index query rows.index 'in.parquet#1' --json >answer
grep -q '"source":"in.parquet#2"' answer || fail "$(cat answer)"

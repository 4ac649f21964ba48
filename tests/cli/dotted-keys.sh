# Keys of records may be dotted paths; a key that has the dot in its name counts too.
source "$CLI/functions.bash"
cat >r.jsonl <<'END'
{"doc": {"body": {"text": "The ferry leaves at six."}, "key": "n1"}, "meta": {"link": "https://www.pier.example/a", "when": "2021-03-04", "from": "pier"}}
{"doc.body.text": "It returns at nine.", "doc": {"key": 7}, "meta": {"link": "https://quay.example/b"}}
{"text": "Not where the text is."}
END
expect_exit 3 "$TEXTKIN" scan r.jsonl -o out --text-key doc.body.text --id-key doc.key --url-key meta.link \
  --date-key meta.when --site-key meta.from --write-text
python3 - <<'PYTHON'
import json
rows = [json.loads(line) for line in open("out/documents.jsonl", encoding="utf-8")]
assert [row["record_id"] for row in rows] == ["n1", "7", None], rows
assert [row["site"] for row in rows] == ["pier", "quay.example", None], rows
assert rows[0]["url"] == "https://www.pier.example/a" and rows[0]["dates"] == [{"value": "2021-03-04", "kind": "record"}], rows[0]
assert [[fault["code"] for fault in row["faults"]] for row in rows] == [[], [], ["F0402"]], rows
assert open("out/text/r.jsonl#2.txt", encoding="utf-8").read() == "It returns at nine."
PYTHON
[[ $("$TEXTKIN" text --plain --text-key doc.body.text r.jsonl) == 'The ferry leaves at six.' ]] || fail "text reads another field"

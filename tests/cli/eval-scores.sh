# eval scores a result: the table, and the same as one JSON object; nothing is written.
source "$CLI/functions.bash"
mkdir truth out
cat >truth/documents.jsonl <<'END'
{"id":"a","family":"1","end":80,"flags":["masked"],"operations":["mask"]}
{"id":"b","family":"1","end":80}
{"id":"c","family":"1","end":80}
END
cat >out/documents.jsonl <<'END'
{"id":"a","chars":80,"flags":["masked"]}
{"id":"b","chars":80,"flags":[]}
{"id":"c","chars":80,"flags":[]}
END
echo '{"id":"a","members":["a","b"]}' >out/clusters.jsonl
expect_exit 0 "$TEXTKIN" eval --truth truth --result out --json >scores.json
[[ ! -s stderr ]] || fail "words on standard error: $(cat stderr)"
python3 -c '
import json
scores = json.load(open("scores.json"))
pairs = scores["clusters"]["pairs"]
assert pairs == {"precision": 1.0, "recall": 0.3333, "f1": 0.5, "right": 1, "found": 1, "wanted": 3}, pairs
assert scores["passages"] is None and scores["edges"] is None, scores
assert scores["flags"]["masked"]["f1"] == 1, scores["flags"]'
[[ $(ls out) == $'clusters.jsonl\ndocuments.jsonl' ]] || fail "files were left: $(ls out)"
expect_exit 0 "$TEXTKIN" eval --truth truth --result out

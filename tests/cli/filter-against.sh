# --against INDEX: what an older collection has goes, with the old document's ids and the matched text; what only holds
# a text of it goes under --decontaminate.
source "$CLI/functions.bash"
command -v jq >/dev/null || skip "jq is not installed"
python3 "$CLI/filter_records.py" | grep -v -e 'not json' -e '"g"' >new.jsonl
python3 - <<'PYTHON'
import json
records = [json.loads(line) for line in open("new.jsonl")]
sheep, quay = records[-1]["text"], records[0]["text"]
words = " ".join("unlike%d" % i for i in range(120))
with open("old.jsonl", "w") as file:
    print(json.dumps({"id": "old-sheep", "text": sheep.replace("two brothers", "three sisters")}), file=file)
    print(json.dumps({"id": "old-quay", "text": quay}), file=file)
with open("new.jsonl", "a") as file:
    print(json.dumps({"id": "holder", "text": words + ". " + sheep}), file=file)
    print(json.dumps({"id": "tail", "text": words + "."}), file=file)
PYTHON
for preset in strict report; do
  expect_exit 0 "$TEXTKIN" index build "$preset.index" old.jsonl --preset "$preset" -q
  for threads in 1 4; do
    expect_exit 0 "$TEXTKIN" filter new.jsonl --against "$preset.index" --receipts "$preset-$threads" -q --threads "$threads" \
      >"out-$preset-$threads"
  done
  cmp "$preset-1" "$preset-4"
  cmp "out-$preset-1" "out-$preset-4"
  echo "$preset: $(jq -r .id "out-$preset-1" | tr '\n' ' ')"
  jq -c '[.removed_record_id, .kept_record_id, .reason, .against]' "$preset-1"
done
# The matched text is quoted, and stands where the receipt says, in both.
python3 - <<'PYTHON'
import json
texts = {record["id"]: record["text"] for name in ("old.jsonl", "new.jsonl") for record in map(json.loads, open(name))}
rows = [json.loads(line) for line in open("report-1", encoding="utf-8")]
hits = [row for row in rows if row["against"]]
assert hits and all(row["passages"] for row in hits)
for row in hits:
    assert row["kept"].startswith("old.jsonl#"), row
    for passage in row["passages"]:
        begin, end = passage["removed"]
        assert texts[row["removed_record_id"]][begin:end] == passage["text"], row
PYTHON
expect_exit 0 "$TEXTKIN" filter new.jsonl --against report.index --decontaminate --receipts hits -q >clean
jq -c 'select(.removed_record_id == "holder") | [.kept_record_id, .containment < 0.5]' hits
! grep -q '"holder"' clean
# What waits for a pass over the index is as much as --memory lets; nothing depends on how much that is, and it is what
# the filter keeps of both behind each other.
python3 - <<'PYTHON'
import random
random.seed(8)
def words(count): return ["w%d" % random.randrange(10**6) for _ in range(count)]
template, old, new = words(24), [], []
for i in range(3000): old.append(words(40) if i % 8 else words(24))
for i in range(24_000):
    text = words(40)
    if i % 5 in (1, 2):  # of the index, or of any record before
        text = list(random.choice(old if i % 5 == 1 or not new else new))
        for _ in range(i % 7): text[random.randrange(len(text))] = "w%d" % random.randrange(10**6)
    elif i % 50 == 3: text[:24] = template  # fills buckets
    new.append(text)
for name, texts in (("before", old), ("behind", new), ("both", old + new)):
    with open(name + ".jsonl", "w") as file:
        file.writelines('{"text": "%s"}\n' % " ".join(text) for text in texts)
PYTHON
for preset in strict report; do
  expect_exit 0 "$TEXTKIN" index build "before-$preset" before.jsonl --preset "$preset" -q
  for keep in first longest; do
    for memory in 64M 8G; do
      expect_exit 0 "$TEXTKIN" filter behind.jsonl --against "before-$preset" --keep $keep --memory $memory --threads 2 -q \
        --receipts $memory.receipts --overwrite >$memory.kept
    done
    cmp 64M.kept 8G.kept
    cmp 64M.receipts 8G.receipts
    (($(grep -c before.jsonl 8G.receipts) > 2000)) || fail "$(grep -c before.jsonl 8G.receipts) receipts name the index"
    [[ $keep == longest ]] || cp 8G.kept first.kept
  done
  expect_exit 0 "$TEXTKIN" filter both.jsonl --preset "$preset" -q >both.kept
  cmp first.kept <(tail -n +3001 both.kept)
done
expect_exit 2 "$TEXTKIN" filter new.jsonl --against report.index --preset strict
expect_stderr 'was made with report'
expect_exit 2 "$TEXTKIN" filter new.jsonl --decontaminate
expect_exit 2 "$TEXTKIN" filter new.jsonl --against missing.index
expect_exit 0 "$TEXTKIN" index build bare.index old.jsonl --no-texts -q
expect_exit 2 "$TEXTKIN" filter new.jsonl --against bare.index
expect_stderr 'keeps no texts'

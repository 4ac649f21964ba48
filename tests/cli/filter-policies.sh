# Which of several kin stays: the order decides, and every receipt names a record that stays.
source "$CLI/functions.bash"
command -v jq >/dev/null || skip "jq is not installed"
python3 "$CLI/filter_records.py" | grep -v -e 'not json' -e '"g"' >in.jsonl
python3 - <<'PYTHON' >>in.jsonl
import json
quay = "The harbour board met in xx and in xx to look at the plans for the new stone quay that ** had broken in two places last year."
keeper = " The keeper of the lighthouse writes a letter to the board each week and has never had an answer to any of them."
more = " And he will not stop writing before he has one, he told the paper on Monday at the harbour."
print(json.dumps({"id": "masked", "text": quay + keeper + more}))
PYTHON
for policy in first longest earliest best source; do
  preset=web
  expect_exit 0 "$TEXTKIN" filter in.jsonl --keep "$policy" --preset "$preset" --receipts receipts.jsonl -o out.jsonl \
    --overwrite -q
  echo "$policy: $(jq -r .id out.jsonl | tr '\n' ' ')"
  python3 "$CLI/check_receipts.py" in.jsonl out.jsonl receipts.jsonl
done
expect_exit 2 "$TEXTKIN" filter --keep longest <in.jsonl
expect_stderr 'standard input can be read only once'

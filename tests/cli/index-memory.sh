# An index is the same, however little memory its postings are sorted in.
source "$CLI/functions.bash"
python3 -c '
import json, random
random.seed(4)
words = ["".join(random.choice("aeioubdgklmnprst") for _ in range(random.randrange(3, 9))) for _ in range(9_000)]
for i in range(20_000): print(json.dumps({"text": " ".join(random.choices(words, k=60))}))' >in.jsonl
head -n 20 in.jsonl >few.jsonl
for memory in 64M 4G; do
  expect_exit 0 "$TEXTKIN" index build "ix-$memory" in.jsonl --memory "$memory" -q
  expect_exit 0 "$TEXTKIN" index add "ix-$memory" few.jsonl --memory "$memory" -q
  expect_exit 0 "$TEXTKIN" index verify "ix-$memory"
  "$TEXTKIN" index query "ix-$memory" few.jsonl#7 --json >"answers-$memory"
  grep -v '^generation\|disk' <("$TEXTKIN" index stats "ix-$memory") >"stats-$memory"
done
cmp stats-64M stats-4G
cmp answers-64M answers-4G
[[ -s answers-4G ]] || fail "no answer"
expect_exit 2 "$TEXTKIN" index build other in.jsonl --memory 1K
expect_stderr "--memory"

# Memory obeys --memory: kept records that do not fit end the run with words, and what was written is whole; removed
# records take none.
source "$CLI/functions.bash"
python3 - <<'PYTHON'
import random
random.seed(6)
with open("unlike.jsonl", "w") as file:
    for i in range(70000):
        file.write('{"text": "%s"}\n' % " ".join("w%d" % random.randrange(10**6) for _ in range(12)))
with open("alike.jsonl", "w") as file:
    text = ["w%d" % i for i in range(60)]
    for i in range(70000):
        text[i % 60] = "w%d" % random.randrange(10**6)
        file.write('{"text": "%s"}\n' % " ".join(text))
        text[i % 60] = "w%d" % (i % 60)
PYTHON
for file in unlike alike; do
  code=0
  python3 "$CLI/measure.py" peak_kib "$TEXTKIN" filter "$file.jsonl" --memory 64M --threads 2 -q >out 2>stderr || code=$?
  (($(cat peak_kib) < 128 * 1024)) || fail "$file: peak memory $(cat peak_kib) KiB"
  if [[ $file == unlike ]]; then
    ((code == 5)) || fail "exit code $code: $(cat stderr)"
    expect_stderr '--memory 64M is full with'
    cmp out <(head -n "$(wc -l <out)" unlike.jsonl)
    (($(wc -l <out) > 30000)) || fail "only $(wc -l <out) records"
  else
    ((code == 0)) || fail "exit code $code: $(cat stderr)"
    (($(wc -l <out) == 1)) || fail "$(wc -l <out) records"
  fi
done
expect_exit 0 "$TEXTKIN" filter unlike.jsonl --threshold 0.8 --memory 96M -q >out
cmp out unlike.jsonl

# Memory obeys --memory: tables of kept records spill, to the same result; kept records that do not fit even so end the
# run with words, and what was written is whole; removed records take none.
source "$CLI/functions.bash"
python3 - <<'PYTHON'
import random
random.seed(6)
with open("unlike.jsonl", "w") as file:
    file.writelines('{"text": "%d short text"}\n' % i for i in range(950_000))
with open("alike.jsonl", "w") as file:
    text = ["w%d" % i for i in range(60)]
    for i in range(70000):
        text[i % 60] = "w%d" % random.randrange(10**6)
        file.write('{"text": "%s"}\n' % " ".join(text))
        text[i % 60] = "w%d" % (i % 60)
with open("mixed.jsonl", "w") as file:
    kept = []
    for i in range(24_000):
        text = ["w%d" % random.randrange(10**6) for _ in range(30)]
        if i % 4 == 3:
            text = list(random.choice(kept))
            for _ in range(i % 5): text[random.randrange(30)] = "w%d" % random.randrange(10**6)
        kept.append(text)
        file.write('{"text": "%s"}\n' % " ".join(text))
PYTHON
for file in unlike alike; do
  code=0
  python3 "$CLI/measure.py" peak_kib "$TEXTKIN" filter "$file.jsonl" --memory 64M --threads 2 -q >out 2>stderr || code=$?
  (($(cat peak_kib) < 128 * 1024)) || fail "$file: peak memory $(cat peak_kib) KiB"
  if [[ $file == unlike ]]; then
    ((code == 5)) || fail "exit code $code: $(cat stderr)"
    expect_stderr '--memory 64M is full with'
    cmp out <(head -n "$(wc -l <out)" unlike.jsonl)
    (($(wc -l <out) > 400000)) || fail "only $(wc -l <out) records"
  else
    ((code == 0)) || fail "exit code $code: $(cat stderr)"
    (($(wc -l <out) == 1)) || fail "$(wc -l <out) records"
  fi
done
for keep in first longest; do
  expect_exit 0 "$TEXTKIN" filter mixed.jsonl --memory 8G -q --keep $keep --receipts all.receipts --overwrite >all
  expect_exit 0 "$TEXTKIN" filter mixed.jsonl --memory 64M --keep $keep --receipts little.receipts --overwrite >little
  expect_stderr 'of tables spilled'
  cmp all little
  cmp all.receipts little.receipts
done
(($(wc -l <all.receipts) > 3000)) || fail "$(wc -l <all.receipts) receipts"

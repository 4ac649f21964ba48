# The same bytes for any number of threads, from a file, a pipe in pieces, and from several files.
source "$CLI/functions.bash"
python3 - <<'PYTHON' >in.jsonl
import random
random.seed(8)
texts = []
for i in range(9000):
    if texts and random.random() < .5:
        text = list(random.choice(texts))
        for _ in range(random.randrange(12)):
            text[random.randrange(len(text))] = "w%d" % random.randrange(10**5)
    else:
        text = ["w%d" % random.randrange(10**5) for _ in range(random.randrange(5, 90))]
    texts.append(text)
    print('{"id":"%d","text":"%s"}' % (i, " ".join(text)))
PYTHON
for keep in first best; do
  for threads in 1 2 8; do
    expect_exit 0 "$TEXTKIN" filter in.jsonl --keep "$keep" --threads "$threads" -q --receipts "$keep-$threads" >"out-$keep-$threads"
    cmp "$keep-1" "$keep-$threads"
    cmp "out-$keep-1" "out-$keep-$threads"
  done
done
python3 -c '
import sys, random
data = open("in.jsonl", "rb").read()
while data:
    size = random.randrange(1, 70000)
    sys.stdout.buffer.write(data[:size]); sys.stdout.buffer.flush()
    data = data[size:]' | "$TEXTKIN" filter --threads 2 -q --receipts piped >out
cmp out out-first-1
diff -q <(sed 's/"in.jsonl#/"-#/g' first-1) piped
split -n l/7 in.jsonl part-
expect_exit 0 "$TEXTKIN" filter part-* -q >out
cmp out out-first-1

# A scan that may hold little in memory spills, and its results are those of one that may hold all.
source "$CLI/functions.bash"
python3 - <<'PYTHON'
import json, random
random.seed(11)
words = ["".join(random.choice("aeioubdgklmnprst") for _ in range(random.randrange(3, 9))) for _ in range(20_000)]
def text(size): return [random.choice(words) for _ in range(size)]
texts = []
with open("in.jsonl", "w") as file:
    for i in range(38_000):
        part = text(30)
        if texts and i % 20 == 4:  # a copy, edited or whole
            part = list(random.choice(texts))
            for _ in range(i % 7): part[random.randrange(len(part))] = random.choice(words)
        elif texts and i % 20 == 3:  # a passage of another
            part[5:25] = random.choice(texts)[:20]
        if i % 50 == 0: texts.append(part)
        print(json.dumps({"id": i, "text": " ".join(part), "site": f"s{i % 9}.example"}), file=file)
PYTHON
for preset in strict report; do
  expect_exit 0 "$TEXTKIN" scan in.jsonl -o "$preset-all" --preset $preset --memory 8G --no-report -q
  expect_exit 0 "$TEXTKIN" scan in.jsonl -o "$preset-little" --preset $preset --memory 64M --no-report -q
  diff -r --exclude=run.json $preset-all $preset-little || fail "$preset: results differ"
  python3 - $preset <<'PYTHON'
import json, sys
runs = {name: json.load(open(f"{sys.argv[1]}-{name}/run.json")) for name in ("all", "little")}
spilled = {name: run["resources"]["spilled_bytes"] for name, run in runs.items()}
assert spilled["all"] == 0 and spilled["little"] > 1 << 20, spilled
assert runs["all"]["counts"] == runs["little"]["counts"] and runs["all"]["counts"]["clusters"] > 100
PYTHON
done

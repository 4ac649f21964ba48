# compare --json says of two documents what a scan of the two writes: the same numbers, the same passages, the same edge.
source "$CLI/functions.bash"
collection=$SOURCE_DIR/fixtures/collection
mkdir in
cp "$collection/reports.example/tallow-2020.md" "$collection/docshare-a.example/tallow.html" in
cp "$collection/archive.example/water.txt" "$collection/reports.example/water-2020.md" in
cp "$collection/reports.example/tallow-2021.md" in
expect_exit 0 "$TEXTKIN" scan in -o out --quiet
cd in
for pair in 'tallow-2020.md tallow.html' 'water-2020.md water.txt' 'tallow-2020.md tallow-2021.md' 'tallow.html water.txt'; do
  read -r a b <<<"$pair"
  "$TEXTKIN" compare "$a" "$b" --json
done >../compared.jsonl
cd ..
python3 - <<'PYTHON'
import json
def rows(name):
    return [json.loads(line) for line in open(name, encoding="utf-8")]
pairs = {(row["a"], row["b"]): row for row in rows("out/pairs.jsonl")}
passages = {}
for row in rows("out/passages.jsonl"):
    passages.setdefault((row["a"]["document"], row["b"]["document"]), []).append(row)
edges = {(row["source"], row["derived"]): row for row in rows("out/edges.jsonl")}
verdicts = []
directions = []
for compared in rows("compared.jsonl"):
    key = (compared["a"], compared["b"])
    assert compared.pop("passages") == passages.get(key, []), key
    edge = compared.pop("edge")
    both = [edges.get(key), edges.get(key[::-1])]
    assert edge in both, (edge, both)
    directions.append(edge and (edge["relation"], edge["source"], edge["derived"]))
    verdicts.append(compared["verdict"])
    if compared["verdict"] is None:
        assert key not in pairs, key
    else:
        assert compared == pairs[key], (compared, pairs[key])
print(verdicts)
print(directions)
assert sum(map(len, passages.values())) > 0
PYTHON
# Under strict the verdict is that of resemblance alone.
"$TEXTKIN" compare in/tallow-2020.md in/tallow-2021.md --json --preset strict --threshold 0.1 | grep -o '"verdict":"[a-z_]*"'

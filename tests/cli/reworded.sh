# Copies in other words and another order: found by --preset paraphrase among strangers, in both languages.
mkdir in
python3 -B - "$SOURCE_DIR/fixtures/prose" <<'PY'
import re
import sys
from pathlib import Path

prose = Path(sys.argv[1])


def turned(items: list[str], group: int) -> list[str]:
    return [item for at in range(0, len(items), group) for item in reversed(items[at : at + group])]


english = (prose / "en-museum.txt").read_text(encoding="utf-8")
words = english.split()
words = ["thing" if i % 7 == 3 else word for i, word in enumerate(turned(words, 3))]
Path("in/museum.txt").write_text(english, encoding="utf-8")
Path("in/museum-reworded.txt").write_text(" ".join(words), encoding="utf-8")

chinese = (prose / "zh-canteen.txt").read_text(encoding="utf-8")
clauses = [clause for clause in re.split("[，。；：\n]", chinese) if clause]
Path("in/canteen.txt").write_text(chinese, encoding="utf-8")
Path("in/canteen-reworded.txt").write_text("，".join(clause[1:] for clause in turned(clauses, 2)), encoding="utf-8")

for other in ("en-allotments", "en-slogan-choir", "en-harbour", "zh-parks", "zh-slogan-post", "zh-water"):
    Path(f"in/{other}.txt").write_bytes((prose / f"{other}.txt").read_bytes())
PY
"$TEXTKIN" scan in -o report --quiet --no-report
"$TEXTKIN" scan in -o paraphrase --quiet --no-report --preset paraphrase
"$TEXTKIN" scan in -o again --quiet --no-report --preset paraphrase --threads 1
cmp paraphrase/passages.jsonl again/passages.jsonl
cat paraphrase/clusters.jsonl | python3 -B -c "import json, sys; [print(*json.loads(line)[\"members\"]) for line in sys.stdin]"
for preset in report paraphrase; do
  echo "$preset:"
  python3 -B -c '
import json
import sys
for line in open(sys.argv[1], encoding="utf-8"):
    passage = json.loads(line)
    kinds = sorted({difference["type"] for difference in passage["differences"]})
    print(passage["a"]["document"], passage["b"]["document"], *kinds)' "$preset/passages.jsonl"
done

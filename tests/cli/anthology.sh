# An anthology is split: a row for the whole and one for each text, which alone match; one text file; ranges count in the whole.
source "$CLI/functions.bash"
prose=$SOURCE_DIR/fixtures/prose
mkdir -p in/site-a in/site-b
cp "$prose/zh-water.txt" in/site-a/water.txt
cp "$prose/en-museum.txt" in/site-a/museum.txt
{
  echo "年终工作总结范文（合集2篇）"
  for number in 1 2; do
    names=(zh-library zh-water)
    file=$prose/${names[number - 1]}.txt
    echo "篇$number：$(head -n 1 "$file")"
    cat "$file"
  done
} > in/site-b/two.txt
{
  echo "Three annual reports"
  number=0
  for name in en-harbour en-museum en-water; do
    number=$((number + 1))
    echo "Report $number: $(head -n 1 "$prose/$name.txt")"
    cat "$prose/$name.txt"
  done
} > in/site-b/three.txt
expect_exit 0 "$TEXTKIN" scan in -o out --write-text
python3 "$CLI/check_result.py" out
python3 - <<'END'
import json
rows = [json.loads(line) for line in open("out/documents.jsonl", encoding="utf-8")]
texts = {row["id"]: open(f"out/text/{row['id']}.txt", encoding="utf-8", newline="").read() for row in rows if not row["part_of"]}
for row in rows:
    if row["part_of"]:
        part = texts[row["part_of"]][row["begin"]:row["end"]]
        print(row["id"], "|", part.split("\n")[0], "|", row["title"], "|", row["bytes"] == len(part.encode()))
for line in open("out/clusters.jsonl", encoding="utf-8"):
    print(json.loads(line)["members"])
counts = json.load(open("out/run.json", encoding="utf-8"))["counts"]
print(counts["documents"], counts["split_documents"], counts["parts"])
END
"$TEXTKIN" text in/site-b/two.txt | grep -E '^# part|^\[part'
"$TEXTKIN" text --row in/site-b/two.txt | wc -l
# Under strict a file is one text.
expect_exit 0 "$TEXTKIN" scan in -o plain --preset strict
wc -l < plain/documents.jsonl

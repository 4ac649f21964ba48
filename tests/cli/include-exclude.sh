# --include and --exclude choose files; exclude wins. What is not read by its type is counted.
source "$CLI/functions.bash"
mkdir texts
for name in a.txt b.md c.txt d.png; do echo "The text of $name." >"texts/$name"; done
count() { wc -l <"$1/documents.jsonl"; }
expect_exit 0 "$TEXTKIN" scan texts -o all
[[ $(count all) == 3 ]] || fail "all: $(count all)"
python3 -c '
import json
run = json.load(open("all/run.json", encoding="utf-8"))
assert "d.png" in json.dumps(run), run'
expect_exit 2 "$TEXTKIN" scan texts -o never --include ''
expect_stderr 'is empty'
expect_exit 0 "$TEXTKIN" scan texts -o some --include '*.txt' --exclude 'c*'
[[ $(count some) == 1 ]] || fail "some: $(count some)"

# Three collections, each with a text of the next: the edges close a circle, which has the name of its first document.
source "$CLI/functions.bash"
prose=$SOURCE_DIR/fixtures/prose
texts=(zh-library zh-water zh-parks)
sites=(a b c)
for i in 0 1 2; do
  mkdir -p "in/${sites[i]}"
  own=$prose/${texts[i]}.txt
  taken=$prose/${texts[(i + 2) % 3]}.txt
  {
    echo "年终工作总结范文（合集2篇）"
    echo "篇1：$(head -n 1 "$own")"
    cat "$own"
    echo "篇2：$(head -n 1 "$taken" | sed 's/[0-9]/x/g')"
    sed 's/[0-9]/x/g' "$taken"
  } >"in/${sites[i]}/two.txt"
done
expect_exit 0 "$TEXTKIN" scan in -o out --write-text --threads 2
python3 "$CLI/check_result.py" out
expect_exit 0 "$TEXTKIN" scan in -o again --write-text --threads 1
cmp out/edges.jsonl again/edges.jsonl || fail "edges depend on the threads"
python3 - <<'END'
import json
for row in map(json.loads, open("out/edges.jsonl", encoding="utf-8")):
    print(row["source"], row["relation"], row["derived"], row["circle"])
END
"$TEXTKIN" show out | grep -A 1 -F "Circles"
"$TEXTKIN" show out "a/two.txt#part1" | grep -F "in the circle"

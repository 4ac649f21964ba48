# What A and B may be: any file that is read, one of them stdin, a record of JSONL, a text of an anthology; the rest is usage.
source "$CLI/functions.bash"
prose=$SOURCE_DIR/fixtures/prose
cp "$prose/zh-water.txt" water.txt
gzip -c water.txt >water.txt.gz
python3 - <<'PYTHON'
import json
with open("records.jsonl", "w", encoding="utf-8") as out:
    out.write(json.dumps({"text": "something else"}) + "\n\n")
    out.write(json.dumps({"text": open("water.txt", encoding="utf-8").read()}) + "\n")
PYTHON
{
  echo "年终工作总结范文（合集2篇）"
  for name in zh-library zh-water; do
    number=$((${number:-0} + 1))
    echo "篇$number：$(head -n 1 "$prose/$name.txt")"
    cat "$prose/$name.txt"
  done
} >two.txt
verdict() {
  "$TEXTKIN" compare "$@" --json | grep -o '"verdict":[a-z_"]*'
}
verdict water.txt water.txt.gz
verdict water.txt - <water.txt
verdict records.jsonl#3 water.txt
verdict water.txt records.jsonl
verdict two.txt#part2 water.txt
verdict two.txt#part1 water.txt
verdict - two.txt#part2 <two.txt
"$TEXTKIN" compare two.txt two.txt#part2 | grep -o 'an anthology.*'

for missing in nowhere.txt records.jsonl#2 records.jsonl#9 water.txt#1 two.txt#part3 water.txt#part1 nowhere.txt#part1; do
  expect_exit 2 "$TEXTKIN" compare water.txt "$missing" >stdout
  expect_stderr "${missing%%#*}"
  [[ ! -s stdout ]] || fail "something was printed for $missing"
done
expect_exit 2 "$TEXTKIN" compare . water.txt
expect_stderr 'is a folder'
expect_exit 2 "$TEXTKIN" compare - -
expect_stderr 'not both'
expect_exit 2 "$TEXTKIN" compare water.txt
expect_exit 2 "$TEXTKIN" compare water.txt water.txt water.txt
expect_exit 2 "$TEXTKIN" compare water.txt water.txt --json -q
for option in '--width 39' '--width x' '--color blue' '--preset none' '--threshold 0'; do
  expect_exit 2 "$TEXTKIN" compare water.txt water.txt $option
  expect_stderr "${option%% *}"
done
# A document that has faults is compared as far as it was read; exit 3.
printf 'The ferry \xff\xfe leaves the old harbour at six in the morning and returns with the mail at noon, \xe9 every day of the year.' >bad.txt
head -c 700 water.txt.gz >cut.txt.gz
expect_exit 3 "$TEXTKIN" compare cut.txt.gz water.txt --fail-if-found >stdout
grep -o 'fault F[0-9]*' stdout

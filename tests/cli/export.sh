# textkin export: to standard output, to a file that appears whole, and refusals.
source "$CLI/functions.bash"
python3 -B "$SOURCE_DIR/tests/report_html/make_result.py" out
"$TEXTKIN" export out --to prov >prov.json
"$TEXTKIN" export out --to prov -o file.json
cmp prov.json file.json
python3 -c 'import json; json.load(open("prov.json", encoding="utf-8"))'
"$TEXTKIN" export out --to csv | head -1 | grep -q '^source,derived,relation,'
"$TEXTKIN" export out --to html -o page.html
head -1 page.html | grep -q '<!DOCTYPE html>'
"$TEXTKIN" export out --to dot | head -1 >first

expect_exit 2 "$TEXTKIN" export out --to word
expect_stderr "one of prov, graphml"
expect_exit 2 "$TEXTKIN" export out
expect_exit 2 "$TEXTKIN" export nowhere --to csv
# Removal lists are for one file of records.
expect_exit 2 "$TEXTKIN" export out --to datatrove
expect_stderr "--path"
"$TEXTKIN" export out --to datatrove --path wenku.example/17.html -o list
[[ $(od -An -tx1 list | tr -d ' ') == 00000000 ]] || fail "$(od -An -tx1 list)"
expect_exit 2 "$TEXTKIN" export out --to datatrove --path no.jsonl

# A damaged result is named, and no half file is left.
echo '{"source": 1}' >>out/edges.jsonl
expect_exit 5 "$TEXTKIN" export out --to graphml -o half.xml
expect_stderr "edges.jsonl': line"
[[ ! -e half.xml && ! -e half.xml.partial ]] || fail "a half file was left"
expect_exit 5 "$TEXTKIN" export out --to dot -o /nowhere/x

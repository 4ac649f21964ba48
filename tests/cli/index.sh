# textkin index: built, added to, asked, emptied again; stdout is data, the exit codes those of the design.
source "$CLI/functions.bash"

"$TEXTKIN" index build ix "$SOURCE_DIR/fixtures/collection" -q
"$TEXTKIN" index verify ix | grep -q '^sound: generation 1, 52 documents' || fail "not sound"
"$TEXTKIN" index stats ix --json >stats
python3 - <<'END'
import json
stats = json.load(open("stats"))
assert stats["documents"] == 52 and stats["parts"] > 52 and stats["texts"] and stats["preset"] == "report", stats
END
expect_exit 2 "$TEXTKIN" index build ix "$SOURCE_DIR/fixtures/collection"
expect_stderr "is an index already"

# Where does this text come from: its own copy first, then those that cover most of it.
report=$SOURCE_DIR/fixtures/collection/reports.example/tallow-2020.md
"$TEXTKIN" index query ix "$report" | python3 -c '
import sys
text = sys.stdin.read()
assert "5 sources" in text and "near duplicate" in text and "same template" in text, text'
"$TEXTKIN" index query ix "$report" --json >sources
python3 - "$report" <<'END'
import json, pathlib, sys
sources = [json.loads(line) for line in open("sources", encoding="utf-8")]
first = sources[0]
assert first["source"] == "reports.example/tallow-2020.md" and first["verdict"] == "identical" and first["verified"], first
assert first["share_of_query"] == 1 and first["site"] == "reports.example" and first["dates"], first
text = pathlib.Path(sys.argv[1]).read_bytes().decode("utf-8")
for source in sources:
    for passage in source["passages"]:
        a = passage["a"]
        assert text[a["begin"]:a["end"]] == a["text"], a
END

# Adding what is there changes nothing; another text replaces.
"$TEXTKIN" index stats ix | grep -v "on disk" >before
"$TEXTKIN" index add ix "$SOURCE_DIR/fixtures/collection" 2>said
grep -q '0 added, 0 replaced, 52 unchanged' said || fail "$(cat said)"
"$TEXTKIN" index stats ix | grep -v "on disk" | diff - before
mkdir new
echo "Quite another text about a lighthouse and its keeper, who kept a log." >new/note.txt
"$TEXTKIN" index add ix new -q
echo "The keeper has rewritten the log of the lighthouse." >new/note.txt
"$TEXTKIN" index add ix new 2>said
grep -q '0 added, 1 replaced' said || fail "$(cat said)"
"$TEXTKIN" index verify ix -q

# Removed, it is as if it had never been there.
echo note.txt | "$TEXTKIN" index remove ix - -q
expect_exit 3 "$TEXTKIN" index remove ix note.txt
expect_stderr "'note.txt' is not in the index"
"$TEXTKIN" index verify ix | grep -o 'digest.*' >digest
"$TEXTKIN" index build fresh "$SOURCE_DIR/fixtures/collection" -q
"$TEXTKIN" index verify fresh | grep -o 'digest.*' | diff - digest

# Without texts: candidates that nobody has verified.
"$TEXTKIN" index build small "$SOURCE_DIR/fixtures/collection" -q --no-texts
"$TEXTKIN" index query small "$report" | grep -q 'not verified' || fail "candidates are called verified"
"$TEXTKIN" index query small "$report" --json | grep -q '"verified":false,"resemblance":1.000000}' || fail "or in JSON"
(($(du -s small | cut -f1) < $(du -s ix | cut -f1))) || fail "an index without texts is not smaller"

# Refusals, each with its own words.
expect_exit 2 "$TEXTKIN" index query nowhere "$report"
expect_stderr "there is no index in 'nowhere'"
expect_exit 2 "$TEXTKIN" index build other missing
[[ ! -e other ]] || fail "a folder was made for an input that does not exist"
sed -i 's/format 1/format 2/' small/index.txt
expect_exit 4 "$TEXTKIN" index query small "$report"
expect_stderr "has format 2"
echo rubbish >small/index.txt
expect_exit 4 "$TEXTKIN" index verify small
expect_stderr "is damaged"

# scan --index: the same bytes as a fresh scan of the same documents, however they came into the index.
source "$CLI/functions.bash"

cp -r "$SOURCE_DIR/fixtures/collection" all
"$TEXTKIN" scan all -o fresh -q
# run.json but for what it says of inputs: these, the index, and files of other types.
counts() {
  python3 -c '
import json, sys
run = json.load(open(sys.argv[1] + "/run.json", encoding="utf-8"))
del run["resources"], run["inputs"], run["settings"]
print(json.dumps({key: value for key, value in run.items() if "other" not in key}, sort_keys=True))' "$1"
}
same_as_fresh() {
  diff -r --exclude=run.json --exclude=report.html fresh "$1" || fail "$1 differs from a fresh scan"
  diff <(counts fresh) <(counts "$1") || fail "run.json of $1 has other counts"
}

# In batches by site, the last one by the scan itself.
"$TEXTKIN" index build ix all --include 'docshare-*/**' -q
"$TEXTKIN" index add ix all --include 'feed*/**' --include 'wenku*/**' -q
"$TEXTKIN" scan all -o batches --index ix --exclude 'docshare-*' --exclude 'feed*' -q
same_as_fresh batches
"$TEXTKIN" index verify ix -q
"$TEXTKIN" index stats ix --json | grep -q '"documents":52' || fail "the inputs were not added"

# From the index alone, on one thread.
"$TEXTKIN" scan -o alone --index ix --threads 1 -q
same_as_fresh alone

# Some removed, scanned without them, one replaced by another text, all of it added again.
python3 - <<'END' >ids
import json
for i, line in enumerate(open("fresh/documents.jsonl", encoding="utf-8")):
    row = json.loads(line)
    if i % 3 == 0 and not row["part_of"]:
        print(row["id"])
END
"$TEXTKIN" index remove ix - -q <ids
cp -r all other
echo "Another text stood here once, about a bridge and its toll." >other/reports.example/tallow-2020.md
"$TEXTKIN" scan other -o changed --index ix -q
"$TEXTKIN" scan other -o changed-fresh -q
diff -r --exclude=run.json --exclude=report.html changed-fresh changed || fail "a replaced document is not"
"$TEXTKIN" scan all -o again --index ix -q
same_as_fresh again
"$TEXTKIN" index verify ix -q

# Under strict, where texts are read again from their files.
"$TEXTKIN" scan all -o strict-fresh --preset strict -q
"$TEXTKIN" index build strict.ix all --preset strict --include 'reports*/**' -q
"$TEXTKIN" scan all -o strict --preset strict --index strict.ix --exclude 'reports*' -q
diff -r --exclude=run.json --exclude=report.html strict-fresh strict || fail "strict differs"

# What does not fit together is refused, and nothing is written.
expect_exit 4 "$TEXTKIN" scan all -o no --index strict.ix
expect_stderr "was made with preset strict and seed 0, and this scan has preset report and seed 0"
expect_exit 4 "$TEXTKIN" scan all -o no --index ix --seed 7
"$TEXTKIN" index build bare all --no-texts -q
expect_exit 4 "$TEXTKIN" scan all -o no --index bare
expect_stderr "holds no texts"
expect_exit 2 "$TEXTKIN" scan all -o no --index nowhere
[[ ! -e no && ! -e nowhere ]] || fail "something was written"

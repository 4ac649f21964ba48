# Damaged inputs are numbered faults and exit code 3; every other document comes out byte for byte as in
# a scan without them.
source "$CLI/functions.bash"
cp -r "$SOURCE_DIR/fixtures/collection" good
cp -r good mixed
cp "$SOURCE_DIR"/fixtures/hostile/* mixed/reports.example/
expect_exit 0 "$TEXTKIN" scan good -o out-good
expect_exit 3 "$TEXTKIN" scan mixed -o out-mixed

fault_codes out-mixed >faults
for expected in 'bad-lines.jsonl#2 F0401' 'bad-lines.jsonl#3 F0402' 'bad-lines.jsonl#4 F0402' \
  'bad-lines.jsonl#6 F0406' 'bad-lines.jsonl#7 F0405' 'cut.txt.gz F0201' 'nul.txt F0302' \
  'invalid-utf8.txt F0301'; do
  grep -qxF "reports.example/$expected" faults || fail "no fault $expected among: $(cat faults)"
done
! grep -q '#1 \|#8 \|wrong-charset' faults || fail "a fault of a good document: $(cat faults)"
[[ $(fault_codes out-good) == '' ]] || fail "a fault without a bad document"

bad='"id":"reports.example/(bad-lines.jsonl#|(cut.txt.gz|nul.txt|invalid-utf8.txt|wrong-charset.html)")'
grep -vE "$bad" out-mixed/documents.jsonl | diff out-good/documents.jsonl - >difference ||
  fail "other documents changed: $(head -c 2000 difference)"

# Charset: the page declares UTF-8 and is GBK; its text is kin of the report it copies.
grep -F '"reports.example/wrong-charset.html"' out-mixed/clusters.jsonl | grep -qF parks-2017.md ||
  fail "wrong-charset.html is not with its original"

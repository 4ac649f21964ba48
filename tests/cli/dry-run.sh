# --dry-run says what would be read and how much memory it needs, and writes nothing.
source "$CLI/functions.bash"
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out --dry-run >plan 2>&1
grep -q 41 plan || fail "41 files are not in the plan: $(cat plan)"
grep -qi memory plan || fail "no memory in the plan: $(cat plan)"
[[ ! -e out ]] || fail "out was made"

# Packed records are scaled by what is packed: the sample reads the first 32 MiB of 60,000 records.
python3 -c '
import random
random.seed(1)
for i in range(60_000): print("{\"text\": \"%s\"}" % random.randbytes(360).hex(" ", 4))' |
  gzip -1 >records.jsonl.gz
"$TEXTKIN" scan records.jsonl.gz --dry-run >plan
documents=$(grep -o 'documents .*' plan | tr -cd 0-9)
((documents > 55000 && documents < 65000)) || fail "60,000 documents are planned as $documents"

# An index: of new documents, and of more with the settings that it has.
"$TEXTKIN" index build ix records.jsonl.gz --dry-run --memory 64M >plan
grep -q 'documents  about' plan && grep -q 'memory     about' plan || fail "no plan of an index: $(cat plan)"
[[ ! -e ix ]] || fail "ix was made"
expect_exit 2 "$TEXTKIN" index add ix records.jsonl.gz --dry-run

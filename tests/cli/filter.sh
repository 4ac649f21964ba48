# What goes and what stays, with receipts: identical, near-duplicate, a chain that is none, faults.
source "$CLI/functions.bash"
python3 "$CLI/filter_records.py" >in.jsonl
expect_exit 3 "$TEXTKIN" filter in.jsonl --receipts receipts.jsonl
expect_stderr 'fault in in.jsonl#7: F0401 not-json'
expect_stderr 'fault in in.jsonl#8: F0402 missing-text'
expect_stderr 'removed 3: 2 identical, 1 near_duplicate'
expect_stderr '--keep first, one pass: earlier kept records decided'
cat receipts.jsonl
# The same from a pipe; only the ids of receipts say where the records came from.
expect_exit 3 "$TEXTKIN" filter --receipts piped.jsonl <in.jsonl >piped
expect_exit 3 "$TEXTKIN" filter in.jsonl -q >filed
cmp piped filed
diff <(sed 's/"in.jsonl#/"-#/g' receipts.jsonl) piped.jsonl
# Faulty lines can go too, and then they have receipts.
expect_exit 3 "$TEXTKIN" filter in.jsonl --faulty drop --receipts receipts.jsonl --overwrite -o dropped.jsonl
! grep -q 'not json' dropped.jsonl
grep -q '"removed":"in.jsonl#7","kept":null,"reason":"F0401"' receipts.jsonl
expect_exit 1 "$TEXTKIN" filter dropped.jsonl dropped.jsonl --fail-if-found -o twice.jsonl
cmp dropped.jsonl twice.jsonl
expect_exit 0 "$TEXTKIN" filter dropped.jsonl --fail-if-found -o once.jsonl

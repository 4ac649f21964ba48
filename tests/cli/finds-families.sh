# The scan of the fixture collection finds the families that its generator made, and no others.
source "$CLI/functions.bash"
expect_exit 0 "$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out
python3 "$CLI/compare_with_truth.py" out "$SOURCE_DIR/fixtures/collection.truth.jsonl"

# What the format promises holds for every file of a result: sorted, in range, consistent with the texts.
source "$CLI/functions.bash"
expect_exit 0 "$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out --write-text
python3 "$CLI/check_result.py" out
code=0
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" "$SOURCE_DIR/fixtures/hostile" -o hostile --write-text || code=$?
((code == 3)) || fail "exit code $code, expected 3"
python3 "$CLI/check_result.py" hostile

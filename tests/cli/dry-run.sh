# --dry-run says what would be read and how much memory it needs, and writes nothing.
source "$CLI/functions.bash"
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out --dry-run >plan 2>&1
grep -q 41 plan || fail "41 files are not in the plan: $(cat plan)"
grep -qi memory plan || fail "no memory in the plan: $(cat plan)"
[[ ! -e out ]] || fail "out was made"

# --quiet says nothing on either stream; without a terminal there is no progress line.
source "$CLI/functions.bash"
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out --quiet >said 2>&1
[[ ! -s said ]] || fail "said: $(cat said)"
"$TEXTKIN" scan "$SOURCE_DIR/fixtures/collection" -o out2 >said 2>&1
! grep -q $'\r' said || fail "progress without a terminal"

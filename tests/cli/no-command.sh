# Without a command, or with a wrong one, it is a usage error that says what there is.
source "$CLI/functions.bash"
expect_exit 2 "$TEXTKIN"
expect_stderr scan
expect_exit 2 "$TEXTKIN" scna
expect_stderr scna
expect_exit 2 "$TEXTKIN" scan --no-such-option x -o out
expect_stderr no-such-option
expect_exit 2 "$TEXTKIN" scan x.txt

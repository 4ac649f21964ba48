# A path that does not exist is a usage error naming it, and nothing is written.
source "$CLI/functions.bash"
echo 'a text' >here.txt
expect_exit 2 "$TEXTKIN" scan here.txt not-there.txt -o out
expect_stderr not-there.txt
[[ ! -e out ]] || fail "out was made"
expect_exit 2 "$TEXTKIN" scan 'no-*.txt' -o out
expect_stderr 'no-*.txt'
expect_exit 2 "$TEXTKIN" text not-there.txt
expect_stderr not-there.txt
mkdir folder
expect_exit 2 "$TEXTKIN" text folder
expect_stderr 'is a folder'

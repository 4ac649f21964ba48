# --fail-if-found ends with 1 when there are pairs; a fault is graver and wins.
source "$CLI/functions.bash"
mkdir texts
text='The ferry leaves the stone pier at six and returns at nine with the post and two passengers.'
echo "$text" >texts/a.txt
expect_exit 0 "$TEXTKIN" scan texts -o alone --fail-if-found
echo "$text" >texts/b.txt
expect_exit 0 "$TEXTKIN" scan texts -o without
expect_exit 1 "$TEXTKIN" scan texts -o found --fail-if-found
[[ -s found/pairs.jsonl ]] || fail "no result beside exit code 1"
mkfifo texts/pipe.txt
expect_exit 3 "$TEXTKIN" scan texts -o graver --fail-if-found

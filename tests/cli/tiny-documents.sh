# Empty, one character, only punctuation: listed, no fault, kin of nothing, not even of each other.
source "$CLI/functions.bash"
mkdir texts
: >texts/empty.txt
: >texts/empty2.txt
printf a >texts/letter.txt
printf '。' >texts/stop.txt
printf '……！？——' >texts/punctuation.txt
printf '……！？——' >texts/punctuation2.txt
printf '\n\n\n' >texts/newlines.txt
printf '<html></html>' >texts/nothing.html
: >texts/none.jsonl
expect_exit 0 "$TEXTKIN" scan texts -o out
[[ $(wc -l <out/documents.jsonl) == 8 ]] || fail "$(cat out/documents.jsonl)"
[[ ! -s out/pairs.jsonl ]] || fail "$(cat out/pairs.jsonl)"
[[ ! -s out/clusters.jsonl ]] || fail "$(cat out/clusters.jsonl)"
[[ $(tr -d ' \n' <out/clusters.json) == '[]' ]] || fail "$(cat out/clusters.json)"

# textkin show explains a result, one document, and two; ids of others cannot harm the terminal.
source "$CLI/functions.bash"
python3 -B "$SOURCE_DIR/tests/report_html/make_result.py" out
"$TEXTKIN" show out >all
grep -q '^16 documents; 11 in 2 families$' all || fail "$(cat all)"
grep -q 'edu.example/2020.html' all
grep -Eq 'copies +2' all
grep -q '1 conflict' all

"$TEXTKIN" show out edu.example/2020.html >one
grep -q '^Family edu.example/2020.html: near_duplicate, 4 documents on 3 sites$' one || fail "$(cat one)"
grep -q 'wenku.example/17.html · near_duplicate, resemblance 0.94, 1 passage of 60 tokens' one
grep -q '^Taken by$' one
grep -q 'doc.example/all.txt' one

"$TEXTKIN" show out wenku.example/17.html >one
grep -q '^Taken from$' one
grep -q '  edu.example/2020.html · copies, confidence 0.97, direct 0.91, 88.0 % of the text' one || fail "$(cat one)"
grep -q '3.5 .*2 numbers of the source are masked' one
grep -q 'against it:' one

"$TEXTKIN" show out wenku.example/17.html edu.example/2020.html >two
grep -q '^A was copied by B$' two || fail "$(cat two)"
grep -q 'passage 1: masked, 60 tokens, identity 0.95 · masked 2' two
grep -q '全年共完成教学楼维修46处' two

"$TEXTKIN" show out alone.example/1.txt >one
grep -q '^It shares text with no other document$' one

# Titles hold escape sequences and direction marks.
for i in 0 1 2 3 4 5 6; do "$TEXTKIN" show out "harbour-$i.example/report.txt"; done >hostile
python3 - <<'PYTHON'
text = open("hostile", encoding="utf-8").read()
harmful = [c for c in text if (ord(c) < 0x20 and c != "\n") or c in "\x7f\u202e\u2028\u2066"]
assert not harmful, harmful
PYTHON

expect_exit 2 "$TEXTKIN" show out nobody.txt
expect_stderr "has no document 'nobody.txt'"
expect_exit 2 "$TEXTKIN" show nowhere
expect_exit 2 "$TEXTKIN" show
rm out/edges.jsonl
"$TEXTKIN" show out edu.example/2020.html | grep -q 'Who copied whom was not worked out in this scan'

# A FIFO does not block, links are not followed, a folder may be named like a text; all others are read.
source "$CLI/functions.bash"
mkdir -p texts/folder.txt texts/deep
mkfifo texts/fifo.txt
ln -s .. texts/deep/loop
ln -s nowhere texts/dangling.txt
echo 'The ferry leaves the stone pier at six and returns at nine.' >texts/folder.txt/inside.txt
echo binary >texts/picture.png
code=0
timeout 20 "$TEXTKIN" scan texts -o out 2>stderr || code=$?
((code == 3)) || fail "exit code $code, expected 3: $(cat stderr)"
fault_codes out | grep -qx 'fifo.txt F0102' || fail "$(fault_codes out)"
grep -qF '"id":"folder.txt/inside.txt"' out/documents.jsonl || fail "inside.txt was not read"
! grep -qF loop out/documents.jsonl || fail "a link was followed"
timeout 20 "$TEXTKIN" scan texts -o followed --follow 2>stderr || code=$?
((code == 3)) || fail "exit code $code, expected 3: $(cat stderr)"
fault_codes followed | grep -qx 'deep/loop F0101' || fail "no link-loop among: $(fault_codes followed)"

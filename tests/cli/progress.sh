# Progress is shown on a terminal or when asked for, and never counts more than there is, packed or not.
source "$CLI/functions.bash"
python3 -c '
import random
random.seed(1)
for i in range(8_000): print("{\"text\": \"%s\"}" % random.randbytes(360).hex(" ", 4))' |
  gzip -1 >records.jsonl.gz
expect_exit 0 "$TEXTKIN" scan records.jsonl.gz -o asked --progress
grep -q $'\r.*reading  [0-9,]* documents .*/s .* %  ETA' stderr || fail "no progress: $(tr '\r' '\n' <stderr)"
echo 'The ferry leaves the stone pier at six.' >a.txt
expect_exit 0 "$TEXTKIN" scan a.txt -o neither --progress --no-progress
! grep -q reading stderr || fail "--no-progress does not win: $(cat stderr)"
expect_exit 0 "$TEXTKIN" scan a.txt -o quiet --progress --quiet
[[ ! -s stderr ]] || fail "said in spite of --quiet: $(cat stderr)"
# script(1) gives it a terminal.
command -v script >/dev/null || skip "there is no script(1)"
script -qec "'$TEXTKIN' scan a.txt -o terminal" /dev/null >terminal.log
grep -q 'reading' terminal.log || fail "no progress on a terminal: $(cat terminal.log)"
script -qec "'$TEXTKIN' scan a.txt -o still --no-progress" /dev/null >terminal.log
! grep -q 'reading' terminal.log || fail "progress in spite of --no-progress"

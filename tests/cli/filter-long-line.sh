# One line of 1 GB through the filter: named, in bounded memory; the records around it come out.
source "$CLI/functions.bash"
command -v jq >/dev/null || skip "jq is not installed"
code=0
{
  echo '{"id": "before", "text": "The ferry leaves the stone pier at six."}'
  head -c 1G /dev/zero | tr '\0' x
  echo
  echo '{"id": "after", "text": "It returns at nine."}'
} | python3 "$CLI/measure.py" peak_kib "$TEXTKIN" filter --threads 2 --receipts receipts.jsonl >out 2>stderr || code=$?
((code == 3)) || fail "exit code $code, expected 3"
expect_stderr 'fault in -#2: F0403 record-too-long'
[[ $(jq -r .id out | tr '\n' ' ') == 'before after ' ]] || fail "$(cat out)"
grep -q '"removed":"-#2","kept":null,"reason":"F0403"' receipts.jsonl
(($(cat peak_kib) < 300 * 1024)) || fail "peak memory $(cat peak_kib) KiB"

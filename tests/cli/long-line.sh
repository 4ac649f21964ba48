# One line of 1 GB through a pipe: a fault, in bounded memory; the records around it come out.
source "$CLI/functions.bash"
code=0
{
  echo '{"id": "before", "text": "The ferry leaves the stone pier at six."}'
  head -c 1G /dev/zero | tr '\0' x
  echo
  echo '{"id": "after", "text": "It returns at nine."}'
} | python3 "$CLI/measure.py" peak_kib "$TEXTKIN" scan - -o out --threads 2 || code=$?
((code == 3)) || fail "exit code $code, expected 3"
[[ $(fault_codes out) == '-#2 F0403' ]] || fail "$(fault_codes out)"
grep -qF '"record_id":"before"' out/documents.jsonl
grep -qF '"record_id":"after"' out/documents.jsonl
(($(cat peak_kib) < 300 * 1024)) || fail "peak memory $(cat peak_kib) KiB"

# A text larger than a document may be is a fault, not a crash; memory stays bounded.
source "$CLI/functions.bash"
mkdir texts
head -c 300M /dev/zero | tr '\0' x >texts/huge.txt
echo 'The ferry leaves the stone pier at six.' >texts/small.txt
code=0
python3 "$CLI/measure.py" peak_kib "$TEXTKIN" scan texts -o out --threads 2 || code=$?
((code == 3)) || fail "exit code $code, expected 3"
[[ $(fault_codes out) == 'huge.txt F0105' ]] || fail "$(fault_codes out)"
grep -qF '"id":"small.txt"' out/documents.jsonl
(($(cat peak_kib) < 300 * 1024)) || fail "peak memory $(cat peak_kib) KiB"

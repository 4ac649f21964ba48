# A file whose reading fails is a fault with the reason; the scan goes on.
source "$CLI/functions.bash"
mkdir texts
echo 'The ferry leaves the stone pier at six.' >texts/a.txt
echo 'It returns at nine.' >texts/b.txt
strace -o /dev/null true 2>/dev/null || skip "strace may not trace here"
code=0
strace -f -qq -o trace -P texts/a.txt -e trace=read,pread64 -e inject=read,pread64:error=EIO \
  "$TEXTKIN" scan texts -o out 2>stderr || code=$?
((code == 3)) || fail "exit code $code, expected 3: $(cat stderr)"
[[ $(fault_codes out) == 'a.txt F0103' ]] || fail "$(fault_codes out)"
grep -qF '"id":"b.txt"' out/documents.jsonl || fail "b.txt is lost"

# A regular file that has nothing yet, as /proc/kmsg, is not waited for.
code=0
timeout 20 strace -f -qq -o trace -P texts/a.txt -e trace=read,pread64 -e inject=read,pread64:error=EAGAIN \
  "$TEXTKIN" scan texts -o again 2>stderr || code=$?
((code == 3)) || fail "exit code $code, expected 3: $(cat stderr)"
[[ $(fault_codes again) == 'a.txt F0103' ]] || fail "$(fault_codes again)"

# A reader that goes away ends the filter quietly; a full disk and a signal leave no half record behind.
source "$CLI/functions.bash"
python3 - <<'PYTHON' >in.jsonl
import random
random.seed(5)
for i in range(6000):
    print('{"id": %d, "text": "%s"}' % (i, " ".join("w%d" % random.randrange(100000) for _ in range(60))))
PYTHON
set +o pipefail
"$TEXTKIN" filter in.jsonl 2>stderr | head -n 1 >first
statuses=("${PIPESTATUS[@]}")
set -o pipefail
((statuses[0] == 0)) || fail "exit code ${statuses[0]}: $(cat stderr)"
[[ ! -s stderr ]] || fail "not quiet: $(cat stderr)"
cmp first <(head -n 1 in.jsonl)

expect_exit 5 "$TEXTKIN" filter in.jsonl >/dev/full
expect_stderr 'textkin: writing standard output: No space left on device'
# A limit on the size of files stands for a disk that is full somewhere in the middle of a record.
code=0
(trap '' XFSZ && ulimit -f 500 && exec "$TEXTKIN" filter in.jsonl --temp /dev/shm -q) >cut.jsonl 2>stderr || code=$?
((code == 5)) || fail "exit code $code: $(cat stderr)"
(($(stat -c %s cut.jsonl) > 100000)) || fail "only $(stat -c %s cut.jsonl) bytes"
cmp cut.jsonl <(head -n "$(wc -l <cut.jsonl)" in.jsonl)
code=0
(trap '' XFSZ && ulimit -f 500 && exec "$TEXTKIN" filter in.jsonl --temp /dev/shm -q -o out.jsonl) 2>stderr || code=$?
((code == 5)) || fail "exit code $code: $(cat stderr)"
[[ ! -e out.jsonl ]] || fail 'a half file'
! compgen -G '*.partial*' >left || fail "left behind: $(cat left)"

# A signal while it waits for input, and while it waits for a reader that does not read.
mkfifo pipe
"$TEXTKIN" filter -o out.jsonl --receipts receipts.jsonl <pipe 2>stderr &
filter=$!
exec 3>pipe
head -n 3 in.jsonl >&3
sleep 0.3
kill -TERM "$filter"
code=0
wait "$filter" || code=$?
exec 3>&-
((code == 143)) || fail "exit code $code, expected 143: $(cat stderr)"
expect_stderr 'interrupted; nothing was written'
! compgen -G '*.jsonl.partial*' >left || fail "left behind: $(cat left)"
[[ ! -e out.jsonl && ! -e receipts.jsonl ]] || fail 'a half file'
mkfifo slow
"$TEXTKIN" filter in.jsonl >slow 2>stderr &
filter=$!
exec 3<slow
sleep 0.5
kill -TERM "$filter"
cat <&3 >read.jsonl
code=0
wait "$filter" || code=$?
exec 3<&-
((code == 143)) || fail "exit code $code, expected 143: $(cat stderr)"
expect_stderr 'the records written so far are whole'
cmp read.jsonl <(head -n "$(wc -l <read.jsonl)" in.jsonl)

# A scan writes nothing outside its output folder and opens no socket to anywhere.
source "$CLI/functions.bash"
cp -r "$SOURCE_DIR/fixtures/collection" texts
strace -o /dev/null true 2>/dev/null || skip "strace may not trace here"
mkdir results
strace -f -qq -o trace -e trace=%network,openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat \
  "$TEXTKIN" scan texts -o results/out 2>stderr
! grep -E 'connect\(' trace || fail "a connection"
# Every call that writes names a path below results/, or /dev/null.
grep -E 'O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|creat\(|mkdir|rename|unlink' trace |
  grep -vE '"(\./|'"$PWD"'/)?results|"/dev/null"|= -1 ' >elsewhere || true
[[ ! -s elsewhere ]] || fail "writes elsewhere: $(head elsewhere)"
diff -r texts "$SOURCE_DIR/fixtures/collection"

# Where the system refuses threads, the scan goes on with fewer; the results are the same.
source "$CLI/functions.bash"
[[ $(id -u) == 0 ]] || skip "only root may become another user with a limit of its own"
setpriv --reuid 64321 --clear-groups true 2>/dev/null || skip "setpriv(1) may not change the user"
chmod 755 .
mkdir -m 777 results
cp -r "$SOURCE_DIR/fixtures/collection" texts
cp "$TEXTKIN" textkin
expect_exit 0 "$TEXTKIN" scan texts -o results/out --threads 1
mv results/out results/one
# A user that runs nothing else.
expect_exit 0 setpriv --reuid 64321 --clear-groups bash -c 'ulimit -u 12; exec ./textkin scan texts -o results/out --threads 64'
same_results results/one results/out

# An existing OUT is refused; --overwrite replaces only a folder that holds a run.json.
source "$CLI/functions.bash"
echo 'The ferry leaves the stone pier at six.' >a.txt
mkdir precious
echo 'not a result' >precious/notes
expect_exit 2 "$TEXTKIN" scan a.txt -o precious
expect_stderr precious
expect_exit 2 "$TEXTKIN" scan a.txt -o precious --overwrite
expect_stderr run.json
[[ $(ls precious) == notes ]] || fail "precious was touched"

expect_exit 0 "$TEXTKIN" scan a.txt -o out
expect_exit 2 "$TEXTKIN" scan a.txt -o out
touch out/left-over
expect_exit 0 "$TEXTKIN" scan a.txt -o out --overwrite
[[ ! -e out/left-over ]] || fail "out was not replaced as a whole"
# A link to a result stays a link; a result that holds an input is not removed.
ln -s out link
expect_exit 0 "$TEXTKIN" scan a.txt -o link --overwrite
[[ -L link && -e out/run.json ]] || fail "the link is gone"
rm link
cp a.txt out/precious.txt
for input in out ./out/precious.txt 'out/*.txt' ../"${PWD##*/}"/out; do
  expect_exit 2 "$TEXTKIN" scan a.txt "$input" -o out/ --overwrite
  expect_stderr 'lies in the output'
done
[[ -e out/precious.txt ]] || fail "an input was removed"
expect_exit 0 "$TEXTKIN" scan a.txt -o outside
expect_exit 0 "$TEXTKIN" scan . -o outside --overwrite
rm -r outside
[[ $(ls -A | grep -v -e '^a.txt$' -e '^stderr$') == $'out\nprecious' ]] || fail "left behind: $(ls -A)"

# Usage errors name the option and what it may be; nothing is overwritten unasked; a device is not replaced.
source "$CLI/functions.bash"
echo '{"text":"The ferry leaves the stone pier at six."}' >in.jsonl
for words in '--action take' '--keep last' '--preset plain' '--threshold 0' '--threads 0' '--memory 1' '--faulty lose' '--nonsense'; do
  # shellcheck disable=SC2086
  expect_exit 2 "$TEXTKIN" filter in.jsonl $words
  expect_stderr "${words%% *}"
done
expect_exit 2 "$TEXTKIN" filter missing.jsonl
expect_stderr 'missing.jsonl'
for option in -o --receipts; do
  echo precious >there
  expect_exit 2 "$TEXTKIN" filter in.jsonl "$option" there
  expect_stderr 'exists'
  [[ $(cat there) == precious ]]
  expect_exit 0 "$TEXTKIN" filter in.jsonl "$option" there --overwrite -q >/dev/null
  [[ $(cat there) != precious ]]
done
expect_exit 2 "$TEXTKIN" filter in.jsonl -o one --receipts one
[[ ! -e one ]]
expect_exit 0 "$TEXTKIN" filter in.jsonl -o /dev/null -q
[[ -c /dev/null ]] || fail '/dev/null was replaced'
# In place: the file is read before the new one is put there. A link stays a link.
cat in.jsonl in.jsonl >twice.jsonl
ln -s twice.jsonl link.jsonl
expect_exit 0 "$TEXTKIN" filter link.jsonl -o link.jsonl --overwrite -q
cmp twice.jsonl in.jsonl
[[ -L link.jsonl ]]
expect_exit 0 "$TEXTKIN" filter </dev/null
expect_stderr 'warning: no records were found'
"$TEXTKIN" filter in.jsonl --dry-run >plan
grep -q 'records  about 1' plan
expect_exit 2 "$TEXTKIN" filter --dry-run <in.jsonl

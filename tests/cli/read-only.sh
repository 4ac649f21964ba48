# On a read-only file system what reads works, and what writes says so (reliability S6).
source "$CLI/functions.bash"
mkdir data
cp -r "$SOURCE_DIR/fixtures/collection/reports.example" data/in
echo '{"text": "a record on a file system that nobody may write to"}' >data/in.jsonl
expect_exit 0 "$TEXTKIN" index build data/index data/in -q
report=$(ls data/in/*.md | head -n 1)
cat >inside.sh <<'BASH'
set -euo pipefail
mount --bind data data 2>/dev/null && mount -o remount,bind,ro data 2>/dev/null || exit 77
! touch data/file 2>/dev/null || exit 77
"$TEXTKIN" scan data/in -o out -q
"$TEXTKIN" filter data/in.jsonl -q -o kept.jsonl
"$TEXTKIN" index query data/index "$1" >answer
"$TEXTKIN" index verify data/index >/dev/null
"$TEXTKIN" index stats data/index >/dev/null
for command in "index add data/index $1" "index remove data/index ${1#data/in/}" "scan data/in -o data/out" \
  "filter data/in.jsonl -o data/out.jsonl"; do
  code=0
  $TEXTKIN $command -q 2>message || code=$?
  ((code == 5)) || { echo "exit code $code: $command: $(cat message)"; exit 1; }
  grep -q 'Read-only file system' message || { echo "$command: $(cat message)"; exit 1; }
done
BASH
code=0
unshare -rm bash inside.sh "$report" >said 2>&1 || code=$?
if ((code == 77)) || grep -q 'unshare' said; then skip "no file system can be made read-only here"; fi
((code == 0)) || fail "exit code $code: $(cat said)"
grep -q 'direction' answer || fail "$(cat answer)"
[[ -s out/documents.jsonl && -s kept.jsonl ]] || fail "results are missing"

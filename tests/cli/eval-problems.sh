# What does not fit between truth and result is named, five of each kind, and eval ends with 3.
source "$CLI/functions.bash"
mkdir truth out
for id in a b; do echo "{\"id\":\"$id\",\"family\":\"1\"}"; done >truth/documents.jsonl
for id in a p q r s t u; do echo "{\"id\":\"$id\"}"; done >out/documents.jsonl
echo 'no JSON' >>out/documents.jsonl
echo '{"id":"a","members":["a","b"]}' >out/clusters.jsonl
expect_exit 3 "$TEXTKIN" eval --truth truth --result out --json >scores.json
expect_stderr 'not_in_truth: 6'
expect_stderr 'result documents.jsonl: p'
expect_stderr 'result documents.jsonl: t'
! grep -q 'documents.jsonl: u' stderr || fail "a sixth example"
expect_stderr 'not_in_result: 1'
expect_stderr 'out/documents.jsonl: line 8'
grep -q '"count": 6' scores.json || fail "problems are not in the JSON object"

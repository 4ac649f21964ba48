# Missing folders, files and options are usage errors that name what is missing.
source "$CLI/functions.bash"
mkdir truth out
expect_exit 2 "$TEXTKIN" eval --truth truth
expect_stderr '--result'
expect_exit 2 "$TEXTKIN" eval --result out
expect_stderr '--truth'
expect_exit 2 "$TEXTKIN" eval --truth nowhere --result out
expect_stderr 'nowhere/documents.jsonl'
touch truth/documents.jsonl
expect_exit 2 "$TEXTKIN" eval --truth truth --result out
expect_stderr 'out/documents.jsonl'
touch out/documents.jsonl
expect_exit 2 "$TEXTKIN" eval --truth truth --result out
expect_stderr 'out/clusters.jsonl'
expect_exit 2 "$TEXTKIN" eval --truth truth --result out surplus
expect_stderr surplus
touch out/clusters.jsonl
expect_exit 0 "$TEXTKIN" eval --truth truth --result out >table
grep -q 'adjusted Rand' table || fail "no table of an empty collection"
mkdir out/edges.jsonl truth/edges.jsonl
expect_exit 5 "$TEXTKIN" eval --truth truth --result out
expect_stderr edges.jsonl

# Kept records come out byte for byte: odd spacing, CR LF, blank lines, repeated keys, escapes, no newline at the
# end; several files; packed in and out.
source "$CLI/functions.bash"
printf '%s' $'\n{"text" : "The ferry \\u006ceaves the stone pier at six in the morning.", "n":1e+02 }\r\n' \
  $'{"n":1, "n":2,"text":"It returns at nine with the mail and the milk of the island."}\n \t\n' \
  $'{"id":7,"text":"The mill by the river grinds no corn since the flood took its wheel away."}' >a.jsonl
printf '%s\n' '{"text":"灯塔看守人每个星期都给董事会写一封信，却从来没有收到过任何回音。","k":"\ud83d\ude00"}' >b.jsonl
{ cat a.jsonl; echo; cat b.jsonl; } >both.jsonl
expect_exit 0 "$TEXTKIN" filter a.jsonl -q >out
cmp out a.jsonl
expect_exit 0 "$TEXTKIN" filter a.jsonl b.jsonl -q >out
cmp out both.jsonl
# The order of the arguments is the order of the output, whatever their names.
expect_exit 0 "$TEXTKIN" filter b.jsonl a.jsonl -q >out
cat b.jsonl a.jsonl | cmp out -
gzip -k a.jsonl
zstd -q b.jsonl
expect_exit 0 "$TEXTKIN" filter a.jsonl.gz b.jsonl.zst -q -o packed.jsonl.gz
gzip -dc packed.jsonl.gz | cmp - both.jsonl
expect_exit 0 "$TEXTKIN" filter a.jsonl.gz b.jsonl.zst -q -o packed.jsonl.zst --keep best
zstd -dcq packed.jsonl.zst | cmp - both.jsonl
# Names say nothing about files that are named; in folders only JSON Lines are read.
mkdir folder
cp a.jsonl folder/
echo 'no record' >folder/README.md
cp a.jsonl dump.txt
expect_exit 0 "$TEXTKIN" filter dump.txt -q >out
cmp out a.jsonl
expect_exit 0 "$TEXTKIN" filter folder -q >out
cmp out a.jsonl

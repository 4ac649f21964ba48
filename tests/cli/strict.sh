# --preset strict is the field's plain definition: numbers count, nothing is folded but case.
source "$CLI/functions.bash"
mkdir texts
words='one two three four five six seven eight nine ten eleven twelve thirteen fourteen'
more='sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million'
echo "$words 15 $more." >texts/a.txt
echo "${words^^}, 15; $more!" >texts/b.txt
echo "$words 16 $more." >texts/c.txt
# 30 words give 26 5-grams; five of them hold the number: Jaccard 21/31.
expect_exit 0 "$TEXTKIN" scan texts -o out --preset strict --threshold 0.67
cut -d, -f1-3 out/pairs.jsonl >pairs
diff - pairs <<'PAIRS'
{"a":"a.txt","b":"b.txt","resemblance":1.000000
{"a":"a.txt","b":"c.txt","resemblance":0.677419
{"a":"b.txt","b":"c.txt","resemblance":0.677419
PAIRS
# The threshold is on exact Jaccard.
expect_exit 0 "$TEXTKIN" scan texts -o above --preset strict --threshold 0.68
[[ $(wc -l <above/pairs.jsonl) == 1 ]] || fail "$(cat above/pairs.jsonl)"

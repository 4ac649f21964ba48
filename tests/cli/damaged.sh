# Damaged compressed data and a record nested too deep: what stands before comes out, one fault each.
source "$CLI/functions.bash"
mkdir texts
for i in 1 2 3; do echo "{\"id\": \"r$i\", \"text\": \"Record $i: the ferry leaves the stone pier at six.\"}"; done >three
# Two gzip members: the second one's data are wrong from its middle on.
head -n 2 three | gzip -n >texts/damaged.jsonl.gz
tail -n 1 three | gzip -n >second
python3 - <<'PYTHON'
data = bytearray(open("second", "rb").read())
for at in range(len(data) // 2, len(data) // 2 + 8):
    data[at] ^= 0xFF
open("texts/damaged.jsonl.gz", "ab").write(data)
depth = 100
with open("texts/deep.jsonl", "w") as out:
    out.write('{"text": "It returns at nine.", "metadata": ' + '[' * depth + ']' * depth + '}\n')
    out.write('{"text": "In winter it stays on the other bank."}\n')
PYTHON
expect_exit 3 "$TEXTKIN" scan texts -o out
fault_codes out >faults
grep -q '^damaged\.jsonl\.gz.* F0202$' faults || fail "no damaged-stream among: $(cat faults)"
grep -qx 'deep.jsonl#1 F0404' faults || fail "no json-too-deep among: $(cat faults)"
[[ $(wc -l <faults) == 2 ]] || fail "more faults: $(cat faults)"
for id in 'damaged.jsonl.gz#1' 'damaged.jsonl.gz#2' 'deep.jsonl#2'; do
  grep -qF "\"id\":\"$id\"" out/documents.jsonl || fail "$id is lost"
done

# --action annotate: every record comes out, with one more field at its end and nothing else changed.
source "$CLI/functions.bash"
command -v jq >/dev/null || skip "jq is not installed"
python3 "$CLI/filter_records.py" | grep -v -e 'not json' -e '"g"' >in.jsonl
printf '%s\r\n' '{ "text" :"short",  "x":1.0 }  ' >>in.jsonl
expect_exit 0 "$TEXTKIN" filter in.jsonl --action annotate -q -o out.jsonl
jq -c '[.id, .textkin]' out.jsonl
python3 - <<'PYTHON'
import re
before, after = (open(name, "rb").read().splitlines(keepends=True) for name in ("in.jsonl", "out.jsonl"))
assert [re.sub(rb',"textkin":\{[^}]*\}\}', b"}", line) for line in after] == before
PYTHON
tail -n 1 out.jsonl | od -c | head -n 3
# Two passes say the same where the order is the same.
expect_exit 0 "$TEXTKIN" filter in.jsonl --action annotate --keep source --preset web -q -o source.jsonl
expect_exit 0 "$TEXTKIN" filter in.jsonl --action annotate --keep longest -q -o longest.jsonl
jq -r '[.id, .textkin.verdict, .textkin.kept] | @tsv' longest.jsonl

# Passages: exact places, typed differences, for kin and for parts that share a paragraph only.
source "$CLI/functions.bash"
mkdir -p in/a in/b
paragraph="渡口管理所全年开展安全检查46次，发现隐患128处，全部按期整改；更换救生衣320件，修复浮桥2座，并在汛期前完成了三个码头的清淤。"
masked="渡口管理所全年开展安全检查xx次，发现隐患处，全部按期整改；更换救生衣320件，修复浮桥2座，并在汛期前完成了三个码头的清淤。"
printf '白石港渡口年报\n%s\n职工食堂改造工程于秋季动工，预计明年投入使用，期间就餐安排在临时大棚。\n' "$paragraph" >in/a/1.txt
printf '另一份材料谈的是果园。今年梨树普遍挂果晚，采收推迟到九月中旬，冷库因此空置。\n%s\n果农希望来年增加滴灌设备，并改良坡地土壤。\n' "$masked" >in/b/2.txt
"$TEXTKIN" scan in -o out --quiet
python3 - <<'PY'
import json
rows = [json.loads(line) for line in open("out/passages.jsonl")]
assert len(rows) == 1, rows
texts = {"a/1.txt": open("in/a/1.txt").read(), "b/2.txt": open("in/b/2.txt").read()}
row = rows[0]
for side in (row["a"], row["b"]):
    assert texts[side["document"]][side["begin"]:side["end"]] == side["text"]
print(row["kind"], row["tokens"])
for d in row["differences"]:
    print(d["type"], "|".join(texts[row[s]["document"]][slice(*d[s])] for s in "ab"))
PY
"$TEXTKIN" scan in -o short --quiet --no-quotes
! grep -q '"text"' short/passages.jsonl || fail "quotes were left in"
"$TEXTKIN" scan in -o none --quiet --no-passages
[[ ! -e none/passages.jsonl ]] || fail "--no-passages made passages.jsonl"

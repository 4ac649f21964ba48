# Who copied whom: the masked copy from the report, the cut one from the masked one; and nothing where nothing tells.
source "$CLI/functions.bash"
mkdir -p in/a in/b in/c in/d
cat >in/a/report.txt <<'TEXT'
渡口管理所2019年工作报告
全年开展安全检查46次，发现隐患128处，全部按期整改；更换救生衣320件，修复浮桥2座，并在汛期前完成了三个码头的清淤。
职工食堂改造工程于秋季动工，投资75万元，预计2021年投入使用，期间就餐安排在临时大棚。
渡船共运送旅客18200人次，比2018年增加7%，其中学生占四成；夜航班次由5班增至9班，群众反映良好。
下一年将继续完善值班制度，添置巡逻艇2艘，培训船员60名，并把老码头的候船室改建成展览室，供附近的学校参观。
TEXT
sed 's/[0-9]/x/g' in/a/report.txt >in/b/masked.txt
python3 -c "print(open('in/b/masked.txt').read()[:170], end='')" >in/c/cut.txt
cp in/b/masked.txt in/d/same.txt
"$TEXTKIN" scan in -o out --quiet
python3 - <<'PY'
import json
rows = [json.loads(line) for line in open("out/edges.jsonl")]
texts = {row["id"]: open("in/" + row["id"]).read() for row in map(json.loads, open("out/documents.jsonl"))}
for row in rows:
    print(row["source"], row["relation"], row["derived"], row["reason"] or "")
    for record in row["evidence"]:
        if record["type"] in ("number_masked", "truncated") and row["directed"]:
            quote = record["quotes"][0]
            print(" ", record["type"], record["loci"], "|".join(texts[row[end]][slice(*quote[end])] for end in quote))
PY
"$TEXTKIN" scan in -o none --quiet --no-provenance
[[ ! -e none/edges.jsonl ]] || fail "--no-provenance made edges.jsonl"
"$TEXTKIN" scan in -o events --quiet --write-events
[[ -s events/events.jsonl ]] || fail "--write-events wrote nothing"

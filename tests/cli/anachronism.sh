# A text in which several years of its source became one is flagged, and one whose title names another year than its text and
# the same title of its copies; their sources, and a text of which one year was corrected, are not.
mkdir -p in/a.example in/b.example in/c.example
cat >in/a.example/source.txt <<'TEXT'
渡口管理所2017年工作回顾
2013年渡口管理所新建候船室一座，添置救生衣三百件，旅客反映良好，全年没有发生责任事故。
2014年渡口管理所疏浚航道六公里，修复北岸码头护坡，汛期值守一百余天，船舶进出秩序井然。
2016年渡口管理所完成浮桥大修，职工食堂投入使用，巡逻艇增加两艘，夜间照明全部更换。
2017年渡口管理所开展安全检查四十余次，发现隐患按期整改，群众满意度继续提高。
TEXT
sed 's/20[0-9][0-9]年/2019年/' in/a.example/source.txt >in/b.example/collapsed.txt
sed '1s/2017年/2021年/' in/a.example/source.txt >in/c.example/title.txt
sed 's/^2016年/2015年/' in/a.example/source.txt >in/c.example/corrected.txt
"$TEXTKIN" scan in -o out --quiet
python3 - <<'PYTHON'
import json
rows = [json.loads(line) for line in open('out/documents.jsonl', encoding='utf-8')]
flagged = [row['id'] for row in rows if 'anachronism' in row['flags']]
assert flagged == ['b.example/collapsed.txt', 'c.example/title.txt'], [(row['id'], row['flags']) for row in rows]
PYTHON

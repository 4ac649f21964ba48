# Two reports, copied by a site that exchanges words: its rules are learnt, and its copies are flagged; so is one
# whose source is not in the collection.
mkdir -p in/source in/spinner in/other
schools='全市教育系统加强学校管理，各校组织学生参加体育活动。教育部门增加投入，改善学校环境，学生受益面不断扩大。
各县区完成教育项目建设，加强教师培训，乡村学生入学问题得到解决。教育质量稳步提高，群众满意度继续上升。
下一步将加强经费管理，推动教育资源向山区倾斜，让每个学生都有学上、上好学。'
libraries='图书馆加强阅览室管理，面向学生开放自习区，全年接待读者较上年明显增多。馆内开展教育讲座，学生踊跃报名。
为方便群众借阅，各分馆加强夜间值守，延长开放时间。教育类图书更新较快，学生借阅量居各类读者之首。
馆员定期走访学校，了解学生阅读需要，与教育部门共同推荐书目，加强阅读指导。'
lost='青少年宫全年开设书法、绘画、舞蹈等课程，学生按兴趣自愿选课。宫内教育设施逐年更新，学生作品在市里展出。
节假日组织学生走进山村，与当地孩子结伴读书。教育活动受到家长欢迎，志愿者也从学生中招募，教育成效显著。
宫内还加强安全值守，加强食堂卫生检查，家长放心，学生开心。'
printf '%s\n' "$schools" > in/source/schools.txt
printf '%s\n' "$libraries" > in/source/libraries.txt
spin() { sed 's/教育/训练/g; s/学生/同学/g; s/加强/增强/g'; }
printf '%s\n' "$schools" | spin > in/spinner/schools.txt
printf '%s\n' "$libraries" | spin > in/spinner/libraries.txt
printf '%s\n' "$lost" | spin > in/spinner/lost.txt
for i in $(seq 30); do
  printf '第%s号通知。教育工作者与学生代表共同商议，加强校园绿化，栽种樟树。\n' "$i" > "in/other/$i.txt"
done

"$TEXTKIN" scan in -o out --quiet
python3 -c '
import json
for line in open("out/rules.jsonl", encoding="utf-8"):
    rule = json.loads(line)
    print(rule["from"], rule["to"], [(use["id"], use["left"]) for use in rule["documents"]])
for line in open("out/documents.jsonl", encoding="utf-8"):
    document = json.loads(line)
    if "spun" in document["flags"]:
        print(document["id"])'

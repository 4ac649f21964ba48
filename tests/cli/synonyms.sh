# --synonyms FILE gives rules that the collection does not teach; a bad line is named.
source "$CLI/functions.bash"
mkdir -p in/spinner
printf '青少年宫全年开设课程，同学按兴趣自愿选课。宫内训练设施逐年更新，同学作品在市里展出，训练活动受到欢迎。宫内还增强安全值守，增强食堂检查。\n' > in/spinner/a.txt
printf 'The council shall remit its dues afore the winter, and afore that the clerk shall peruse the ledger. Dues are peruse matter.\n' > in/spinner/b.txt
for i in $(seq 30); do
  mkdir "in/site-$i"
  printf '第%s号通知。教育工作者与学生代表共同商议，加强校园绿化，栽种樟树。\n' "$i" > "in/site-$i/zh.txt"
  printf 'Notice %s. The council will pay its dues before the winter; before that, the clerk will read the ledger.\n' "$i" > "in/site-$i/en.txt"
done
printf '# a word\tits substitute\n\n教育 训练\n学生\t同学\r\n加强 增强\nbefore afore\npay\tremit\nread\tperuse\nwill\tshall\n山水 河川\n' > words
expect_exit 0 "$TEXTKIN" scan in -o out --synonyms words
python3 -c '
import json
for line in open("out/rules.jsonl", encoding="utf-8"):
    rule = json.loads(line)
    print(rule["from"], rule["to"], rule["uses"], [use["id"] for use in rule["documents"]])' > rules
cat > expected <<'E2'
before afore 0 ['spinner/b.txt']
pay remit 0 ['spinner/b.txt']
read peruse 0 ['spinner/b.txt']
will shall 0 ['spinner/b.txt']
加强 增强 0 ['spinner/a.txt']
学生 同学 0 ['spinner/a.txt']
教育 训练 0 ['spinner/a.txt']
E2
diff expected rules || fail "other rules"

bad() {
  printf '教育 训练\n%b\n' "$1" > bad
  expect_exit 2 "$TEXTKIN" scan in -o never --synonyms bad
  expect_stderr 'bad: line 2: '
}
bad '学生'
bad '学生 同学 学员'
bad '学 生'
bad '教育部门工作 训练'
bad '学生 pupil7.5'
bad '学生 学生'
bad 'one of the\ttwo'
bad '\xff\xfe 同学'
for file in nowhere in; do
  expect_exit 2 "$TEXTKIN" scan in -o never --synonyms "$file"
  expect_stderr "$file"
done
[[ ! -e never ]] || fail "a result in spite of bad synonyms"

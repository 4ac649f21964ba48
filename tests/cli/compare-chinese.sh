# Chinese texts side by side: masked and dropped numbers, spun words, page debris; signs, no colour in a pipe.
cat >a.txt <<'TEXT'
澜溪区教育局2020年工作总结
一年来，澜溪区教育局坚持教育优先，全区共有学校48所，在校学生21350人，专任教师1876人。
我们把教育质量放在首位，开展教育督导12次，培训教师640人次，教育经费支出3.2亿元，比上年增长6.5%。
下一步，我们将继续推进教育公平，新建学校3所，让每个孩子都能在家门口上好学。
TEXT
cat >b.txt <<'TEXT'
澜溪区训练局2020年工作总结
一年来，澜溪区训练局坚持训练优先，全区共有学校xx所，在校学生xxxxx人，专任教师**人。
第 1 页 共 2 页
我们把训练质量放在首位，开展训练督导12次，培训教师640人次，训练经费支出亿元，比上年增长6.5%。
下一步，我们将继续推进训练公平，新建学校5所，让每个孩子都能在家门口上好学。
第 2 页 共 2 页
TEXT
"$TEXTKIN" compare a.txt b.txt --width 84

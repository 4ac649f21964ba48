# --action strip: reused passages go out of the text, however it is escaped; all other bytes stay.
source "$CLI/functions.bash"
python3 - <<'PYTHON'
import json
zh = "白石港市图书馆去年共接待读者三十二万人次，办理借书证一万两千张，开展读书活动八十六场，新增图书四万余册，馆藏总量达到九十万册。"
own = "第二部分说的是海边的灯塔😀\u2028看守人每个星期都给董事会写一封信，却从来没有收到过任何回音，今年他决定不再写信。这座灯塔建于一百年前，当年的石匠来自北方山区。"
own2 = ("The sheep of the northern hills are shorn by two brothers in the first week of June, and their wool goes to the "
        "mill by the river. No corn is ground there since the flood took its wheel, and the miller now keeps bees on the "
        "roof and sells their honey to the guests of the inn across the bridge every Sunday after the service. ")
with open("in.jsonl", "w", encoding="utf-8") as file:
    file.write(json.dumps({"id": "a", "text": zh}, ensure_ascii=False) + "\n")
    # Escaped, with a surrogate pair before the passage.
    file.write('{"z": [1.50 ], "text":' + json.dumps(own + zh + own) + ', "id":"b"}\r\n')
    file.write('{"text":' + json.dumps(own2 + zh + own2[:20], ensure_ascii=False) + ',"id":"c"}\n')
    file.write(json.dumps({"id": "d", "text": zh}) + "\n")
PYTHON
expect_exit 0 "$TEXTKIN" filter in.jsonl --action strip --receipts receipts.jsonl -o out.jsonl -q
cat receipts.jsonl
python3 - <<'PYTHON'
import json
before = [line for line in open("in.jsonl", "rb")]
after = {json.loads(line)["id"]: line for line in open("out.jsonl", "rb")}
rows = [json.loads(line) for line in open("receipts.jsonl", encoding="utf-8")]
assert [row["removed_record_id"] for row in rows if row["reason"] == "identical"] == ["d"] and "d" not in after
assert after["a"] == before[0]
for line in before[1:3]:
    record = json.loads(line)
    text = record["text"]
    cuts = [tuple(passage["removed"]) for row in rows if row["removed_record_id"] == record["id"]
            for passage in row["passages"]]
    kept = "".join(c for i, c in enumerate(text) if not any(b <= i < e for b, e in cuts))
    assert cuts and kept != text, record["id"]
    stripped = after[record["id"]]
    assert json.loads(stripped)["text"] == kept, (json.loads(stripped)["text"], kept)
    # All but the text is as it was.
    head, tail = line.split(b'"text":', 1)
    new_head, new_tail = stripped.split(b'"text":', 1)
    assert new_head == head and new_tail[new_tail.rindex(b'",'):] == tail[tail.rindex(b'",'):], stripped
    assert ("馆藏总量达到" not in kept) and len(kept) > 20
PYTHON
expect_exit 2 "$TEXTKIN" filter in.jsonl --action strip --preset strict
expect_stderr 'need passages'

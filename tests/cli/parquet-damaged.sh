# A damaged Parquet file is one fault, whatever its reader does, and costs nothing else.
source "$CLI/functions.bash"
needs_parquet
mkdir in
"$ARROW_PYTHON" - <<'PYTHON'
import pyarrow, pyarrow.parquet as parquet
text = "the harbour board met in may and in june to look at the plans for the new stone quay"
table = pyarrow.table({"text": [f"{text} {n}" for n in range(400)]})
parquet.write_table(table, "whole.parquet", row_group_size=100, use_dictionary=False, compression="none")
parquet.write_table(table, "coded.parquet")
PYTHON
echo '{"text": "a record beside the damaged files"}' >in/good.jsonl
python3 - <<'PYTHON'
import pathlib, random, struct
whole = pathlib.Path("whole.parquet").read_bytes()
def write(name, data): pathlib.Path("in", name + ".parquet").write_bytes(data)
write("a-magic", whole[:-4] + b"PAR2")
write("b-footer-lost", whole[: len(whole) // 2])
write("c-footer-length", whole[:-8] + struct.pack("<I", 2**32 - 1) + whole[-4:])
write("d-empty", b"")
write("e-page", whole[: len(whole) // 2] + b"\xff" * 64 + whole[len(whole) // 2 + 64 :])
write("f-zeros", whole[: len(whole) // 4] + bytes(2000) + whole[len(whole) // 4 + 2000 :])
seed = 20261126
print("seed", seed)
generator = random.Random(seed)
for n, source in enumerate(["whole"] * 12 + ["coded"] * 12):
    data = bytearray(pathlib.Path(source + ".parquet").read_bytes())
    for _ in range(max(1, len(data) // 100)):
        data[generator.randrange(4, len(data))] = generator.randrange(256)
    write(f"r{n:02}", bytes(data))
PYTHON
expect_exit 3 timeout 120 "$TEXTKIN" scan in -o out -q --no-report --preset strict
python3 - <<'PYTHON'
import json
rows = [json.loads(line) for line in open("out/documents.jsonl", encoding="utf-8")]
assert any(row["id"] == "good.jsonl#1" and not row["faults"] for row in rows)
faulty = {row["id"]: row["faults"] for row in rows if row["id"].endswith(".parquet")}
assert all(len(faults) == 1 for faults in faulty.values()), faulty
for name in ("a-magic", "b-footer-lost", "c-footer-length", "d-empty"):
    assert faulty[name + ".parquet"][0]["code"] == "F0408", faulty
assert len([name for name in faulty if name[0] == "r"]) >= 12, faulty
PYTHON
# A reader that is killed is a fault; so is one that cannot be started.
mkdir bin
cp "$TEXTKIN" bin/textkin
printf '#!/bin/sh\necho "{\\"text\\": \\"a first row\\"}"\nprintf "{\\"text\\": \\"half"\nkill -9 $$\n' >bin/textkin-parquet
chmod +x bin/textkin-parquet
expect_exit 3 bin/textkin scan whole.parquet -o killed -q --no-report
diff <(fault_codes killed) <(echo 'whole.parquet F0408')
grep -q '"id":"whole.parquet#1"' killed/documents.jsonl || fail "the first row is lost"
[[ $(wc -l <killed/documents.jsonl) == 2 ]] || fail "$(cat killed/documents.jsonl)"
rm bin/textkin-parquet
expect_exit 3 bin/textkin scan whole.parquet -o without -q --no-report
grep -q 'built without Parquet' without/documents.jsonl || fail "$(cat without/documents.jsonl)"
expect_exit 2 bin/textkin filter whole.parquet -o out.parquet -q
expect_stderr 'built without Parquet'

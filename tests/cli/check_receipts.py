"""check_receipts.py IN OUT RECEIPTS: OUT is IN less the removed records, byte for byte and in order; every removed one
has a receipt whose kept record is in OUT."""

import json
import pathlib
import sys

source, output, receipts = (pathlib.Path(name) for name in sys.argv[1:])
lines = source.read_bytes().splitlines(keepends=True)
rows = [json.loads(line) for line in receipts.read_text(encoding="utf-8").splitlines()]
removed = [int(row["removed"].rsplit("#", 1)[1]) for row in rows]
assert removed == sorted(set(removed)), "one receipt for each, in the order of the input"
kept = [line for number, line in enumerate(lines, 1) if number not in set(removed)]
assert output.read_bytes() == b"".join(kept), "the rest comes out byte for byte"
for row in rows:
    assert int(row["kept"].rsplit("#", 1)[1]) not in removed, f"a chain: {row}"
    record = json.loads(lines[int(row["removed"].rsplit("#", 1)[1]) - 1])
    assert row["removed_record_id"] == record["id"]
    assert row["verified"] and 0 <= row["resemblance"] <= 1 and 0 < row["containment"] <= 1
    assert row["passages"], row
    partner = json.loads(lines[int(row["kept"].rsplit("#", 1)[1]) - 1])
    for passage in row["passages"]:
        for side, text in (("removed", record["text"]), ("kept", partner["text"])):
            begin, end = passage[side]
            assert 0 <= begin < end <= len(text), row
            assert text[begin:end].strip(), row

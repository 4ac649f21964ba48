"""Parquet and WARC from Python: by pyarrow, with the rows and results of the command's own program."""

from __future__ import annotations

import datetime
import decimal
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
import textkin
from conftest import Command

PROGRAM = Path(textkin.__file__).with_name("parquet_program.py")
WORDS = "the harbour board met in may and in june to look at the plans for the new stone quay that the storms had broken"


def everything() -> pyarrow.Table:
    """Rows of all kinds of columns."""
    day = datetime.datetime(2024, 1, 2, 3, 4, 5)
    return pyarrow.table({
        "id": ["a", "b", None],
        "text": ['say "x"\n\t\x01 你好', "two", None],
        "large": pyarrow.array(["x", None, "y"], pyarrow.large_string()),
        "number": pyarrow.array([1, None, -3], pyarrow.int64()),
        "double": [1.0, 1e22, 1e-5],
        "float": pyarrow.array([0.1, 1e-7, float("nan")], pyarrow.float32()),
        "plain": [123456789.125, 1e15, 1e16],
        "flag": [True, None, False],
        "moment": [day, None, day],
        "zoned": pyarrow.array([day] * 3, pyarrow.timestamp("ms", tz="Europe/Paris")),
        "date": [day.date()] * 3,
        "time": [day.time()] * 3,
        "list": [[1, 2], [], None],
        "fixed": pyarrow.array([[1, 2], None, [3, 4]], pyarrow.list_(pyarrow.int8(), 2)),
        "struct": [{"url": "http://a/", "deep": [{"x": None}]}] * 3,
        "map": pyarrow.array([[("a", 1)], [], None], pyarrow.map_(pyarrow.string(), pyarrow.int32())),
        "pairs": pyarrow.array([[(1, "a")], [], None], pyarrow.map_(pyarrow.int32(), pyarrow.string())),
        "decimal": [decimal.Decimal("1.50")] * 3,
        "coded": pyarrow.array(["p", "q", "p"]).dictionary_encode(),
        "bytes": [b"\xff\x00", b"", None],
        "nothing": pyarrow.nulls(3),
    }).replace_schema_metadata({"origin": "a test"})  # fmt: skip


def run_both(command: Command, words: list[str], entries: bytes) -> list[bytes]:
    """What the two programs write for one input."""
    own = Path(os.environ["TEXTKIN_BINARY"]).with_name("textkin-parquet")
    if not own.exists():
        pytest.skip("this textkin was built without Parquet")
    outputs = []
    Path("entries").write_bytes(entries)
    for program in ([str(own)], [sys.executable, "-P", str(PROGRAM)]):
        with Path("entries").open("rb") as file, Path("output").open("wb") as out:
            subprocess.run([*program, *words], stdin=file, stdout=out, check=True)
        outputs.append(Path("output").read_bytes())
    return outputs


@pytest.mark.parametrize("columns", [[], ["text", "struct.url", "absent"], ["absent"]])
def test_both_programs_write_the_same_lines(command: Command, in_empty_folder: Path, columns: list[str]) -> None:
    pyarrow.parquet.write_table(everything(), "t.parquet")
    own, ours = run_both(command, ["rows", *columns], Path("t.parquet").read_bytes())
    assert own == ours
    if not columns:
        assert [json.loads(line)["id"] for line in ours.decode("utf-8", "replace").splitlines()] == ["a", "b", None]


def test_both_programs_keep_the_same_rows(command: Command, in_empty_folder: Path) -> None:
    pyarrow.parquet.write_table(everything(), "t.parquet", compression="gzip")
    for words, entries in ((["keep", "text"], b"F 9\nt.parquetK 1\nT 3 3\nnewE\n"),
                           (["annotate", "text"], b"F 9\nt.parquetA 2 2\n{}K 3\nE\n")):  # fmt: skip
        own, ours = (pyarrow.parquet.read_table(pyarrow.BufferReader(data)) for data in run_both(command, words, entries))
        # As text: one cell is NaN, which equals nothing.
        assert str(own.to_pylist()) == str(ours.to_pylist()) and own.num_rows == 2
        assert own.schema.equals(ours.schema, check_metadata=True)
        assert own.schema.metadata[b"origin"] == b"a test"


def test_scan_and_filter_read_rows(command: Command, in_empty_folder: Path) -> None:
    table = pyarrow.table({"id": [*"abc"], "text": [WORDS, WORDS + " again", "another text altogether"], "n": [1, 2, 3]})
    pyarrow.parquet.write_table(table, "t.parquet")
    assert [cluster.members for cluster in textkin.scan("t.parquet").clusters] == [("t.parquet#1", "t.parquet#2")]
    textkin.filter("t.parquet", "kept.parquet")
    assert pyarrow.parquet.read_table("kept.parquet").equals(table.take([0, 2]))
    # A table comes out as one too, and a result is looped over whatever its form.
    kept = textkin.filter(table, "again.parquet")
    assert list(kept) == table.take([0, 2]).to_pylist()
    assert [row["id"] for row in textkin.filter("t.parquet")] == ["a", "c"]
    done = command("filter", "t.parquet", "-q")
    assert done.returncode in (0, 3)
    if done.returncode == 0:
        assert done.stdout == b"".join(json.dumps(row, separators=(",", ":")).encode() + b"\n" for row in kept)


def test_a_damaged_file_is_a_fault(in_empty_folder: Path) -> None:
    Path("broken.parquet").write_bytes(b"PAR1 no more")
    (document,) = textkin.scan("broken.parquet").documents
    assert [fault.code for fault in document.faults] == ["F0408"]


def test_archives_are_read(in_empty_folder: Path) -> None:
    def record(number: int) -> bytes:
        block = f"{WORDS} {number}".encode()
        return gzip.compress(
            b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:x:%d>\r\nWARC-Target-URI: http://a.example/\r\n"
            b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (number, len(block), block))  # fmt: skip

    Path("c.warc.wet.gz").write_bytes(record(1) + record(2))
    result = textkin.scan("c.warc.wet.gz")
    assert [document.record_id for document in result.documents] == ["urn:x:1", "urn:x:2"]
    (cluster,) = result.clusters
    assert cluster.members == ("c.warc.wet.gz#1", "c.warc.wet.gz#2")
    assert [row["id"] for row in textkin.filter("c.warc.wet.gz")] == ["urn:x:1"]


def test_a_row_is_compared_and_looked_for(in_empty_folder: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table({"body": [WORDS, WORDS + " again"]}), "rows.parquet")
    comparison = textkin.compare_files("rows.parquet#1", "rows.parquet#2", text_key="body")
    assert comparison.verdict == "near_duplicate" and 0.8 < comparison.resemblance < 1
    index = textkin.Index.build("kin.index", "rows.parquet", text_key="body")
    assert [source.source for source in index.query_file("rows.parquet#2", text_key="body")] == ["rows.parquet#2", "rows.parquet#1"]

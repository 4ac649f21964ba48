"""The filter from Python: the bytes of the command, records as they came, receipts."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import pytest
import textkin
from conftest import Command
from samples import family, sentence


def collection_of(count: int) -> list[dict[str, object]]:
    return [record for seed in range(count) for record in family(seed)]


def write(path: str, records: list[dict[str, object]]) -> None:
    Path(path).write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


@pytest.mark.parametrize(
    ("action", "keep"), [("drop", "first"), ("annotate", "first"), ("strip", "first"), ("drop", "longest")]
)
def test_files_give_the_bytes_of_the_command(command: Command, in_empty_folder: Path, action: str, keep: str) -> None:
    write("in.jsonl", collection_of(20))
    words = ("--action", action, "--keep", keep, "--receipts", "cli.receipts")
    assert command("filter", "in.jsonl", "-o", "cli.jsonl", *words).returncode == 0
    filtered = textkin.filter("in.jsonl", "python.jsonl", receipts="python.receipts", action=action, keep=keep)
    assert Path("python.jsonl").read_bytes() == Path("cli.jsonl").read_bytes()
    assert Path("python.receipts").read_bytes() == Path("cli.receipts").read_bytes()
    assert filtered.summary["removed"] == 20
    assert len(list(filtered.receipts)) >= 20


def test_records_come_back_with_every_field() -> None:
    records = [record | {"tags": ["a", None, 1.5], "nested": {"k": True}} for record in collection_of(10)]
    filtered = textkin.filter(iter(records))
    kept = list(filtered)
    assert kept == [record for record in records if not str(record["id"]).startswith("copy-")]
    assert list(filtered) == kept  # again
    receipts = list(filtered.receipts)
    assert [one.removed_record_id for one in receipts] == [f"copy-{seed}" for seed in range(10)]
    assert [one.kept_record_id for one in receipts] == [f"first-{seed}" for seed in range(10)]
    assert all(one.verified and one.reason == "near_duplicate" for one in receipts)
    first = receipts[0].passages[0]
    texts = {record["id"]: str(record["text"]) for record in records}
    assert first.kept is not None
    assert texts["copy-0"][slice(*first.removed)] == texts["first-0"][slice(*first.kept)]


def test_a_table_goes_through() -> None:
    pandas = pytest.importorskip("pandas")
    kept = list(textkin.filter(pandas.DataFrame(collection_of(3))))
    assert [record["id"] for record in kept] == [f"{kind}-{seed}" for seed in range(3) for kind in ("first", "alone")]
    assert "url" not in kept[1]


def test_fields_that_could_not_come_back() -> None:
    with pytest.raises(TypeError, match="bytes"):
        textkin.filter([{"text": sentence(1), "image": b"\xff"}])
    (record,) = textkin.filter([{"text": sentence(1), "seen": datetime.date(2024, 3, 12)}])
    assert record["seen"] == "2024-03-12"


@pytest.mark.parametrize("ending", ["gz", "zst"])
def test_packed_files_are_read_back(in_empty_folder: Path, ending: str) -> None:
    filtered = textkin.filter(collection_of(4), f"out.jsonl.{ending}", receipts=f"receipts.jsonl.{ending}")
    assert len(list(filtered)) == 8 and len(list(filtered.receipts)) == 4
    assert Path(f"out.jsonl.{ending}").read_bytes()[:1] != b"{"


def test_errors_of_the_filter(in_empty_folder: Path) -> None:
    with pytest.raises(textkin.InvalidArgumentError, match="action"):
        textkin.filter(collection_of(1), "out.jsonl", action="no-such-action")
    with pytest.raises(textkin.NotFoundError, match="missing"):
        textkin.filter("missing.jsonl", "out.jsonl")
    assert os.listdir() == []
    textkin.filter(collection_of(1), "out.jsonl")
    with pytest.raises(textkin.AlreadyExistsError, match="out"):
        textkin.filter(collection_of(1), "out.jsonl")

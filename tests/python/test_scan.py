"""Scans from Python: the bytes of the command, every kind of input, threads, signals."""

from __future__ import annotations

import datetime
import json
import math
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pytest
import textkin
from conftest import Command
from samples import family, sentence

# All files of a result whose bytes depend on input and settings alone.
FILES = ["documents.jsonl", "pairs.jsonl", "clusters.jsonl", "clusters.json", "passages.jsonl", "rules.jsonl",
         "edges.jsonl", "lost.jsonl", "provenance.json", "provenance.graphml", "provenance.dot"]  # fmt: skip


def assert_same_results(a: Path, b: Path) -> None:
    names = [name for name in FILES if (a / name).exists()]
    assert {"documents.jsonl", "pairs.jsonl", "clusters.jsonl"} <= set(names)
    for name in names:
        assert (a / name).read_bytes() == (b / name).read_bytes(), name


def settings_of(folder: Path) -> dict[str, object]:
    run = json.loads((folder / "run.json").read_bytes())
    return {key: value for key, value in run.items() if key not in ("resources", "inputs")}


@pytest.mark.parametrize("preset", ["report", "strict", "news"])
def test_folder_gives_the_bytes_of_the_command(
    command: Command, collection: Path, in_empty_folder: Path, preset: str
) -> None:
    assert command("scan", collection, "-o", "cli", "--preset", preset).returncode == 0
    result = textkin.scan(collection, "python", preset=preset)
    assert_same_results(Path("cli"), result.path)
    assert (result.path / "report.html").exists()
    assert settings_of(Path("cli")) == settings_of(result.path)


def test_records_give_the_bytes_of_the_command(command: Command, in_empty_folder: Path) -> None:
    records = [record for seed in range(30) for record in family(seed)]
    records.append({"text": '渡口管理所"全年"\\开展\n安全检查46次\t，𠀀\x00\x1f end', "metadata": {"url": "https://b.example/1"}})
    records.append({"id": 7, "text": "", "score": 0.25, "tags": ["a", None, True, -3]})
    lines = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records)
    Path("records.jsonl").write_text("".join(lines), encoding="utf-8")
    assert command("scan", "records.jsonl", "-o", "cli").returncode == 0
    result = textkin.scan(iter(records), "python")
    assert_same_results(Path("cli"), result.path)
    assert settings_of(Path("cli")) == settings_of(result.path)
    assert sorted(os.listdir()) == ["cli", "python", "records.jsonl"]


def test_run_json_of_records_names_no_temporary_path(in_empty_folder: Path) -> None:
    assert textkin.scan(family(1), "out").run["inputs"] == ["records"]


def as_pandas(records: list[dict[str, object]]) -> object:
    return pytest.importorskip("pandas").DataFrame(records)


def as_pandas_with_an_index(records: list[dict[str, object]]) -> object:
    return pytest.importorskip("pandas").DataFrame(records).set_index("id", drop=False)


def as_datasets(records: list[dict[str, object]]) -> object:
    return pytest.importorskip("datasets").Dataset.from_list(records)


def as_reader(records: list[dict[str, object]]) -> object:
    return pa.Table.from_pylist(records).to_reader(max_chunksize=7)


def as_arrow_dataset(records: list[dict[str, object]]) -> object:
    return pa.dataset.dataset(pa.Table.from_pylist(records))


@pytest.mark.parametrize(
    "convert",
    [tuple, pa.Table.from_pylist, as_reader, as_arrow_dataset, as_pandas, as_pandas_with_an_index, as_datasets],
)
def test_every_kind_of_table_is_the_same_collection(convert: object, in_empty_folder: Path) -> None:
    records = [record for seed in range(9) for record in family(seed)]
    plain = textkin.scan(records)
    other = textkin.scan(convert(records))  # type: ignore[operator]
    for name in ("pairs.jsonl", "clusters.jsonl", "passages.jsonl", "edges.jsonl"):
        assert (plain.path / name).read_bytes() == (other.path / name).read_bytes(), name
    rows = [[(one.id, one.record_id, one.url, one.text_hash) for one in result.documents] for result in (plain, other)]
    assert rows[0] == rows[1]
    assert len(list(plain.clusters)) == 9


def test_values_that_json_does_not_know(in_empty_folder: Path) -> None:
    day = datetime.datetime(2024, 3, 12, 23, 45, 9)
    records = [
        {"text": sentence(1), "date": day, "blob": b"\xff", "share": math.nan, "size": math.inf, 3: {"x": (1, 2)}},
        {"text": "half \ud800 of a pair"},
        {"text": None},
        {"title": "no text"},
    ]
    first, half, null, missing = textkin.scan(records).documents
    assert [date.value for date in first.dates] == ["2024-03-12T23:45:09"]
    assert half.chars == len("half ? of a pair")
    # Nothing is dropped silently: what has no text is a row with a fault.
    assert null.faults and missing.faults and not first.faults


@pytest.mark.parametrize("inputs", [5, ["a text", {"text": "b"}], [5], {"text": "a"}])
def test_inputs_that_are_no_collection(inputs: object) -> None:
    with pytest.raises(TypeError):
        textkin.scan(inputs)


def test_an_empty_collection() -> None:
    result = textkin.scan([])
    assert list(result.documents) == [] and result.to_arrow("documents").num_rows == 0


def test_a_result_without_a_folder_goes_with_the_object() -> None:
    with textkin.scan(family(1)) as result:
        path = result.path
        assert path.exists()
    assert not path.exists()
    # Rows keep the folder for as long as they are read.
    assert len(list(textkin.scan(family(1)).documents)) == 3


def test_errors_have_a_class_for_their_status(in_empty_folder: Path) -> None:
    with pytest.raises(textkin.NotFoundError, match="no-such-folder"):
        textkin.scan("no-such-folder", "out")
    with pytest.raises(textkin.InvalidArgumentError, match="threshold"):
        textkin.scan(family(1), "out", threshold=1.5)
    with pytest.raises(ValueError, match="preset"):
        textkin.scan(family(1), "out", preset="no-such-preset")
    with pytest.raises(textkin.InvalidArgumentError, match="sketch"):
        textkin.scan(family(1), "out", sketch="no-such-sketch")
    assert os.listdir() == []
    textkin.scan(family(1), "out")
    with pytest.raises(textkin.AlreadyExistsError, match="out"):
        textkin.scan(family(1), "out")
    textkin.scan(family(2), "out", overwrite=True)
    assert [one.record_id for one in textkin.Result("out").documents][0] == "first-2"


def many(count: int) -> list[dict[str, object]]:
    return [record for seed in range(count) for record in family(seed)]


def test_progress_is_told() -> None:
    stages = []
    textkin.scan(many(500), report=False, progress=lambda *now: stages.append(now))
    assert stages and all(isinstance(stage, str) and documents >= 0 for stage, documents, _, _ in stages)


def test_an_exception_of_progress_stops_the_scan(in_empty_folder: Path) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        textkin.scan(many(2000), "out", progress=refuse)
    assert os.listdir() == []


def test_other_threads_run_during_a_scan() -> None:
    done = threading.Event()
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        while not done.wait(0.005):
            ticks += 1

    records = many(1500)
    thread = threading.Thread(target=tick)
    thread.start()
    begin = time.monotonic()
    try:
        textkin.scan(records, threads=1)
    finally:
        seconds = time.monotonic() - begin
        done.set()
        thread.join()
    # At most 200 a second; had the interpreter been held, none while the library worked.
    assert ticks > 20 * seconds


INTERRUPTED = """
import sys, textkin
from samples import family
def told(*_):
    print("scanning", flush=True)
try:
    textkin.scan([record for seed in range(6000) for record in family(seed)], "out", progress=told)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def test_ctrl_c_stops_a_scan_and_leaves_nothing(in_empty_folder: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "scanning\n"
        begin = time.monotonic()
        child.send_signal(signal.SIGINT)
        rest = child.stdout.read().split("\n")
        seconds = time.monotonic() - begin
    assert rest[-2] == "interrupted"
    assert child.returncode == 0
    assert seconds < 20
    assert os.listdir() == []

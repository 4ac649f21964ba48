"""What is left out of a corpus, read back by the tools that leave it out, where they are installed."""

from __future__ import annotations

import gzip
import importlib.util
import json
import struct
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from samples import family

import textkin

# Families of a text and its copy, and texts of their own: the copies can be left out.
RECORDS = [record for seed in range(4) for record in family(seed)]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "part.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    return path


@pytest.fixture
def removed(corpus: Path) -> set[str]:
    with textkin.scan(corpus, report=False) as result:
        return set(result.duplicates()["record_id"].to_pylist())


def test_one_of_each_family_is_a_duplicate(removed: set[str]) -> None:
    assert len(removed) == 4
    assert {name.rsplit("-", 1)[1] for name in removed} == {"0", "1", "2", "3"}
    assert not any(name.startswith("alone") for name in removed)


def test_nemo_has_their_ids_in_a_column(corpus: Path, tmp_path: Path, removed: set[str]) -> None:
    with textkin.scan(corpus, report=False) as result:
        file = result.write_duplicates(tmp_path / "nemo", "nemo", id_column="_curator_dedup_id")
    table = pyarrow.parquet.read_table(file)
    assert table.column_names == ["_curator_dedup_id"]
    assert set(table["_curator_dedup_id"].to_pylist()) == removed


def test_nemo_leaves_them_out(corpus: Path, tmp_path: Path, removed: set[str]) -> None:
    if importlib.util.find_spec("nemo_curator") is None:
        pytest.skip("nemo-curator is not installed: its list of ids is not read back")
    import pandas
    from nemo_curator.stages.text.deduplication.removal import TextDuplicatesRemovalStage
    from nemo_curator.tasks import DocumentBatch

    with textkin.scan(corpus, report=False) as result:
        file = result.write_duplicates(tmp_path / "nemo", "nemo", id_column="id")
    batch = DocumentBatch(dataset_name="part", data=pandas.read_json(corpus, lines=True, dtype={"id": str}))
    kept = TextDuplicatesRemovalStage(str(file.parent), id_field="id").process(batch).to_pandas()
    assert kept["id"].to_list() == [record["id"] for record in RECORDS if record["id"] not in removed]


def test_dolma_attributes_follow_the_records(corpus: Path, tmp_path: Path, removed: set[str]) -> None:
    with textkin.scan(corpus, report=False) as result:
        file = result.write_duplicates(tmp_path / "attributes" / "textkin" / "part.jsonl.gz", "dolma")
    lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()]
    assert [line["id"] for line in lines] == [record["id"] for record in RECORDS]
    marked = {line["id"] for line in lines if line["attributes"]["textkin__families__duplicate"]}
    assert marked == removed


def dolma_mixer() -> Any:
    """The compiled module of dolma, without the package around it, which imports a hundred others."""
    package = importlib.util.find_spec("dolma")
    if package is None or package.origin is None:
        return None
    (file,) = Path(package.origin).parent.glob("dolma.*.so")
    spec = importlib.util.spec_from_file_location("dolma.dolma", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_dolma_leaves_them_out(corpus: Path, tmp_path: Path, removed: set[str]) -> None:
    mixer = dolma_mixer()
    if mixer is None:
        pytest.skip("dolma is not installed: its attributes are not read back")
    documents = tmp_path / "documents" / "part.jsonl.gz"
    documents.parent.mkdir()
    documents.write_bytes(gzip.compress(corpus.read_bytes()))
    with textkin.scan(corpus, report=False) as result:
        result.write_duplicates(tmp_path / "attributes" / "textkin" / "part.jsonl.gz", "dolma")
    mixer.mixer_entrypoint(json.dumps({
        "streams": [{
            "name": "mixed", "documents": [f"{tmp_path}/documents/*.jsonl.gz"], "attributes": ["textkin"],
            "output": {"path": f"{tmp_path}/mixed", "max_size_in_bytes": 1 << 30},
            "filter": {"include": [], "exclude": ["$@.attributes[?(@.textkin__families__duplicate[0])]"], "syntax": "jsonpath"},
        }],
        "work_dir": {"input": f"{tmp_path}/in", "output": f"{tmp_path}/out"}, "processes": 1}))  # fmt: skip
    kept = [json.loads(line)["id"] for file in (tmp_path / "mixed").glob("*.gz")
            for line in gzip.decompress(file.read_bytes()).splitlines()]  # fmt: skip
    assert sorted(kept) == sorted(str(record["id"]) for record in RECORDS if record["id"] not in removed)


def test_datatrove_numbers_are_those_of_records(corpus: Path, tmp_path: Path, removed: set[str]) -> None:
    with textkin.scan(corpus, report=False) as result:
        file = result.write_duplicates(tmp_path / "remove", "datatrove")
    data = file.read_bytes()
    numbers = struct.unpack(f"<{len(data) // 4}I", data)
    assert {RECORDS[number]["id"] for number in numbers} == removed


def test_datatrove_leaves_them_out(corpus: Path, tmp_path: Path, removed: set[str]) -> None:
    if importlib.util.find_spec("datatrove") is None:
        pytest.skip("datatrove is not installed: its removal list is not read back")
    from datatrove.data import Document
    from datatrove.pipeline.dedup.minhash import MinhashDedupFilter

    with textkin.scan(corpus, report=False) as result:
        result.write_duplicates(tmp_path / "remove", "datatrove")
    documents = (Document(text=str(record["text"]), id=str(record["id"])) for record in RECORDS)
    kept = [document.id for document in MinhashDedupFilter(str(tmp_path / "remove")).run(documents, rank=0, world_size=1)]
    assert kept == [record["id"] for record in RECORDS if record["id"] not in removed]

"""What the tests of the Spark job share: a session, and results to compare with."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

SOURCE = Path(__file__).resolve().parents[2]


def _session(master: str) -> SparkSession:
    # Tiny tables: the engine's own overhead is all that these tests wait for.
    return (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.driver.memory", "2g")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    session = _session(os.environ.get("TEXTKIN_SPARK_MASTER", "local[2]"))
    yield session
    session.stop()


@pytest.fixture(scope="session")
def scan_by_command(tmp_path_factory: pytest.TempPathFactory):  # noqa: ANN201
    """The folder of a result of the command."""

    def run(source: Path, *options: str) -> Path:
        output = tmp_path_factory.mktemp("command") / "result"
        words = [os.environ["TEXTKIN_BINARY"], "scan", "--quiet", "--no-report", "--output", output, *options, source]
        subprocess.run([str(word) for word in words], check=True)
        return output

    return run


@pytest.fixture(scope="session")
def collection() -> Path:
    return SOURCE / "fixtures" / "collection"


def assert_same(by_spark: Path, by_command: Path) -> None:
    """Every file of rows, byte for byte and in the same order, and what run.json says."""
    names = [path.name for path in by_command.iterdir() if path.suffix == ".jsonl" or path.name == "sites.json"]
    assert len(names) >= 3  # documents, pairs, clusters
    for name in sorted(names):
        assert (by_spark / name).read_bytes() == (by_command / name).read_bytes(), name
    ours, theirs = (json.loads((folder / "run.json").read_bytes()) for folder in (by_spark, by_command))
    assert ours.pop("engine") == "spark"
    assert ours["counts"] == {name: theirs["counts"][name] for name in ours["counts"]}
    assert ours["settings"] == {name: theirs["settings"][name] for name in ours["settings"]}
    assert all(ours[name] == theirs[name] for name in ("textkin", "format", "normalizer", "inputs"))

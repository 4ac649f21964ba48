"""Clusters on Spark are the command's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet
import pytest
from conftest import assert_same
from pyspark.sql import SparkSession

import textkin
from textkin import spark as on_spark


def test_strict_clusters_are_those_of_the_command(
    spark: SparkSession, scan_by_command: Callable[..., Path], collection: Path, tmp_path: Path
) -> None:
    output = tmp_path / "result"
    result = on_spark.scan(str(collection), str(output), spark=spark, preset="strict", partitions=3)
    assert "matches" in result.made
    assert_same(output, scan_by_command(collection, "--preset", "strict"))
    pairs = pyarrow.parquet.read_table(output / "parquet" / "pairs").to_pylist()
    with textkin.Result(output) as read:
        assert [(row["a"], row["b"], row["verdict"]) for row in pairs] == [
            (pair.a, pair.b, pair.verdict) for pair in read.pairs]  # fmt: skip

    # Again with the same parameters: nothing is made anew, and the bytes stay.
    again = on_spark.scan(str(collection), str(output), spark=spark, preset="strict", partitions=3)
    assert again.made == []
    assert_same(output, scan_by_command(collection, "--preset", "strict"))


def test_tasks_run_the_python_of_the_driver(scan_by_command: Callable[..., Path], collection: Path, tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYSPARK_")}
    surroundings["PATH"] = "/usr/bin:/bin"  # whose python3 has no textkin
    surroundings["SPARK_LOCAL_IP"] = "127.0.0.1"
    output = tmp_path / "result"
    command = [sys.executable, "-m", "textkin.spark", "scan", "--input", collection, "--output", output, "--preset", "strict", "--partitions", "3"]
    run = subprocess.run([str(word) for word in command], env=surroundings, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    assert_same(output, scan_by_command(collection, "--preset", "strict"))


def test_paraphrase_is_the_commands_alone(spark: SparkSession, collection: Path, tmp_path: Path) -> None:
    with pytest.raises(textkin.InvalidArgumentError, match="preset paraphrase"):
        on_spark.scan(str(collection), str(tmp_path / "result"), spark=spark, preset="paraphrase")

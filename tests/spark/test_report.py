"""Passages and edges on Spark are the command's, for any number of partitions, and with an executor lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SOURCE, assert_same
from pyspark.sql import SparkSession

from textkin import spark as on_spark


@pytest.mark.parametrize("partitions", [1, 5])
def test_passages_and_edges_are_those_of_the_command(
    spark: SparkSession, scan_by_command: Callable[..., Path], collection: Path, tmp_path: Path, partitions: int
) -> None:
    output = tmp_path / "result"
    on_spark.scan(str(collection), str(output), spark=spark, partitions=partitions)
    by_command = scan_by_command(collection)
    assert_same(output, by_command)
    # What a scan on Spark leaves out, the command makes of its rows.
    for form in ("graphml", "prov"):
        ours, theirs = (subprocess.run([os.environ["TEXTKIN_BINARY"], "export", folder, "--to", form], capture_output=True, check=True).stdout
                        for folder in (output, by_command))  # fmt: skip
        assert ours == theirs
    subprocess.run([os.environ["TEXTKIN_BINARY"], "export", output, "--to", "html", "-o", tmp_path / "report.html"], check=True)


def test_a_derived_collection_has_the_same_rules_sites_and_edges(
    spark: SparkSession, scan_by_command: Callable[..., Path], tmp_path: Path
) -> None:
    made = tmp_path / "derived"
    derive = [sys.executable, "-B", SOURCE / "bench" / "derive" / "derive.py", "--base", "grammar", "--language", "zh",
              "--split", "development", "--documents", "300", "--seed", "5", "-o", made]  # fmt: skip
    subprocess.run(derive, check=True)
    output = tmp_path / "result"
    on_spark.scan(str(made / "collection"), str(output), spark=spark, partitions=4)
    by_command = scan_by_command(made / "collection")
    assert (by_command / "edges.jsonl").stat().st_size > 0
    assert_same(output, by_command)


def test_a_circle_over_three_families_has_one_name(
    spark: SparkSession, scan_by_command: Callable[..., Path], tmp_path: Path
) -> None:
    inputs = tmp_path / "in"
    texts = [(SOURCE / "fixtures" / "prose" / f"zh-{name}.txt").read_text() for name in ("library", "water", "parks")]
    for i, site in enumerate("abc"):
        taken = re.sub("[0-9]", "x", texts[i - 1])
        lines = [f"篇{k}：{text.splitlines()[0]}\n{text}" for k, text in enumerate((texts[i], taken), 1)]
        (inputs / site).mkdir(parents=True)
        (inputs / site / "two.txt").write_text("年终工作总结范文（合集2篇）\n" + "".join(lines))
    output = tmp_path / "result"
    on_spark.scan(str(inputs), str(output), spark=spark, partitions=4)
    assert_same(output, scan_by_command(inputs))
    circles = [json.loads(line)["circle"] for line in (output / "edges.jsonl").read_text().splitlines()]
    assert sorted(filter(None, circles)) == ["a/two.txt"] * 3


def test_rows_of_a_table_are_documents(spark: SparkSession, tmp_path: Path) -> None:
    text = "The harbour board met in May and counted 46 ships, nine more than in the year before it was built."
    rows = [("b", text), ("a", text + " Appendix."), ("c", "Nothing of it.")]
    table = spark.createDataFrame(rows, "id string, text string")
    output = tmp_path / "result"
    on_spark.scan(table, str(output), spark=spark, partitions=2, threshold=0.5)
    rows = [json.loads(line) for line in (output / "documents.jsonl").read_text().splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    clusters = [json.loads(line) for line in (output / "clusters.jsonl").read_text().splitlines()]
    assert [cluster["members"] for cluster in clusters] == [["a", "b"]]


def _executors(parent: int) -> list[int]:
    """The executor processes below a process."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"org.apache.spark.executor.CoarseGrainedExecutorBackend" in words and f"{parent}".encode() in _ancestors(folder):
            found.append(int(folder.name))
    return found


def _ancestors(folder: Path) -> set[bytes]:
    found: set[bytes] = set()
    while folder.name not in ("0", "1"):
        try:
            parent = (folder / "stat").read_bytes().rsplit(b")", 1)[1].split()[1]
        except OSError:
            return found
        found.add(parent)
        folder = folder.parent / parent.decode()
    return found


_JOB = """
import sys
from pyspark.sql import SparkSession
from textkin import spark as on_spark
spark = (SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
         .config("spark.sql.shuffle.partitions", "3").config("spark.log.level", "ERROR").getOrCreate())
on_spark.scan(sys.argv[1], sys.argv[2], spark=spark, partitions=3)
spark.stop()
"""


def test_a_killed_executor_changes_nothing(scan_by_command: Callable[..., Path], collection: Path, tmp_path: Path) -> None:
    """Real executor processes, one of which is killed while the job runs, again and again until it has ended."""
    output = tmp_path / "result"
    job = subprocess.Popen([sys.executable, "-c", _JOB, collection, output])
    killed = 0
    work = output / "work"
    while job.poll() is None and killed < 2:
        # Behind the first stage and behind the sketches, so that both lose what is in memory.
        wanted = ("documents", "sketches")[killed]
        if list(work.glob(f"*/{wanted}/_SUCCESS")):
            executors = _executors(job.pid)
            if executors:
                os.kill(executors[0], signal.SIGKILL)
                killed += 1
        time.sleep(0.2)
    assert job.wait(timeout=1200) == 0
    assert killed == 2
    assert_same(output, scan_by_command(collection))

#!/usr/bin/env python3
"""Times the Spark job against the command on one file of documents, and compares their bytes.

bench/spark.py --textkin build/release/src/cli/textkin [--master 'local[2]'] [--preset strict] CORPUS.jsonl

Needs an environment with the textkin wheel and pyspark. Prints JSON: seconds of both (of the job with and without the
start of Spark), peak memory of the command, bytes of every stage's table, and which files of rows are equal.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def by_command(textkin: Path, corpus: Path, preset: str, threads: int, output: Path) -> dict[str, float]:
    start = time.monotonic()
    words = [textkin, "scan", "--quiet", "--no-report", "--preset", preset, "--threads", threads, "--output", output,
             corpus]  # fmt: skip
    subprocess.run([str(word) for word in words], check=True)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"seconds": time.monotonic() - start, "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_mb": usage.ru_maxrss / 1024}  # fmt: skip


def on_spark(corpus: Path, preset: str, master: str, partitions: int, output: Path) -> dict[str, object]:
    from pyspark.sql import SparkSession

    import textkin.spark

    start = time.monotonic()
    session = (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    began = time.monotonic()
    textkin.spark.scan(str(corpus), str(output), spark=session, preset=preset, partitions=partitions)
    ended = time.monotonic()
    session.stop()
    tables = {}
    for table in sorted((output / "work").glob("*/*")):
        tables[table.name] = sum(file.stat().st_size for file in table.glob("part-*"))
    return {"seconds": time.monotonic() - start, "scan_seconds": ended - began, "table_bytes": tables}


def _rows(path: Path) -> list[bytes]:
    return sorted(path.read_bytes().splitlines())


def equal_files(a: Path, b: Path) -> dict[str, bool]:
    """Whether the rows are equal after sorting."""
    names = sorted(path.name for path in a.glob("*.jsonl"))
    return {name: _rows(a / name) == _rows(b / name) for name in names}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--textkin", type=Path, required=True)
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--preset", default="strict")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("corpus", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="textkin-spark-") as folder:
        first, second = Path(folder, "command"), Path(folder, "spark")
        report: dict[str, object] = {"corpus": arguments.corpus.parent.name, "preset": arguments.preset}
        report["command"] = by_command(arguments.textkin, arguments.corpus, arguments.preset, arguments.threads, first)
        report["spark"] = on_spark(arguments.corpus, arguments.preset, arguments.master, arguments.partitions, second)
        equal = equal_files(first, second)
        report["equal"] = equal
    print(json.dumps(report, indent=1))
    return 0 if all(equal.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

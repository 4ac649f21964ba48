"""A scan on Apache Spark: the library's own results, where the data lives. ``docs/spark.md`` is the guide.

Needs ``pip install pyspark`` and Java 17 or newer. Every task runs the kernels of the library; Spark sorts,
joins and finds components.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

from textkin.errors import InvalidArgumentError
from textkin.spark.job import SparkResult, run
from textkin.spark.options import Options

__all__ = ["SparkResult", "scan"]


def _use_this_python(session: SparkSession) -> None:
    """On one machine tasks run the driver's Python: Spark would take the PATH's, which lacks the packages of a virtual environment."""
    context = session.sparkContext
    if context.master.startswith("local") and "PYSPARK_PYTHON" not in os.environ:
        context.pythonExec = sys.executable


def scan(
    inputs: DataFrame | str | Sequence[str],
    output: str,
    *,
    spark: SparkSession | None = None,
    work: str | None = None,
    partitions: int = 0,
    id_column: str = "id",
    preset: str = "report",
    threshold: float | None = None,
    seed: int = 0,
    passages: bool = True,
    quotes: bool = True,
    provenance: bool = True,
    synonyms: str | os.PathLike[str] | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    follow_links: bool = False,
    text_key: str = "text",
    url_key: str = "",
    date_key: str = "",
    site_key: str = "",
) -> SparkResult:
    """Finds near-duplicate documents, reused passages, and who copied whom; as `textkin.scan`, on a cluster.

    `inputs` are paths that the driver and all tasks see, or a DataFrame: a document for each row, whose id is
    that of `id_column`, unique and not null. All options are those of `textkin.scan`. `output` is a folder of
    any file system of Spark: its JSON Lines are those of the command, in the same order, and ``parquet/`` has
    the same rows as tables. `work` keeps the tables (default: ``OUTPUT/work``); a second call with the same
    parameters goes on where the first one ended. A work folder belongs to one DataFrame. `partitions` 0: three
    for each core; any number gives the same bytes.

    Raises as `textkin.scan` does.
    """
    session = spark or SparkSession.getActiveSession() or SparkSession.builder.appName("textkin").getOrCreate()
    _use_this_python(session)
    table = inputs if isinstance(inputs, DataFrame) else None
    paths = () if isinstance(inputs, DataFrame) else (inputs,) if isinstance(inputs, str) else tuple(inputs)
    options = Options(
        inputs=paths, preset=preset, threshold=threshold, seed=seed, passages=passages, quotes=quotes,
        provenance=provenance, synonyms="" if synonyms is None else Path(synonyms).read_text(encoding="utf-8"),
        include=tuple(include), exclude=tuple(exclude), follow_links=follow_links, text_key=text_key, url_key=url_key,
        date_key=date_key, site_key=site_key)  # fmt: skip
    if preset == "paraphrase":
        raise InvalidArgumentError("preset paraphrase: counts words of the whole collection, and is the command's alone; "
                                   "on Spark one of report, web, news, strict")  # fmt: skip
    options.native()  # an option out of range is an error here, not in a task
    count = partitions or 3 * session.sparkContext.defaultParallelism
    output = output.rstrip("/")
    return run(session, options, table, id_column, output, work or f"{output}/work", count)

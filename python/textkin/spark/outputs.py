"""The files of a result: Parquet, and the JSON Lines of docs/formats/results.md, in the order of the command's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from textkin import _textkin
from textkin.arrow import SCHEMAS
from textkin.spark.columns import Batches, in_batches
from textkin.spark.options import Options
from textkin.spark.pieces import piece_of
from textkin.spark.sketching import with_ranks
from textkin.spark.tables import Tables, spark_schema

_ROWS = pa.schema({"a": pa.int64(), "row": pa.string()})


def document_rows(tables: Tables, options: Options, documents: DataFrame, parts: DataFrame, spun: DataFrame,
                  filtered: DataFrame, misdated: DataFrame) -> DataFrame:  # fmt: skip
    """(a, row): rows of documents.jsonl by rank, with the flags that only the collection tells."""
    flags = spun.select("rank", F.lit("spun").alias("flag"), F.lit(0).alias("order")).union(
        filtered.select("rank", F.lit("filtered"), F.lit(1))).union(
        misdated.select("rank", F.lit("anachronism"), F.lit(2)))  # fmt: skip
    of_document = flags.join(parts.select("rank", "document"), "rank").groupBy(F.col("document").alias("id")).agg(
        F.sort_array(F.collect_list(F.struct("rank", "order", "flag"))).alias("flags"))  # fmt: skip

    def work(batches: Batches) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            items = batch.to_pylist()
            every = ({**item, "active": range(len(item["ranks"]))} for item in items)
            piece, _ = piece_of(every, options, None)
            yield from piece.rows([(flag["rank"], flag["flag"]) for item in items for flag in item["flags"] or ()])

    flagged = with_ranks(documents, parts).join(of_document, "id", "left")
    return tables.keep("rows", lambda: tables.map(
        flagged, lambda batches: in_batches(work(batches), _ROWS), _ROWS))  # fmt: skip


def _local(path: str) -> Path | None:
    """The path where the driver sees it as a file of its own."""
    url = urlparse(path)
    return Path(unquote(url.path)) if url.scheme in ("", "file") else None


def write_table(tables: Tables, output: str, name: str, rows: DataFrame, keys: list[str]) -> DataFrame:
    """`row` of a table, ascending by the keys, as OUTPUT/parquet/NAME and OUTPUT/NAME.jsonl; the former comes back.

    Where the driver does not see the output, NAME.jsonl is a folder, whose files are in order.
    """
    lines = rows.select(*keys, F.explode(F.split(F.rtrim("row", F.lit("\n")), "\n")).alias("row")).where("row <> ''")
    ordered = lines.orderBy(*keys).select("row")
    schema = spark_schema(SCHEMAS[name])
    parsed = ordered.select(F.from_json("row", schema).alias("row")).select("row.*")
    parsed.write.mode("overwrite").parquet(f"{output}/parquet/{name}")
    written = tables.spark.read.schema(schema).parquet(f"{output}/parquet/{name}")
    folder = _local(output)
    if folder is None:
        ordered.write.mode("overwrite").text(f"{output}/{name}.jsonl")
        return written
    ordered.write.mode("overwrite").text(f"{output}/.{name}")
    partial = folder / f".{name}.jsonl"
    with partial.open("wb") as whole:
        for part in sorted((folder / f".{name}").glob("part-*")):
            with part.open("rb") as some:
                shutil.copyfileobj(some, whole)
    partial.rename(folder / f"{name}.jsonl")
    shutil.rmtree(folder / f".{name}")
    return written


def write_text(tables: Tables, output: str, name: str, text: str) -> None:
    """A small file as a whole."""
    jvm: Any = tables.spark._jvm
    hadoop = tables.spark._jsc.hadoopConfiguration()
    path = jvm.org.apache.hadoop.fs.Path(f"{output}/{name}")
    stream = path.getFileSystem(hadoop).create(path, True)
    stream.write(bytearray(text.encode()))
    stream.close()
    folder = _local(output)
    if folder is not None:
        (folder / f".{name}.crc").unlink(missing_ok=True)


def _count(rows: DataFrame, column: str) -> dict[str, int]:
    return {value: count for value, count in rows.groupBy(column).count().collect()}


def _counts(written: dict[str, DataFrame]) -> dict[str, Any]:
    documents = written["documents"]
    rows, parts, split = documents.agg(
        F.count("*"), F.count("part_of"), F.countDistinct("part_of")).collect()[0]  # fmt: skip
    counts = {"documents": rows - parts, "split_documents": split, "parts": rows - split,
              "clusters": written["clusters"].count(), "pairs": _count(written["pairs"], "verdict")}  # fmt: skip
    if "passages" in written:
        counts["passages"] = written["passages"].count()
    if "edges" in written:
        counts["edges"] = _count(written["edges"], "relation")
    return counts


def _words(value: Any) -> str:
    """A setting as run.json has it."""
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def run_json(options: Options, written: dict[str, DataFrame]) -> str:
    """What run.json says of a scan on Spark: that of the command, as far as it is known here."""
    settings = {"preset": options.preset, "threshold": options.native().threshold, "seed": options.seed,
                "passages": options.has_passages, "quotes": options.quotes, "provenance": options.has_edges,
                "text-key": options.text_key, "id-key": options.id_key, "url-key": options.url_key,
                "date-key": options.date_key, "site-key": options.site_key}  # fmt: skip
    run = {"textkin": _textkin.VERSION, "format": _textkin.FORMAT_VERSION, "normalizer": _textkin.NORMALIZER_VERSION,
           "engine": "spark", "inputs": list(options.inputs),
           "settings": {name: _words(value) for name, value in sorted(settings.items())},
           "counts": _counts(written)}  # fmt: skip
    return json.dumps(run, ensure_ascii=False, indent=2) + "\n"

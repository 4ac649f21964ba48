"""Parts with their sketches and ranks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from textkin import _textkin
from textkin.spark.columns import Batches, Kernel, in_batches
from textkin.spark.options import Options
from textkin.spark.tables import Tables

# `content` is empty where a part has no tokens; `values` and `fingerprints` are numbers of 32 bits.
_SKETCHES = pa.schema({
    "id": pa.string(), "document": pa.string(), "number": pa.int64(), "shingles": pa.int64(), "content": pa.binary(),
    "sketch": pa.binary(), "values": pa.binary(), "fingerprints": pa.binary()})  # fmt: skip
# Bits of monotonically_increasing_id that count rows; those above are the partition.
_ROW_BITS = 33


def _sketch(options: Options) -> Kernel:
    def work(batches: Batches) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            for document in batch.to_pylist():
                sketches = _textkin.sketches(options.native(), document["packed"])
                for number, (part, sketch) in enumerate(zip(document["parts"], sketches, strict=True)):
                    yield (part, document["id"], number, *sketch)

    return lambda batches: in_batches(work(batches), _SKETCHES)


def sketch_parts(tables: Tables, options: Options, documents: DataFrame) -> tuple[DataFrame, int]:
    """All parts with their ranks, the places of their ids in bytewise order, and how many they are."""
    sketches = tables.keep("sketches", lambda: tables.map(
        documents.select("id", "parts", "packed"), _sketch(options), _SKETCHES))  # fmt: skip
    order = tables.keep("order", lambda: sketches.select("id").orderBy("id").withColumn(
        "place", F.monotonically_increasing_id()))  # fmt: skip
    partition = F.shiftrightunsigned("place", _ROW_BITS).alias("partition")
    sizes = sorted(tuple(row) for row in order.groupBy(partition).count().collect())
    starts, total = [], 0
    for number, size in sizes:
        starts.append((number, total))
        total += size
    if total == 0:
        starts = [(0, 0)]
    begin = F.broadcast(tables.spark.createDataFrame(starts, "partition long, begin long"))
    row = F.col("place").bitwiseAND((1 << _ROW_BITS) - 1)
    ranks = order.withColumn("partition", partition).join(begin, "partition").select(
        "id", (F.col("begin") + row).alias("rank"))  # fmt: skip
    return tables.keep("parts", lambda: sketches.join(ranks, "id")), total


def with_ranks(documents: DataFrame, parts: DataFrame) -> DataFrame:
    """(id, packed, ranks): the ranks of the parts of each document, in the order of their numbers."""
    ranks = parts.groupBy(F.col("document").alias("id")).agg(
        F.sort_array(F.collect_list(F.struct("number", "rank"))).getField("rank").alias("ranks"))  # fmt: skip
    return documents.select("id", "packed").join(ranks, "id")

"""Pieces: the documents of some components, with the pairs between their parts, brought to one task each."""

from __future__ import annotations

import functools
import itertools
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyspark import Broadcast
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from textkin import _textkin
from textkin.spark.columns import Batches, in_batches, numbers
from textkin.spark.options import Options
from textkin.spark.sketching import with_ranks
from textkin.spark.tables import Tables

# A document with its ranks and the numbers of the parts that are meant, or a pair.
_DOCUMENT = ("id", "packed", "ranks", "active")


@dataclass(frozen=True)
class Rarity:
    """In how many groups of parts fingerprints stand, on its way to the tasks."""

    entries: Broadcast[tuple[bytes, ...]]
    groups: int

    def native(self) -> _textkin.Rarity:
        return _rarity(self.entries.value, self.groups)


@functools.lru_cache(maxsize=1)
def _rarity(entries: tuple[bytes, ...], groups: int) -> _textkin.Rarity:
    return _textkin.rarity(list(entries), groups)


Decide = Callable[[Iterator[dict[str, Any]]], Iterator[tuple[Any, ...]]]


def in_pieces(tables: Tables, documents: DataFrame, parts: DataFrame, groups: DataFrame, pairs: DataFrame,
              decide: Decide, schema: pa.Schema) -> DataFrame:  # fmt: skip
    """What `decide` makes of the documents and pairs of whole groups, some groups a task.

    `groups` has the component of every node, `pairs` the ranks a and b with what else is known of each. Any
    way of dealing groups to tasks gives the same rows.
    """
    bin_of = F.pmod(F.xxhash64("component"), F.lit(tables.partitions)).alias("bin")
    dealt = groups.select(F.col("node").alias("rank"), bin_of)
    members = dealt.join(parts.select("rank", "document", "number"), "rank").groupBy("bin", "document").agg(
        F.collect_set("number").alias("active"))  # fmt: skip
    here = members.withColumnRenamed("document", "id").join(with_ranks(documents, parts), "id").select(
        "bin", *_DOCUMENT)  # fmt: skip
    pairs = pairs.join(dealt.withColumnRenamed("rank", "a"), "a")
    rows = here.unionByName(pairs, allowMissingColumns=True).repartition(tables.partitions, "bin")
    # A document may be in two bins of one partition.
    rows = rows.sortWithinPartitions("id")

    def kernel(batches: Batches) -> Batches:
        items = (item for batch in batches for item in batch.to_pylist())
        return in_batches(decide(items), schema)

    return tables.map(rows, kernel, schema)


def piece_of(
    items: Iterator[dict[str, Any]], options: Options, rarity: Rarity | None
) -> tuple[_textkin.Piece, list[dict[str, Any]]]:
    """The documents as a piece, and the pairs, ascending."""
    piece = _textkin.piece(options.native(), tempfile.gettempdir())
    pairs: list[dict[str, Any]] = []
    for id, same in itertools.groupby(items, key=lambda item: item["id"]):
        if id is None:
            pairs.extend(same)
            continue
        document = next(same)
        meant = set(document["active"])
        for again in same:
            meant.update(again["active"])
        ranks = document["ranks"]
        active = bytes(number in meant for number in range(len(ranks)))
        piece.add([document["packed"]], [numbers(pa.array(ranks, pa.int64()))], [active])
    piece.close()
    if rarity is not None:
        piece.set_rarity(rarity.native())
    pairs.sort(key=lambda pair: (pair["a"], pair["b"]))
    return piece, pairs

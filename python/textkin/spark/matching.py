"""Candidates by joins, groups by their components, verdicts where a group's texts are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from textkin import _textkin
from textkin.spark.columns import Batches, Kernel, column, in_batches, mask, numbers, rows
from textkin.spark.components import components
from textkin.spark.options import Options
from textkin.spark.pieces import Rarity, in_pieces, piece_of
from textkin.spark.tables import Tables, spark_schema

_RUNS = pa.schema({"range": pa.int64(), "run": pa.binary()})
_PAIRS = pa.schema({"a": pa.int64(), "b": pa.int64()})
# Rows of two kinds, told apart by what is null.
_BUCKETS = pa.schema({"a": pa.int64(), "b": pa.int64(), "bucket": pa.int64(), "rank": pa.int64()})
_COUNTED = pa.schema({
    "smaller": pa.int64(), "larger": pa.int64(), "shared": pa.int64(), "rank": pa.int64(),
    "lists": pa.int64()})  # fmt: skip
_CLASSES = pa.schema({"rank": pa.int64(), "text": pa.binary()})
MATCHES = pa.schema({
    "a": pa.int64(), "b": pa.int64(), "verdict": pa.int64(), "one_site": pa.bool_(), "cluster": pa.int64(),
    "members": pa.list_(pa.int64()), "row": pa.string(), "open": pa.bool_()})  # fmt: skip

# Of textkin::Verdict.
IDENTICAL, SAME_TEMPLATE = 0, 4


def runs_of(make: Callable[[pa.RecordBatch], list[tuple[int, bytes]]]) -> Kernel:
    """Numbers by ranges, a run of bytes for each range and batch."""

    def kernel(batches: Batches) -> Batches:
        for batch in batches:
            yield rows(make(batch), _RUNS)

    return kernel


def by_range(decide: Callable[[list[bytes]], pa.RecordBatch]) -> Kernel:
    """All runs of a range, one range at a time."""

    def kernel(batches: Batches) -> Batches:
        ranges: dict[int, list[bytes]] = defaultdict(list)
        for batch in batches:
            for number, run in zip(*(values.to_pylist() for values in batch.columns), strict=True):
                ranges[number].append(run)
        for number in sorted(ranges):
            yield decide(ranges.pop(number))

    return kernel


def shuffle_runs(tables: Tables, runs: DataFrame) -> DataFrame:
    return runs.repartition(tables.partitions, "range")


def _nulls(count: int) -> pa.Array:
    return pa.nulls(count, pa.int64())


def _band_pairs(tables: Tables, options: Options, parts: DataFrame, name: str, *, one_text: bool) -> DataFrame:
    """Pairs that bands propose and signatures do not refuse."""
    partitions = tables.partitions

    def cut(batch: pa.RecordBatch) -> list[tuple[int, bytes]]:
        ranks, sketches = batch.columns
        return list(_textkin.band_runs(options.native(), numbers(ranks), sketches.to_pylist(), one_text, partitions))

    def pair(runs: list[bytes]) -> pa.RecordBatch:
        (a, b), (buckets, ranks) = _textkin.pair_buckets(options.native(), runs, one_text)
        pairs, large = len(a) // 8, len(buckets) // 8
        return pa.RecordBatch.from_arrays([
            pa.concat_arrays([column(a), _nulls(large)]), pa.concat_arrays([column(b), _nulls(large)]),
            pa.concat_arrays([_nulls(pairs), column(buckets)]),
            pa.concat_arrays([_nulls(pairs), column(ranks)])], schema=_BUCKETS)  # fmt: skip

    def keep(batches: Batches) -> Batches:
        for batch in batches:
            a, b = batch.column("sketch_a").to_pylist(), batch.column("sketch_b").to_pylist()
            passing = mask(_textkin.filter_pairs(options.native(), a, b, one_text))
            yield batch.select(["a", "b"]).filter(passing)

    def lead(_: tuple[pa.Scalar, ...], bucket: pa.Table) -> pa.Table:
        a, b = _textkin.leader_pairs(
            options.native(), numbers(bucket["rank"]), bucket["sketch"].to_pylist(), one_text)  # fmt: skip
        return pa.table([column(a), column(b)], schema=_PAIRS)

    sketches = parts.select("rank", "sketch")
    buckets = tables.keep(f"{name}-buckets", lambda: tables.map(
        shuffle_runs(tables, tables.map(sketches, runs_of(cut), _RUNS)), by_range(pair), _BUCKETS))  # fmt: skip
    of_a = sketches.select(F.col("rank").alias("a"), F.col("sketch").alias("sketch_a"))
    of_b = sketches.select(F.col("rank").alias("b"), F.col("sketch").alias("sketch_b"))
    small = buckets.where("a is not null").select("a", "b").distinct().join(of_a, "a").join(of_b, "b")
    large = buckets.where("bucket is not null").select("bucket", "rank").join(sketches, "rank")
    pairs = tables.map(small.select("a", "b", "sketch_a", "sketch_b"), keep, _PAIRS)
    return pairs.union(large.groupBy("bucket").applyInArrow(lead, spark_schema(_PAIRS))).distinct()


def _value_pairs(tables: Tables, options: Options, heads: DataFrame) -> DataFrame:
    """Pairs of which one part may hold most of the other, by the FracMinHash values that they share."""
    partitions = tables.partitions

    def cut(batch: pa.RecordBatch) -> list[tuple[int, bytes]]:
        ranks, values = batch.columns
        return list(_textkin.value_runs(numbers(ranks), values.to_pylist(), partitions))

    def count(runs: list[bytes]) -> pa.RecordBatch:
        (smaller, larger, shared), (ranks, lists) = _textkin.count_values(options.native(), runs)
        pairs, long = len(smaller) // 8, len(ranks) // 8
        return pa.RecordBatch.from_arrays([
            *(pa.concat_arrays([column(part), _nulls(long)]) for part in (smaller, larger, shared)),
            *(pa.concat_arrays([_nulls(pairs), column(part)]) for part in (ranks, lists)),
        ], schema=_COUNTED)  # fmt: skip

    def keep(batches: Batches) -> Batches:
        for batch in batches:
            passing = mask(_textkin.filter_by_values(
                numbers(batch.column("shared")), numbers(batch.column("lists_smaller")),
                numbers(batch.column("lists_larger")), batch.column("values_smaller").to_pylist(),
                batch.column("values_larger").to_pylist()))  # fmt: skip
            kept = batch.filter(passing)
            yield pa.RecordBatch.from_arrays([kept.column("smaller"), kept.column("larger")], schema=_PAIRS)

    counted = tables.keep("values", lambda: tables.map(shuffle_runs(tables, tables.map(
        heads.select("rank", "values"), runs_of(cut), _RUNS)), by_range(count), _COUNTED))  # fmt: skip
    # One common value is coincidence.
    pairs = counted.where("smaller is not null").groupBy("smaller", "larger").agg(
        F.sum("shared").alias("shared")).where("shared > 1")  # fmt: skip
    lists = counted.where("rank is not null").groupBy("rank").agg(F.sum("lists").alias("lists"))
    known = heads.select("rank", "values").join(lists, "rank", "left").select(
        "rank", "values", F.coalesce("lists", F.lit(0)).alias("lists"))  # fmt: skip
    for side in ("smaller", "larger"):
        pairs = pairs.join(known.toDF(side, f"values_{side}", f"lists_{side}"), side)
    found = tables.map(pairs, keep, _PAIRS)
    return found.select(F.least("a", "b").alias("a"), F.greatest("a", "b").alias("b"))


def _exact_classes(tables: Tables, options: Options, documents: DataFrame, parts: DataFrame) -> DataFrame:
    """(rank, head) of parts that have copies: equal normalized text; the head is the first of them."""

    def work(batches: Batches) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            for part in batch.to_pylist():
                text = _textkin.text_hash(options.native(), part["packed"], part["number"])
                yield part["rank"], bytes(part["content"]) + text

    repeated = parts.where("length(content) > 0").groupBy("content").count().where("count > 1").select("content")
    copies = parts.select("rank", "number", "content", "document").join(repeated, "content")
    texts = copies.join(documents.select(F.col("id").alias("document"), "packed"), "document")
    hashed = tables.keep("texts", lambda: tables.map(
        texts.select("rank", "number", "content", "packed"),
        lambda batches: in_batches(work(batches), _CLASSES), _CLASSES))  # fmt: skip
    heads = hashed.groupBy("text").agg(F.min("rank").alias("head"), F.count("*").alias("copies")).where("copies > 1")
    return hashed.join(heads, "text").select("rank", "head")


def group_by_sketch(tables: Tables, options: Options, parts: DataFrame) -> DataFrame:
    """(node, component) of parts that are one text with others, by their signatures alone."""
    with_shingles = parts.where("shingles > 0")
    pairs = _band_pairs(tables, options, with_shingles, "one-text", one_text=True)
    return components(tables, "one-text", pairs)


def match_parts(
    tables: Tables, options: Options, documents: DataFrame, parts: DataFrame, rarity: Rarity | None
) -> DataFrame:
    """The listed pairs and the clusters: rows of MATCHES, clusters with their members and the pairs without."""
    classes = tables.keep("classes", lambda: _exact_classes(tables, options, documents, parts))
    copies = classes.where("rank <> head").select("rank")
    heads = parts.where("shingles > 0").join(copies, "rank", "left_anti")

    def find() -> DataFrame:
        found = _band_pairs(tables, options, heads, "bands", one_text=False)
        if options.preset != "strict":
            found = found.union(_value_pairs(tables, options, heads)).distinct()
        return found

    candidates = tables.keep("candidates", find)
    links = candidates.union(classes.where("rank <> head").select(F.col("head").alias("a"), F.col("rank").alias("b")))
    groups = tables.keep("groups", lambda: components(tables, "groups", links))

    def decide(items: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
        piece, pairs = piece_of(items, options, rarity)
        a = pa.array([pair["a"] for pair in pairs], pa.int64())
        b = pa.array([pair["b"] for pair in pairs], pa.int64())
        matched, clusters = piece.decide(numbers(a), numbers(b))
        for one, other, verdict, one_site, cluster, row in matched:
            yield one, other, verdict, one_site, cluster, None, row, None
        for representative, members, row, is_open in clusters:
            yield None, None, None, None, representative, members, row, is_open

    return tables.keep("matches", lambda: in_pieces(tables, documents, parts, groups, candidates, decide, MATCHES))

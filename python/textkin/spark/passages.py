"""Shared text, spun text, passages and edges: what needs the texts of parts that are not of one group too."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyspark import Broadcast
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from textkin import _textkin
from textkin.spark.columns import Batches, column, in_batches, mask, numbers
from textkin.spark.components import components
from textkin.spark.matching import IDENTICAL, SAME_TEMPLATE, by_range, runs_of, shuffle_runs
from textkin.spark.options import Options
from textkin.spark.pieces import Rarity, in_pieces, piece_of
from textkin.spark.sketching import with_ranks
from textkin.spark.tables import Tables

_RUNS = pa.schema({"range": pa.int64(), "run": pa.binary()})
_ENTRIES = pa.schema({"entries": pa.binary()})
_SHARED = pa.schema({"a": pa.int64(), "b": pa.int64(), "units": pa.int64()})
_RULES = pa.schema({"rules": pa.binary()})
_TRACES = pa.list_(pa.struct({"rule": pa.int64(), "uses": pa.int64(), "left": pa.int64()}))
# A part that rules made, or words of a rule (of_to is not null).
_SPUN = pa.schema({
    "rank": pa.int64(), "id": pa.string(), "site": pa.string(), "traces": _TRACES, "rule": pa.int64(),
    "of_to": pa.bool_(), "words": pa.string()})  # fmt: skip
# A pair with passages, or a watermark of a part (key is not null).
_ALIGNED = pa.schema({
    "a": pa.int64(), "b": pa.int64(), "verdict": pa.int64(), "passages": pa.int64(), "row": pa.string(),
    "events": pa.binary(), "rank": pa.int64(), "key": pa.int64(), "site": pa.string()})  # fmt: skip
_HABITS = pa.schema({"habits": pa.binary()})
# An edge; or a lost source (b is null); or an edge that may be in a circle, with its documents (row is null); or what a
# site took from a part (type is not null); or counts of sites.
_TRACED = pa.schema({
    "a": pa.int64(), "b": pa.int64(), "row": pa.string(), "source": pa.int64(), "derived": pa.int64(),
    "source_id": pa.string(), "derived_id": pa.string(), "rank": pa.int64(), "site": pa.string(), "type": pa.int64(),
    "counts": pa.binary()})  # fmt: skip
# What an edge's row ends with where it is in a circle; or the row of two documents that have text of each other.
_CIRCLES = pa.schema({"a": pa.int64(), "b": pa.int64(), "ending": pa.string(), "mutual": pa.string()})


def _fingerprint_runs(tables: Tables, parts: DataFrame, groups: DataFrame) -> DataFrame:
    """Fingerprints with the number of the group of their part, odd where the group is open.

    Parts without a group are groups by themselves.
    """
    partitions = tables.partitions

    def cut(batch: pa.RecordBatch) -> list[tuple[int, bytes]]:
        ranks, of_group, fingerprints = batch.columns
        return list(_textkin.fingerprint_runs(
            numbers(ranks), numbers(of_group), fingerprints.to_pylist(), partitions))  # fmt: skip

    grouped = parts.where("length(fingerprints) > 0").join(
        groups.select(F.col("node").alias("rank"), "component", "open"), "rank", "left").select(
        "rank", (2 * F.coalesce("component", "rank") + F.coalesce("open", F.lit(False)).cast("long")).alias("group"),
        "fingerprints")  # fmt: skip
    return shuffle_runs(tables, tables.map(grouped, runs_of(cut), _RUNS))


def count_rarity(tables: Tables, parts: DataFrame, groups: DataFrame, all_parts: int) -> Rarity:
    """In how many groups fingerprints stand; `groups` by sketch."""

    def count(runs: list[bytes]) -> pa.RecordBatch:
        return pa.RecordBatch.from_arrays([pa.array([_textkin.count_groups(runs)], pa.binary())], schema=_ENTRIES)

    table = tables.keep("rarity", lambda: tables.map(
        _fingerprint_runs(tables, parts, groups.withColumn("open", F.lit(False))), by_range(count), _ENTRIES))  # fmt: skip
    entries = tuple(bytes(row["entries"]) for row in table.collect())
    grouped, distinct = groups.agg(F.count("*"), F.count_distinct("component")).first() or (0, 0)
    return Rarity(tables.spark.sparkContext.broadcast(entries), all_parts - grouped + distinct)


# ---- Spun text


@dataclass(frozen=True)
class Rules:
    """Rules of substitution, on their way to the tasks; empty where there are none."""

    encoded: bytes


def learn_rules(tables: Tables, options: Options, documents: DataFrame, parts: DataFrame, matches: DataFrame,
                rarity: Rarity, all_parts: int) -> Rules:  # fmt: skip
    """The rules that a draw of the pairs teaches, in one task: it is bounded, whatever the collection."""
    kin = matches.where("members is null and cluster >= 0").where(~F.col("verdict").isin(IDENTICAL, SAME_TEMPLATE))
    pairs = kin.select("a", "b", "verdict", "cluster", "one_site").toArrow().combine_chunks()
    a, b = numbers(pairs["a"]), numbers(pairs["b"])
    one_site = bytes(pairs["one_site"].to_pylist())
    drawn = _textkin.draw_pairs(a, b, one_site)
    if not drawn and not options.synonyms:
        return Rules(b"")
    teaching = pairs.take(pa.array(sorted(drawn, key=lambda i: (pairs["a"][i].as_py(), pairs["b"][i].as_py())),
                                   pa.int64())).select(["a", "b", "verdict", "cluster"])  # fmt: skip
    taught = [tuple(row.values()) for row in teaching.to_pylist()]

    def sample(batches: Batches) -> Batches:
        for batch in batches:
            yield batch.filter(mask(_textkin.is_sampled(numbers(batch.column("rank")), all_parts)))

    ends = tables.spark.createDataFrame([(rank,) for pair in taught for rank in pair[:2]] or [], "rank long")
    sampled = parts.where("shingles > 0").select("rank").mapInArrow(sample, "rank long")
    wanted = parts.join(ends.union(sampled).distinct(), "rank").select(F.col("document").alias("id")).distinct()
    known = tables.spark.sparkContext.broadcast(taught)

    def learn(batches: Batches) -> Iterator[tuple[Any, ...]]:
        items = ({**item, "active": range(len(item["ranks"]))} for batch in batches for item in batch.to_pylist())
        piece, _ = piece_of(items, options, rarity)
        yield (piece.learn_rules(known.value, options.synonyms, all_parts),)

    here = with_ranks(documents, parts).join(wanted, "id").repartition(1)
    table = tables.keep("rules", lambda: tables.map(
        here, lambda batches: in_batches(learn(batches), _RULES), _RULES))  # fmt: skip
    return Rules(next((bytes(row["rules"]) for row in table.collect() if row["rules"]), b""))


@dataclass(frozen=True)
class Spun:
    """What rules have made: the rows of rules.jsonl, and (rank) of the parts."""

    rows: str
    parts: DataFrame


def find_spun(tables: Tables, options: Options, documents: DataFrame, parts: DataFrame, rules: Rules) -> Spun:
    if not rules.encoded:
        return Spun("", tables.spark.createDataFrame([], "rank long"))

    def find(batches: Batches) -> Iterator[tuple[Any, ...]]:
        items = ({**item, "active": range(len(item["ranks"]))} for batch in batches for item in batch.to_pylist())
        piece, _ = piece_of(items, options, None)
        spun, words = piece.find_spun(rules.encoded)
        for rank, id, site, traces in spun:
            named = [dict(zip(("rule", "uses", "left"), trace, strict=True)) for trace in traces]
            yield rank, id, site, named, None, None, None
        for rule, of_to, rank, text in words:
            yield rank, None, None, None, rule, of_to, text

    found = tables.keep("spun", lambda: tables.map(
        with_ranks(documents, parts), lambda batches: in_batches(find(batches), _SPUN), _SPUN))  # fmt: skip
    first = Window.partitionBy("rule", "of_to").orderBy("rank")
    words = found.where("of_to is not null").withColumn("place", F.row_number().over(first)).where("place = 1")
    spun = found.where("of_to is null")
    rows = _textkin.rule_rows(
        rules.encoded,
        [(row["rank"], row["id"], row["site"], [(one["rule"], one["uses"], one["left"]) for one in row["traces"]])
         for row in spun.orderBy("rank").collect()],
        [(row["rule"], row["of_to"], row["rank"], row["words"]) for row in words.collect()])  # fmt: skip
    return Spun(rows, spun.select("rank"))


# ---- Passages


def find_jobs(tables: Tables, parts: DataFrame, matches: DataFrame, rarity: Rarity) -> DataFrame:
    """(a, b, verdict): the listed pairs, and those of parts that share text, of one cluster only if it is open."""
    clusters = matches.where("members is not null").select(
        F.explode("members").alias("node"), F.col("cluster").alias("component"), "open")  # fmt: skip

    def count(runs: list[bytes]) -> pa.RecordBatch:
        a, b, units, _ = _textkin.count_shared_text(runs, rarity.native())
        return pa.RecordBatch.from_arrays([column(a), column(b), column(units)], schema=_SHARED)

    def enough(batches: Batches) -> Batches:
        for batch in batches:
            yield batch.filter(mask(_textkin.share_text(numbers(batch.column("units")))))

    counted = tables.keep("shared", lambda: tables.map(
        _fingerprint_runs(tables, parts, clusters), by_range(count), _SHARED))  # fmt: skip
    sums = counted.groupBy("a", "b").agg(F.sum("units").alias("units"))
    shared = tables.map(sums, enough, _SHARED).select("a", "b")
    listed = matches.where("members is null").select("a", "b", "verdict")
    return tables.keep("jobs", lambda: shared.join(listed, ["a", "b"], "full").select(
        "a", "b", F.coalesce("verdict", F.lit(-1)).alias("verdict")))  # fmt: skip


def align(tables: Tables, options: Options, documents: DataFrame, parts: DataFrame, jobs: DataFrame,
          families: DataFrame, rarity: Rarity, rules: Rules) -> DataFrame:  # fmt: skip
    def decide(items: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
        piece, pairs = piece_of(items, options, rarity)
        aligned, watermarks = piece.align([(pair["a"], pair["b"], pair["verdict"]) for pair in pairs], rules.encoded)
        for pair in aligned:
            yield (*pair, None, None, None)
        for watermark in watermarks:
            yield (*(None,) * 6, *watermark)

    return tables.keep("aligned", lambda: in_pieces(tables, documents, parts, families, jobs, decide, _ALIGNED))


def _homes(aligned: DataFrame) -> list[tuple[int, str]]:
    """The sites at which watermarks are at home: the one that most parts with a watermark are of."""
    uses = aligned.where("key is not null").groupBy("key", "site").agg(F.count_distinct("rank").alias("parts"))
    most = uses.groupBy("key").agg(F.max("parts").alias("parts"))
    best = uses.join(most, ["key", "parts"]).groupBy("key").agg(
        F.count("*").alias("sites"), F.first("site").alias("site")).where("sites = 1 and site <> ''")  # fmt: skip
    return [(row["key"], row["site"]) for row in best.collect()]


@dataclass(frozen=True)
class Edges:
    rows: DataFrame  # (a, b, row)
    lost: DataFrame  # (a, row)
    filtered: DataFrame  # (rank)
    misdated: DataFrame  # (rank)
    sites: str  # sites.json


def trace(tables: Tables, options: Options, documents: DataFrame, parts: DataFrame, families: DataFrame,
          aligned: DataFrame, rarity: Rarity) -> Edges:  # fmt: skip
    homes: Broadcast[list[tuple[int, str]]] = tables.spark.sparkContext.broadcast(_homes(aligned))

    with_events = aligned.where("key is null").select("a", "b", "verdict", "events")

    def piece_with_events(items: Iterator[dict[str, Any]]) -> tuple[_textkin.Piece, list[tuple[Any, ...]]]:
        piece, pairs = piece_of(items, options, rarity)
        return piece, [(pair["a"], pair["b"], pair["verdict"], pair["events"]) for pair in pairs]

    def count(items: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
        piece, pairs = piece_with_events(items)
        yield (piece.count_habits(pairs, homes.value),)

    counted = tables.keep("habits", lambda: in_pieces(
        tables, documents, parts, families, with_events, count, _HABITS))  # fmt: skip
    habits = _textkin.sum_habits([bytes(row["habits"]) for row in counted.collect()])

    def decide(items: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
        piece, pairs = piece_with_events(items)
        edges, left_out, counts, _, lost, for_circles, misdated = piece.trace(pairs, homes.value, habits)
        for source, derived, row in edges:
            yield source, derived, row, *(None,) * 8
        for copy, row in lost:
            yield copy, None, row, *(None,) * 8
        for source, derived, *of_documents in for_circles:
            yield source, derived, None, *of_documents, *(None,) * 4
        for one in left_out:
            yield (*(None,) * 7, *one, None)
        for rank in misdated:
            yield (*(None,) * 7, rank, *(None,) * 3)
        yield (*(None,) * 10, counts)

    traced = tables.keep("traced", lambda: in_pieces(
        tables, documents, parts, families, with_events, decide, _TRACED))  # fmt: skip
    counts = [bytes(row["counts"]) for row in traced.where("counts is not null").select("counts").collect()]
    sites, always = _textkin.sum_sites(counts)
    usual = tables.spark.createDataFrame(always or [], "site string, type long")
    filtered = traced.where("type is not null").join(F.broadcast(usual), ["site", "type"]).select("rank").distinct()
    rows = _with_circles(tables, traced)
    lost = traced.where("row is not null and b is null").select("a", "row")
    misdated = traced.where("rank is not null and type is null").select("rank").distinct()
    return Edges(rows, lost, filtered, misdated, sites)


def _with_circles(tables: Tables, traced: DataFrame) -> DataFrame:
    """(a, b, row) of all edges. Circles are found in one task: of one family, few edges can be in any."""

    def find(batches: Batches) -> Batches:
        edges = [tuple(row.values()) for batch in batches for row in batch.to_pylist()]
        return in_batches(_textkin.find_circle_rows(edges), _CIRCLES)

    candidates = traced.where("source is not null").select("a", "b", "source", "derived", "source_id", "derived_id")
    circles = tables.keep("circles", lambda: tables.map(candidates.repartition(1), find, _CIRCLES))
    endings = circles.where("mutual = ''").select("a", "b", "ending")
    stem = F.expr(f"substring(row, 1, length(row) - {len(_textkin.NO_CIRCLE)})")
    edges = traced.where("b is not null and row is not null").select("a", "b", "row").join(endings, ["a", "b"], "left")
    named = F.when(F.col("ending").isNull(), F.col("row")).otherwise(F.concat(stem, "ending"))
    return edges.select("a", "b", named.alias("row")).union(
        circles.where("mutual <> ''").select("a", "b", F.col("mutual").alias("row")))  # fmt: skip


def find_families(tables: Tables, jobs: DataFrame) -> DataFrame:
    """(node, component) of the parts of all pairs that are aligned."""
    return tables.keep("families", functools.partial(components, tables, "families", jobs.select("a", "b")))

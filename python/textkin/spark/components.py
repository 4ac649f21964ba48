"""Connected components by large-star and small-star (Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii 2014).

A large star links the larger neighbours of every node to its least neighbour, a small star the smaller ones and
the node itself. Neither makes more links than there were, and after O(log² n) rounds of both, as proven, few in
practice, every node is linked to the least node of its component and to nothing else.
"""

from __future__ import annotations

import functools

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from textkin.spark.tables import Tables

# Rounds that no graph has needed; a graph that does is an error, not a wrong answer.
_ROUNDS = 60


def _linked(node: Column, least: Column) -> list[Column]:
    return [node.alias("a"), least.alias("b")]


def _large_star(links: DataFrame) -> DataFrame:
    arcs = links.union(links.select(F.col("b").alias("a"), F.col("a").alias("b")))
    least = arcs.groupBy("a").agg(F.least(F.min("b"), F.col("a")).alias("least"))
    star = arcs.where("b > a").join(least, "a").select(*_linked(F.col("b"), F.col("least")))
    return star.where("a <> b").distinct()


def _small_star(links: DataFrame) -> DataFrame:
    """Of links from larger nodes (a) to smaller ones (b), which a large star makes."""
    least = links.groupBy("a").agg(F.min("b").alias("least"))
    star = links.join(least, "a").select(*_linked(F.col("b"), F.col("least")))
    return star.union(least.select("a", "least")).where("a <> b").distinct()


def _both_stars(links: DataFrame) -> DataFrame:
    return _small_star(_large_star(links))


def components(tables: Tables, name: str, pairs: DataFrame) -> DataFrame:
    """(node, component) of all nodes of pairs (a, b): the component is its least node."""
    links = tables.keep(f"{name}-links", lambda: pairs.select(
        F.greatest("a", "b").alias("a"), F.least("a", "b").alias("b")).where("a <> b").distinct())  # fmt: skip
    before: tuple[int, ...] | None = None
    for turn in range(_ROUNDS):
        links = tables.keep(f"{name}-{turn}", functools.partial(_both_stars, links))
        # A fixed point of both has the same links; sums over mixed links tell that they are.
        mixed = F.xxhash64("a", "b")
        now = tuple(int(value or 0) for value in links.agg(
            F.count("*"), F.sum(mixed.bitwiseAND((1 << 40) - 1)), F.bit_xor(mixed)).first() or ())  # fmt: skip
        if now == before:
            return links.select(F.col("a").alias("node"), F.col("b").alias("component")).union(
                links.select(F.col("b").alias("node"), F.col("b").alias("component"))).distinct()  # fmt: skip
        before = now
    raise RuntimeError(f"components of {name}: no fixed point after {_ROUNDS} rounds")

"""The steps of a scan in order."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from textkin import _textkin
from textkin.spark import matching, outputs, passages, reading
from textkin.spark.options import Options
from textkin.spark.sketching import sketch_parts
from textkin.spark.tables import Tables


@dataclass
class SparkResult:
    """The tables of a scan, as JSON Lines and the keys that order them; `made` are the steps of this run."""

    output: str
    made: list[str]
    documents: DataFrame
    pairs: DataFrame
    clusters: DataFrame
    passages: DataFrame | None = None
    edges: DataFrame | None = None
    lost: DataFrame | None = None


def run(spark: SparkSession, options: Options, table: DataFrame | None, id_column: str, output: str, work: str,
        partitions: int) -> SparkResult:  # fmt: skip
    tables = Tables(spark, work, _parameters(options, table, id_column), partitions)
    documents = tables.keep("documents", lambda: reading.read_files(tables, options) if table is None
                             else reading.read_rows(tables, options, table, id_column))  # fmt: skip
    if options.preset != "strict":
        documents = reading.mark_teasers(tables, options, reading.mark_sites(tables, options, documents))
    parts, all_parts = sketch_parts(tables, options, documents)
    rarity = None
    if options.has_passages:
        one_text = tables.keep("one-text", lambda: matching.group_by_sketch(tables, options, parts))
        rarity = passages.count_rarity(tables, parts, one_text, all_parts)
    matches = matching.match_parts(tables, options, documents, parts, rarity)
    result = SparkResult(output, tables.made, documents, matches.where("members is null").select("a", "b", "row"),
                         matches.where("members is not null").select(F.col("cluster").alias("a"), "row"))  # fmt: skip
    spun = filtered = misdated = spark.createDataFrame([], "rank long")
    if rarity is not None:
        rules = passages.learn_rules(tables, options, documents, parts, matches, rarity, all_parts)
        spun_text = passages.find_spun(tables, options, documents, parts, rules)
        outputs.write_text(tables, output, "rules.jsonl", spun_text.rows)
        spun = spun_text.parts
        jobs = passages.find_jobs(tables, parts, matches, rarity)
        families = passages.find_families(tables, jobs)
        aligned = passages.align(tables, options, documents, parts, jobs, families, rarity, rules)
        result.passages = aligned.where("key is null").select("a", "b", "row")
        if options.has_edges:
            edges = passages.trace(tables, options, documents, parts, families, aligned, rarity)
            outputs.write_text(tables, output, "sites.json", edges.sites)
            result.edges, result.lost = edges.rows, edges.lost
            filtered, misdated = edges.filtered, edges.misdated
    result.documents = outputs.document_rows(tables, options, documents, parts, spun, filtered, misdated)
    _write(tables, options, result)
    return result


def _parameters(options: Options, table: DataFrame | None, id_column: str) -> dict[str, Any]:
    """What the steps depend on: the options, the files with their sizes, the program."""
    parameters: dict[str, Any] = {"options": dataclasses.asdict(options), "version": _textkin.VERSION,
                                  "format": _textkin.FORMAT_VERSION, "normalizer": _textkin.NORMALIZER_VERSION}  # fmt: skip
    if table is None:
        files, _, _ = _textkin.list_files(options.native())
        parameters["files"] = [(id, size) for _, id, _, size, _ in files]
    else:
        parameters["columns"] = [id_column, table.schema.json()]
    return parameters


def _write(tables: Tables, options: Options, result: SparkResult) -> None:
    files = {"documents": (result.documents, ["a"]), "pairs": (result.pairs, ["a", "b"]),
              "clusters": (result.clusters, ["a"]), "passages": (result.passages, ["a", "b"]),
              "edges": (result.edges, ["a", "b"]), "lost": (result.lost, ["a"])}  # fmt: skip
    written = {name: outputs.write_table(tables, result.output, name, rows, keys)
               for name, (rows, keys) in files.items() if rows is not None}  # fmt: skip
    outputs.write_text(tables, result.output, "run.json", outputs.run_json(options, written))

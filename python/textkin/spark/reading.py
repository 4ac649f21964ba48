"""From files or rows to packed documents: read, extracted, sketched, marked."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from textkin import _textkin
from textkin.spark.columns import Batches, Kernel, in_batches, rows
from textkin.spark.options import Options
from textkin.spark.tables import Tables, spark_schema

# `packed` is what the library alone reads; `parts` are the ids of its parts, its own first.
DOCUMENTS = pa.schema({
    "id": pa.string(), "site": pa.string(), "parts": pa.list_(pa.string()), "text_bytes": pa.int64(),
    "draw": pa.int64(), "packed": pa.binary()})  # fmt: skip
_FILES = pa.schema({
    "path": pa.binary(), "id": pa.string(), "site": pa.string(), "bytes": pa.int64(),
    "records": pa.bool_()})  # fmt: skip
# A whole file, lines of one, or a document.
_WORK = pa.schema([*_FILES, ("first_record", pa.int64()), ("lines", pa.binary()), *(
    pa.field(f"document_{field.name}", field.type) for field in DOCUMENTS)])  # fmt: skip
_NO_DOCUMENT = (None,) * len(DOCUMENTS)

Packed = tuple[Any, ...]


def _documents(packed: list[Packed]) -> Iterator[Packed]:
    for id, site, parts, text_bytes, blob in packed:
        yield id, site, parts, text_bytes, _textkin.draw(id), blob


def _cut_files(options: Options) -> Kernel:
    """Files of records become runs of lines, which other tasks may take; other files stay."""

    def work(batches: Batches) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            for file in batch.to_pylist():
                whole = tuple(file[name] for name in _FILES.names)
                if not file["records"]:
                    yield (*whole, None, None, *_NO_DOCUMENT)
                    continue
                runs = _textkin.RecordRuns(whole)
                while (run := runs.next(options.native())) is not None:
                    first_record, lines, faults = run
                    if lines:
                        yield (*whole, first_record, lines, *_NO_DOCUMENT)
                    for document in _documents(faults):
                        yield (*whole, None, None, *document)

    def kernel(batches: Batches) -> Batches:
        for item in work(batches):  # runs of half a megabyte: a batch each
            yield rows([item], _WORK)

    return kernel


def _pack_work(options: Options) -> Kernel:
    def work(batches: Batches) -> Iterator[Packed]:
        for batch in batches:
            for item in batch.to_pylist():
                if item["document_id"] is not None:
                    yield tuple(item[f"document_{name}"] for name in DOCUMENTS.names)
                elif item["records"]:
                    yield from _documents(_textkin.pack_lines(
                        options.native(), item["id"], item["site"], item["first_record"], item["lines"]))  # fmt: skip
                else:
                    file = tuple(item[name] for name in _FILES.names)
                    yield from _documents(_textkin.pack_file(options.native(), file))

    return lambda batches: in_batches(work(batches), DOCUMENTS)


def read_files(tables: Tables, options: Options) -> DataFrame:
    """The documents of the inputs, which every task must see under the same paths."""
    files, faults, _ = _textkin.list_files(options.native())
    spark = tables.spark
    listed = spark.createDataFrame([tuple(file) for file in files], spark_schema(_FILES))
    cut = tables.map(listed.repartition(tables.partitions, "id"), _cut_files(options), _WORK)
    packed = tables.map(cut.repartition(tables.partitions, "id", "first_record"), _pack_work(options), DOCUMENTS)
    if faults:
        packed = packed.union(spark.createDataFrame(list(_documents(faults)), spark_schema(DOCUMENTS)))
    return packed


def read_rows(tables: Tables, options: Options, table: DataFrame, id_column: str) -> DataFrame:
    """A document for each row, with the id that a column gives it."""

    def work(batches: Batches) -> Iterator[Packed]:
        for batch in batches:
            ids, records = (column.to_pylist() for column in batch.columns)
            yield from _documents(_textkin.pack_records(options.native(), ids, records))

    lines = table.select(F.col(id_column).cast("string"), F.to_json(F.struct("*")))
    return tables.map(lines, lambda batches: in_batches(work(batches), DOCUMENTS), DOCUMENTS)


# ---- Sites

_MODELS = pa.schema({"site": pa.string(), "model": pa.binary()})


def _learn(key: tuple[pa.Scalar, ...], group: pa.Table) -> pa.Table:
    site = key[0].as_py()
    model = _textkin.learn_site(site, group["packed"].to_pylist())
    return pa.table({"site": [site], "model": [model]}, schema=_MODELS)


def _learn_sites(documents: DataFrame) -> DataFrame:
    """A model of every site, in the order in which they are given to the library."""
    with_site = documents.select("id", "site", "draw", "text_bytes").where("site <> ''")
    sites = with_site.groupBy("site").agg(F.count("*").alias("documents"), F.min("id").alias("first")).where(
        F.col("documents") >= _textkin.MIN_SITE_DOCUMENTS)  # fmt: skip
    order = Window.partitionBy("site").orderBy("draw", "id")
    before = F.coalesce(F.sum("text_bytes").over(order.rowsBetween(Window.unboundedPreceding, -1)), F.lit(0))
    sample = with_site.where(F.col("text_bytes") <= _textkin.MAX_LEARNT_BYTES).join(sites, "site", "left_semi").select(
        "id", F.row_number().over(order).alias("number"), before.alias("before")).where(
        (F.col("number") <= _textkin.MAX_SITE_DOCUMENTS) & (F.col("before") <= _textkin.MAX_SITE_BYTES))  # fmt: skip
    learnt = documents.select("id", "site", "packed").join(sample.select("id"), "id").groupBy("site").applyInArrow(
        _learn, spark_schema(_MODELS))  # fmt: skip
    return learnt.join(sites, "site")


@functools.lru_cache(maxsize=1)
def _models_of(models: tuple[bytes, ...]) -> _textkin.SiteModels:
    return _textkin.site_models(list(models))


def mark_sites(tables: Tables, options: Options, documents: DataFrame) -> DataFrame:
    """The documents, marked by what is learnt of the sites."""
    learnt = tables.keep("sites", lambda: _learn_sites(documents))
    models = [bytes(row["model"]) for row in learnt.orderBy(F.desc("documents"), "first").select("model").collect()]
    if not models:
        return documents
    shared = tables.spark.sparkContext.broadcast(tuple(models))

    def kernel(batches: Batches) -> Batches:
        known = _models_of(shared.value)
        for batch in batches:
            packed = batch.column("packed").to_pylist()
            marked = [known.mark(options.native(), blob) or blob for blob in packed]
            place = batch.schema.get_field_index("packed")
            yield batch.set_column(place, "packed", pa.array(marked, pa.binary()))

    return tables.keep("sited", lambda: tables.map(documents.select(*DOCUMENTS.names), kernel, DOCUMENTS))


# ---- Beginnings of other documents

_LINES = pa.schema({"is_tail": pa.bool_(), "key": pa.int64(), "id": pa.string(), "document": pa.string()})


def _line_keys(options: Options) -> Kernel:
    def work(batches: Batches) -> Iterator[tuple[Any, ...]]:
        for batch in batches:
            for document in batch.to_pylist():
                heads, tails = _textkin.line_keys(options.native(), document["packed"])
                for part, keys in zip(document["parts"], heads, strict=True):
                    yield from ((False, key, part, document["id"]) for key in keys if key != 0)
                yield from ((True, key, document["id"], document["id"]) for key in tails)

    return lambda batches: in_batches(work(batches), _LINES)


def _mark_teasers(options: Options) -> Kernel:
    def work(batches: Batches) -> Iterator[Packed]:
        piece = _textkin.piece(options.native(), tempfile.gettempdir())
        wanted: set[str] = set()
        seen: set[str] = set()
        for batch in batches:
            for item in batch.to_pylist():
                if item["id"] not in seen:
                    piece.add([item["packed"]], [b""], [b""])
                    seen.add(item["id"])
                if item["is_target"]:
                    wanted.add(item["id"])
        piece.close()
        yield from _documents(piece.mark_teasers(sorted(wanted)))

    return lambda batches: in_batches(work(batches), DOCUMENTS)


def mark_teasers(tables: Tables, options: Options, documents: DataFrame) -> DataFrame:
    """The documents, marked where the beginnings of others end them."""
    lines = tables.keep("lines", lambda: tables.map(
        documents.select("id", "parts", "packed"), _line_keys(options), _LINES))  # fmt: skip
    tails = lines.where("is_tail").select("key", F.col("document").alias("target")).distinct()
    # The first that begin so, as many as are compared with a tail.
    order = Window.partitionBy("key").orderBy("id")
    heads = lines.where("not is_tail").join(tails.select("key").distinct(), "key", "left_semi").select(
        "key", "document", F.row_number().over(order).alias("number")).where(
        F.col("number") <= _textkin.COMPARED_BEGINNINGS)  # fmt: skip
    met = tails.join(heads.select("key", "document"), "key").where("target <> document").select("target", "document")
    both = met.distinct().withColumn("is_target", F.lit(False))
    both = both.union(both.select("target", F.col("target").alias("document"), F.lit(True)).distinct())

    def make() -> DataFrame:
        bins = both.select(F.pmod(F.xxhash64("target"), F.lit(tables.partitions)).alias("bin"),
                           F.col("document").alias("id"), "is_target")  # fmt: skip
        bins = bins.groupBy("bin", "id").agg(F.max("is_target").alias("is_target"))
        here = bins.join(documents.select("id", "packed"), "id").repartition(tables.partitions, "bin")
        return tables.map(here.select("id", "packed", "is_target"), _mark_teasers(options), DOCUMENTS)

    marked = tables.keep("teased", make)
    columns = documents.select(*DOCUMENTS.names)
    return tables.keep("marked", lambda: columns.join(marked.select("id"), "id", "left_anti").union(
        marked.select(*DOCUMENTS.names)))  # fmt: skip

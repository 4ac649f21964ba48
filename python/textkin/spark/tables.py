"""Tables of a job, each in a folder, which Spark's mark says is whole; what is whole is not made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import (
    ArrayType,
    BinaryType,
    BooleanType,
    DataType,
    DoubleType,
    LongType,
    StringType,
    StructField,
    StructType,
)

from textkin.spark.columns import Kernel

_MARK = "_SUCCESS"


def spark_type(kind: pa.DataType) -> DataType:
    """The type of Spark for one of Arrow; all whole numbers are long."""
    if pa.types.is_struct(kind):
        return StructType([StructField(field.name, spark_type(field.type)) for field in kind])
    if pa.types.is_list(kind):
        return ArrayType(spark_type(kind.value_type))
    if pa.types.is_integer(kind):
        return LongType()
    if pa.types.is_floating(kind):
        return DoubleType()
    if pa.types.is_boolean(kind):
        return BooleanType()
    return BinaryType() if pa.types.is_binary(kind) else StringType()


def spark_schema(schema: pa.Schema) -> StructType:
    """The same of a schema."""
    return StructType([StructField(field.name, spark_type(field.type)) for field in schema])


class Tables:
    """Tables by their names, in a folder for one set of parameters.

    A step that was broken off is written anew from the start; the tasks of one that is being written may be
    lost and tried again, since Spark's committer takes the files of one attempt of each alone.
    """

    def __init__(self, spark: SparkSession, folder: str, parameters: dict[str, Any], partitions: int) -> None:
        digest = hashlib.sha256(json.dumps(parameters, sort_keys=True).encode()).hexdigest()[:16]
        self.spark = spark
        self.folder = f"{folder.rstrip('/')}/{digest}"
        self.partitions = partitions
        self.made: list[str] = []  # by this run

    def keep(self, name: str, make: Callable[[], DataFrame]) -> DataFrame:
        """The table of a step; `make` is called where it is not whole yet."""
        path = f"{self.folder}/{name}"
        if not exists(self.spark, f"{path}/{_MARK}"):
            self.spark.sparkContext.setJobDescription(f"textkin: {name}")
            make().write.mode("overwrite").parquet(path)
            self.made.append(name)
        return self.spark.read.parquet(path)

    def map(self, table: DataFrame, kernel: Kernel, schema: pa.Schema) -> DataFrame:
        """What a kernel makes of each partition."""
        return table.mapInArrow(kernel, spark_schema(schema))


def exists(spark: SparkSession, path: str) -> bool:
    """Whether there is something at a path of any file system that Spark knows."""
    jvm: Any = spark._jvm
    hadoop = jvm.org.apache.hadoop.fs.Path(path)
    return bool(hadoop.getFileSystem(spark._jsc.hadoopConfiguration()).exists(hadoop))

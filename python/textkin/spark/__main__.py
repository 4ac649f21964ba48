"""python -m textkin.spark scan --input PATH --output FOLDER"""

from __future__ import annotations

import argparse
import sys

from pyspark.sql import SparkSession

from textkin import Error
from textkin.spark import scan


_ABSENT = """\
The result is that of `textkin scan`, byte for byte, without clusters.json, report.html and the graphs; the command makes them of it:
  textkin export OUTPUT --to html -o report.html        also graphml, dot, prov, gexf, csv
--index, --write-text and --sketch are options of the command alone.
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m textkin.spark", description="textkin on Apache Spark")
    command = parser.add_subparsers(dest="command", required=True).add_parser(
        "scan", help="scan a collection", epilog=_ABSENT, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--input", action="append", required=True,
                         help="file or folder that all tasks see; or Parquet")
    command.add_argument("--output", required=True, help="folder of any file system of Spark")
    command.add_argument("--work", help="folder of the tables; default OUTPUT/work")
    command.add_argument("--partitions", type=int, default=0, help="0: three for each core")
    command.add_argument("--id-column", default="id", help="of Parquet")
    command.add_argument("--preset", default="report")
    command.add_argument("--threshold", type=float)
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--include", action="append", default=[])
    command.add_argument("--exclude", action="append", default=[])
    command.add_argument("--follow-links", action="store_true")
    command.add_argument("--synonyms")
    for name in ("passages", "quotes", "provenance"):
        command.add_argument(f"--no-{name}", dest=name, action="store_false")
    for name, usual in (("text", "text"), ("url", ""), ("date", ""), ("site", "")):
        command.add_argument(f"--{name}-key", default=usual)
    return parser


def main() -> int:
    options = vars(_parser().parse_args())
    del options["command"]
    inputs, output = options.pop("input"), options.pop("output")
    spark = SparkSession.builder.appName("textkin").getOrCreate()
    if all(path.rstrip("/").endswith(".parquet") for path in inputs):
        inputs = spark.read.parquet(*inputs)
    try:
        result = scan(inputs, output, spark=spark, **options)
    except Error as error:
        print(f"textkin: {error}", file=sys.stderr)
        return 1
    finally:
        spark.stop()
    print(result.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())

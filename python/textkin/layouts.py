"""What is left out of a corpus, as the tools that clean corpora read it."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet

from textkin import _textkin

if TYPE_CHECKING:
    from textkin.result import Result

PathLike = str | os.PathLike[str]


def duplicates_table(result: Result) -> pa.Table:
    """(id, record_id, kept): whole documents that another one, or a text of one, stands for."""
    rows = _textkin.duplicates(str(result.path))
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    names = ("id", "record_id", "kept")
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)})


def write_nemo(result: Result, folder: PathLike, id_column: str = "id") -> Path:
    """FuzzyDuplicateIds/part.0.parquet in a folder: one column, the ids of duplicate records."""
    table = duplicates_table(result)
    own, given = table["id"].to_pylist(), table["record_id"].to_pylist()
    path = Path(folder) / "FuzzyDuplicateIds" / "part.0.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    ids = pa.array([record or id for id, record in zip(own, given, strict=True)], pa.string())
    pyarrow.parquet.write_table(pa.table({id_column: ids}), path)
    return path


def write_dolma(result: Result, file: PathLike, path: str = "") -> Path:
    """attributes/NAME/FILE.jsonl.gz of one input file, a line a record in its order."""
    target = Path(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = _textkin.export(str(result.path), "dolma", path)
    target.write_bytes(gzip.compress(lines, mtime=0) if target.suffix == ".gz" else lines)
    return target


def write_datatrove(result: Result, folder: PathLike, path: str = "", shard: int = 0) -> Path:
    """NNNNNN.remove of one input file: the numbers of its duplicate records from 0, 32 bits each."""
    target = Path(folder) / f"{shard:06}.remove"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_textkin.export(str(result.path), "datatrove", path))
    return target

"""Records that are given in memory, as the JSON Lines that the library reads."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from textkin import _textkin

Record = Mapping[str, Any]
PathLike = str | os.PathLike[str]
# Called with the stage, and with documents done in it, bytes done, and all bytes (0: not known).
Progress = Callable[[str, int, int, int], object]
# Records that are written at a time: of usual ones a few hundred kB, which stay in the processor's cache from one copy to
# the next. A thousand take a quarter longer, twenty no less.
_BATCH = 100
_PARQUET_PROGRAM = Path(__file__).with_name("parquet_program.py")


def valid_text(text: str) -> str:
    """The text with U+FFFD for every half of a surrogate pair, which UTF-8 cannot write. Positions stay.

    TypeError for what is no str.
    """
    if not isinstance(text, str):
        raise TypeError(f"a text is a str, not {type(text).__name__}")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _substitute(value: Any) -> Any:
    """What stands in JSON for a value that JSON does not know."""
    if isinstance(value, str):
        return valid_text(str(value))
    if isinstance(value, datetime.date | datetime.time):  # a datetime, and that of pandas, is a date
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):  # a scalar or array of NumPy
        return value.tolist()
    for kind in (float, int):
        if isinstance(value, kind):
            return kind(value)
    return None  # bytes, images: no field that textkin reads


def _substitute_all(value: Any) -> Any:
    """As _substitute, for records that come back: nothing may be lost of them."""
    known = _substitute(value)
    if known is None:
        raise TypeError(f"a field holds {type(value).__name__}, which JSON cannot: leave it out, or make it a text")
    return known


def write_json_lines(records: Iterable[Record], path: Path, *, whole: bool = False) -> None:
    """Writes the records as JSON Lines, a hundred at a time.

    TypeError for a record that is no mapping, and, where `whole`, for a field that JSON cannot hold;
    otherwise such a field is null.
    """
    source = iter(records)
    with path.open("wb", buffering=0) as file:
        writer = _textkin.RecordWriter(file.fileno(), _substitute_all if whole else _substitute)
        while batch := list(itertools.islice(source, _BATCH)):
            for record in batch:
                if type(record) is not dict and not isinstance(record, Mapping):
                    raise TypeError(f"a record is a mapping with a text, not {type(record).__name__}")
            writer.write(batch)


def as_records(data: Any) -> Iterable[Record]:
    """The records of what holds a table or mappings: pandas, polars, pyarrow, datasets, any iterable.

    What is missing in a table (null) is left out of its record.
    """
    if isinstance(data, Mapping):
        raise TypeError("one mapping is not a collection; of a DatasetDict, take one split")
    if hasattr(data, "__arrow_c_stream__"):
        return _rows_of_table(data)
    if hasattr(data, "to_batches"):  # a pyarrow.dataset.Dataset
        return _rows_of_batches(data.to_batches())
    if not isinstance(data, Iterable):
        raise TypeError(f"records come from paths, tables or iterables of mappings, not {type(data).__name__}")
    return data


def _rows_of_table(table: Any) -> Iterator[Record]:
    import pyarrow

    return _rows_of_batches(pyarrow.RecordBatchReader.from_stream(table))


def _rows_of_batches(batches: Iterable[Any]) -> Iterator[Record]:
    for batch in batches:
        for start in range(0, batch.num_rows, _BATCH):
            for row in batch.slice(start, _BATCH).to_pylist():
                yield {key: value for key, value in row.items() if value is not None}


def read_settings(paths: list[str], *, include: Sequence[str] = (), exclude: Sequence[str] = (),
                  follow_links: bool = False, text_key: str = "text", id_key: str = "", url_key: str = "",
                  date_key: str = "", site_key: str = "") -> dict[str, Any]:  # fmt: skip
    """How the library is to read its inputs."""
    return {
        "inputs": paths, "include": list(include), "exclude": list(exclude), "follow_links": follow_links,
        "text_key": text_key, "id_key": id_key, "url_key": url_key, "date_key": date_key,
        "site_key": site_key, "parquet": [sys.executable, "-P", str(_PARQUET_PROGRAM)]}  # fmt: skip


@contextlib.contextmanager
def as_files(inputs: Any, place: Path | None, *, name: str = "records", whole: bool = False,
             rows: bool = False) -> Iterator[list[str]]:  # fmt: skip
    """The paths that `inputs` are, or that of a file with its records, which is gone at the end.

    The file lies in a new folder of `place`, where there is room for texts; else of the system's. `rows`: a table
    becomes Parquet, with all its columns.
    """
    paths = as_paths(inputs)
    if paths is not None:
        yield paths
        return
    folder = place if place is not None and place.is_dir() else None
    with tempfile.TemporaryDirectory(prefix=".textkin-", dir=folder) as made:
        if rows and hasattr(inputs, "__arrow_c_stream__"):
            yield [str(_write_table(inputs, Path(made, f"{name}.parquet")))]
            return
        file = Path(made, f"{name}.jsonl")
        write_json_lines(as_records(inputs), file, whole=whole)
        yield [str(file)]


def _write_table(table: Any, path: Path) -> Path:
    import pyarrow
    import pyarrow.parquet

    with pyarrow.RecordBatchReader.from_stream(table) as batches:
        with pyarrow.parquet.ParquetWriter(path, batches.schema) as file:
            for batch in batches:
                file.write_batch(batch)
    return path


def as_paths(inputs: Any) -> list[str] | None:
    """The paths, where `inputs` is one or a list of them; None for anything else."""
    if isinstance(inputs, str | os.PathLike):
        return [os.fspath(inputs)]
    if isinstance(inputs, list | tuple) and inputs and all(isinstance(one, str | os.PathLike) for one in inputs):
        return [os.fspath(one) for one in inputs]
    return None

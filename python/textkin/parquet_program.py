"""Reads and writes Parquet for the library, as src/rows does for the command, by pyarrow in a process of its own.

``parquet_program.py rows [COLUMN...] <FILE`` writes rows as JSON Lines; ``parquet_program.py keep|annotate TEXT_COLUMN
<LIST >FILE`` writes a file of the rows that the list names. src/rows/kept_rows.h has the list.
"""

from __future__ import annotations

import json.encoder
import math
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

# Arrow's other allocators reserve address space ahead, which the limit below would count.
os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"

import pyarrow  # noqa: E402
import pyarrow.parquet  # noqa: E402

# The numbers of src/rows: bytes of the process, seconds for a batch, bytes and rows of one, bytes of a row group.
PROCESS_MEMORY = 1 << 30
STEP_SECONDS = 60
BATCH_BYTES = 8 << 20
MAX_BATCH_ROWS = 4096
GROUP_BYTES = 64 << 20
ANNOTATION_COLUMN = "textkin"

_quote: Callable[[str], str] = json.encoder.encode_basestring


def open_table(source: Any) -> pyarrow.parquet.ParquetFile:
    """The file, read page by page."""
    signal.alarm(STEP_SECONDS)
    file = pyarrow.parquet.ParquetFile(source, pre_buffer=False, buffer_size=1 << 20)
    signal.alarm(0)
    return file


def batches_of(file: pyarrow.parquet.ParquetFile, columns: list[str] | None) -> Iterator[pyarrow.RecordBatch]:
    """Batches of bounded size; one that takes too long ends the process."""
    rows = MAX_BATCH_ROWS
    for i in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(i)
        rows = min(rows, BATCH_BYTES // max(1, group.total_byte_size // max(1, group.num_rows)))
    batches = file.iter_batches(batch_size=max(1, rows), columns=columns, use_threads=False)
    while True:
        signal.alarm(STEP_SECONDS)
        batch = next(batches, None)
        signal.alarm(0)
        if batch is None:
            return
        yield batch


def _float(value: float) -> str:
    return repr(value) if math.isfinite(value) else "null"


def _bytes(value: bytes) -> str:
    return _quote(value.decode("utf-8", "surrogateescape"))


def _known(cells: pyarrow.Array, write: Callable[[Any], str]) -> list[str]:
    return ["null" if value is None else write(value) for value in cells.to_pylist()]


def _lists(cells: pyarrow.Array, begin: str, values: list[str], end: str) -> list[str]:
    offsets = cells.offsets.to_pylist()
    return ["null" if not valid else begin + ",".join(values[offsets[i]:offsets[i + 1]]) + end
            for i, valid in enumerate(cells.is_valid().to_pylist())]  # fmt: skip


def _structs(cells: pyarrow.Array) -> list[str]:
    fields = [[_quote(field.name) + ":" + value for value in json_cells(cells.field(i))]
              for i, field in enumerate(cells.type)]  # fmt: skip
    rows = zip(*fields) if fields else ((),) * len(cells)
    return ["{" + ",".join(row) + "}" if valid else "null"
            for valid, row in zip(cells.is_valid().to_pylist(), rows)]  # fmt: skip


def _maps(cells: pyarrow.Array) -> list[str]:
    keys, items = json_cells(cells.keys), json_cells(cells.items)
    if pyarrow.types.is_string(cells.type.key_type):
        return _lists(cells, "{", [f"{key}:{item}" for key, item in zip(keys, items)], "}")
    return _lists(cells, "[", [f"[{key},{item}]" for key, item in zip(keys, items)], "]")


def _formatted(cells: pyarrow.Array, suffix: str = "") -> list[str]:
    texts = cells.cast(pyarrow.string()).to_pylist()
    return ["null" if text is None else _quote(text.replace(" ", "T") + suffix) for text in texts]


def _timestamps(cells: pyarrow.Array) -> list[str]:
    return _formatted(cells.view(pyarrow.timestamp(cells.type.unit)), "Z" if cells.type.tz else "")


def json_cells(cells: pyarrow.Array) -> list[str]:
    """The cells of a column as JSON, as src/rows/json_value.h says."""
    kind, types = cells.type, pyarrow.types
    if types.is_dictionary(kind):
        return json_cells(cells.dictionary_decode())
    if isinstance(kind, pyarrow.BaseExtensionType):
        return json_cells(cells.storage)
    if types.is_null(kind):
        return ["null"] * len(cells)
    if types.is_boolean(kind):
        return _known(cells, lambda value: "true" if value else "false")
    if types.is_integer(kind):
        return _known(cells, str)
    if types.is_float32(kind) or types.is_float64(kind):
        return _known(cells, _float)
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        # By way of bytes: a file may say text of what is not UTF-8.
        binary = pyarrow.large_binary() if types.is_large_string(kind) else pyarrow.binary()
        return _known(cells.cast(pyarrow.string()).view(binary) if types.is_string_view(kind) else cells.view(binary),
                      _bytes)  # fmt: skip
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return _known(cells, _bytes)
    if types.is_timestamp(kind):
        return _timestamps(cells)
    if types.is_fixed_size_list(kind):
        return json_cells(cells.cast(pyarrow.list_(kind.value_type)))
    if types.is_list(kind) or types.is_large_list(kind):
        return _lists(cells, "[", json_cells(cells.values), "]")
    if types.is_map(kind):
        return _maps(cells)
    if types.is_struct(kind):
        return _structs(cells)
    return _formatted(cells)


def write_row_lines(columns: list[str], out: BinaryIO) -> None:
    """Standard input's rows, a line each."""
    file = open_table(open(0, "rb", closefd=False))
    for batch in batches_of(file, columns or None):
        keys = [_quote(name) + ":" for name in batch.schema.names]
        if not keys:
            out.write(b"{}\n" * batch.num_rows)
            continue
        cells = [[key + cell for cell in json_cells(column)] for key, column in zip(keys, batch.columns)]
        lines = "".join("{" + ",".join(row) + "}\n" for row in zip(*cells))
        out.write(lines.encode("utf-8", "surrogateescape"))
    out.flush()


class RowKeeper:
    """Writes kept rows of files that are read once more, beside the list of rows."""

    def __init__(self, entries: BinaryIO, out: BinaryIO, text_column: str, annotates: bool) -> None:
        self._entries = entries
        self._out = out
        self._text_column = text_column
        self._annotates = annotates
        self._batches: Iterator[pyarrow.RecordBatch] = iter(())
        self._batch: pyarrow.RecordBatch | None = None
        self._end = 0  # row of the file behind the batch
        self._rows: list[int] = []  # of the batch, that are kept
        self._words: list[str | None] = []  # their annotations or texts
        self._schema: pyarrow.Schema | None = None
        self._writer: pyarrow.parquet.ParquetWriter | None = None
        self._group: list[pyarrow.RecordBatch] = []
        self._group_bytes = 0

    def run(self) -> None:
        """The whole list."""
        while (entry := self._entries.readline().split()) != [b"E"]:
            if not entry:
                raise ValueError("the list of rows to keep is cut off")
            if entry[0] == b"F":
                self._open(self._entries.read(int(entry[1])))
            else:
                word = self._entries.read(int(entry[2])).decode() if len(entry) > 2 else None
                self._keep(int(entry[1]) - 1, word)
        self._end_batch()
        if self._writer is None:
            raise ValueError("there is no file whose columns it could have")
        self._end_group()
        self._writer.close()
        self._out.flush()

    def _open(self, path: bytes) -> None:
        self._end_batch()
        file = open_table(os.fsdecode(path))
        self._batches, self._batch, self._end = batches_of(file, None), None, 0
        if self._schema is None:
            self._start(file)
        elif not file.schema_arrow.equals(self._schema):
            raise ValueError(f"'{os.fsdecode(path)}' has other columns than the first file")

    def _start(self, file: pyarrow.parquet.ParquetFile) -> None:
        self._schema = schema = file.schema_arrow
        if self._annotates:
            if ANNOTATION_COLUMN in schema.names:
                raise ValueError("there is a column 'textkin' already")
            schema = schema.append(pyarrow.field(ANNOTATION_COLUMN, pyarrow.string()))
        has_column = file.metadata.num_row_groups > 0 and file.metadata.num_columns > 0
        codec = file.metadata.row_group(0).column(0).compression if has_column else "UNCOMPRESSED"
        self._writer = pyarrow.parquet.ParquetWriter(
            self._out, schema, compression="none" if codec == "UNCOMPRESSED" else codec.lower())

    def _keep(self, row: int, word: str | None) -> None:
        while self._batch is None or row >= self._end:
            self._end_batch()
            self._batch = next(self._batches, None)
            if self._batch is None:
                raise ValueError("the input changed while it was read")
            self._end += self._batch.num_rows
        self._rows.append(row - (self._end - self._batch.num_rows))
        self._words.append(word)

    def _end_batch(self) -> None:
        rows, words, self._rows, self._words = self._rows, self._words, [], []
        if not rows or self._batch is None:
            return
        batch = self._batch.take(pyarrow.array(rows))
        if self._annotates:
            batch = batch.append_column(ANNOTATION_COLUMN, pyarrow.array(words, pyarrow.string()))
        elif any(word is not None for word in words):
            batch = self._with_texts(batch, words)
        self._group.append(batch)
        self._group_bytes += batch.nbytes
        if self._group_bytes >= GROUP_BYTES:
            self._end_group()

    def _with_texts(self, batch: pyarrow.RecordBatch, words: list[str | None]) -> pyarrow.RecordBatch:
        column = batch.schema.get_field_index(self._text_column)
        if column < 0:
            raise ValueError(f"a text can be cut only in a column of its own, not in '{self._text_column}'")
        kind = batch.schema.field(column).type
        if not (pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)):
            raise ValueError(f"texts can be cut in string columns alone; '{self._text_column}' is {kind}")
        texts = [old if new is None else new for old, new in zip(batch.column(column).to_pylist(), words)]
        return batch.set_column(column, batch.schema.field(column), pyarrow.array(texts, kind))

    def _end_group(self) -> None:
        if self._group and self._writer is not None:
            self._writer.write_table(pyarrow.Table.from_batches(self._group))
        self._group, self._group_bytes = [], 0


def main(words: list[str]) -> None:
    """The program."""
    resource.setrlimit(resource.RLIMIT_DATA, (PROCESS_MEMORY, PROCESS_MEMORY))
    out = open(1, "wb", closefd=False)
    if words[:1] == ["rows"]:
        write_row_lines(words[1:], out)
    elif len(words) == 2 and words[0] in ("keep", "annotate"):
        RowKeeper(open(0, "rb", closefd=False), out, words[1], words[0] == "annotate").run()
    else:
        raise ValueError("textkin runs this program to read and write Parquet")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError, OverflowError) as error:
        sys.exit(" ".join(str(error).split()) or type(error).__name__)

"""Columns of Arrow and the bytes that the kernels of the library take and give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pyarrow as pa

Batches = Iterator[pa.RecordBatch]
Kernel = Callable[[Batches], Batches]

_BYTES = 8  # of a number


def numbers(column: pa.Array) -> bytes:
    """The numbers of a column without nulls, eight bytes each."""
    whole = column.cast(pa.int64())
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.combine_chunks()
    if len(whole) == 0:
        return b""
    return bytes(whole.buffers()[1][whole.offset * _BYTES : (whole.offset + len(whole)) * _BYTES])


def column(data: bytes) -> pa.Array:
    """A column of such bytes."""
    return pa.Array.from_buffers(pa.int64(), len(data) // _BYTES, [None, pa.py_buffer(data)])


def mask(data: bytes) -> pa.Array:
    """A column of truth, of a byte each."""
    return pa.Array.from_buffers(pa.uint8(), len(data), [None, pa.py_buffer(data)]).cast(pa.bool_())


def rows(items: Iterable[tuple[Any, ...]], schema: pa.Schema) -> pa.RecordBatch:
    """Tuples in the order of the schema."""
    columns = list(zip(*items, strict=True)) or [()] * len(schema)
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


# Rows of one batch that is given back: some MB of documents.
_ROWS = 2000


def in_batches(items: Iterable[tuple[Any, ...]], schema: pa.Schema) -> Batches:
    """Any number of tuples."""
    some: list[tuple[Any, ...]] = []
    for item in items:
        some.append(item)
        if len(some) == _ROWS:
            yield rows(some, schema)
            some = []
    if some:
        yield rows(some, schema)

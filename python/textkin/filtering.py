"""Filtering records: duplicates out, with a receipt for each."""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textkin import _textkin
from textkin.records import PathLike, Progress, Record, as_files, read_settings
from textkin.rows import Range, Row


@dataclass(frozen=True, slots=True)
class SharedRange:
    """A passage of a receipt, on both sides; `kept` is None for marked text. `text` where an index has the kept one."""

    removed: Range
    kept: Range | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Why a record, or a range of one, was taken out: docs/formats/receipts.md."""

    removed: str
    kept: str | None
    reason: str
    resemblance: float | None
    containment: float | None
    passages: tuple[SharedRange, ...]
    policy: str
    verified: bool
    removed_record_id: str | None
    kept_record_id: str | None
    passes: int
    against: str | None

    @classmethod
    def of_row(cls, row: Row) -> Receipt:
        passages = tuple(
            SharedRange((one["removed"][0], one["removed"][1]),
                        one["kept"] and (one["kept"][0], one["kept"][1]), one.get("text"))
            for one in row["passages"])  # fmt: skip
        return cls(row["removed"], row["kept"], row["reason"], row["resemblance"], row["containment"], passages,
                   row["policy"], row["verified"], row["removed_record_id"], row["kept_record_id"], row["passes"],
                   row["against"])  # fmt: skip


class Filtered:
    """What a filter let through. Loop over it for the records, over `receipts` for what was taken out."""

    def __init__(self, path: Path, receipts: Path, summary: Mapping[str, Any],
                 temporary: tempfile.TemporaryDirectory[str]) -> None:  # fmt: skip
        self.path = path
        #: Counts: records, written, removed, removed_by_reason, faulty, ...
        self.summary = summary
        self._receipts = receipts
        self._temporary = temporary  # goes with the object

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if self.path.suffix == ".parquet":
            import pyarrow.parquet

            for batch in pyarrow.parquet.ParquetFile(self.path).iter_batches(1000):
                yield from batch.to_pylist()
            return
        for line in _lines(self.path):
            yield json.loads(line)

    @property
    def receipts(self) -> Iterator[Receipt]:
        """One for everything that was taken out, in the order of the input."""
        return (Receipt.of_row(json.loads(line)) for line in _lines(self._receipts))


def filter(
    inputs: PathLike | Sequence[PathLike] | Iterable[Record] | Any,
    output: PathLike | None = None,
    *,
    receipts: PathLike | None = None,
    action: str = "drop",
    keep: str = "first",
    preset: str | None = None,
    threshold: float = 0,
    against: PathLike | None = None,
    decontaminate: bool = False,
    passages: bool = True,
    drop_faulty: bool = False,
    overwrite: bool = False,
    threads: int = 0,
    memory: int = 0,
    seed: int = 0,
    text_key: str = "text",
    id_key: str = "",
    url_key: str = "",
    date_key: str = "",
    site_key: str = "",
    progress: Progress | None = None,
) -> Filtered:
    """Takes out records that are kin to a kept one, as ``textkin filter`` does: the same bytes for the same files.

    `inputs` are paths of JSON Lines, Parquet or WARC, or records as for :func:`textkin.scan`; fields that JSON cannot
    hold are a TypeError here, for they could not come back. `output` and `receipts` are files, packed where their
    names end in ``.gz`` or ``.zst``; without them both are temporary. An output ``*.parquet`` has the rows of Parquet
    files or of a table, with all their columns. `against` is the folder of an index. `threshold` 0 is the
    preset's, `preset` None as the command chooses it, `memory` (bytes) 0 half of the machine's.

    Raises as :func:`textkin.scan`, and FailedPreconditionError or DataLossError for an index that is of another
    version or damaged. Ctrl-C raises KeyboardInterrupt, and nothing is written.
    """
    temporary = tempfile.TemporaryDirectory(prefix="textkin-")
    out = Path(os.fspath(output)) if output is not None else Path(temporary.name, "kept.jsonl")
    taken = Path(os.fspath(receipts)) if receipts is not None else Path(temporary.name, "receipts.jsonl")
    with as_files(inputs, out.parent, whole=True, rows=out.suffix == ".parquet") as paths:
        summary = _textkin.filter(
            read=read_settings(paths, text_key=text_key, id_key=id_key, url_key=url_key, date_key=date_key,
                               site_key=site_key),
            output=str(out), receipts=str(taken), action=action, keep=keep, preset=preset, threshold=threshold,
            against="" if against is None else os.fspath(against), decontaminate=decontaminate, passages=passages,
            drop_faulty=drop_faulty, overwrite=overwrite, threads=threads, memory=memory, seed=seed,
            progress=progress)  # fmt: skip
    return Filtered(out, taken, summary, temporary)


def _lines(path: Path) -> Iterator[bytes]:
    """The lines of a file that may be packed."""
    if path.suffix not in (".gz", ".zst"):
        with path.open("rb") as file:
            yield from file
        return
    import pyarrow

    with pyarrow.input_stream(path, compression="detect") as packed:
        yield from io.BufferedReader(packed)

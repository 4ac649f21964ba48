"""The persistent index of a collection."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textkin import _textkin
from textkin.errors import InvalidArgumentError
from textkin.records import PathLike, Progress, Record, as_files, as_paths, read_settings, write_json_lines
from textkin.rows import DateClaim, Edge, Passage, Row


@dataclass(frozen=True, slots=True)
class Added:
    """What one addition did, in documents."""

    read: int
    added: int
    replaced: int
    unchanged: int
    faulty: int
    faults_by_code: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What an index holds, and how it was made."""

    preset: str
    seed: int
    texts: bool
    generation: int
    documents: int
    parts: int
    text_bytes: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the index that a query may come from; of an index without texts, an estimate and no more."""

    query: str
    source: str
    site: str | None
    url: str | None
    title: str | None
    dates: tuple[DateClaim, ...]
    verified: bool
    resemblance: float
    containment_query: float | None
    containment_source: float | None
    share_of_query: float | None
    share_of_source: float | None
    verdict: str | None
    passages: tuple[Passage, ...]
    #: Who copied whom, with the evidence.
    edge: Edge | None

    @classmethod
    def of_row(cls, row: Row) -> Source:
        return cls(
            row["query"], row["source"], row["site"], row["url"], row["title"],
            tuple(DateClaim(date["value"], date["kind"]) for date in row["dates"]), row["verified"],
            row["resemblance"], row.get("containment_query"), row.get("containment_source"),
            row.get("share_of_query"), row.get("share_of_source"), row.get("verdict"),
            tuple(map(Passage.of_row, row.get("passages", ()))),
            Edge.of_row(row["edge"]) if row.get("edge") else None)  # fmt: skip


class Index:
    """An index in a folder. Every call sees the generation that was committed last.

    Raises NotFoundError where there is no index, FailedPreconditionError where another process writes or the
    version is another, DataLossError where it is damaged, ResourceExhaustedError for a full disk.
    """

    def __init__(self, folder: PathLike) -> None:
        self.folder = Path(os.fspath(folder))
        self.stats()

    @classmethod
    def build(cls, folder: PathLike, inputs: PathLike | Sequence[PathLike] | Iterable[Record] | Any, *,
              name: str | None = None, preset: str = "report", seed: int = 0, texts: bool = True, threads: int = 0,
              wait: bool = False, progress: Progress | None = None, **keys: Any) -> Index:  # fmt: skip
        """A new index of paths or records; of records, `name` is needed, and their ids are ``NAME.jsonl#N``.

        `keys` are ``text_key``, ``id_key``, ``url_key``, ``date_key``, ``site_key``, ``include``, ``exclude``,
        ``follow_links``. Raises AlreadyExistsError where the folder is taken.
        """
        _index(True, folder, inputs, name, preset, seed, texts, threads, wait, progress, keys)
        return cls(folder)

    def add(self, inputs: PathLike | Sequence[PathLike] | Iterable[Record] | Any, *, name: str | None = None,
            threads: int = 0, wait: bool = False, progress: Progress | None = None, **keys: Any) -> Added:  # fmt: skip
        """Adds documents in one commit. One with an id that is there replaces it; so each batch of records needs
        a `name` of its own."""
        return _index(False, self.folder, inputs, name, "report", 0, True, threads, wait, progress, keys)

    def remove(self, ids: Iterable[str], *, wait: bool = False) -> list[str]:
        """Removes documents in one commit; returns the ids that were not there."""
        return _textkin.index_remove(str(self.folder), list(ids), wait)

    def query(self, text: str, *, threshold: float = 0, candidates: int = 64) -> list[Source]:
        """Where a text comes from: the source that covers most of it first. Ranges of the query count in `text`."""
        with tempfile.TemporaryDirectory(prefix="textkin-") as place:
            file = Path(place, "query.jsonl")
            write_json_lines([{"text": text}], file)
            return self._query(str(file), "text", threshold, candidates)

    def query_file(self, file: PathLike, *, text_key: str = "text", threshold: float = 0,
                   candidates: int = 64) -> list[Source]:  # fmt: skip
        """The same for a file, as :func:`textkin.compare_files` takes it."""
        return self._query(os.fspath(file), text_key, threshold, candidates)

    def _query(self, file: str, text_key: str, threshold: float, candidates: int) -> list[Source]:
        lines = _textkin.index_query(read_settings([], text_key=text_key), str(self.folder), file, threshold, candidates)
        return [Source.of_row(json.loads(line)) for line in lines.splitlines()]

    def stats(self) -> IndexStats:
        """Counts and settings."""
        return IndexStats(**_textkin.index_stats(str(self.folder)))

    def verify(self) -> None:
        """Reads everything against its checksums; DataLossError says what is wrong."""
        _textkin.index_verify(str(self.folder))

    def __repr__(self) -> str:
        return f"Index({str(self.folder)!r})"


def _index(is_new: bool, folder: PathLike, inputs: Any, name: str | None, preset: str, seed: int, texts: bool,
           threads: int, wait: bool, progress: Progress | None, keys: Mapping[str, Any]) -> Added:  # fmt: skip
    if name is None and as_paths(inputs) is None:
        raise TypeError("records in an index need a name: their ids are NAME.jsonl#N")
    if name is not None and (not name or "/" in name):
        raise InvalidArgumentError(f"name '{name}': part of a file's name, so not empty and without '/'")
    place = Path(os.fspath(folder)).parent
    with as_files(inputs, place, name=name or "") as paths:
        return Added(**_textkin.index_documents(
            is_new=is_new, read=read_settings(paths, **keys), folder=os.fspath(folder), preset=preset, seed=seed,
            texts=texts, threads=threads, wait=wait, progress=progress))  # fmt: skip

"""A finished scan: a folder of JSON Lines, read row by row when asked."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from textkin.errors import DataLossError, NotFoundError
from textkin.rows import Cluster, Document, Edge, Lost, Pair, Passage, Row

if TYPE_CHECKING:
    import pyarrow

RowT = TypeVar("RowT")
TableName = Literal["documents", "pairs", "clusters", "passages", "edges", "lost"]


class Rows(Generic[RowT]):
    """The rows of one file. Each loop over it reads the file anew, a line at a time."""

    def __init__(self, result: Result, name: str, of_row: Callable[[Row], RowT], may_be_absent: bool = False) -> None:
        self._result = result  # whose folder may be a temporary one, and goes with it
        self._path = result.path / f"{name}.jsonl"
        self._of_row = of_row
        self._may_be_absent = may_be_absent

    def __iter__(self) -> Iterator[RowT]:
        try:
            file = self._path.open("rb")
        except FileNotFoundError:
            if self._may_be_absent:
                return
            raise NotFoundError(f"'{self._path}' does not exist") from None
        with file:
            for number, line in enumerate(file, 1):
                try:
                    yield self._of_row(json.loads(line))
                except (KeyError, TypeError, ValueError) as error:
                    raise DataLossError(f"'{self._path}', line {number}: no such row: {error}") from error

    def __repr__(self) -> str:
        return f"Rows({str(self._path)!r})"


class Result:
    """The result of a scan, now or before: ``Result("out")`` opens a folder that ``textkin scan`` wrote.

    ``documents``, ``pairs``, ``clusters``, ``passages``, ``edges`` and ``lost`` can be looped over as often as you
    like; nothing is kept in memory. A result without a folder of its own lives in a temporary one, until
    :meth:`close`, the end of a ``with`` block, or the end of the object.
    """

    def __init__(self, path: str | Path, *, temporary: tempfile.TemporaryDirectory[str] | None = None) -> None:
        self.path = Path(path)
        self._temporary = temporary
        if not (self.path / "run.json").is_file():
            raise NotFoundError(f"'{path}' is not the result of a scan: it has no run.json")

    @property
    def documents(self) -> Rows[Document]:
        """Every document that was found, and every text of an anthology; sorted by id."""
        return Rows(self, "documents", Document.of_row)

    @property
    def pairs(self) -> Rows[Pair]:
        """The verified pairs, sorted by ``a``, then ``b``."""
        return Rows(self, "pairs", Pair.of_row)

    @property
    def clusters(self) -> Rows[Cluster]:
        """Families of near-duplicates, sorted by id."""
        return Rows(self, "clusters", Cluster.of_row)

    @property
    def passages(self) -> Rows[Passage]:
        """Reused passages; none where the scan stopped before them."""
        return Rows(self, "passages", Passage.of_row, may_be_absent=True)

    @property
    def edges(self) -> Rows[Edge]:
        """Who copied whom; none where the scan stopped before it."""
        return Rows(self, "edges", Edge.of_row, may_be_absent=True)

    @property
    def lost(self) -> Rows[Lost]:
        """Lost sources, with the text that their copies show; none where the scan stopped before it."""
        return Rows(self, "lost", Lost.of_row, may_be_absent=True)

    @property
    def run(self) -> dict[str, Any]:
        """What run.json says: version, settings, counts, faults, limits, time and memory."""
        found: dict[str, Any] = json.loads((self.path / "run.json").read_bytes())
        return found

    def to_arrow(self, name: TableName) -> pyarrow.Table:
        """One of the files as a table: ``"documents"``, ``"pairs"``, ``"clusters"``, ``"passages"``, ``"edges"``,
        ``"lost"``.

        Its columns are the fields of docs/formats/results.md, the same for every result.
        """
        from textkin.arrow import read_table

        return read_table(self.path, name)

    def duplicates(self) -> pyarrow.Table:
        """(id, record_id, kept): the whole documents that a corpus can do without, and what stands for each."""
        from textkin import layouts

        return layouts.duplicates_table(self)

    def write_duplicates(self, target: str | Path, layout: Literal["dolma", "datatrove", "nemo"], *, path: str = "",
                         id_column: str = "id") -> Path:  # fmt: skip
        """Writes them as a tool that cleans corpora reads them, and returns the file.

        ``dolma``: `target` is the attributes file, packed where it ends in .gz. ``datatrove``: 000000.remove in the
        folder `target`. ``nemo``: FuzzyDuplicateIds in it, Parquet of the one column `id_column`. The first two are
        of one input file: `path` names it where the result has several.
        """
        from textkin import layouts

        if layout == "nemo":
            return layouts.write_nemo(self, target, id_column)
        if layout == "datatrove":
            return layouts.write_datatrove(self, target, path)
        return layouts.write_dolma(self, target, path)

    def close(self) -> None:
        """Removes the folder, if it is a temporary one."""
        if self._temporary is not None:
            self._temporary.cleanup()

    def __enter__(self) -> Result:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self.close()

    def __repr__(self) -> str:
        return f"Result({str(self.path)!r})"

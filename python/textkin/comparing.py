"""Comparing two documents."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

from textkin import _textkin
from textkin.records import read_settings, valid_text
from textkin.rows import Edge, Passage


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents share. `verdict` is None where they are neither kin nor of one template.

    `edge` says who copied whom, as far as two texts can tell; None where they share no passages.
    """

    a: str
    b: str
    resemblance: float
    containment_a: float
    containment_b: float
    verdict: str | None
    passages: tuple[Passage, ...]
    edge: Edge | None

    @property
    def is_kin(self) -> bool:
        """Whether a scan would put the two together."""
        return self.verdict not in (None, "same_template")


def compare(a: str, b: str, *, preset: str = "report", threshold: float | None = None) -> Comparison:
    """Compares two texts: resemblance, containment, verdict, and the passages that they share.

    Ranges count in `a` and `b`. Raises InvalidArgumentError for an option out of range or a text above 64 MiB.
    """
    return _of_line(_textkin.compare_texts(valid_text(a), valid_text(b), preset, threshold))


def compare_files(a: str | os.PathLike[str], b: str | os.PathLike[str], *, preset: str = "report",
                  threshold: float | None = None, text_key: str = "text") -> Comparison:  # fmt: skip
    """Compares two files of any type that textkin reads.

    ``FILE#17`` is the record on line 17 of a JSONL file, or row 17 of a Parquet file, ``FILE#part2`` the second
    text of an anthology.
    Raises NotFoundError, InvalidArgumentError, or UnavailableError for an I/O error.
    """
    return _of_line(_textkin.compare_files(read_settings([], text_key=text_key), os.fspath(a), os.fspath(b), preset,
                                           threshold))  # fmt: skip


def _of_line(line: bytes) -> Comparison:
    row = json.loads(line)
    return Comparison(row["a"], row["b"], row["resemblance"], row["containment_a"], row["containment_b"],
                      row["verdict"], tuple(map(Passage.of_row, row["passages"])),
                      row["edge"] and Edge.of_row(row["edge"]))  # fmt: skip

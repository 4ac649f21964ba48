"""The rows of a result as frozen dataclasses, field by field as docs/formats/results.md has them.

Ranges are ``(begin, end)`` in code points of the document's text, so that ``text[begin:end]`` is what is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Range = tuple[int, int]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of text that is not the author's own, and what it is."""

    begin: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date that a document carries: ISO 8601 as far as known, and where it was found."""

    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong with one document: a number such as ``F0302``, and a sentence."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document, or a text of an anthology (then ``part_of`` names it)."""

    id: str
    record_id: str | None
    part_of: str | None
    begin: int
    end: int
    path: str
    site: str | None
    url: str | None
    title: str | None
    language: str
    dates: tuple[DateClaim, ...]
    bytes: int
    chars: int
    tokens: int
    text_hash: str
    simhash: str | None
    kept: tuple[Range, ...]
    marks: tuple[Mark, ...]
    masks: int
    flags: tuple[str, ...]
    faults: tuple[Fault, ...]
    limits: tuple[str, ...]

    @classmethod
    def of_row(cls, row: Row) -> Document:
        return cls(
            id=row["id"], record_id=row["record_id"], part_of=row["part_of"], begin=row["begin"], end=row["end"],
            path=row["path"], site=row["site"], url=row["url"], title=row["title"], language=row["language"],
            dates=tuple(DateClaim(date["value"], date["kind"]) for date in row["dates"]), bytes=row["bytes"],
            chars=row["chars"], tokens=row["tokens"], text_hash=row["text_hash"], simhash=row["simhash"],
            kept=tuple((begin, end) for begin, end in row["kept"]),
            marks=tuple(Mark(mark["begin"], mark["end"], mark["kind"]) for mark in row["marks"]), masks=row["masks"],
            flags=tuple(row["flags"]), faults=tuple(Fault(fault["code"], fault["detail"]) for fault in row["faults"]),
            limits=tuple(row["limits"]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A verified pair, ``a`` the smaller id."""

    a: str
    b: str
    resemblance: float
    containment_a: float
    containment_b: float
    verdict: str

    @classmethod
    def of_row(cls, row: Row) -> Pair:
        return cls(row["a"], row["b"], row["resemblance"], row["containment_a"], row["containment_b"], row["verdict"])


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connected component of kin; its id is the representative's."""

    id: str
    members: tuple[str, ...]
    representative: str
    kind: str
    min_resemblance: float
    complete: bool
    sites: tuple[str, ...]

    @classmethod
    def of_row(cls, row: Row) -> Cluster:
        return cls(row["id"], tuple(row["members"]), row["representative"], row["kind"], row["min_resemblance"],
                   row["complete"], tuple(row["sites"]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class PassageEnd:
    """One side of a passage; ``text`` is None where quotes were turned off."""

    document: str
    begin: int
    end: int
    text: str | None

    @classmethod
    def of_row(cls, row: Row) -> PassageEnd:
        return cls(row["document"], row["begin"], row["end"], row.get("text"))


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the two sides of a passage differ; a side that has nothing is an empty range."""

    type: str
    a: Range
    b: Range


@dataclass(frozen=True, slots=True)
class Passage:
    """A reused passage; without its differences both sides say the same."""

    id: str
    a: PassageEnd
    b: PassageEnd
    tokens: int
    identity: float
    kind: str
    differences: tuple[Difference, ...]

    @classmethod
    def of_row(cls, row: Row) -> Passage:
        return cls(
            row["id"], PassageEnd.of_row(row["a"]), PassageEnd.of_row(row["b"]), row["tokens"], row["identity"],
            row["kind"],
            tuple(Difference(one["type"], (one["a"][0], one["a"][1]), (one["b"][0], one["b"][1]))
                  for one in row["differences"]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quote:
    """A place of evidence on both sides."""

    source: Range
    derived: Range


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a direction, or against it, weighed in nats."""

    type: str
    direction: str
    loci: int
    nats: float
    quotes: tuple[Quote, ...]
    sentence: str

    @classmethod
    def of_row(cls, row: Row) -> Evidence:
        return cls(
            row["type"], row["direction"], row["loci"], row["nats"],
            tuple(Quote((quote["source"][0], quote["source"][1]), (quote["derived"][0], quote["derived"][1]))
                  for quote in row["quotes"]),
            row["sentence"])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """What provenance says of two parts. Where ``directed``, ``derived`` was copied from ``source``."""

    source: str
    derived: str
    directed: bool
    relation: str
    confidence: float | None
    confidence_direct: float | None
    share: float | None
    share_exclusive: float | None
    passages: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    reason: str | None
    lost_source: str | None
    circle: str | None

    @classmethod
    def of_row(cls, row: Row) -> Edge:
        return cls(
            row["source"], row["derived"], row["directed"], row["relation"], row["confidence"],
            row["confidence_direct"], row["share"], row["share_exclusive"], tuple(row["passages"]),
            tuple(map(Evidence.of_row, row["evidence"])), tuple(map(Evidence.of_row, row["against"])),
            row["reason"], row["lost_source"], row["circle"])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lost:
    """A document that is not in the collection, and that its copies come from."""

    id: str
    copies: tuple[str, ...]
    source: str | None
    restored: int
    text: str | None

    @classmethod
    def of_row(cls, row: Row) -> Lost:
        return cls(row["id"], tuple(row["copies"]), row["source"], row["restored"], row["text"])

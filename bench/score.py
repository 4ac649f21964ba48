"""Compares found pairs with the exact truth of a corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpora import Corpus

Pair = tuple[int, int]  # line numbers of the corpus, from 1, the smaller first


@dataclass(frozen=True)
class Score:
    """How good the pairs are at one threshold of exact Jaccard resemblance."""

    found: int
    precision: float  # pairs of two families count as wrong
    recall: float


class Truth:
    """The pairs of one corpus that reach a threshold."""

    def __init__(self, corpus: Corpus, threshold: float) -> None:
        with corpus.path.open(encoding="utf-8") as lines:
            line_of = {json.loads(line)["id"]: number for number, line in enumerate(lines, 1)}
        self.pairs: set[Pair] = set()
        with (corpus.folder / "truth.jsonl").open(encoding="ascii") as lines:
            for pair in map(json.loads, lines):
                if pair["jaccard"] >= threshold:
                    self.pairs.add(ordered(line_of[pair["a"]], line_of[pair["b"]]))

    def score(self, found: Iterable[Pair]) -> Score:
        distinct = set(found)
        right = len(distinct & self.pairs)
        return Score(len(distinct), right / max(1, len(distinct)), right / max(1, len(self.pairs)))


def ordered(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


def read_peer_pairs(path: Path) -> Iterable[Pair]:
    """Two line numbers a line."""
    with path.open(encoding="ascii") as lines:
        for line in lines:
            a, b = map(int, line.split())
            yield ordered(a, b)


def read_textkin_pairs(path: Path) -> Iterable[Pair]:
    """pairs.jsonl of a scan of one JSON Lines file: ids are "corpus.jsonl#17"."""
    with path.open(encoding="utf-8") as lines:
        for pair in map(json.loads, lines):
            yield ordered(*(int(pair[end].rpartition("#")[2]) for end in ("a", "b")))

"""PlagDet as the PAN competitions compute it: characters of both sides, recall and precision macro-averaged over cases.

    Potthast, Stein, Barron-Cedeno, Rosso: An evaluation framework for plagiarism detection. COLING 2010.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

Range = tuple[int, int]  # [begin, end)


class Reuse(NamedTuple):
    """A case of truth, or a detection: a range of the suspicious text and one of its source."""

    suspicious: str
    range: Range
    source: str
    source_range: Range


class Scores(NamedTuple):
    precision: float
    recall: float
    granularity: float
    plagdet: float
    cases: int
    detections: int


def _meet(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def overlapping(a: Reuse, b: Reuse) -> bool:
    """On both sides: a detection of the right words with the wrong source is none."""
    same = a.suspicious == b.suspicious and a.source == b.source
    return same and _meet(a.range, b.range) and _meet(a.source_range, b.source_range)


def _covered(whole: Range, ranges: Iterable[Range]) -> int:
    """Characters of `whole` in at least one of `ranges`."""
    covered, at = 0, whole[0]
    for begin, end in sorted(ranges):
        begin, end = max(begin, at), min(end, whole[1])
        if begin < end:
            covered += end - begin
            at = end
    return covered


def _share(one: Reuse, others: Iterable[Reuse]) -> float:
    """Share of the characters of both sides of `one` that lie in those of `others` that overlap it."""
    meeting = [other for other in others if overlapping(one, other)]
    covered = _covered(one.range, (other.range for other in meeting))
    covered += _covered(one.source_range, (other.source_range for other in meeting))
    return covered / (one.range[1] - one.range[0] + one.source_range[1] - one.source_range[0])


def _by_pair(all_of_them: Iterable[Reuse]) -> dict[tuple[str, str], list[Reuse]]:
    by_pair: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
    for one in all_of_them:
        by_pair[one.suspicious, one.source].append(one)
    return by_pair


def macro_recall(cases: set[Reuse], detections: set[Reuse]) -> float:
    """Mean over cases; with the arguments exchanged it is precision. 1 where both are empty, 0 where one is."""
    if not cases or not detections:
        return float(not cases and not detections)
    by_pair = _by_pair(detections)
    return sum(_share(case, by_pair.get((case.suspicious, case.source), ())) for case in sorted(cases)) / len(cases)


def granularity(cases: set[Reuse], detections: set[Reuse]) -> float:
    """Mean over detected cases of the number of detections of it."""
    by_pair = _by_pair(detections)
    counts = [sum(overlapping(case, one) for one in by_pair.get((case.suspicious, case.source), ())) for case in cases]
    detected = [count for count in counts if count]
    return sum(detected) / len(detected) if detected else 1.0


def plagdet(precision: float, recall: float, detections_per_case: float) -> float:
    if precision + recall == 0:
        return 0.0
    return 2 * precision * recall / (precision + recall) / math.log2(1 + detections_per_case)


def score(cases: Iterable[Reuse], detections: Iterable[Reuse]) -> Scores:
    wanted, found = set(cases), set(detections)
    recall, precision = macro_recall(wanted, found), macro_recall(found, wanted)
    per_case = granularity(wanted, found)
    return Scores(precision, recall, per_case, plagdet(precision, recall, per_case), len(wanted), len(found))

"""Plain 5-grams for the baselines: nothing is cleaned, and nothing is shared with textkin's own code."""

from __future__ import annotations

import re

WIDTH = 5
# One CJK character, or a maximal run of letters and digits.
_TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff_]+")


def shingles(text: str, width: int = WIDTH) -> set[tuple[str, ...]]:
    """Of a text with fewer tokens than `width`: all of them as one shingle."""
    tokens = _TOKEN.findall(text.lower())
    if not tokens:
        return set()
    return {tuple(tokens[at : at + width]) for at in range(max(1, len(tokens) - width + 1))}


def jaccard(a: set, b: set) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0


def containment(a: set, b: set) -> float:
    """Share of a that b has."""
    return len(a & b) / len(a) if a else 0.0

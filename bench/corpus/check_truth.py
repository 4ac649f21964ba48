#!/usr/bin/env python3
"""Checks a corpus against its truth with a second, slow implementation of the strict definition.

bench/corpus/check_truth.py DIR [--pairs 500]: recomputes that many pairs of DIR/truth.jsonl, and looks among
as many documents for pairs of at least .2 that the truth does not name. Exits with 1 when anything differs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from itertools import combinations, islice
from pathlib import Path

# One CJK character, or a run of other letters and digits.
TOKEN = re.compile(r"[\u4e00-\u9fff]|(?:(?![\u4e00-\u9fff])[^\W_])+")
FLOOR = 0.2

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    tokens = TOKEN.findall(text.lower())
    return frozenset(zip(*(tokens[i:] for i in range(5)), strict=False))


def jaccard(a: Shingles, b: Shingles) -> float:
    return len(a & b) / max(1, len(a | b))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=500)
    options = parser.parse_args()
    with (options.folder / "truth.jsonl").open(encoding="ascii") as lines:
        truth = {(pair["a"], pair["b"]): pair["jaccard"] for pair in map(json.loads, lines)}
    checked = dict(islice(truth.items(), options.pairs))
    wanted = {end for pair in checked for end in pair}
    sets: dict[str, Shingles] = {}
    with (options.folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            if number < options.pairs or record["id"] in wanted:
                sets[record["id"]] = shingles(record["text"])
    wrong = sum(abs(jaccard(sets[a], sets[b]) - value) > 1e-8 for (a, b), value in checked.items())
    sample = sorted(islice(sets, options.pairs))
    unnamed = sum(
        (a, b) not in truth and jaccard(sets[a], sets[b]) >= FLOOR for a, b in combinations(sample, 2)
    )
    print(f"{len(checked)} pairs: {wrong} differ; {len(sample)} documents: {unnamed} unnamed pairs")
    return 1 if wrong or unnamed else 0


if __name__ == "__main__":
    sys.exit(main())

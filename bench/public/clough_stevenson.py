#!/usr/bin/env python3
"""Clough and Stevenson's short answers: cut, light and heavy revision, or none, told by how much of the answer is in the source.

    bench/public/clough_stevenson.py [--textkin build/release/src/cli/textkin]

Thresholds are chosen on all other answers (leave one out). The texts, Latin-1 and UTF-8 mixed, are read by textkin; its measure
is the containment of pairs.jsonl, 0 where a pair is not listed. Baselines: containment of word 1-, 3- and 5-grams of the same texts.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

from measure import Measure, Measures
from scanning import data_folder, rows, run_alone, scanned
from shingling import containment, shingles

LEVELS = {"non": 0, "heavy": 1, "light": 2, "cut": 3}  # in the order of what they leave of the source
Example = tuple[float, int]  # containment, level


def thresholds(examples: list[Example]) -> list[tuple[float, int]]:
    """(least value, level) of runs with rising levels that get most of the examples right; bounds lie halfway."""
    groups = [(value, Counter(level for _, level in group)) for value, group in groupby(sorted(examples), key=lambda one: one[0])]
    levels = sorted({level for _, level in examples})
    # best[level]: most examples right when the last group is of that level, and the level of each group.
    best: dict[int, tuple[int, list[int]]] = {level: (0, []) for level in levels}
    for _, counts in groups:
        after = {}
        for level in levels:
            right, path = max((best[lower] for lower in levels if lower <= level), key=lambda one: one[0])
            after[level] = (right + counts[level], [*path, level])
        best = after
    path = max(best.values(), key=lambda one: one[0])[1]
    bounds = [(float("-inf"), path[0])]
    for at in range(1, len(path)):
        if path[at] != path[at - 1]:
            bounds.append(((groups[at - 1][0] + groups[at][0]) / 2, path[at]))
    return bounds


def level_of(value: float, bounds: list[tuple[float, int]]) -> int:
    return [level for least, level in bounds if value >= least][-1]


def leave_one_out(examples: list[Example]) -> Measure:
    right = sum(
        level_of(value, thresholds(examples[:index] + examples[index + 1 :])) == level
        for index, (value, level) in enumerate(examples)
    )
    return Measure.share(right, len(examples))


def accuracies(prefix: str, examples: list[Example]) -> Measures:
    return {
        f"{prefix}.four_way": leave_one_out(examples),
        f"{prefix}.two_way": leave_one_out([(value, min(level, 1)) for value, level in examples]),
    }


def answers(folder: Path) -> list[tuple[str, str, int]]:
    """(answer, its source, level)."""
    with (folder / "file_information.csv").open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    return [(row["File"], f"orig_task{row['Task']}.txt", LEVELS[row["Category"]]) for row in table if row["Category"] in LEVELS]


def listed_containment(out: Path) -> dict[tuple[str, str], float]:
    """By (document, partner): the share of the document's shingles that the partner has."""
    found = {}
    for pair in rows(out / "pairs.jsonl"):
        found[pair["a"], pair["b"]] = pair["containment_a"]
        found[pair["b"], pair["a"]] = pair["containment_b"]
    return found


def measure(textkin: Path) -> Measures:
    folder = data_folder("clough-stevenson")
    table = answers(folder)
    with scanned(textkin, [folder], "--include", "*.txt", "--write-text") as out:
        listed = listed_containment(out)
        texts = {path.name.removesuffix(".txt"): path.read_bytes().decode("utf-8") for path in (out / "text").iterdir()}
        faults = sum(bool(row["faults"]) for row in rows(out / "documents.jsonl"))
    measures: Measures = {"documents_with_faults": Measure.count(faults)}
    measures |= accuracies("textkin", [(listed.get((answer, source), 0.0), level) for answer, source, level in table])
    for width in (1, 3, 5):
        sets = {name: shingles(text, width) for name, text in texts.items()}
        examples = [(containment(sets[answer], sets[source]), level) for answer, source, level in table]
        measures |= accuracies(f"baseline.{width}_grams", examples)
    return measures


if __name__ == "__main__":
    sys.exit(run_alone("Clough-Stevenson", __doc__, measure))

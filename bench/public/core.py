#!/usr/bin/env python3
"""CORE 2020-05-10 near-duplicates: titles and abstracts of papers, each with the ids of its duplicates.

    bench/public/core.py [--textkin build/release/src/cli/textkin]

Reads $TEXTKIN_DATA/core: *.json (an array, or an object a line), *.jsonl or *.csv with core_id, a title, an abstract and
labelled_duplicates. Scored as in text-dedup's table: a paper is predicted duplicate when it shares a cluster, rightly when all its
labelled duplicates are there; accuracy counts papers whose set is exactly right.
"""

from __future__ import annotations

import ast
import csv
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from measure import Measure, Measures
from scanning import Absent, data_folder, rows, run_alone, scanned, write_rows

TITLES = ("original_title", "processed_title", "title")
ABSTRACTS = ("original_abstract", "processed_abstract", "abstract")
LARGEST_FIELD = 1 << 24  # bytes: abstracts in CSV pass the default of 128 KiB


class Paper(NamedTuple):
    id: str
    text: str
    duplicates: frozenset[str]


def _first(row: dict, names: tuple[str, ...]) -> str:
    return next((str(row[name]) for name in names if row.get(name)), "")


def _labels(value: object) -> frozenset[str]:
    """A list; in CSV it is the text of one."""
    if isinstance(value, str):
        value = ast.literal_eval(value) if value.strip() else []
    return frozenset(str(label) for label in value or ())


def _rows_of(path: Path) -> list[dict]:
    if path.suffix == ".csv":
        csv.field_size_limit(LARGEST_FIELD)
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def papers(folder: Path) -> list[Paper]:
    files = sorted(path for path in folder.iterdir() if path.suffix in (".json", ".jsonl", ".csv"))
    if not files:
        raise Absent(f"{folder} has no .json, .jsonl or .csv")
    return [
        Paper(str(row["core_id"]), f"{_first(row, TITLES)}\n{_first(row, ABSTRACTS)}", _labels(row.get("labelled_duplicates")))
        for path in files
        for row in _rows_of(path)
    ]


def _verdict(duplicates: frozenset[str], predicted: frozenset[str]) -> str:
    if not predicted:
        return "false negative" if duplicates else "true negative"
    return "true positive" if duplicates and duplicates <= predicted else "false positive"


def _f1(precision: Measure, recall: Measure) -> float:
    both = (precision.value or 0) + (recall.value or 0)
    return 2 * (precision.value or 0) * (recall.value or 0) / both if both else 0.0


def score(truth: list[Paper], predicted: dict[str, frozenset[str]]) -> Measures:
    found = [(paper.duplicates, predicted.get(paper.id, frozenset())) for paper in truth]
    count = Counter(_verdict(duplicates, others) for duplicates, others in found)
    right, wrong = count["true positive"], count["false positive"]
    apart, missed = count["true negative"], count["false negative"]
    measures = {
        "duplicates.precision": Measure.share(right, right + wrong),
        "duplicates.recall": Measure.share(right, right + missed),
        "others.precision": Measure.share(apart, apart + missed),
        "others.recall": Measure.share(apart, apart + wrong),
    }
    f1s = [_f1(measures[f"{kind}.precision"], measures[f"{kind}.recall"]) for kind in ("duplicates", "others")]
    measures["macro_f1"] = Measure(sum(f1s) / 2, len(truth))
    # What newer versions of text-dedup print under the name of macro F1.
    precisions = [measures[f"{kind}.precision"].value or 0 for kind in ("duplicates", "others")]
    measures["macro_precision"] = Measure(sum(precisions) / 2, len(truth))
    measures["accuracy"] = Measure.share(sum(duplicates == others for duplicates, others in found), len(truth))
    return measures


def predictions(textkin: Path, truth: list[Paper]) -> dict[str, frozenset[str]]:
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "papers.jsonl"
        write_rows(feed, ({"id": paper.id, "text": paper.text} for paper in truth))
        with scanned(textkin, [feed]) as out:
            record_of = {row["id"]: row["record_id"] for row in rows(out / "documents.jsonl")}
            clusters = [frozenset(record_of[member] for member in row["members"]) for row in rows(out / "clusters.jsonl")]
    return {member: members - {member} for members in clusters for member in members}


def measure(textkin: Path) -> Measures:
    truth = papers(data_folder("core"))
    return score(truth, predictions(textkin, truth))


if __name__ == "__main__":
    sys.exit(run_alone("CORE", __doc__, measure))

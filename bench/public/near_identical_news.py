#!/usr/bin/env python3
"""English news articles, one a line, of which a few pairs are nearly identical: all must be found, and nothing else.

    bench/public/near_identical_news.py [--textkin build/release/src/cli/textkin]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import Measure, Measures
from scanning import clustered_pairs, data_folder, rows, run_alone, scanned, write_rows

SIZES = (100, 1000, 2500)


def articles(path: Path) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [{"id": identity, "text": text} for identity, _, text in (line.partition(" ") for line in lines)]


def true_pairs(path: Path) -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for pair in (line.split() for line in path.read_text(encoding="utf-8").splitlines()) if pair}


def found_pairs(textkin: Path, records: list[dict[str, str]]) -> set[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "articles.jsonl"
        write_rows(feed, records)
        with scanned(textkin, [feed]) as out:
            record_of = {row["id"]: row["record_id"] for row in rows(out / "documents.jsonl")}
            clusters = [[record_of[member] for member in row["members"]] for row in rows(out / "clusters.jsonl")]
    return clustered_pairs(clusters)


def measure(textkin: Path) -> Measures:
    folder = data_folder("near-identical-news")
    measures: Measures = {}
    for size in SIZES:
        truth = true_pairs(folder / f"articles_{size}.truth")
        found = found_pairs(textkin, articles(folder / f"articles_{size}.train"))
        measures[f"{size}.found"] = Measure.share(len(found & truth), len(truth))
        measures[f"{size}.false"] = Measure.count(len(found - truth))
    return measures


if __name__ == "__main__":
    sys.exit(run_alone("near-identical news", __doc__, measure))

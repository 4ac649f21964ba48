#!/usr/bin/env python3
"""NEWS-COPY: scanned American newspaper articles, many of them reprints of one dispatch; adjusted Rand index of the clusters.

    bench/public/news_copy.py [--textkin build/release/src/cli/textkin]

Reads $TEXTKIN_DATA/news-copy in either form in which the set goes round: articles.json (an object of objects with id, headline,
article) and pairs.json (an array of pairs of ids that are copies), or articles.jsonl (an object a line with article and cluster).
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from measure import Measure, Measures
from partition import adjusted_rand, components
from scanning import Absent, cluster_of, data_folder, rows, run_alone, scanned, write_rows


class Article(NamedTuple):
    text: str
    cluster: str


def _from_pairs(folder: Path) -> list[Article]:
    articles = json.loads((folder / "articles.json").read_text(encoding="utf-8")).values()
    pairs = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    cluster = components((str(one["id"]) for one in articles), ((str(a), str(b)) for a, b in pairs))
    return [Article(f"{one.get('headline') or ''}\n{one['article']}", cluster[str(one["id"])]) for one in articles]


def load(folder: Path) -> list[Article]:
    if (folder / "articles.json").exists():
        return _from_pairs(folder)
    if not (folder / "articles.jsonl").exists():
        raise Absent(f"{folder} has neither articles.json nor articles.jsonl")
    return [Article(row["article"], str(row["cluster"])) for row in rows(folder / "articles.jsonl")]


def found_clusters(textkin: Path, articles: list[Article]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        feed = Path(folder) / "articles.jsonl"
        write_rows(feed, ({"id": str(number), "text": one.text} for number, one in enumerate(articles)))
        with scanned(textkin, [feed]) as out:
            clusters = cluster_of(out)
    # Records are named by their lines, counted from 1.
    return [clusters.get(identity, identity) for identity in (f"articles.jsonl#{line}" for line in range(1, len(articles) + 1))]


def measure(textkin: Path) -> Measures:
    articles = load(data_folder("news-copy"))
    truth = [one.cluster for one in articles]
    return {"adjusted_rand": Measure(adjusted_rand(truth, found_clusters(textkin, articles)), len(articles))}


if __name__ == "__main__":
    sys.exit(run_alone("NEWS-COPY", __doc__, measure))

#!/usr/bin/env python3
"""Measures how textkin's time and memory grow when the collection doubles.

bench/growth.py [--sizes 50000,100000,200000] [--kinds families,identical,almost] [--full] [--limit 2.2]

Exits with 1 when a doubling costs more than --limit times the CPU time, or copies of one document do not end
in one cluster.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import contestants
import corpora
import measure
from corpora import Corpus


@dataclass
class Row:
    """All runs on one corpus."""

    corpus: Corpus
    costs: list[measure.Cost] = field(default_factory=list)
    problem: str = ""

    @property
    def cpu_s(self) -> float:
        return statistics.median(cost.cpu_s for cost in self.costs)

    @property
    def peak_mb(self) -> float:
        return max(cost.peak_mb for cost in self.costs)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/textkin-bench"), help="for corpora")
    parser.add_argument("--textkin", type=Path, default=contestants.TEXTKIN)
    parser.add_argument("--sizes", default="50000,100000,200000", help="documents, each twice the last")
    parser.add_argument("--kinds", default="families,identical,almost")
    parser.add_argument("--language", default="en", choices=("en", "zh"))
    parser.add_argument("--full", action="store_true", help="all stages, passages, provenance and the report included; --threshold is the preset's then")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=2.2, help="CPU time may grow so many times")
    return parser.parse_args()


def cluster_problem(clusters: Path, corpus: Corpus) -> str:
    """Copies of one document must be one cluster of all; families are judged by run.py."""
    if corpus.kind == "families":
        return ""
    with clusters.open(encoding="utf-8") as lines:
        sizes = [len(json.loads(line)["members"]) for line in lines]
    return "" if sizes == [corpus.documents] else f"clusters of {sizes[:5]} documents"


def run_once(textkin: contestants.Contestant, row: Row, threshold: float) -> None:
    with tempfile.TemporaryDirectory(prefix="textkin-bench-") as folder:
        scratch = Path(folder)
        command = textkin.command(row.corpus, threshold, scratch)
        row.costs.append(measure.run(command, scratch / "log"))
        row.problem = cluster_problem(scratch / "out" / "clusters.jsonl", row.corpus)


def growth(rows: list[Row]) -> list[float | None]:
    """CPU time of each row over the row before of the same kind."""
    return [
        now.cpu_s / before.cpu_s if before and before.corpus.kind == now.corpus.kind else None
        for before, now in zip([None, *rows], rows, strict=False)
    ]


def table(rows: list[Row]) -> str:
    """One Markdown line a corpus."""
    columns = ["collection", "documents", "CPU s", "time(2n)/time(n)", "MB/CPU-s", "peak MB"]
    columns += ["bytes a document", "problem"]
    lines = ["| " + " | ".join(columns) + " |", "| --- " * len(columns) + "|"]
    for row, times in zip(rows, growth(rows), strict=True):
        cells = [
            f"{row.corpus.kind}, {row.corpus.language}",
            str(row.corpus.documents),
            f"{row.cpu_s:.2f}",
            "" if times is None else f"{times:.2f}",
            f"{row.corpus.text_bytes / 1e6 / row.cpu_s:.1f}",
            f"{row.peak_mb:.0f}",
            f"{row.peak_mb * 1e6 / row.corpus.documents:.0f}",
            row.problem,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    options = parse_options()
    textkin = contestants.textkin(options.textkin, options.full)
    if textkin.missing:
        print(textkin.missing, file=sys.stderr)
        return 2
    maker = corpora.build_maker(options.cache)
    rows = [
        Row(corpora.prepare(maker, options.cache, kind, options.language, int(size), options.seed))
        for kind in options.kinds.split(",")
        for size in options.sizes.split(",")
    ]
    for _ in range(options.repeats):
        for row in rows:
            run_once(textkin, row, options.threshold)
            cost = row.costs[-1]
            print(f"{row.corpus.folder.name}: {cost.cpu_s:.2f} s, {cost.peak_mb:.0f} MB", flush=True)
    print("\n" + table(rows))
    too_slow = any(times is not None and times > options.limit for times in growth(rows))
    return 1 if too_slow or any(row.problem for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

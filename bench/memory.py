#!/usr/bin/env python3
"""Compares the memory that a run says it needs with what it takes, and both with --memory.

bench/memory.py [--sizes 50000,100000,200000] [--memory 1G] [--jobs strict,report,filter,index]

Every job runs once on each corpus with --memory, after its --dry-run. Exits with 1 when a run takes more than --memory and
--slack (64 MiB) beside it, or when what was said is wrong by more than --limit (1.5), the one way or the other.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import contestants
import corpora
import measure

UNITS = {"B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12}


@dataclass(frozen=True)
class Row:
    """One run."""

    job: str
    documents: int
    said_mb: float
    cost: measure.Cost

    @property
    def ratio(self) -> float:
        return self.said_mb / self.cost.peak_mb


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/textkin-bench"), help="for corpora")
    parser.add_argument("--textkin", type=Path, default=contestants.TEXTKIN)
    parser.add_argument("--sizes", default="50000,100000,200000", help="documents")
    parser.add_argument("--jobs", default="strict,report,filter,index")
    parser.add_argument("--language", default="en", choices=("en", "zh"))
    parser.add_argument("--memory", default="1G")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slack", type=float, default=64, help="MiB that a run may take beside --memory")
    parser.add_argument("--limit", type=float, default=1.5, help="what was said over what was taken, or the other way round")
    return parser.parse_args()


def command(job: str, textkin: Path, corpus: corpora.Corpus, folder: Path) -> list[str]:
    """Of one job, without what all have in common."""
    program, path = str(textkin), str(corpus.path)
    if job == "filter":
        return [program, "filter", path, "-o", str(folder / "kept.jsonl")]
    if job == "index":
        return [program, "index", "build", str(folder / "index"), path]
    return [program, "scan", path, "-o", str(folder / "out"), "--preset", job]


def said_mb(words: list[str]) -> float:
    """The memory line of a --dry-run, 10^6 bytes."""
    plan = subprocess.run([*words, "--dry-run"], capture_output=True, check=True, text=True).stdout
    found = re.search(r"^memory +(?:about|at most) ([0-9.,]+) (\w+)", plan, re.MULTILINE)
    if found is None:
        raise ValueError(f"no memory in the plan:\n{plan}")
    return float(found[1].replace(",", "")) * UNITS[found[2]] / 1e6


def run(job: str, corpus: corpora.Corpus, options: argparse.Namespace) -> Row:
    with tempfile.TemporaryDirectory(prefix="textkin-bench-") as name:
        words = command(job, options.textkin, corpus, Path(name))
        words += ["--memory", options.memory, "--threads", options.threads]
        return Row(job, corpus.documents, said_mb(words), measure.run([*words, "-q"], Path(name) / "log"))


def most_mb(options: argparse.Namespace) -> float:
    """--memory and the slack, 10^6 bytes."""
    power = "KMGT".index(options.memory[-1].upper()) + 1
    return (int(options.memory[:-1]) * 1024**power + options.slack * 1024**2) / 1e6


def table(rows: list[Row]) -> str:
    """One Markdown line a run."""
    lines = ["| job | documents | said MB | peak MB | said / peak | CPU s |", "| --- " * 6 + "|"]
    lines += [
        f"| {row.job} | {row.documents:,} | {row.said_mb:.0f} | {row.cost.peak_mb:.0f} | {row.ratio:.2f} | {row.cost.cpu_s:.1f} |"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> int:
    options = parse_options()
    maker = corpora.build_maker(options.cache)
    rows = []
    for job in options.jobs.split(","):
        for size in options.sizes.split(","):
            corpus = corpora.prepare(maker, options.cache, "families", options.language, int(size), options.seed)
            rows.append(run(job, corpus, options))
            print(table(rows[-1:]).splitlines()[-1], flush=True)
    print("\n" + table(rows))
    over = [row for row in rows if row.cost.peak_mb > most_mb(options)]
    wrong = [row for row in rows if not 1 / options.limit <= row.ratio <= options.limit]
    return 1 if over or wrong else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Times textkin and its peers side by side on the same files and scores what they find.

bench/run.py [--documents 100000] [--slow-documents 10000] [--languages en,zh] [--json FILE]
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import corpora
import measure
from contestants import TEXTKIN, Contestant, all_contestants
from corpora import Corpus
from score import Score, Truth


@dataclasses.dataclass
class Result:
    """All runs of one contestant on one corpus."""

    contestant: str
    language: str
    documents: int
    text_bytes: int
    costs: list[measure.Cost]
    score: Score | None = None

    @property
    def rates(self) -> list[float]:
        """10^6 bytes of text per CPU second."""
        return [self.text_bytes / 1e6 / cost.cpu_s for cost in self.costs]


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/textkin-bench"), help="for corpora")
    parser.add_argument("--textkin", type=Path, default=TEXTKIN)
    parser.add_argument("--peers", type=Path, default=Path("/tmp/textkin-peers"), help="see install.sh")
    parser.add_argument("--only", default="", help="names of contestants, comma-separated")
    parser.add_argument("--languages", default="en,zh")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument(
        "--slow-documents", type=int, default=10_000, help="for the slow peers; 0: leave them out"
    )
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--slow-repeats", type=int, default=1, help="on the corpus of the slow peers")
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="to write all numbers to")
    return parser.parse_args()


def present(contestants: list[Contestant], only: str) -> list[Contestant]:
    """Those that can run; the others are named with the reason."""
    chosen = [c for c in contestants if not only or c.name in only.split(",")]
    for contestant in chosen:
        if contestant.missing:
            print(f"SKIPPED {contestant.name}: {contestant.missing}", flush=True)
    return [c for c in chosen if not c.missing]


@dataclasses.dataclass(frozen=True)
class Group:
    """Contestants measured together on one size of corpus."""

    documents: int
    repeats: int
    contestants: list[Contestant]


def groups_of(contestants: list[Contestant], options: argparse.Namespace) -> list[Group]:
    """The fast ones on the large corpus, the slow ones on the small one, textkin by either path on both."""
    fast = [c for c in contestants if not c.slow]
    slow = [c for c in contestants if c.slow or c.name.startswith("textkin")]
    groups = [Group(options.documents, options.repeats, fast)] if fast else []
    if options.slow_documents > 0 and any(c.slow for c in slow):
        groups.append(Group(options.slow_documents, options.slow_repeats, slow))
    return groups


def run_once(contestant: Contestant, corpus: Corpus, threshold: float, result: Result, truth: Truth) -> None:
    with tempfile.TemporaryDirectory(prefix="textkin-bench-") as folder:
        scratch = Path(folder)
        log = scratch / "log"
        try:
            cost = measure.run(contestant.command(corpus, threshold, scratch), log)
        except subprocess.CalledProcessError as error:
            tail = log.read_text(errors="replace").splitlines()[-5:]
            print(f"FAILED {contestant.name}: {error}\n  " + "\n  ".join(tail), flush=True)
            return
        result.costs.append(cost)
        if result.score is None:
            result.score = truth.score(contestant.pairs(scratch))


def run_group(contestants: list[Contestant], corpus: Corpus, repeats: int, threshold: float) -> list[Result]:
    """Interleaved, A B C A B C, so that a slow minute of the machine hits all alike."""
    truth = Truth(corpus, threshold)
    shape = (corpus.language, corpus.documents, corpus.text_bytes)
    results = [Result(contestant.name, *shape, []) for contestant in contestants]
    for repeat in range(repeats):
        for contestant, result in zip(contestants, results, strict=True):
            run_once(contestant, corpus, threshold, result, truth)
            if len(result.costs) > repeat:
                print(f"  {contestant.name}: {result.rates[-1]:.2f} MB/CPU-s", flush=True)
    return [result for result in results if result.costs]


def spread(values: Sequence[float], form: str) -> str:
    """Median, with least and greatest."""
    middle = format(statistics.median(values), form)
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):{form}}–{max(values):{form}})"


def table(results: list[Result]) -> str:
    """One Markdown table for one corpus."""
    ours = next((r for r in results if r.contestant == "textkin"), None)
    columns: list[tuple[str, Callable[[Result], str]]] = [
        ("tool", lambda r: r.contestant),
        ("MB/CPU-s", lambda r: spread(r.rates, ".3g")),
        ("CPU s", lambda r: spread([c.cpu_s for c in r.costs], ".1f")),
        ("wall s", lambda r: spread([c.wall_s for c in r.costs], ".1f")),
        ("peak MB", lambda r: format(max(c.peak_mb for c in r.costs), ".0f")),
        ("pairs", lambda r: str(r.score.found) if r.score else ""),
        ("precision", lambda r: format(r.score.precision, ".4f") if r.score else ""),
        ("recall", lambda r: format(r.score.recall, ".4f") if r.score else ""),
        ("textkin is × faster", lambda r: ratio(ours, r)),
    ]
    rows = [[cell(result) for _, cell in columns] for result in results]
    lines = [[name for name, _ in columns], ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def ratio(ours: Result | None, other: Result) -> str:
    if ours is None or ours is other:
        return ""
    return format(statistics.median(ours.rates) / statistics.median(other.rates), ".1f")


def machine() -> dict[str, str | int | None]:
    """What the numbers depend on."""
    cpu = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return {
        "cpu": cpu.group(1) if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
    }


def versions(peers: Path) -> list[str]:
    """Of the Python packages."""
    pip = [str(peers / "venv/bin/python"), "-m", "pip", "list", "--format=freeze"]
    if not Path(pip[0]).exists():
        return []
    listed = subprocess.run(pip, capture_output=True, text=True, check=True).stdout.split()
    names = ("gaoya", "rensa", "datasketch", "text-dedup", "datatrove", "numpy")
    return [line for line in listed if line.partition("==")[0].replace("_", "-").lower() in names]


def main() -> int:
    options = parse_options()
    contestants = present(all_contestants(options.textkin, options.peers), options.only)
    if not contestants:
        print("nobody to measure", file=sys.stderr)
        return 2
    maker = corpora.build_maker(options.cache)
    results: list[Result] = []
    tables: list[str] = []
    failures = 0
    for language in options.languages.split(","):
        for group in groups_of(contestants, options):
            corpus = corpora.prepare(
                maker, options.cache, "families", language, group.documents, options.seed
            )
            title = f"{language}, {group.documents} documents, {corpus.text_bytes / 1e6:.1f} MB of text"
            print(title, flush=True)
            measured = run_group(group.contestants, corpus, group.repeats, options.threshold)
            failures += len(group.contestants) * group.repeats - sum(len(r.costs) for r in measured)
            results += measured
            tables.append(f"{title}, threshold {options.threshold}\n\n{table(measured)}\n")
    print("\n" + "\n".join(tables))
    if options.json:
        record = {
            "machine": machine(),
            "versions": versions(options.peers),
            "threshold": options.threshold,
            "seed": options.seed,
            "results": [dataclasses.asdict(result) for result in results],
        }
        options.json.write_text(json.dumps(record, indent=1) + "\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

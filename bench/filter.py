#!/usr/bin/env python3
"""Times `textkin filter` and compares what it keeps with the exact greedy set.

bench/filter.py [--documents 100000] [--languages en,zh] [--thresholds 0.5,0.8] [--against 0] [--json FILE]

The exact set comes from the corpus' truth, the exact Jaccard of all pairs of a family: a record goes when one that was
kept before it reaches the threshold. Exits with 1 when the two differ. With --against N the
documents are filtered against an index of N others of the same corpus, so that a quarter of them
have kin, most of it in the index; what a pass over the index costs is that of a run over one document.
"""

from __future__ import annotations

import argparse
import collections
import json
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import contestants
import corpora
import measure
from corpora import Corpus

# What the receipts of a run hold; without passages a receipt is written from numbers at hand.
MODES: dict[str, tuple[str, ...]] = {
    "no receipts": (),
    "receipts": ("--receipts", "{folder}/receipts.jsonl", "--no-passages"),
    "receipts, passages": ("--receipts", "{folder}/receipts.jsonl"),
}


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/textkin-bench"), help="for corpora")
    parser.add_argument("--textkin", type=Path, default=contestants.TEXTKIN)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--languages", default="en,zh")
    parser.add_argument("--thresholds", default="0.5,0.8")
    parser.add_argument("--against", type=int, default=0, help="documents of an index to filter against")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="to write all numbers to")
    return parser.parse_args()


@dataclass(frozen=True)
class Case:
    """What is filtered: the last documents of a corpus, against an index of those before them."""

    corpus: Corpus
    path: Path
    text_bytes: int
    index: Path | None
    indexed: int  # documents of the index


def prepare_case(options: argparse.Namespace, maker: Path, language: str, folder: Path) -> Case:
    """Splits the corpus and builds the index."""
    documents = options.documents + options.against
    corpus = corpora.prepare(maker, options.cache, "families", language, documents, options.seed)
    if options.against == 0:
        return Case(corpus, corpus.path, corpus.text_bytes, None, 0)
    before, behind, index = folder / "before.jsonl", folder / "behind.jsonl", folder / "index"
    text_bytes = 0
    with corpus.path.open(encoding="utf-8") as lines, before.open("w", encoding="utf-8") as first, \
            behind.open("w", encoding="utf-8") as second:
        for number, line in enumerate(lines):
            (first if number < options.against else second).write(line)
            if number >= options.against:
                text_bytes += len(json.loads(line)["text"].encode())
    command = [str(options.textkin), "index", "build", str(index), str(before), "--preset", "strict", "-q"]
    measure.run(command, folder / "log")
    before.unlink()
    return Case(corpus, behind, text_bytes, index, options.against)


def ids_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["id"] for line in lines]


def exact_greedy(case: Case, threshold: float) -> list[str]:
    """The ids that greedy keep-first keeps, in order. All of the index is kept."""
    alike = collections.defaultdict(list)
    with (case.corpus.folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["jaccard"] >= threshold:
                alike[pair["a"]].append(pair["b"])
                alike[pair["b"]].append(pair["a"])
    names = ids_of(case.corpus.path)
    kept: dict[str, None] = dict.fromkeys(names[:case.indexed])
    for name in names[case.indexed:]:
        if not any(other in kept for other in alike[name]):
            kept[name] = None
    return list(kept)[case.indexed:]


def run_mode(options: argparse.Namespace, case: Case, threshold: float, mode: str) -> dict[str, object]:
    """All runs of one mode, and how many records differ from the exact set."""
    costs, passing = [], 0.0
    with tempfile.TemporaryDirectory(dir=options.cache) as name:
        folder = Path(name)
        extra = [word.format(folder=folder) for word in MODES[mode]]
        output = folder / "kept.jsonl"
        one = folder / "one.jsonl"
        against = ["--against", str(case.index)] if case.index else []

        def run(path: Path) -> measure.Cost:
            command = [str(options.textkin), "filter", str(path), "-o", str(output), "--overwrite", "-q",
                       "--threads", str(options.threads), "--threshold", str(threshold), *against, *extra]
            return measure.run(command, folder / "log")

        if case.index:
            with case.path.open(encoding="utf-8") as lines:
                one.write_text(lines.readline(), encoding="utf-8")
            passing = statistics.median(run(one).cpu_s for _ in range(options.repeats))
        for _ in range(options.repeats):
            costs.append(run(case.path))
        kept = ids_of(output)
    exact = exact_greedy(case, threshold)
    wrong = len(set(kept) ^ set(exact)) + (0 if sorted(kept) != sorted(exact) or kept == exact else 1)
    rates = [case.text_bytes / 1e6 / cost.cpu_s for cost in costs]
    cpu_s = statistics.median(cost.cpu_s for cost in costs)
    return {"language": case.corpus.language, "documents": options.documents, "against": case.indexed,
            "threshold": threshold, "mode": mode,
            "mb_per_cpu_s": statistics.median(rates), "least": min(rates), "greatest": max(rates),
            "pass_s": passing, "mb_per_cpu_s_without_pass": case.text_bytes / 1e6 / (cpu_s - passing),
            "wall_s": statistics.median(cost.wall_s for cost in costs), "peak_mb": max(cost.peak_mb for cost in costs),
            "kept": len(kept), "exact": len(exact), "wrong": wrong}


def main() -> int:
    options = parse_options()
    maker = corpora.build_maker(options.cache)
    rows = []
    print("| corpus | against | threshold | mode | MB/CPU-s | pass over the index, CPU-s | MB/CPU-s without it | wall s | peak MB | kept | exact greedy | differ |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for language in options.languages.split(","):
        with tempfile.TemporaryDirectory(dir=options.cache) as name:
            case = prepare_case(options, maker, language, Path(name))
            for threshold in (float(value) for value in options.thresholds.split(",")):
                for mode in MODES:
                    row = run_mode(options, case, threshold, mode)
                    rows.append(row)
                    print(f"| {language} {options.documents:,} | {options.against:,} | {threshold} | {mode} | {row['mb_per_cpu_s']:.0f} "
                          f"({row['least']:.0f}–{row['greatest']:.0f}) | {row['pass_s']:.1f} | {row['mb_per_cpu_s_without_pass']:.0f} | "
                          f"{row['wall_s']:.1f} | {row['peak_mb']:.0f} | {row['kept']:,} | {row['exact']:,} | {row['wrong']} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")
    return 1 if any(row["wrong"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

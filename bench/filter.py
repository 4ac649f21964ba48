#!/usr/bin/env python3
"""Times `textkin filter` and compares what it keeps with the exact greedy set.

bench/filter.py [--documents 100000] [--languages en,zh] [--thresholds 0.5,0.8] [--json FILE]

The exact set comes from the corpus' truth, the exact Jaccard of all pairs of a family: a record goes when one that was
kept before it reaches the threshold. Exits with 1 when the two differ.
"""

from __future__ import annotations

import argparse
import collections
import json
import statistics
import sys
import tempfile
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
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="to write all numbers to")
    return parser.parse_args()


def ids_of(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["id"] for line in lines]


def exact_greedy(corpus: Corpus, threshold: float) -> list[str]:
    """The ids that greedy keep-first keeps, in order."""
    alike = collections.defaultdict(list)
    with (corpus.folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["jaccard"] >= threshold:
                alike[pair["a"]].append(pair["b"])
                alike[pair["b"]].append(pair["a"])
    kept: dict[str, None] = {}
    for name in ids_of(corpus.path):
        if not any(other in kept for other in alike[name]):
            kept[name] = None
    return list(kept)


def run_mode(options: argparse.Namespace, corpus: Corpus, threshold: float, mode: str) -> dict[str, object]:
    """All runs of one mode, and how many records differ from the exact set."""
    costs = []
    with tempfile.TemporaryDirectory(dir=options.cache) as name:
        folder = Path(name)
        extra = [word.format(folder=folder) for word in MODES[mode]]
        output = folder / "kept.jsonl"
        command = [str(options.textkin), "filter", str(corpus.path), "-o", str(output), "--overwrite", "-q",
                   "--threads", str(options.threads), "--threshold", str(threshold), *extra]
        for _ in range(options.repeats):
            costs.append(measure.run(command, folder / "log"))
        kept = ids_of(output)
    exact = exact_greedy(corpus, threshold)
    wrong = len(set(kept) ^ set(exact)) + (0 if sorted(kept) != sorted(exact) or kept == exact else 1)
    rates = [corpus.text_bytes / 1e6 / cost.cpu_s for cost in costs]
    return {"language": corpus.language, "documents": corpus.documents, "threshold": threshold, "mode": mode,
            "mb_per_cpu_s": statistics.median(rates), "least": min(rates), "greatest": max(rates),
            "wall_s": statistics.median(cost.wall_s for cost in costs), "peak_mb": max(cost.peak_mb for cost in costs),
            "kept": len(kept), "exact": len(exact), "wrong": wrong}


def main() -> int:
    options = parse_options()
    maker = corpora.build_maker(options.cache)
    rows = []
    print("| corpus | threshold | mode | MB/CPU-s | wall s | peak MB | kept | exact greedy | differ |")
    print("|---|---|---|---|---|---|---|---|---|")
    for language in options.languages.split(","):
        corpus = corpora.prepare(maker, options.cache, "families", language, options.documents, options.seed)
        for threshold in (float(value) for value in options.thresholds.split(",")):
            for mode in MODES:
                row = run_mode(options, corpus, threshold, mode)
                rows.append(row)
                print(f"| {language} {corpus.documents:,} | {threshold} | {mode} | {row['mb_per_cpu_s']:.0f} "
                      f"({row['least']:.0f}–{row['greatest']:.0f}) | {row['wall_s']:.1f} | {row['peak_mb']:.0f} | "
                      f"{row['kept']:,} | {row['exact']:,} | {row['wrong']} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")
    return 1 if any(row["wrong"] for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())

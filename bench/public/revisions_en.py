#!/usr/bin/env python3
"""English policies in dated versions: is each version found to be kin of the one it was made from, and which way it went.

    bench/public/revisions_en.py [--textkin build/release/src/cli/textkin]

Baselines for the parent, by raw 5-gram Jaccard: the most similar version of the chain, and the most similar among the earlier
ones, which is told the order that it would have to find.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from measure import Measure, Measures
from scanning import cluster_of, clustered_pairs, data_folder, directions, kin_pairs, ordered, rows, run_alone, scanned
from shingling import jaccard, shingles


def chains_of(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of the manifest by chain, in their true order."""
    chains: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            chains[row["chain"]].append(row)
    for versions in chains.values():
        versions.sort(key=lambda row: int(row["seq"]))
    return chains


def parents(chains: dict[str, list[dict[str, str]]]) -> list[tuple[str, str]]:
    """(parent, version) for every version that has a parent."""
    pairs = []
    for versions in chains.values():
        file_of = {row["seq"]: row["file"] for row in versions}
        pairs += [(file_of[row["parent_seq"]], row["file"]) for row in versions if row["parent_seq"]]
    return pairs


def _nearest(sets: list[set], index: int, among: range) -> int:
    """Of equals the first, which for the earlier ones is the oldest."""
    return max((other for other in among if other != index), key=lambda other: (jaccard(sets[index], sets[other]), -other))


def baselines(folder: Path, chains: dict[str, list[dict[str, str]]]) -> Measures:
    right = {"most_similar": 0, "most_similar_earlier": 0}
    total = 0
    for versions in chains.values():
        sets = [shingles((folder / row["file"]).read_text(encoding="utf-8")) for row in versions]
        for index, row in enumerate(versions):
            if not row["parent_seq"]:
                continue
            total += 1
            for name, among in (("most_similar", range(len(sets))), ("most_similar_earlier", range(index))):
                right[name] += versions[_nearest(sets, index, among)]["seq"] == row["parent_seq"]
    return {f"baseline.{name}.parent": Measure.share(hits, total) for name, hits in right.items()}


def measure(textkin: Path) -> Measures:
    folder = data_folder("revisions-en")
    chains = chains_of(folder)
    pairs = parents(chains)
    with scanned(textkin, [folder]) as out:
        clusters = cluster_of(out)
        kin = kin_pairs(out)
        together = clustered_pairs(row["members"] for row in rows(out / "clusters.jsonl"))
        ways = directions(textkin, folder, out, pairs)
    chain_of = {row["file"]: chain for chain, versions in chains.items() for row in versions}
    same_chain = sum(chain_of.get(a) == chain_of.get(b) for a, b in together)
    return {
        "revisions.kin": Measure.share(sum(ordered(*pair) in kin for pair in pairs), len(pairs)),
        "revisions.clustered": Measure.share(sum(clusters.get(a, "a") == clusters.get(b, "b") for a, b in pairs), len(pairs)),
        "clusters.precision": Measure.share(same_chain, len(together)),
        **ways,
        **baselines(folder, chains),
    }


if __name__ == "__main__":
    sys.exit(run_alone("revisions-en", __doc__, measure))

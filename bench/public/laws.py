#!/usr/bin/env python3
"""Scans the law collection and prints what is known of it: exact copies, revisions of one law, the largest clusters.

    bench/public/laws.py [--textkin build/release/src/cli/textkin] [--clusters 20]

Exit status 1 when an exact copy or a revision with Jaccard >= .6 is missed. Which clusters mix subjects is for the reader:
their titles are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import defaultdict
from pathlib import Path

from measure import Measure, Measures, print_measures
from scanning import TEXTKIN, Absent, cluster_of, data_folder, directions, ordered, rows, scanned

SURE_JACCARD = 0.6  # at and above it, two versions of one law are near-duplicates by any definition


def shingles(path: Path) -> set[str]:
    """Runs of five Chinese characters, front matter, notes and everything else left out: not textkin's own code."""
    text = path.read_text(encoding="utf-8", errors="replace")
    text = re.sub(r"\A---.*?^---", "", text, flags=re.S | re.M)
    characters = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {characters[i : i + 5] for i in range(len(characters) - 4)}


def exact_copies(laws: Path, clusters: dict[str, str]) -> Measure:
    """Byte-identical files, beyond the first of each; found when they share a cluster with it."""
    by_hash: dict[bytes, list[str]] = defaultdict(list)
    for path in sorted(laws.rglob("*.md")):
        by_hash[hashlib.sha256(path.read_bytes()).digest()].append(path.relative_to(laws).as_posix())
    expected = found = 0
    for ids in by_hash.values():
        expected += len(ids) - 1
        found += sum(clusters.get(ids[0], "") == clusters.get(other) for other in ids[1:])
    print(f"exact copies: {found} of {expected} found")
    return Measure.share(found, expected)


def older_and_newer(laws: Path) -> list[tuple[str, str]]:
    lines = (laws / "revision_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(older, newer) for _, _, older, _, newer in (line.split("\t") for line in lines)]


def revisions(laws: Path, clusters: dict[str, str], pairs: set[tuple[str, str]]) -> Measures:
    sure = found = found_of_all = is_listed = 0
    versions = older_and_newer(laws)
    for older, newer in versions:
        together = clusters.get(older, "a") == clusters.get(newer, "b")
        found_of_all += together
        is_listed += ordered(older, newer) in pairs
        first, second = shingles(laws / older), shingles(laws / newer)
        jaccard = len(first & second) / max(1, len(first | second))
        if jaccard < SURE_JACCARD:
            continue
        sure += 1
        found += together
        if not together:
            print(f"  missed at Jaccard {jaccard:.3f}: {ordered(older, newer)[0]}")
    print(f"revision pairs: {len(versions)}, of which {is_listed} are listed pairs; with Jaccard >= {SURE_JACCARD}: {found} of {sure} found")
    return {
        "revisions.sure": Measure.share(found, sure),
        "revisions.clustered": Measure.share(found_of_all, len(versions)),
        "revisions.listed": Measure.share(is_listed, len(versions)),
    }


def print_largest(clusters: list[dict], limit: int) -> None:
    print(f"\nthe {limit} largest of {len(clusters)} clusters:")
    clusters.sort(key=lambda cluster: (-len(cluster["members"]), cluster["id"]))
    for cluster in clusters[:limit]:
        print(f"{len(cluster['members']):4} {cluster['kind']}, least resemblance {cluster['min_resemblance']:.2f}")
        for title in sorted({Path(member).stem for member in cluster["members"]}):
            print(f"       {title}")


def measure(textkin: Path, largest: int = 0) -> Measures:
    laws = data_folder("laws")
    with scanned(textkin, [laws]) as out:
        clusters = cluster_of(out)
        pairs = {(pair["a"], pair["b"]) for pair in rows(out / "pairs.jsonl")}
        measures = {"exact_copies": exact_copies(laws, clusters)} | revisions(laws, clusters, pairs)
        measures |= directions(textkin, laws, out, older_and_newer(laws))
        if largest:
            print_largest(rows(out / "clusters.jsonl"), largest)
    return measures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, default=TEXTKIN)
    parser.add_argument("--clusters", type=int, default=20, help="how many of the largest to print")
    options = parser.parse_args()
    try:
        measures = measure(options.textkin, options.clusters)
    except Absent as reason:
        print(f"skipped: laws: {reason}", file=sys.stderr)
        return 0
    print()
    print_measures("laws", measures)
    return 0 if measures["exact_copies"].value == measures["revisions.sure"].value == 1 else 1


if __name__ == "__main__":
    sys.exit(main())

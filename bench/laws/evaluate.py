#!/usr/bin/env python3
"""Scans the law collection and prints what is known of it: exact copies, revisions of one law, the largest clusters.

    bench/laws/evaluate.py [--textkin build/release/src/cli/textkin] [--clusters 20]

Exit status 1 when an exact copy or a revision with Jaccard >= .6 is missed. Which clusters mix subjects is for the reader:
their titles are printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SURE_JACCARD = 0.6


def shingles(path: Path) -> set[str]:
    """Runs of five Chinese characters, front matter, notes and everything else left out: not textkin's own code."""
    text = path.read_text(encoding="utf-8", errors="replace")
    text = re.sub(r"\A---.*?^---", "", text, flags=re.S | re.M)
    characters = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return {characters[i : i + 5] for i in range(len(characters) - 4)}


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def exact_copies(laws: Path, cluster_of: dict[str, str]) -> bool:
    """Byte-identical files, beyond the first of each; found when they share a cluster with it."""
    by_hash: dict[bytes, list[str]] = defaultdict(list)
    for path in sorted(laws.rglob("*.md")):
        by_hash[hashlib.sha256(path.read_bytes()).digest()].append(path.relative_to(laws).as_posix())
    expected = found = 0
    for ids in by_hash.values():
        expected += len(ids) - 1
        found += sum(cluster_of.get(ids[0], "") == cluster_of.get(other) for other in ids[1:])
    print(f"exact copies: {found} of {expected} found")
    return found == expected


def revisions(laws: Path, cluster_of: dict[str, str], pairs: dict[tuple[str, str], dict]) -> bool:
    lines = (laws / "revision_pairs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    sure = found = listed = 0
    for line in lines:
        _, _, older, _, newer = line.split("\t")
        a, b = sorted((older, newer), key=lambda name: name.encode())
        listed += (a, b) in pairs
        first, second = shingles(laws / a), shingles(laws / b)
        jaccard = len(first & second) / max(1, len(first | second))
        if jaccard < SURE_JACCARD:
            continue
        sure += 1
        if cluster_of.get(a, "a") == cluster_of.get(b, "b"):
            found += 1
        else:
            print(f"  missed at Jaccard {jaccard:.3f}: {a}")
    print(f"revision pairs: {len(lines)}, of which {listed} are listed pairs; with Jaccard >= {SURE_JACCARD}: {found} of {sure} found")
    return found == sure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, default=ROOT / "build/release/src/cli/textkin")
    parser.add_argument("--clusters", type=int, default=20, help="how many of the largest to print")
    options = parser.parse_args()
    laws = Path(os.environ.get("TEXTKIN_DATA", ROOT / "../shared/data")) / "laws"
    if not laws.is_dir():
        print(f"skipped: {laws} is absent (set TEXTKIN_DATA)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        subprocess.run([options.textkin, "scan", laws, "-o", out], check=True)
        clusters = rows(out / "clusters.jsonl")
        pairs = {(pair["a"], pair["b"]): pair for pair in rows(out / "pairs.jsonl")}
    cluster_of = {member: cluster["id"] for cluster in clusters for member in cluster["members"]}
    complete = exact_copies(laws, cluster_of)
    complete &= revisions(laws, cluster_of, pairs)
    print(f"\nthe {options.clusters} largest of {len(clusters)} clusters:")
    clusters.sort(key=lambda cluster: (-len(cluster["members"]), cluster["id"]))
    for cluster in clusters[: options.clusters]:
        print(f"{len(cluster['members']):4} {cluster['kind']}, least resemblance {cluster['min_resemblance']:.2f}")
        for title in sorted({Path(member).stem for member in cluster["members"]}):
            print(f"       {title}")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())

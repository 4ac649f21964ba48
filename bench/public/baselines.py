#!/usr/bin/env python3
"""What anyone would try first, as result folders for `textkin eval`, from the texts of a scan with --write-text.

    bench/public/baselines.py OUT -o FOLDER      writes a folder of FOLDER for each

exact_hash      clusters of equal texts
jaccard_5gram   raw 5-grams, Jaccard >= .8, single link; every pair that reaches it is found
most_similar    every document has the most similar other one, of Jaccard >= .1, for its source, and says `copies` with the Jaccard
                as its confidence. Nothing tells a direction: where two name each other, both edges stand. Clusters join the edges
similar_tree    the arborescence of greatest Jaccard: Edmonds on a similarity, which has no direction, is a spanning tree with a root
                that anybody may choose; here the smallest id
dates           every document has the most similar one of an earlier date for its source, where both show a date
longest         every document has the most similar longer one for its source

Parts and marks are textkin's: a document that it split is compared by its parts. Texts are compared whole, nothing is cleaned.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from partition import Forest, components, groups
from scanning import rows, write_rows
from shingling import containment, jaccard, shingles

NEAR = 0.8  # the threshold that most peers come with
LEAST = 0.1  # below, texts share formulas and not a source
Texts = dict[str, str]
Edge = tuple[str, str, float]  # source, derived, Jaccard


def texts_of(out: Path) -> Texts:
    """By id, parts in the place of the documents that were split."""
    documents = rows(out / "documents.jsonl")
    split = {row["part_of"] for row in documents if row["part_of"] is not None}
    found = {}
    for row in documents:
        path = out / "text" / f"{row['part_of'] or row['id']}.txt"
        if row["id"] not in split and path.exists():
            found[row["id"]] = path.read_bytes().decode("utf-8")[row["begin"] : row["end"]]
    return found


def equal_pairs(texts: Texts) -> Iterator[tuple[str, str]]:
    first: dict[bytes, str] = {}
    for identity, text in texts.items():
        other = first.setdefault(hashlib.sha256(text.encode()).digest(), identity)
        if other != identity:
            yield other, identity


def near_pairs(sets: dict[str, set]) -> Iterator[tuple[str, str]]:
    """All pairs of Jaccard >= NEAR: two such sets share one of the rarest floor((1 - NEAR) size) + 1 shingles of either, so
    only these are indexed (prefix filtering, Bayardo et al. 2007)."""
    frequency = Counter(shingle for shingle_set in sets.values() for shingle in shingle_set)
    index: dict[tuple, list[str]] = defaultdict(list)
    for identity, shingle_set in sets.items():
        # The small number keeps (1 - .8) * 10 from being 1.9999.
        prefix = math.floor((1 - NEAR) * len(shingle_set) + 1e-9) + 1
        rarest = sorted(shingle_set, key=lambda shingle: (frequency[shingle], shingle))[:prefix]
        candidates = {other for shingle in rarest for other in index[shingle]}
        yield from ((other, identity) for other in sorted(candidates) if jaccard(sets[other], shingle_set) >= NEAR)
        for shingle in rarest:
            index[shingle].append(identity)


def neighbours(sets: dict[str, set]) -> Iterator[tuple[str, dict[str, float]]]:
    """Of each document, the others that share a shingle, with the Jaccard."""
    index: dict[tuple, list[str]] = defaultdict(list)
    for identity, shingle_set in sets.items():
        for shingle in shingle_set:
            index[shingle].append(identity)
    for identity, shingle_set in sets.items():
        shared: Counter[str] = Counter()
        for shingle in shingle_set:
            if len(index[shingle]) > 1:
                shared.update(index[shingle])
        shared.pop(identity, None)
        yield identity, {other: common / (len(shingle_set) + len(sets[other]) - common) for other, common in shared.items()}


def most_similar(sets: dict[str, set], may_be: Callable[[str, str], bool] = lambda source, derived: True) -> Iterator[Edge]:
    """Among those that may be a source; of equally similar ones the smallest id."""
    for identity, alike in neighbours(sets):
        sources = [other for other in alike if alike[other] >= LEAST and may_be(other, identity)]
        if sources:
            source = min(sources, key=lambda other: (-alike[other], other))
            yield source, identity, alike[source]


def similar_tree(sets: dict[str, set]) -> Iterator[Edge]:
    """A spanning tree of every group, by falling Jaccard, walked down from the smallest id."""
    pairs = [(-value, *sorted((one, other))) for one, alike in neighbours(sets) for other, value in alike.items() if one < other and value >= LEAST]
    forest = Forest(sets)
    beside: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for value, one, other in sorted(pairs):
        if forest.join(one, other):
            beside[one].append((other, -value))
            beside[other].append((one, -value))
    seen: set[str] = set()
    for root in sorted(sets):
        pending = [] if root in seen else [root]
        seen.add(root)
        while pending:
            source = pending.pop()
            for derived, value in beside[source]:
                if derived not in seen:
                    seen.add(derived)
                    pending.append(derived)
                    yield source, derived, value


def dates_of(out: Path) -> dict[str, str]:
    """What a document says of its own day: the first claim that is not its subject's, as in file names and titles."""
    found = {}
    for row in rows(out / "documents.jsonl"):
        claims = [claim["value"] for claim in row["dates"] if claim["kind"] not in ("file_name", "title")]
        if claims:
            found[row["id"]] = claims[0][:10]
    return found


def edge_row(edge: Edge, sets: dict[str, set]) -> dict:
    source, derived, similarity = edge
    share = containment(sets[derived], sets[source])
    return {
        "source": source,
        "derived": derived,
        "directed": True,
        "relation": "copies",
        "confidence": round(similarity, 6),
        "confidence_direct": round(similarity, 6),
        "share": round(share, 6),
        "share_exclusive": round(share, 6),
        "passages": [],
        "evidence": [],
        "against": [],
        "reason": "the most similar document",
    }


def write_result(out: Path, folder: Path, members: list[str], pairs: list[tuple[str, str]], edges: list[dict] | None) -> None:
    folder.mkdir(parents=True)
    write_rows(folder / "documents.jsonl", ({**row, "flags": []} for row in rows(out / "documents.jsonl")))
    clusters = [{"id": group[0], "members": group} for group in groups(components(members, pairs))]
    write_rows(folder / "clusters.jsonl", clusters)
    if edges is not None:
        write_rows(folder / "edges.jsonl", edges)


def exact_hash(out: Path, folder: Path) -> None:
    texts = texts_of(out)
    write_result(out, folder, list(texts), list(equal_pairs(texts)), None)


def jaccard_5gram(out: Path, folder: Path) -> None:
    sets = {identity: shingles(text) for identity, text in texts_of(out).items()}
    write_result(out, folder, list(sets), list(near_pairs(sets)), None)


def sets_of(out: Path) -> dict[str, set]:
    return {identity: shingles(text) for identity, text in texts_of(out).items()}


def write_edges(out: Path, folder: Path, sets: dict[str, set], found: Iterator[Edge]) -> None:
    edges = sorted(found)
    pairs = [(source, derived) for source, derived, _ in edges]
    write_result(out, folder, list(sets), pairs, [edge_row(edge, sets) for edge in edges])


def parent_of_most_similar(out: Path, folder: Path) -> None:
    sets = sets_of(out)
    write_edges(out, folder, sets, most_similar(sets))


def parent_in_similar_tree(out: Path, folder: Path) -> None:
    sets = sets_of(out)
    write_edges(out, folder, sets, similar_tree(sets))


def parent_by_dates(out: Path, folder: Path) -> None:
    sets, dates = sets_of(out), dates_of(out)

    def is_earlier(source: str, derived: str) -> bool:
        return source in dates and derived in dates and dates[source] < dates[derived]

    write_edges(out, folder, sets, most_similar(sets, is_earlier))


def parent_is_longer(out: Path, folder: Path) -> None:
    lengths = {identity: len(text) for identity, text in texts_of(out).items()}
    sets = sets_of(out)
    write_edges(out, folder, sets, most_similar(sets, lambda source, derived: lengths[source] > lengths[derived]))


BASELINES: dict[str, Callable[[Path, Path], None]] = {
    "exact_hash": exact_hash,
    "jaccard_5gram": jaccard_5gram,
    "most_similar": parent_of_most_similar,
    "similar_tree": parent_in_similar_tree,
    "dates": parent_by_dates,
    "longest": parent_is_longer,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    if not (options.out / "text").is_dir():
        print(f"baselines: {options.out} has no texts: scan with --write-text", file=sys.stderr)
        return 2
    for name, write in BASELINES.items():
        write(options.out, options.output / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""rensa: R-MinHash over the full set, its LSH, and its own estimate as the filter.

Its much faster "rho" pipeline samples token positions and gives flags, no pairs, so it is not comparable.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import peer
import rensa

# Documents whose shingles are in memory at once.
BATCH = 1000


def sketches(texts: Iterator[str], language: str) -> list[rensa.RMinHash]:
    """Signatures made by its batch call."""
    made: list[rensa.RMinHash] = []
    while batch := [peer.shingles(text, language) for text in islice(texts, BATCH)]:
        made += rensa.RMinHash.from_token_sets(batch, num_perm=peer.PERMUTATIONS, seed=42)
    return made


def find_pairs(signatures: list[rensa.RMinHash], threshold: float) -> Iterator[tuple[int, int]]:
    """Candidates of its LSH whose estimate reaches the threshold, as its deduplicator does it."""
    index = rensa.RMinHashLSH(threshold=threshold, num_perm=peer.PERMUTATIONS, num_bands=peer.BANDS)
    index.insert_many(signatures)
    for a, signature in enumerate(signatures):
        for b in index.query(signature):
            if a < b and signature.jaccard(signatures[b]) >= threshold:
                yield a, b


def main() -> None:
    options = peer.options("rensa")
    signatures = sketches(peer.texts(options.corpus), options.language)
    peer.write_pairs(options.pairs, find_pairs(signatures, options.threshold))


if __name__ == "__main__":
    main()

"""datasketch: MinHash and MinHashLSH, query before insert, as its documentation shows.

Its LSH gives candidates and its documentation leaves filtering to the caller; here the estimate of the two
signatures decides, as in gaoya and rensa.
"""

from __future__ import annotations

from collections.abc import Iterator

import peer
from datasketch import MinHash, MinHashLSH


def find_pairs(texts: Iterator[str], language: str, threshold: float) -> Iterator[tuple[int, int]]:
    """Compares every document with those before it."""
    index = MinHashLSH(threshold=threshold, num_perm=peer.PERMUTATIONS)
    signatures: list[MinHash] = []
    for a, text in enumerate(texts):
        signature = MinHash(num_perm=peer.PERMUTATIONS)
        signature.update_batch([shingle.encode() for shingle in peer.shingles(text, language)])
        for b in index.query(signature):
            if signature.jaccard(signatures[b]) >= threshold:
                yield b, a
        index.insert(a, signature, check_duplication=False)
        signatures.append(signature)


def main() -> None:
    options = peer.options("datasketch")
    pairs = find_pairs(peer.texts(options.corpus), options.language, options.threshold)
    peer.write_pairs(options.pairs, pairs)


if __name__ == "__main__":
    main()

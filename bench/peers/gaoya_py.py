"""gaoya from Python: its string index with its own analyzers, as its README shows.

English: analyzer 'word' on the raw text, 5-grams. Chinese: the analyzer 'char' keeps punctuation, so the
text is stripped in Python first. gaoya itself drops pairs whose estimated similarity is too low.
"""

from __future__ import annotations

from collections.abc import Iterator

import gaoya
import peer

# Documents handed over at once; the bulk calls are its fast ones.
BATCH = 1000


def find_pairs(documents: list[str], chinese: bool, threshold: float) -> Iterator[tuple[int, int]]:
    """Inserts all documents, then queries with each."""
    index = gaoya.minhash.MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=threshold,
        num_bands=peer.BANDS,
        band_size=peer.ROWS,
        analyzer="char" if chinese else "word",
        lowercase=True,
        ngram_range=(peer.SHINGLE, peer.SHINGLE),
        id_container="smallvec",  # for few near-duplicates, says its documentation
    )
    starts = range(0, len(documents), BATCH)
    for start in starts:
        batch = documents[start : start + BATCH]
        index.par_bulk_insert_docs(list(range(start, start + len(batch))), batch)
    for start in starts:
        found = index.par_bulk_query(documents[start : start + BATCH])
        for a, others in enumerate(found, start):
            yield from ((a, b) for b in others if a < b)


def main() -> None:
    options = peer.options("gaoya's Python package")
    chinese = options.language == "zh"
    documents = [peer.stripped(text) if chinese else text for text in peer.texts(options.corpus)]
    peer.write_pairs(options.pairs, find_pairs(documents, chinese, options.threshold))


if __name__ == "__main__":
    main()

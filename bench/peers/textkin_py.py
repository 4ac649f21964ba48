"""textkin from Python on texts that are there already, as the other packages get them: strict, pairs and clusters alone."""

from __future__ import annotations

from collections.abc import Iterator

import peer
import textkin


def place(id: str) -> int:
    """Of the record with this id, from 0."""
    return int(id.rpartition("#")[2]) - 1


def find_pairs(texts: Iterator[str], threshold: float) -> Iterator[tuple[int, int]]:
    """One scan of all of them."""
    records = ({"text": text} for text in texts)
    with textkin.scan(records, preset="strict", threshold=threshold, threads=1, passages=False, provenance=False,
                      report=False) as result:  # fmt: skip
        for pair in result.pairs:
            a, b = place(pair.a), place(pair.b)
            yield min(a, b), max(a, b)


def main() -> None:
    options = peer.options("textkin's Python package")
    peer.write_pairs(options.pairs, find_pairs(peer.texts(options.corpus), options.threshold))


if __name__ == "__main__":
    main()

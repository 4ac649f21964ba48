"""What every peer script needs: its options, the corpus, shingles in Python, and the pairs it writes."""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations
from pathlib import Path

# Signature length that the sketch libraries' own examples use.
PERMUTATIONS = 128
# Bands of 4 rows: what gaoya's calculate_minhash_params(0.7, 128) gives; finds a pair at Jaccard .7 with
# probability .9998. datasketch and text-dedup compute their own.
BANDS = 32
ROWS = 4
SHINGLE = 5

# Everything but letters and digits; "_" is a word character to Python only.
_NOT_WORD = re.compile(r"[\W_]+")


def options(description: str) -> argparse.Namespace:
    """Reads the command line that run.py gives to every peer."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpus", type=Path, help="JSON Lines with a field 'text'")
    parser.add_argument("pairs", type=Path, help="to write: two line numbers of the corpus a line, from 1")
    parser.add_argument("--language", choices=("en", "zh"), required=True)
    parser.add_argument("--threshold", type=float, required=True)
    parser.add_argument("--scratch", type=Path, required=True, help="empty folder for the peer's own files")
    return parser.parse_args()


def texts(corpus: Path) -> Iterator[str]:
    """The texts of the corpus in order."""
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def stripped(text: str) -> str:
    """Lower case without punctuation and spaces: what a user must do before taking Chinese n-grams."""
    return _NOT_WORD.sub("", text.lower())


def shingles(text: str, language: str) -> list[str]:
    """Five words, or for Chinese five characters, at every place, as a user of a sketch library writes it."""
    if language == "zh":
        characters = stripped(text)
        return [characters[i : i + SHINGLE] for i in range(len(characters) - SHINGLE + 1)]
    words = _NOT_WORD.sub(" ", text.lower()).split()
    return [" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def write_pairs(path: Path, pairs: Iterable[tuple[int, int]]) -> None:
    """Writes pairs of line numbers counted from 0 as numbers counted from 1."""
    with path.open("w", encoding="ascii") as out:
        for a, b in pairs:
            out.write(f"{a + 1}\t{b + 1}\n")


def cluster_pairs(members: Iterable[tuple[Hashable, int]]) -> Iterator[tuple[int, int]]:
    """All pairs within each cluster, from (cluster, line) of every clustered document."""
    clusters: dict[Hashable, list[int]] = defaultdict(list)
    for cluster, line in members:
        clusters[cluster].append(line)
    for lines in clusters.values():
        yield from combinations(sorted(lines), 2)

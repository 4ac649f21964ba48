#!/usr/bin/env python3
"""Every string of at least --least characters that two texts share, by a suffix array (pydivsufsort), as dedup by exact substring does it
(Lee et al. 2022). With --join, matches of one pair of texts that are no farther apart on either side are one.

    suffix_array_py.py CORPUS MATCHES --least 50 [--join 60]

CORPUS is JSON Lines with `text`; a line of MATCHES is `a begin end b begin end`: line numbers from 0, code points. Only suffixes that are
neighbours in the array are compared: of n copies each meets the next, so n - 1 pairs are found and not n(n - 1)/2.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pydivsufsort

Match = tuple[int, int, int, int]  # begin and end on one side, begin and end on the other


def shared(texts: list[bytes], least: int) -> dict[tuple[int, int], list[Match]]:
    """Left-maximal matches by pair of texts, in code points."""
    whole = np.frombuffer(b"\0" + b"\0".join(texts) + b"\0", dtype=np.uint8).copy()  # pydivsufsort wants it writable
    starts = np.cumsum([1] + [len(text) + 1 for text in texts])
    characters = np.concatenate([[0], np.cumsum((whole & 0xC0) != 0x80)])  # before each byte
    order = pydivsufsort.divsufsort(whole)
    common = pydivsufsort.kasai(whole, order)[:-1]
    at = np.flatnonzero(common >= least)  # in bytes for now: a code point has one at least
    a, b, length = order[at], order[at + 1], common[at]
    text_a, text_b = (np.searchsorted(starts, side, side="right") - 1 for side in (a, b))
    # A match that goes on past the end of a text is cut there.
    length = np.minimum(length, np.minimum(starts[text_a + 1] - 1 - a, starts[text_b + 1] - 1 - b))
    before_a, before_b = whole[a - 1], whole[b - 1]
    keep = (text_a != text_b) & ((before_a != before_b) | (before_a == 0))
    keep &= characters[a + length] - characters[a] >= least
    found: dict[tuple[int, int], list[Match]] = defaultdict(list)
    for i in np.flatnonzero(keep):
        sides = sorted([(int(text_a[i]), int(a[i])), (int(text_b[i]), int(b[i]))])
        ranges = []
        for text, begin in sides:
            first = characters[starts[text]]
            ranges += [int(characters[begin] - first), int(characters[begin + length[i]] - first)]
        found[sides[0][0], sides[1][0]].append(tuple(ranges))
    return found


def joined(matches: list[Match], gap: int) -> list[Match]:
    whole: list[list[int]] = []
    for match in sorted(matches):
        last = whole[-1] if whole else None
        if last and abs(match[0] - last[1]) <= gap and abs(match[2] - last[3]) <= gap:
            last[1], last[3] = max(last[1], match[1]), max(last[3], match[3])
        else:
            whole.append(list(match))
    return [tuple(match) for match in whole]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("matches", type=Path)
    parser.add_argument("--least", type=int, required=True, help="characters")
    parser.add_argument("--join", type=int, help="characters")
    options = parser.parse_args()
    with options.corpus.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"].encode() for line in lines]
    with options.matches.open("w", encoding="ascii") as out:
        for (a, b), matches in sorted(shared(texts, options.least).items()):
            for match in joined(matches, options.join) if options.join is not None else sorted(matches):
                out.write(f"{a} {match[0]} {match[1]} {b} {match[2]} {match[3]}\n")


if __name__ == "__main__":
    main()

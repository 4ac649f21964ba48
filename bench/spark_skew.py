#!/usr/bin/env python3
"""Simulates how uneven the tasks of the Spark job get as a collection grows.

bench/spark_skew.py [--seed 1]

Documents come one after another: each copies another one with a probability of COPIES, else it founds a family. A share w
of the copies draws its source among all documents, so that large families grow; the others draw among families.
Two things are read off, for some n and w:

    the largest component, which one task decides and aligns, and its share of all documents in families
    the slowest task over the mean one, when components are dealt to 200 or 2,000 tasks by hash

Prints a table. Standard library only.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

# Share of documents that copy another one: of bench collections; crawls have .2 to .5.
COPIES = 0.3


def family_sizes(n: int, w: float, choose: random.Random) -> list[int]:
    """Of two or more; w = 1 is preferential attachment."""
    owner: list[int] = []  # of each document, its family
    sizes: list[int] = []
    for _ in range(n):
        if owner and choose.random() < COPIES:
            family = owner[choose.randrange(len(owner))] if choose.random() < w else choose.randrange(len(sizes))
            sizes[family] += 1
        else:
            family = len(sizes)
            sizes.append(1)
        owner.append(family)
    return [size for size in sizes if size > 1]


def slowest_over_mean(sizes: list[int], tasks: int, choose: random.Random) -> float:
    work: Counter[int] = Counter()
    for size in sizes:
        work[choose.randrange(tasks)] += size
    return max(work.values()) * tasks / sum(work.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print("documents  w     families  largest  share   slowest/mean 200  2,000")
    for n in (10_000, 100_000, 1_000_000):
        for w in (0.0, 0.8, 1.0):
            choose = random.Random(arguments.seed)
            sizes = family_sizes(n, w, choose)
            slow = [slowest_over_mean(sizes, tasks, choose) for tasks in (200, 2000)]
            largest = f"{max(sizes):7}  {max(sizes) / sum(sizes):.4f}"
            print(f"{n:9}  {w:3.1f}  {len(sizes):9}  {largest}  {slow[0]:16.2f}  {slow[1]:5.2f}")


if __name__ == "__main__":
    main()

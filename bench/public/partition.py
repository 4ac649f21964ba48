"""Partitions of a set: made of pairs, and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import comb


class Forest:
    """Disjoint sets, each known by its smallest member."""

    def __init__(self, members: Iterable[str]) -> None:
        self.parent = {member: member for member in members}

    def root(self, member: str) -> str:
        while self.parent[member] != member:
            self.parent[member] = self.parent[self.parent[member]]
            member = self.parent[member]
        return member

    def join(self, a: str, b: str) -> bool:
        """False when they were one set before."""
        low, high = sorted((self.root(a), self.root(b)))
        self.parent[high] = low
        return low != high


def components(members: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The smallest member of each member's connected component; ends of pairs that are no members are a KeyError."""
    forest = Forest(members)
    for a, b in pairs:
        forest.join(a, b)
    return {member: forest.root(member) for member in forest.parent}


def groups(component_of: dict[str, str]) -> list[list[str]]:
    """Components of two members or more, sorted."""
    found: dict[str, list[str]] = {}
    for member in sorted(component_of):
        found.setdefault(component_of[member], []).append(member)
    return [members for members in found.values() if len(members) > 1]


def adjusted_rand(truth: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """Hubert and Arabie 1985; 1 for equal partitions, about 0 for unrelated ones."""
    together = sum(comb(count, 2) for count in Counter(zip(truth, found, strict=True)).values())
    in_truth = sum(comb(count, 2) for count in Counter(truth).values())
    in_found = sum(comb(count, 2) for count in Counter(found).values())
    all_pairs = comb(len(truth), 2)
    if all_pairs == 0:
        return 1.0
    expected = in_truth * in_found / all_pairs
    most = (in_truth + in_found) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)

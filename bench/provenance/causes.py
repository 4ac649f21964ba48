#!/usr/bin/env python3
"""Sorts the documents whose parent or ancestors a result names wrongly, or not at all, by cause.

    textkin scan DIR/collection -o DIR/out --write-events
    bench/provenance/causes.py DIR...       # derived collections: DIR/truth beside DIR/out

A row for each cause: documents, and their share of all that `textkin eval` counts, which is what would be gained if just this cause
were gone. A source is *lifted* when less than half of the derived text comes from it.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from fit import Collection, rows

LIFTED = 0.5  # share of the derived text


class Result:
    """What a result says of one collection, and what is true."""

    def __init__(self, folder: Path) -> None:
        self.truth = Collection(folder)
        self.split = {name for name, row in self.truth.truth.items() if row.get("split")}
        self.true_edges: dict[str, list[dict]] = defaultdict(list)
        self.merged: dict[str, set[str]] = defaultdict(set)  # sources, with all twins as one
        for edge in rows(folder / "truth/edges.jsonl"):
            self.true_edges[edge["derived"]].append(edge)
            source, derived = self.truth.twin(edge["source"]), self.truth.twin(edge["derived"])
            if source != derived:
                self.merged[derived].add(source)
        self.pairs = {frozenset((pair["a"], pair["b"])) for pair in rows(folder / "out/events.jsonl")}
        self.edges: dict[frozenset[str], dict] = {}
        self.named: dict[str, dict] = {}  # the surest edge into a document
        for edge in rows(folder / "out/edges.jsonl"):
            self.edges[frozenset((edge["source"], edge["derived"]))] = edge
            if edge["directed"] and not {edge["source"], edge["derived"]} & self.split:
                best = self.named.get(edge["derived"])
                self.named[edge["derived"]] = edge if best is None else max(best, edge, key=self._sureness)

    @staticmethod
    def _sureness(edge: dict) -> tuple[float, float, float, list[int]]:
        """The order of IsSurer in src/eval/family_roots.cc."""
        return edge["confidence"], edge["confidence_direct"] or 0, edge["share"], [-byte for byte in edge["source"].encode()]

    def is_source(self, named: str, node: str) -> bool:
        """As TextualAncestry in src/eval/ancestry.cc; so is the next."""
        own = {self.truth.twin(edge["source"]) for edge in self.true_edges[node]}
        return named != node and self.truth.twin(named) in own | self.merged[self.truth.twin(node)]

    def is_ancestor(self, above: str, below: str) -> bool:
        if above == below:
            return False
        seen = {self.truth.twin(below)}
        pending = list(seen)
        while pending:
            fresh = self.merged[pending.pop()] - seen
            seen |= fresh
            pending += fresh
        seen.discard(self.truth.twin(below))
        return self.truth.twin(above) in seen or self.truth.is_ancestor(above, below)

    def cause(self, node: str) -> str:
        true = self.true_edges[node]
        kind = "lifted" if all(edge["share"] < LIFTED for edge in true) else "whole"
        edge = self.named.get(node)
        return f"{self._unnamed(node, true) if edge is None else self._misnamed(node, edge['source'])} ({kind})"

    def _unnamed(self, node: str, true: list[dict]) -> str:
        known = [frozenset((edge["source"], node)) for edge in true if frozenset((edge["source"], node)) in self.pairs]
        if not known:
            return "none named: no pair"
        found = [self.edges[pair] for pair in known if pair in self.edges]
        if any(edge["directed"] for edge in found):
            return "none named: turned round"
        if any(edge["relation"] == "identical" for edge in found):
            return "none named: equal texts"
        return "none named: abstained"

    def _misnamed(self, node: str, named: str) -> str:
        if self.is_ancestor(named, node):
            return "an ancestor behind the parent"
        if self.is_ancestor(node, named):
            return "a descendant"
        above = {self.truth.twin(one) for one in self.truth.ancestors(node)}
        if above & {self.truth.twin(one) for one in self.truth.ancestors(named)}:
            return "a sibling, or a copy of one"
        return "no kin"


def count(result: Result, parents: Counter[str], ancestors: Counter[str]) -> None:
    for node, true in result.true_edges.items():
        if node in result.split:
            continue
        edge = result.named.get(node)
        has_parent = any(not one["via_lost"] for one in true)
        parents["all"] += has_parent
        ancestors["all"] += 1
        if has_parent and not (edge and result.is_source(edge["source"], node)):
            parents[result.cause(node)] += 1
        if not (edge and result.is_ancestor(edge["source"], node)):
            ancestors[result.cause(node)] += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parents: Counter[str] = Counter()
    ancestors: Counter[str] = Counter()
    for folder in parser.parse_args().folders:
        count(Result(folder), parents, ancestors)
    causes = sorted((parents | ancestors).keys() - {"all"}, key=lambda cause: (-parents[cause], cause))
    print("| cause | parents | | ancestors | |\n| --- | ---: | ---: | ---: | ---: |")
    for cause in [*causes, "all"]:
        shares = [f"{counts[cause]} | {counts[cause] / max(1, counts['all']):.3f}" for counts in (parents, ancestors)]
        print(f"| {cause} | {shares[0]} | {shares[1]} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Fits the weights of provenance to derived collections whose truth is known.

    bench/derive/derive.py ... --split development -o DIR            # several: both languages, other seeds
    textkin scan DIR/collection -o DIR/out --write-events
    bench/provenance/fit.py costs DIR...      # then build, scan again,
    bench/provenance/fit.py curves DIR...     # build again, and measure on other collections: textkin eval

`costs` fits what the tree pays for events and edits: for every part, the probability of its true parent among all parts that it
shares passages with and "none of them" (McFadden's conditional logit), costs not below 0, drawn towards the present ones.
`curves` fits what margins in the tree are worth (logistic regression) and the tables from nats to probability (isotonic regression, then as
few points as keep it within .005). Both rewrite src/provenance/weights.json and count its version up.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

WEIGHTS = Path(__file__).resolve().parents[2] / "src/provenance/weights.json"
EDITS = ("renumbered", "reworded", "moved", "restyled", "alone")
SINGLE = ("uncovered", "debris_credit", "root", "anthology", "mixture", "lost_mark", "date_order", "habit")
ROUNDS = 70
RATE = 0.15  # of Adagrad
PRIOR = 0.02  # weight of the distance to the present costs, squared, for each child
DIRECTED_FROM = 0.5  # confidence: an arrow is more likely right than wrong
MOST_DATE = 0.7  # nats: sites invent dates

TREE = ("family_tree", "no_rival", "nearest")
APART = {"taken": 1, "differs": -1, "elsewhere": -1}  # whether text was taken at all, and their sign
GRID = (0.1, 0.2, 0.5, 1.0, 1.5, 2.0)  # nats a nat of margin
MOST_TOLD = (3.0, 4.0, 5.0, 6.0, 9.0)

Vector = dict[str, float]


class Collection:
    """Truth and result of one derived collection."""

    def __init__(self, folder: Path) -> None:
        self.truth = {row["id"]: row for row in rows(folder / "truth/documents.jsonl")}
        self.sources: dict[str, set[str]] = defaultdict(set)
        for row in rows(folder / "truth/edges.jsonl"):
            self.sources[row["derived"]].add(row["source"])
        self.folder = folder

    def twin(self, name: str) -> str:
        row = self.truth.get(name)
        return (row or {}).get("twin") or name

    def ancestors(self, name: str) -> set[str]:
        seen: set[str] = set()
        pending = [name]
        while pending:
            for source in self.sources[pending.pop()]:
                if source not in seen:
                    seen.add(source)
                    pending.append(source)
        return seen

    def is_ancestor(self, above: str, below: str) -> bool:
        return self.twin(above) in {self.twin(one) for one in self.ancestors(below)}


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# -- costs


def add(vector: Vector, name: str, count: float) -> None:
    """As Cost::Of in src/provenance/weights.cc."""
    if count > 0:
        vector[name + ".first"] = vector.get(name + ".first", 0) + 1
        vector[name + ".more"] = vector.get(name + ".more", 0) + math.log(count)


def arc(pair: dict, to_b: bool) -> tuple[Vector, Vector]:
    """What CostsOf in src/provenance/pair_evidence.cc counts, whole and losses alone."""
    whole: Vector = {}
    losses: Vector = {}
    for event in pair["events"]:
        lost = (event["changed"] == "b") == to_b
        add(whole, event["type"] + (".loss" if lost else ".restore"), event["loci"])
        if lost:
            add(losses, event["type"] + ".loss", event["loci"])
    for name in EDITS[:-1]:
        add(whole, name, pair[name])
    for count in pair["alone"]:
        add(whole, "alone", count)
    whole["uncovered"] = sum(1 - covered / max(1, tokens) for covered, tokens in zip(pair["covered"], pair["tokens"], strict=True))
    whole["debris_credit"] = -math.log1p(pair["shared_debris"])
    whole["lost_mark"] = pair["foreign_unshared"][1 if to_b else 0]
    for name in ("anthology", "mixture"):
        above, below = pair[name] if to_b else pair[name][::-1]
        whole[name] = float(above > below)
    whole["habit"] = pair["unusual"][1 if to_b else 0]
    losses["habit"] = whole["habit"]
    whole["date_order"] = float(pair["date_order"] == (-1 if to_b else 1))
    return {name: value for name, value in whole.items() if value}, losses


class Child:
    """A part with its candidate parents, the last of them none."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.arcs: list[Vector] = []
        self.losses: list[Vector] = []
        self.right: list[int] = []


def children_of(collection: Collection) -> list[Child]:
    found: dict[str, Child] = defaultdict(Child)
    for pair in rows(collection.folder / "out/events.jsonl"):
        for to_b in (True, False):
            source, derived = (pair["a"], pair["b"]) if to_b else (pair["b"], pair["a"])
            child = found[derived]
            whole, losses = arc(pair, to_b)
            child.names.append(source)
            child.arcs.append(whole)
            child.losses.append(losses)
    kept = []
    for name in sorted(found):
        child = found[name]
        if name not in collection.truth:
            continue
        own = {collection.twin(one) for one in collection.sources[name]}
        child.right = [at for at, one in enumerate(child.names) if collection.twin(one) in own]
        if own and not child.right:
            continue  # its parent shares no passage with it: nothing to learn
        child.right = child.right or [len(child.names)]
        kept.append(child)
    return kept


def dot(weights: Vector, vector: Vector) -> float:
    return sum(weights[name] * value for name, value in vector.items())


def step(child: Child, weights: Vector, gradient: Vector) -> float:
    """Adds the gradient of -log P(right), and returns it."""
    costs = [dot(weights, vector) for vector in child.arcs]
    lost = max(child.losses, key=lambda vector: dot(weights, vector))
    root = {**lost, "root": 1.0}
    vectors = [*child.arcs, root]
    costs.append(dot(weights, root))
    least = min(costs)
    odds = [math.exp(least - cost) for cost in costs]
    total = sum(odds)
    right = sum(odds[at] for at in child.right)
    for at, vector in enumerate(vectors):
        pull = (odds[at] / right if at in child.right else 0) - odds[at] / total
        if abs(pull) > 1e-9:
            for name, value in vector.items():
                gradient[name] += pull * value
    return math.log(total / right)


def flat(json_weights: dict) -> Vector:
    weights: Vector = {}
    for name, costs in json_weights["events"].items():
        for kind in ("loss", "restore"):
            weights[f"{name}.{kind}.first"], weights[f"{name}.{kind}.more"] = costs[kind]
    for name in EDITS:
        weights[name + ".first"], weights[name + ".more"] = json_weights["edits"][name]
    for name in SINGLE:
        weights[name] = json_weights[name]
    return weights


def unflat(weights: Vector, json_weights: dict) -> None:
    def both(name: str) -> list[float]:
        return [round(weights[name + ".first"], 3), round(weights[name + ".more"], 3)]

    for name, costs in json_weights["events"].items():
        for kind in ("loss", "restore"):
            costs[kind] = both(f"{name}.{kind}")
    for name in EDITS:
        json_weights["edits"][name] = both(name)
    for name in SINGLE:
        json_weights[name] = round(weights[name], 3)


def fit_costs(collections: list[Collection], json_weights: dict) -> None:
    children = [child for collection in collections for child in children_of(collection)]
    weights = flat(json_weights)
    prior = dict(weights)
    squares: Vector = defaultdict(lambda: 1e-6)
    for round_ in range(ROUNDS):
        gradient: Vector = defaultdict(float)
        loss = sum(step(child, weights, gradient) for child in children) / len(children)
        for name in weights:
            slope = gradient[name] / len(children) + PRIOR * (weights[name] - prior[name]) / 10
            squares[name] += slope * slope
            weights[name] = max(0.0, weights[name] - RATE * slope / math.sqrt(squares[name]))
        weights["date_order"] = min(MOST_DATE, weights["date_order"])
        if round_ % 50 == 0 or round_ + 1 == ROUNDS:
            print(f"round {round_}: {loss:.4f} nats a child, {len(children)} children", flush=True)
    unflat(weights, json_weights)
    json_weights["directed_from"] = 0.0  # until the curves are known


# -- curves


def nats(records: list[dict], *without: str) -> float:
    return sum(record["nats"] for record in records if record["type"] not in without)


def isotonic(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Pool adjacent violators: (score, share right), ascending, one point a block."""
    equal: dict[float, list[float]] = {}  # right, count, by score: ties are one block from the start
    for score, right in points:
        block = equal.setdefault(round(score, 6), [0.0, 0.0])
        block[0] += right
        block[1] += 1
    blocks: list[list[float]] = []  # sum of scores, right, count
    for score, (right, count) in sorted(equal.items()):
        blocks.append([score * count, right, count])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [one + two for one, two in zip(blocks[-1], last, strict=True)]
    return [(scores / count, (right + 0.5) / (count + 1.0)) for scores, right, count in blocks]


def simplified(curve: list[tuple[float, float]], within: float = 0.005) -> list[list[float]]:
    """As few of the points as keep linear interpolation within `within` of the rest."""
    kept = [curve[0]]
    begin = 0
    while begin + 1 < len(curve):
        end = begin + 1
        for ahead in range(begin + 1, len(curve)):
            (x, p), (z, q) = curve[begin], curve[ahead]
            fits = all(abs(p + (q - p) * (y - x) / (z - x) - r) <= within for y, r in curve[begin + 1 : ahead])
            if fits:
                end = ahead
        kept.append(curve[end])
        begin = end
    return [[round(x, 3), round(p, 4)] for x, p in kept]


def rising(points: list[tuple[float, float]]) -> list[list[float]]:
    curve = isotonic(points)
    monotone = []
    highest = 0.0
    for score, share in curve:
        highest = max(highest, share)
        monotone.append((score, highest))
    return simplified(monotone)


def in_tree(edge: dict) -> bool:
    return any(record["type"] in TREE for record in edge["evidence"])


def is_parent(edge: dict) -> bool:
    """One step in the tree; a step without a margin is not shown, but then `nearest` may be."""
    steps = [record["loci"] for record in edge["evidence"] if record["type"] == "family_tree"]
    return steps == [1] or any(record["type"] == "nearest" for record in edge["evidence"])


class Claim(NamedTuple):
    """A directed edge: what its evidence says, and whether it is right."""

    told: float  # nats of the pair, against taken off
    swap: float  # margins in the tree
    rival: float
    right: float
    in_tree: bool
    is_parent: bool
    apart: float  # nats for text having been taken


def claims_of(collection: Collection, json_weights: dict) -> tuple[list[Claim], list[tuple[float, float]]]:
    """Of all directed edges; and of those from parents that are ancestors: nats of `nearest`, and whether nothing lies between."""
    claims: list[Claim] = []
    direct: list[tuple[float, float]] = []
    for edge in rows(collection.folder / "out/edges.jsonl"):
        source, derived = edge["source"], edge["derived"]
        if not edge["directed"] or collection.twin(source) == collection.twin(derived):
            continue
        right = collection.is_ancestor(source, derived)
        of_tree = {record["type"]: record["nats"] for record in edge["evidence"] if record["type"] in TREE}
        records = edge["evidence"] + edge["against"]
        apart = sum(APART[record["type"]] * record["nats"] for record in records if record["type"] in APART)
        told = nats(edge["evidence"], *TREE, *APART) - nats(edge["against"], *APART)
        swap = of_tree.get("family_tree", 0) / json_weights["tree"]
        no_rival = of_tree.get("no_rival", 0) / json_weights["no_rival"]
        claims.append(Claim(told, swap, no_rival, float(right), in_tree(edge), is_parent(edge), apart))
        if "nearest" in of_tree and right:
            sources = {collection.twin(one) for one in collection.sources[derived]}
            direct.append((of_tree["nearest"], float(collection.twin(source) in sources)))
    return claims, direct


def score(claim: Claim, tree: float, no_rival: float, most: float) -> tuple[float, float]:
    return max(-most, min(most, claim.told)) + tree * claim.swap + no_rival * claim.rival + claim.apart, claim.right


def fit_curves(collections: list[Collection], json_weights: dict) -> None:
    claims: list[Claim] = []
    direct: list[tuple[float, float]] = []
    for collection in collections:
        for into, found in zip((claims, direct), claims_of(collection, json_weights), strict=True):
            into += found
    print(f"{len(claims)} directed edges, {len(direct)} of them between parent and child")
    second = [claim for claim in claims if not claim.in_tree]
    claims = [claim for claim in claims if claim.in_tree]
    best = (math.inf, 0.0, 0.0, 0.0)
    for tree, no_rival, most in itertools.product(GRID, GRID, MOST_TOLD):
        points = [score(claim, tree, no_rival, most) for claim in claims]
        best = min(best, (log_loss(points, isotonic(points)), tree, no_rival, most))
    loss, tree, no_rival, most = best
    print(f"tree {tree}, no_rival {no_rival}, most_told {most}: {loss / len(claims):.4f} nats an edge")
    json_weights.update({"tree": tree, "no_rival": no_rival, "most_told": most})
    for name, of_parents in (("parent", True), ("ancestor", False)):
        json_weights[name] = rising([score(claim, tree, no_rival, most) for claim in claims if claim.is_parent == of_parents])
    json_weights["second"] = rising([score(claim, tree, no_rival, most) for claim in second])
    json_weights["direct"] = rising(direct)
    json_weights["directed_from"] = DIRECTED_FROM


def log_loss(points: list[tuple[float, float]], curve: list[tuple[float, float]]) -> float:
    scores = [score for score, _ in curve]
    total = 0.0
    for score, right in points:
        at = min(len(curve) - 1, max(0, bisect.bisect_right(scores, score) - 1))
        share = curve[at][1]
        total -= math.log(share if right else 1 - share)
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("costs", "curves"))
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    json_weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    collections = [Collection(folder) for folder in options.folders]
    {"costs": fit_costs, "curves": fit_curves}[options.what](collections, json_weights)
    json_weights["version"] = str(int(json_weights["version"]) + 1)
    WEIGHTS.write_text(dumped(json_weights), encoding="utf-8")
    return 0


def dumped(weights: dict) -> str:
    """One event and one number a line."""

    def block(entries: dict) -> str:
        return "{\n" + ",\n".join(f"    {json.dumps(name)}: {json.dumps(value)}" for name, value in entries.items()) + "\n  }"

    lines = [f"  {json.dumps(name)}: " + (block(value) if name in ("events", "edits") else json.dumps(value)) for name, value in weights.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    sys.exit(main())

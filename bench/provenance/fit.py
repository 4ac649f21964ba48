#!/usr/bin/env python3
"""Fits the weights of provenance to derived collections whose truth is known.

    bench/derive/derive.py ... --split development -o DIR            # several: both languages, other seeds
    textkin scan DIR/collection -o DIR/out --write-events
    bench/provenance/fit.py costs DIR...      # then build, scan again,
    bench/provenance/fit.py curves DIR...     # build again, and measure on other collections: textkin eval
    bench/provenance/fit.py apart DIR...      # of scans with `directed_from` and `second_from` 0
    bench/provenance/fit.py check DIR...      # of the same: calibration on collections that were left out

`costs` fits what the tree pays for events and edits: for every part, the probability of its true parent among all parts that it
shares passages with and "none of them" (McFadden's conditional logit), costs not below 0, drawn towards the present ones.
`curves` fits what margins in the tree are worth (logistic regression) and the tables from nats to probability (isotonic regression, then as
few points as keep it within .005). `apart` does both for sources in other trees. All of them rewrite src/provenance/weights.json and count its
version up. `check` writes nothing: it fits what `apart` does to all collections but one, calibrates all edges of that one, and pools
what it finds.
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
SECOND_FROM = 0.55  # of sources in other trees: from .5 to .53, .43 of the edges of other collections were right
MOST_DATE = 0.7  # nats: sites invent dates

TREE = ("family_tree", "no_rival", "nearest")
APART = ("taken", "differs", "elsewhere", "oftener")  # of sources in other trees alone
APART_TERMS = ("oftener", "taken", "taken_tokens", "scattered", "elsewhere")
APART_ROUNDS = 200
FARTHER = 0.000001  # as kFarther in src/provenance/edges.cc
BINS = 10  # of equal count, as in textkin eval
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
    json_weights["directed_from"] = json_weights["second_from"] = 0.0  # until the curves are known


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
    is_parent: bool
    derived: str


class Apart(NamedTuple):
    """A source in another tree."""

    fixed: float  # nats
    terms: Vector  # what the weights of APART_TERMS are multiplied by
    right: float


class Claims(NamedTuple):
    in_tree: list[Claim]
    apart: list[Apart]
    direct: list[tuple[float, float]]  # of parents that are ancestors: nats of `nearest`, and whether nothing lies between


def clamped(value: float, most: float) -> float:
    return max(-most, min(most, value))


def apart_of(edge: dict, pair: dict, right: float, json_weights: dict) -> Apart:
    """As AddSecond and Judge in src/provenance/edges.cc."""

    def signed(name: str) -> float:
        return sum(r["nats"] for r in edge["evidence"] if r["type"] == name) - sum(r["nats"] for r in edge["against"] if r["type"] == name)

    side = 1 if pair["b"] == edge["derived"] else 0
    covered = max(1, pair["covered"][side])
    scattered = math.log(max(1, len(edge["passages"])))
    told = nats(edge["evidence"], "date_order", *APART) - nats(edge["against"], "date_order", *APART)
    edits = signed("differs") + json_weights["scattered"] * scattered
    terms = {
        "oftener": signed("oftener") / json_weights["oftener"],
        "taken": covered / max(1, pair["tokens"][side]),
        "taken_tokens": math.log(covered),
        "scattered": -scattered,
        "elsewhere": signed("elsewhere") / json_weights["elsewhere"],
    }
    return Apart(clamped(told, json_weights["most_told_apart"]) + signed("date_order") + edits, terms, right)


def claims_of(collection: Collection, json_weights: dict) -> Claims:
    """Of all directed edges."""
    claims = Claims([], [], [])
    pairs = {(pair["a"], pair["b"]): pair for pair in rows(collection.folder / "out/events.jsonl")}
    for edge in rows(collection.folder / "out/edges.jsonl"):
        source, derived = edge["source"], edge["derived"]
        if not edge["directed"] or edge["relation"] == "contains" or collection.twin(source) == collection.twin(derived):
            continue
        right = float(collection.is_ancestor(source, derived))
        of_tree = {record["type"]: record["nats"] for record in edge["evidence"] if record["type"] in TREE}
        if not of_tree:
            pair = pairs.get((source, derived)) or pairs[derived, source]
            claims.apart.append(apart_of(edge, pair, right, json_weights))
            continue
        told = nats(edge["evidence"], *TREE) - nats(edge["against"])
        swap = of_tree.get("family_tree", 0) / json_weights["tree"]
        no_rival = of_tree.get("no_rival", 0) / json_weights["no_rival"]
        claims.in_tree.append(Claim(told, swap, no_rival, right, is_parent(edge), derived))
        if "nearest" in of_tree and right:
            sources = {collection.twin(one) for one in collection.sources[derived]}
            claims.direct.append((of_tree["nearest"], float(collection.twin(source) in sources)))
    return claims


def score(claim: Claim, tree: float, no_rival: float, most: float) -> tuple[float, float]:
    return clamped(claim.told, most) + tree * claim.swap + no_rival * claim.rival, claim.right


def score_in_tree(claim: Claim, json_weights: dict) -> tuple[float, float]:
    return score(claim, json_weights["tree"], json_weights["no_rival"], json_weights["most_told"])


def score_apart(claim: Apart, weights: Vector) -> tuple[float, float]:
    return claim.fixed + sum(weights[name] * claim.terms[name] for name in APART_TERMS), claim.right


def fit_apart(claims: list[Apart], json_weights: dict) -> None:
    """Logistic regression; weights not below 0. The curve that follows makes the constant needless."""
    weights = {name: json_weights[name] for name in APART_TERMS} | {"constant": 0.0}
    means = {name: sum(claim.terms[name] for claim in claims) / len(claims) for name in APART_TERMS}
    squares: Vector = defaultdict(lambda: 1e-6)
    for _ in range(APART_ROUNDS):
        gradient: Vector = defaultdict(float)
        middle = weights["constant"] - sum(weights[name] * means[name] for name in APART_TERMS)
        for claim in claims:
            chance = 1 / (1 + math.exp(-clamped(score_apart(claim, weights)[0] + middle, 30)))
            for name in APART_TERMS:
                gradient[name] += (chance - claim.right) * (claim.terms[name] - means[name])
            gradient["constant"] += chance - claim.right
        for name in weights:
            slope = gradient[name] / len(claims)
            squares[name] += slope * slope
            weights[name] -= RATE * slope / math.sqrt(squares[name])
            if name != "constant":
                weights[name] = max(0.0, weights[name])
    json_weights.update({name: round(weights[name], 3) for name in APART_TERMS})


def log_loss(points: list[tuple[float, float]], curve: list[tuple[float, float]]) -> float:
    scores = [score for score, _ in curve]
    total = 0.0
    for score, right in points:
        at = min(len(curve) - 1, max(0, bisect.bisect_right(scores, score) - 1))
        share = curve[at][1]
        total -= math.log(share if right else 1 - share)
    return total


def fit_curves(found: list[Claims], json_weights: dict) -> None:
    claims = [claim for one in found for claim in one.in_tree]
    direct = [pair for one in found for pair in one.direct]
    print(f"{len(claims)} directed edges in trees, {len(direct)} of them between parent and child")
    best = (math.inf, 0.0, 0.0, 0.0)
    for tree, no_rival, most in itertools.product(GRID, GRID, MOST_TOLD):
        points = [score(claim, tree, no_rival, most) for claim in claims]
        best = min(best, (log_loss(points, isotonic(points)), tree, no_rival, most))
    loss, tree, no_rival, most = best
    print(f"tree {tree}, no_rival {no_rival}, most_told {most}: {loss / len(claims):.4f} nats an edge")
    json_weights.update({"tree": tree, "no_rival": no_rival, "most_told": most})
    for name, of_parents in (("parent", True), ("ancestor", False)):
        json_weights[name] = rising([score(claim, tree, no_rival, most) for claim in claims if claim.is_parent == of_parents])
    json_weights["direct"] = rising(direct)
    json_weights["directed_from"] = DIRECTED_FROM
    json_weights["second_from"] = SECOND_FROM


def fit_second(found: list[Claims], json_weights: dict) -> None:
    apart = [claim for one in found for claim in one.apart]
    fit_apart(apart, json_weights)
    json_weights["second"] = rising([score_apart(claim, json_weights) for claim in apart])
    json_weights["directed_from"] = DIRECTED_FROM
    json_weights["second_from"] = SECOND_FROM


# -- check


def at(curve: list[list[float]], score: float) -> float:
    """As Interpolate in src/provenance/weights.cc."""
    place = bisect.bisect_right([x for x, _ in curve], score)
    if place in (0, len(curve)):
        return curve[max(0, place - 1)][1]
    (x, p), (z, q) = curve[place - 1 : place + 1]
    return p + (q - p) * (score - x) / (z - x)


def bounds_of(claims: Claims, json_weights: dict) -> list[float]:
    """Of every farther ancestor, as BoundByNearest in src/provenance/edges.cc: it is never surer than the parent, where that is named."""
    nearest = {claim.derived: at(json_weights["parent"], score_in_tree(claim, json_weights)[0]) for claim in claims.in_tree if claim.is_parent}
    bounds = (nearest.get(claim.derived, 0.0) for claim in claims.in_tree if not claim.is_parent)
    return [bound - FARTHER if bound >= DIRECTED_FROM else 1.0 for bound in bounds]


def confidences(claims: Claims, json_weights: dict) -> list[tuple[float, float]]:
    """Of the edges that would be directed: the confidence, and whether they are right."""
    parents, others = ([score_in_tree(claim, json_weights) for claim in claims.in_tree if claim.is_parent == wanted] for wanted in (True, False))
    found = [(at(json_weights["parent"], nats_), right) for nats_, right in parents]
    for (nats_, right), bound in zip(others, bounds_of(claims, json_weights), strict=True):
        own = at(json_weights["ancestor"], nats_)
        found.append((min(own, bound) if own >= DIRECTED_FROM else own, right))
    apart = [score_apart(claim, json_weights) for claim in claims.apart]
    second = [(at(json_weights["second"], nats_), right) for nats_, right in apart]
    return [one for one in found if one[0] >= DIRECTED_FROM] + [one for one in second if one[0] >= SECOND_FROM]


def calibration_error(found: list[tuple[float, float]]) -> float:
    order = sorted(found, reverse=True)
    cuts = [len(order) * bin_ // BINS for bin_ in range(BINS + 1)]
    return sum(abs(sum(p - right for p, right in order[begin:end])) for begin, end in itertools.pairwise(cuts)) / max(1, len(order))


def check(collections: list[Collection], found: list[Claims], json_weights: dict) -> None:
    pooled: list[tuple[float, float]] = []
    for left_out, collection in enumerate(collections):
        weights = json.loads(json.dumps(json_weights))
        fit_second(found[:left_out] + found[left_out + 1 :], weights)
        mine = confidences(found[left_out], weights)
        pooled += mine
        print(f"{collection.folder.name}: off by {calibration_error(mine):.4f} over {len(mine)} edges")
    mean, right = (sum(column) / len(pooled) for column in zip(*pooled, strict=True))
    print(f"pooled: off by {calibration_error(pooled):.4f} over {len(pooled)} edges, mean {mean:.3f} for {right:.3f} right")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("costs", "curves", "apart", "check"))
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    json_weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    collections = [Collection(folder) for folder in options.folders]
    if options.what == "costs":
        fit_costs(collections, json_weights)
    else:
        found = [claims_of(collection, json_weights) for collection in collections]
        if options.what == "check":
            check(collections, found, json_weights)
            return 0
        {"curves": fit_curves, "apart": fit_second}[options.what](found, json_weights)
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

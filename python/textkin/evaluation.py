"""Scores of a result against truth."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from textkin import _textkin


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`; `value` is None where there is nothing to count. Ratios have four decimals."""

    value: float | None
    hits: int
    total: int


@dataclass(frozen=True, slots=True)
class Score:
    """What was found against what is wanted."""

    precision: float | None
    recall: float | None
    f1: float | None
    right: int
    found: int
    wanted: int


@dataclass(frozen=True, slots=True)
class ClusterMeasures:
    """Clusters against families."""

    pairs: Score
    same_site: Score
    template_siblings: Share
    bcubed_precision: float | None
    bcubed_recall: float | None
    bcubed_f1: float | None
    adjusted_rand: float | None
    recall_by_operation: Mapping[str, Share]
    recall_by_stack: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class PassageMeasures:
    """Passages, after the PAN competitions."""

    precision: float | None
    recall: float | None
    granularity: float | None
    plagdet: float | None
    boundary_error: float | None
    cases: int
    detected: int
    detections: int


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Edges of about one confidence."""

    edges: int
    right: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a confidence is worth; the bins are of about equal count, the surest first."""

    brier: float | None
    calibration_error: float | None
    risk_coverage: float | None
    edges: int
    bins: list[CalibrationBin]


@dataclass(frozen=True, slots=True)
class EdgeMeasures:
    """Edges against the true copying; `root` is None for a single operation."""

    connected: Share
    parent: Share
    ancestor: Share
    coverage: Share
    direction: Share
    siblings_as_copies: Share
    spurious: Share
    spurious_directed: Share
    calibration: Calibration
    root: Share | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What truth and result do not agree about; it was scored as wrong."""

    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Evaluation:
    """All scores; docs/formats/truth.md explains each. `str()` of it is the table of ``textkin eval``."""

    truth_nodes: int
    result_documents: int
    clusters: ClusterMeasures
    passages: PassageMeasures | None
    passages_by_operation: Mapping[str, PassageMeasures]
    edges: EdgeMeasures | None
    edges_by_operation: Mapping[str, EdgeMeasures]
    lost: Score | None
    flags: Mapping[str, Score]
    problems: Mapping[str, Problem]
    table: str

    def __str__(self) -> str:
        return self.table


def eval(truth: str | os.PathLike[str], result: Any) -> Evaluation:
    """Scores a result, given as a Result or by its folder, against a folder of truth (docs/formats/truth.md).

    Raises NotFoundError where a folder or a file that is needed is missing, UnavailableError for an I/O error.
    """
    found, table = _textkin.evaluate(os.fspath(truth), os.fspath(getattr(result, "path", result)))
    scores: dict[str, Any] = json.loads(found)
    passages, edges = scores["passages"], scores["edges"]
    return Evaluation(
        scores["truth_nodes"], scores["result_documents"], _clusters(scores["clusters"]),
        passages and _passages(passages), {name: _passages(one) for name, one in _operations(passages)},
        edges and _edges(edges), {name: _edges(one) for name, one in _operations(edges)},
        scores["lost"] and Score(**scores["lost"]),
        {name: Score(**one) for name, one in scores["flags"].items()},
        {kind: Problem(one["count"], tuple(one["examples"])) for kind, one in scores["problems"].items()},
        table)  # fmt: skip


def _operations(measures: dict[str, Any] | None) -> list[tuple[str, dict[str, Any]]]:
    return list(measures["by_operation"].items()) if measures else []


def _clusters(found: dict[str, Any]) -> ClusterMeasures:
    bcubed = found["bcubed"]
    return ClusterMeasures(
        Score(**found["pairs"]), Score(**found["same_site"]), Share(**found["template_siblings"]),
        bcubed["precision"], bcubed["recall"], bcubed["f1"], found["adjusted_rand"],
        {name: Share(**share) for name, share in found["recall_by_operation"].items()},
        {name: Share(**share) for name, share in found["recall_by_stack"].items()})  # fmt: skip


def _passages(found: dict[str, Any]) -> PassageMeasures:
    return PassageMeasures(**{key: value for key, value in found.items() if key != "by_operation"})


def _edges(found: dict[str, Any]) -> EdgeMeasures:
    shares = {key: Share(**value) for key, value in found.items() if key not in ("by_operation", "calibration")}
    calibration = found["calibration"]
    bins = [CalibrationBin(**one) for one in calibration["bins"]]
    return EdgeMeasures(calibration=Calibration(**{**calibration, "bins": bins}), **shares)

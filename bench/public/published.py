"""What others have published on the public sets, and what textkin is to reach; each number with where it stands."""

from __future__ import annotations

from typing import NamedTuple


class Published(NamedTuple):
    name: str
    value: str
    source: str


SANCHEZ_PEREZ = "Sanchez-Perez, Sidorov, Gelbukh, PAN at CLEF 2014"
TEXT_DEDUP = "text-dedup README, snapshot 2026-03-09"

PUBLISHED: dict[str, list[Published]] = {
    "pan13": [
        Published("plagdet, this corpus: all", ".87735", SANCHEZ_PEREZ),
        Published("plagdet: none / random / translation / summary", ".900 / .884 / .887 / .561", SANCHEZ_PEREZ),
        Published("plagdet: the competition's baseline", ".422", "PAN 2013 overview"),
    ],
    "clough-stevenson": [Published("four-way / two-way accuracy", "about .80 / .95", "Clough and Stevenson 2011")],
    "main-text": [
        Published("word F1: rs-trafilatura / Trafilatura / jusText / Readability", ".859 / .791 / .707 / .675", "WCXB"),
        Published("word F1 of articles, the best", ".93", "WCXB"),
    ],
    # Macro F1 of the first row is the mean of the two precisions; as F1 of its precisions and recalls it is .9515.
    "core": [
        Published("MinHash: macro F1 / accuracy", ".9518 / .9277", TEXT_DEDUP),
        Published("SimHash", ".8515 / .8375", TEXT_DEDUP),
        Published("exact title", ".757 / .746", TEXT_DEDUP),
        Published("document vectors", ".885 / .883", TEXT_DEDUP),
        Published("LaBSE", ".933 / .919", TEXT_DEDUP),
        Published("multilingual E5-Base", ".924 / .920", TEXT_DEDUP),
        Published("RETSim near-dup / partial-dup, macro F1", ".935 / .945", TEXT_DEDUP),
    ],
    "news-copy": [
        Published("ARI: MinHash of text-dedup / of the RETSim paper / of the set's paper", ".729 / .783 / .737", TEXT_DEDUP),
        Published("ARI: SimHash", ".646", TEXT_DEDUP),
        Published("ARI: RETSim partial / bi-encoder / re-rank", ".831 / .915 / .937", TEXT_DEDUP),
    ],
}

# Rows of the table of derived collections: key of `textkin eval`, its name, what is to be reached.
DERIVED_ROWS: list[tuple[str, str, str]] = [
    ("clusters.pairs.precision", "pairs: precision", ""),
    ("clusters.pairs.recall", "pairs: recall", ""),
    ("clusters.pairs.f1", "pairs: F1", "≥ .97"),
    ("clusters.same_site.precision", "pairs of one site: precision", "≥ .95"),
    ("clusters.same_site.recall", "pairs of one site: recall", ""),
    ("clusters.bcubed.f1", "B³ F1", ""),
    ("clusters.adjusted_rand", "adjusted Rand index", ""),
    ("clusters.template_siblings", "template siblings merged", "≤ .01"),
    ("passages.precision", "passages: precision", ""),
    ("passages.recall", "passages: recall", ""),
    ("passages.granularity", "passages: granularity", ""),
    ("passages.plagdet", "passages: plagdet", "≥ .92"),
    ("passages.boundary_error", "passages: boundary error, characters", "≤ 8"),
    ("edges.parent", "direct parent", "≥ .85"),
    ("edges.ancestor", "an ancestor", "≥ .92"),
    ("edges.root", "root of the family", "≥ .92"),
    ("edges.direction", "direction: precision", "≥ .95"),
    ("edges.coverage", "direction: coverage", "≥ .60"),
    ("edges.siblings_as_copies", "siblings called copies", "≤ .05"),
    ("edges.spurious", "spurious edges", ""),
    ("lost.precision", "lost sources named: precision", ""),
    ("lost.recall", "lost sources named: recall", ""),
    ("edges.calibration.brier", "confidence: Brier score", ""),
    ("edges.calibration.calibration_error", "confidence: calibration error", "≤ .03"),
    ("edges.calibration.risk_coverage", "confidence: risk over coverage", ""),
    ("flags.masked.f1", "flag masked: F1", ""),
    ("flags.truncated.f1", "flag truncated: F1", ""),
    ("flags.spun.f1", "flag spun: F1", "≥ .90"),
    ("flags.anachronism.f1", "flag anachronism: F1", ""),
    ("problems.not_in_result", "nodes that the result lacks", ""),
]

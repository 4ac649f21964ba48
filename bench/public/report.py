#!/usr/bin/env python3
"""Measures everything once, prints one whole table, checks the gates, and writes docs/quality.md; run by scripts/quality.sh.

    bench/public/report.py [--textkin build/release/src/cli/textkin] [--only INPUT ...] [-o docs/quality.md] [--renew REASON]

Exit status 1 when a gate fails. --renew takes what was measured as the floors of inputs that changed, as `gate.py renew` does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from pathlib import Path

from inputs import PUBLIC, Measured, measure_derived, measure_public
from measure import NOTHING, Measure, Measures, shown, shown_items
from published import DERIVED_ROWS, PUBLISHED
from scanning import ROOT, TEXTKIN, Absent, require

sys.path.insert(0, str(ROOT / "tests/quality"))

import gate  # noqa: E402

COLUMNS = {
    "textkin": "textkin",
    "no_dates": "dates hidden",
    "exact_hash": "exact hash",
    "jaccard_5gram": "5-gram Jaccard ≥ .8",
    "most_similar": "most similar as parent",
    "similar_tree": "tree of greatest similarity",
    "dates": "most similar of earlier date",
    "longest": "most similar longer",
}
BY_OPERATION = "clusters.recall_by_operation."
EDGES_BY_OPERATION = "edges.by_operation."
BINS = 10  # of all collections together, of about equal count
LEGEND = """`-`: nothing to measure it by, because the result lacks the file, or there is none to count. The baselines write no passages and no flags,
and the first two no edges; they are given textkin's own texts and parts. A flag at 0 is one that this version never sets, or sets
wrongly. Numbers are on held-out test splits: other base texts, other parameters, and some operators that development never saw. Each
is exact for its seed, not an average over seeds. What keeps a perfect tool below 1 is in `docs/design/005-derived-collections.md`."""


def table(header: list[str], lines: list[list[str]]) -> str:
    align = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, align, *lines])


def said(command: list[str | Path]) -> str:
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)
    return done.stdout.strip()


def heading(textkin: Path) -> str:
    commit = said(["git", "rev-parse", "--short", "HEAD"]) or "unknown"
    # The report itself is about to change.
    changed = said(["git", "status", "--porcelain", "--", ".", ":!docs/quality.md"])
    version = said([textkin, "--version"]).partition("\n")[0]
    state = " with changes" if changed else ""
    run = f"{date.today().isoformat()}, commit {commit}{state}, {version}"
    return f"# Quality\n\nWritten by `scripts/quality.sh`; not edited by hand. {run}.\n\n{LEGEND}"


def derived_section(name: str, described: dict, scores: dict[str, Measures]) -> str:
    lines = []
    for key, label, wanted in DERIVED_ROWS:
        lines.append([label, *(shown(scores.get(column, {}).get(key, NOTHING)) for column in COLUMNS), wanted])
    command = "derive.py " + " ".join(described["derive"])
    return f"## {name}\n\n`{command}`\n\n" + table(["", *COLUMNS.values(), "to reach"], lines)


def operations_section(scores: dict[str, dict[str, Measures]]) -> str:
    names = sorted({key for one in scores.values() for key in one["textkin"] if key.startswith(BY_OPERATION)})
    lines = []
    for key in names:
        cells = [one["textkin"].get(key, NOTHING) for one in scores.values()]
        lines.append([key.removeprefix(BY_OPERATION), *(f"{shown(cell)} of {cell.items:,}" if cell.items else "-" for cell in cells)])
    return "## Recall of pairs by operation, textkin\n\nPairs of which either side went through it.\n\n" + table(["", *scores], lines)


def pooled_calibration(collections: list[Measures]) -> Measure:
    """Calibration error of several results together, from the bins of each: the surest first, joined to ten of about equal count."""
    key = "edges.calibration.bins"
    bins = [(one[name.removesuffix("right") + "confidence"], right)
            for one in collections for name, right in one.items() if name.startswith(f"{key}.") and name.endswith(".right")]  # fmt: skip
    bins.sort(key=lambda one: -one[0].value)
    edges = sum(right.items for _, right in bins)
    missed = [0.0] * BINS
    before = 0
    for confidence, right in bins:
        missed[before * BINS // edges] += right.items * (confidence.value - right.value)
        before += right.items
    return Measure(sum(abs(one) for one in missed) / edges if edges else None, edges)


def confidence_section(scores: dict[str, dict[str, Measures]]) -> str:
    """One collection has too few edges for .03: those of a family are right or wrong together."""
    columns = ("textkin", "no_dates")
    pooled = [pooled_calibration([one[column] for one in scores.values()]) for column in columns]
    text = f"## Confidence, {len(scores)} test collections together\n\n"
    return text + table(["", *(COLUMNS[column] for column in columns), "to reach"],
                        [["calibration error", *map(shown, pooled), "≤ .03 over ≥ 2,000 edges"],
                         ["directed edges", *map(shown_items, pooled), ""]])  # fmt: skip


def sources_section(scores: dict[str, dict[str, Measures]]) -> str:
    names = sorted({key.split(".")[2] for one in scores.values() for key in one["textkin"] if key.startswith(EDGES_BY_OPERATION)})
    lines = []
    for name in names:
        cells = []
        for one in scores.values():
            parent, ancestor, direction = (one["textkin"].get(f"{EDGES_BY_OPERATION}{name}.{key}", NOTHING) for key in ("parent", "ancestor", "direction"))
            cells.append(f"{shown(parent)} / {shown(ancestor)} / {shown(direction)} of {ancestor.items:,}" if ancestor.items else "-")
        lines.append([name, *cells])
    text = "## Sources by operation, textkin\n\nDocuments to which it leads: parent named / an ancestor named / precision of direction, of documents with an ancestor.\n\n"
    return text + table(["", *scores], lines)


def public_section(name: str, measured: Measured | None) -> str:
    text = f"## {name}\n\n"
    if measured is None:
        text += f"Not measured: the set is absent. `bench/public/{name.replace('-', '_')}.py` says what it reads.\n\n"
    else:
        lines = [[key, shown(one), shown_items(one)] for key, one in measured.measures.items()]
        text += table(["measure", "textkin", "of"], lines) + "\n\n"
    if name in PUBLISHED:
        text += table(["published", "", "source"], [list(one) for one in PUBLISHED[name]]) + "\n\n"
    return text.rstrip("\n")


def gates_section(floors: dict, session: Session) -> tuple[str, bool]:
    problems = session.failures + gate.check(floors, session.measured)
    count = sum(one["input"] in session.measured for one in floors["gates"])
    text = f"## Gates\n\n{count} gates (`tests/quality/floors.json`), {len(problems)} failed."
    return text + "".join(f"\n- {problem}" for problem in problems), not problems


def measure_one(textkin: Path, name: str, described: dict | None) -> tuple[Measured, dict[str, Measures]]:
    """An input of floors.json, or a public set without gates; collections of the full tier with the baselines beside."""
    if described is None or "public" in described:
        return measure_public(textkin, name), {}
    return measure_derived(textkin, described["derive"], described["scan"], described["tier"] == "full")


class Session:
    """What has been measured; what is absent, or fails, is said at once and does not keep the others."""

    def __init__(self, textkin: Path, only: list[str]) -> None:
        self.textkin, self.only = textkin, only
        self.measured: dict[str, Measured] = {}
        self.scores: dict[str, dict[str, Measures]] = {}
        self.failures: list[str] = []

    def measure(self, inputs: dict[str, dict | None]) -> None:
        """One process an input, as many at a time as there are cores: most of the time is spent in Python."""
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            jobs = {
                name: pool.submit(measure_one, self.textkin, name, described)
                for name, described in inputs.items()
                if not self.only or name in self.only
            }
            for name, job in jobs.items():
                self._take(name, job)

    def _take(self, name: str, job: Future) -> None:
        try:
            self.measured[name], others = job.result()
        except Absent as reason:
            print(f"skipped: {name}: {reason}", file=sys.stderr)
            return
        except (RuntimeError, OSError) as error:
            self.failures.append(f"{name}: {error}")
            print(f"FAILED: {self.failures[-1]}", file=sys.stderr)
            return
        print(f"measured: {name}", file=sys.stderr)
        if others:
            self.scores[name] = {"textkin": self.measured[name].measures, **others}


def write(session: Session, floors: dict, reason: str | None) -> tuple[str, bool]:
    """The report, and whether all gates hold; with a reason, the floors of changed inputs are renewed first."""
    session.measure(floors["inputs"] | {name: None for name in PUBLIC if name not in floors["inputs"]})
    sections = [heading(session.textkin)]
    sections += [derived_section(name, floors["inputs"][name], scores) for name, scores in session.scores.items()]
    if session.scores:
        sections += [confidence_section(session.scores), operations_section(session.scores), sources_section(session.scores)]
    sections += [public_section(name, session.measured.get(name)) for name in PUBLIC if not session.only or name in session.only]
    if reason is not None:
        gate.renew_changed(floors, session.measured, reason, date.today().isoformat())
    text, passed = gates_section(floors, session)
    return "\n\n".join([*sections, text]) + "\n", passed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, default=TEXTKIN)
    parser.add_argument("--only", nargs="*", default=[], metavar="INPUT", help="some inputs of floors.json, or public sets")
    parser.add_argument("-o", "--output", type=Path, help="also write it there")
    parser.add_argument("--renew", type=gate.reason_given, metavar="REASON", help="new floors for inputs that changed")
    options = parser.parse_args()
    require(options.textkin)
    floors = gate.load(gate.FLOORS)
    text, passed = write(Session(options.textkin, options.only), floors, options.renew)
    if options.renew is not None:
        gate.store(floors, gate.FLOORS)
    print(text, end="")
    if options.output is not None:
        options.output.write_text(text, encoding="utf-8")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())

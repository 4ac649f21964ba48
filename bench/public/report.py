#!/usr/bin/env python3
"""Measures everything once, prints one whole table, checks the gates, and writes docs/quality.md; run by scripts/quality.sh.

    bench/public/report.py [--textkin build/release/src/cli/textkin] [--only INPUT ...] [-o docs/quality.md]

Exit status 1 when a gate fails.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import date
from pathlib import Path

from inputs import PUBLIC, Measured, measure_derived, measure_public
from measure import NOTHING, Measures, shown, shown_items
from published import DERIVED_ROWS, PUBLISHED
from scanning import ROOT, TEXTKIN, Absent, require

sys.path.insert(0, str(ROOT / "tests/quality"))

import gate  # noqa: E402

COLUMNS = {"textkin": "textkin", "exact_hash": "exact hash", "jaccard_5gram": "5-gram Jaccard ≥ .8", "most_similar": "most similar as parent"}
BY_OPERATION = "clusters.recall_by_operation."
LEGEND = """`-`: nothing to measure it by. Passages and edges need `passages.jsonl` and `edges.jsonl`, which this version of textkin, or that
baseline, does not write; a share of nothing is no number either. The baselines write no flags, and are given textkin's own
texts and parts; a flag at 0 is one that this version never sets, or sets wrongly. Numbers are on held-out test splits: other base texts, other parameters, and some operators that development never
saw. Each is exact for its seed, not an average over seeds."""


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


def public_section(name: str, measures: Measures | None) -> str:
    text = f"## {name}\n\n"
    if measures is None:
        text += f"Not measured: the set is absent. `bench/public/{name.replace('-', '_')}.py` says what it reads.\n\n"
    else:
        lines = [[key, shown(one), shown_items(one)] for key, one in measures.items()]
        text += table(["measure", "textkin", "of"], lines) + "\n\n"
    if name in PUBLISHED:
        text += table(["published", "", "source"], [list(one) for one in PUBLISHED[name]]) + "\n\n"
    return text.rstrip("\n")


def gates_section(floors: dict, measured: dict[str, Measured]) -> tuple[str, bool]:
    problems = gate.check(floors, measured)
    count = sum(one["input"] in measured for one in floors["gates"])
    text = f"## Gates\n\n{count} gates (`tests/quality/floors.json`), {len(problems)} failed."
    return text + "".join(f"\n- {problem}" for problem in problems), not problems


class Session:
    """What has been measured so far; what is absent is said at once."""

    def __init__(self, textkin: Path, only: list[str]) -> None:
        self.textkin, self.only = textkin, only
        self.measured: dict[str, Measured] = {}
        self.scores: dict[str, dict[str, Measures]] = {}

    def _asked(self, name: str) -> bool:
        return not self.only or name in self.only

    def derived(self, name: str, described: dict) -> None:
        if not self._asked(name):
            return
        print(f"== {name}", file=sys.stderr)
        try:
            beside = described["tier"] == "full"
            measured, others = measure_derived(self.textkin, described["derive"], described["scan"], beside)
        except Absent as reason:
            print(f"skipped: {name}: {reason}", file=sys.stderr)
            return
        self.measured[name] = measured
        if others:
            self.scores[name] = {"textkin": measured.measures, **others}

    def public(self, name: str) -> Measures | None:
        print(f"== {name}", file=sys.stderr)
        try:
            self.measured[name] = measure_public(self.textkin, name)
        except Absent as reason:
            print(f"skipped: {name}: {reason}", file=sys.stderr)
            return None
        return self.measured[name].measures


def write(session: Session, floors: dict) -> tuple[str, bool]:
    derived = {name: one for name, one in floors["inputs"].items() if "derive" in one}
    for name, described in derived.items():
        session.derived(name, described)
    sections = [heading(session.textkin)]
    sections += [derived_section(name, derived[name], scores) for name, scores in session.scores.items()]
    if session.scores:
        sections.append(operations_section(session.scores))
    sections += [public_section(name, session.public(name)) for name in PUBLIC if not session.only or name in session.only]
    text, passed = gates_section(floors, session.measured)
    return "\n\n".join([*sections, text]) + "\n", passed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, default=TEXTKIN)
    parser.add_argument("--only", nargs="*", default=[], metavar="INPUT", help="some inputs of floors.json, or public sets")
    parser.add_argument("-o", "--output", type=Path, help="also write it there")
    options = parser.parse_args()
    require(options.textkin)
    text, passed = write(Session(options.textkin, options.only), gate.load(gate.FLOORS))
    print(text, end="")
    if options.output is not None:
        options.output.write_text(text, encoding="utf-8")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())

"""Runs textkin over a set and reads what it wrote."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path

from measure import NOTHING, Measure, Measures, print_measures

ROOT = Path(__file__).resolve().parents[2]
TEXTKIN = ROOT / "build/release/src/cli/textkin"
FAULTS = 3  # exit code of a scan that is done, where some documents have faults, and of an evaluation with problems


class Absent(Exception):
    """A set, or a program, is not there; the message says what and where it was looked for."""


def data_folder(name: str) -> Path:
    folder = Path(os.environ.get("TEXTKIN_DATA", ROOT / "../shared/data")) / name
    if not folder.exists():
        raise Absent(f"$TEXTKIN_DATA/{name} is absent")
    return folder


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines]


def rows_if_there(path: Path) -> list[dict] | None:
    return rows(path) if path.exists() else None


def write_rows(path: Path, found: Iterable[dict]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    path.write_text(text, encoding="utf-8", newline="\n")


def require(program: Path) -> None:
    if not program.is_file():
        raise Absent(f"{program.name} is not built ({program})")


def scan(textkin: Path, inputs: list[Path], out: Path, *flags: str) -> None:
    require(textkin)
    done = subprocess.run([textkin, "scan", *inputs, "-o", out, "--quiet", *flags], check=False)
    if done.returncode not in (0, FAULTS):
        raise RuntimeError(f"{textkin} scan: exit code {done.returncode}")


@contextmanager
def scanned(textkin: Path, inputs: list[Path], *flags: str) -> Iterator[Path]:
    """The results of a scan, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        scan(textkin, inputs, out, *flags)
        yield out


def evaluate(textkin: Path, truth: Path, result: Path) -> dict:
    require(textkin)
    command = [textkin, "eval", "--truth", truth, "--result", result, "--json"]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, FAULTS):
        raise RuntimeError(f"{textkin} eval: exit code {done.returncode}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def cluster_of(out: Path) -> dict[str, str]:
    return {member: cluster["id"] for cluster in rows(out / "clusters.jsonl") for member in cluster["members"]}


def kin_pairs(out: Path) -> set[tuple[str, str]]:
    return {(pair["a"], pair["b"]) for pair in rows(out / "pairs.jsonl") if pair["verdict"] != "same_template"}


def clustered_pairs(clusters: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for members in clusters for pair in combinations(sorted(members), 2)}


def ordered(a: str, b: str) -> tuple[str, str]:
    """Both ids in the order of pairs.jsonl."""
    return (a, b) if a.encode() < b.encode() else (b, a)


def direction(out: Path, older_newer: list[tuple[str, str]], prefix: str = "") -> Measures:
    """How many of the pairs have a directed edge, and how many of these point from the older to the newer."""
    names = f"{prefix}direction.coverage", f"{prefix}direction.precision"
    edges = rows_if_there(out / "edges.jsonl")
    if edges is None:
        return dict.fromkeys(names, NOTHING)
    surest: dict[tuple[str, str], dict] = {}
    for edge in edges:
        ends = ordered(edge["source"], edge["derived"])
        if edge["directed"] and edge["confidence"] > surest.get(ends, {"confidence": -1.0})["confidence"]:
            surest[ends] = edge
    directed = [(older, surest[ordered(older, newer)]) for older, newer in older_newer if ordered(older, newer) in surest]
    right = sum(edge["source"] == older for older, edge in directed)
    return dict(zip(names, (Measure.share(len(directed), len(older_newer)), Measure.share(right, len(directed))), strict=True))


def directions(textkin: Path, folder: Path, out: Path, older_newer: list[tuple[str, str]]) -> Measures:
    """The same for the result in `out`, and for a scan of the folder in which dates are no evidence."""
    with scanned(textkin, [folder], "--no-dates") as undated:
        return direction(out, older_newer) | direction(undated, older_newer, "dates_hidden.")


def run_alone(title: str, description: str | None, measure: Callable[[Path], Measures]) -> int:
    """The command line of a runner: prints its measures, or why there are none."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, default=TEXTKIN)
    options = parser.parse_args()
    try:
        print_measures(title, measure(options.textkin))
    except Absent as reason:
        print(f"skipped: {title}: {reason}", file=sys.stderr)
    return 0

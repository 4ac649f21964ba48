"""What the checks of this folder share: their arguments and how they report."""

import argparse
import pathlib
import sys
from collections.abc import Callable


def run(description: str | None, check: Callable[[pathlib.Path, pathlib.Path], list[str]]) -> None:
    """Runs check(source folder, build folder); exits with 1 and one line for each problem it returns."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--source", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    arguments = parser.parse_args()
    problems = check(arguments.source, arguments.build)
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


def markdown_rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below the line `heading`, without its two header lines; backquotes
    are taken off."""
    lines = iter(text.split("\n"))
    for line in lines:
        if line.strip() == heading:
            break
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("|"):
            rows.append([cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")])
        elif rows:
            break
    return rows[2:]

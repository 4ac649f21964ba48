#!/usr/bin/env python3
"""Runs the cells of docs/tutorial.ipynb one after the other, without Jupyter; --update stores what they print."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "tutorial.ipynb"
# Printed between two cells.
BORDER = "#### next cell ####\n"


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def shown(cell: dict[str, Any]) -> str:
    """What the notebook says that a cell prints."""
    return "".join(line for output in cell["outputs"] for line in output["text"])


def printed(cells: list[dict[str, Any]]) -> list[str]:
    """What each cell prints now, in one process, in the folder of the notebook."""
    code = f"\nprint({BORDER!r}, end='')\n".join("".join(cell["source"]) for cell in cells)
    run = subprocess.run([sys.executable, "-c", code], cwd=NOTEBOOK.parent, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise RuntimeError(run.stderr)
    return run.stdout.split(BORDER)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true")
    update = parser.parse_args().update
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = code_cells(notebook)
    for cell, text in zip(cells, printed(cells), strict=True):
        print(text)
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text.splitlines(True)}]
    if update:
        NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

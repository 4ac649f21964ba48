#!/usr/bin/env python3
"""Main text of web pages: word F1, as the project's own evaluation program computes it, in all and by kind of page.

    bench/public/main_text.py [--textkin build/release/src/cli/textkin]

The program is bench/main_text/main_text_evaluate of the same build.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from measure import Measure, Measures
from scanning import data_folder, require, run_alone

_PAGES = re.compile(r"^pages (\d+)$", re.M)
_WHOLE = re.compile(r"^word F1 ([\d.]+) +\(fitted half ([\d.]+), held-out half ([\d.]+); the whole visible text ([\d.]+)\)$", re.M)
_SNIPPETS = re.compile(r"^snippets that must be there: ([\d.]+) found; that must not: ([\d.]+) found$", re.M)
_KIND = re.compile(r"^  (\w+) +(\d+) pages +([\d.]+)$", re.M)


def parse(printed: str) -> Measures:
    pages, whole, snippets = _PAGES.search(printed), _WHOLE.search(printed), _SNIPPETS.search(printed)
    if pages is None or whole is None or snippets is None:
        raise RuntimeError(f"main_text_evaluate printed what this runner does not read:\n{printed}")
    count = int(pages[1])
    measures = {
        "word_f1": Measure(float(whole[1]), count),
        "word_f1.held_out_half": Measure(float(whole[3]), count // 2),
        "baseline.whole_visible_text": Measure(float(whole[4]), count),
        "snippets.must_be_there": Measure(float(snippets[1]), count),
        "snippets.must_not": Measure(float(snippets[2]), count),
    }
    return measures | {f"word_f1.{kind}": Measure(float(value), int(of_kind)) for kind, of_kind, value in _KIND.findall(printed)}


def measure(textkin: Path) -> Measures:
    folder = data_folder("main-text-html")
    program = (textkin.resolve().parent / "../../bench/main_text/main_text_evaluate").resolve()
    require(program)
    done = subprocess.run([program, folder], check=True, stdout=subprocess.PIPE, text=True)
    return parse(done.stdout)


if __name__ == "__main__":
    sys.exit(run_alone("main text", __doc__, measure))

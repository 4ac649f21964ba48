#!/usr/bin/env python3
"""How well a scan marks what sites put around and into texts, against what the generator put there, by character.

    bench/derive/furniture.py --textkin build/release/src/cli/textkin --base grammar --language zh --split development

A derived collection is made and scanned in a folder of its own. Wanted: page debris, ordinals, watermarks, teasers, second copies and
chrome. Titles are left out of the account (they are chrome to the generator, and a document's own to its reader), and so are white
space and markup. Recall is of the wanted characters, by kind; precision of the marked ones.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from carried import CHROME, CODE, OPERATIONS, Text
from derive import derived

TITLES = {CODE["double_title"]}


def title_lines(text: Text, title: str) -> list[bool]:
    """For each character, whether its line is nothing but the title or a heading over a text of an anthology."""
    found: list[bool] = []
    for line in text.chars.split("\n"):
        words = "".join(line.lstrip("# ").replace("\\", "").split())
        is_title = bool(words) and (words == title or words.startswith(("篇", "Paper")))
        found += [is_title] * (len(line) + 1)
    return found[: len(text)]


def count(text: Text, title: str, marks: list[dict], wanted: Counter[str], found: Counter[str], wrong: Counter[str]) -> None:
    marked = [""] * len(text)
    for mark in marks:
        marked[mark["begin"] : mark["end"]] = [mark["kind"]] * (mark["end"] - mark["begin"])
    titles = title_lines(text, title)
    markup = CODE["markup"]
    for sign, operation, kind, is_title in zip(text.chars, text.operations(), marked, titles, strict=True):
        if is_title or operation == markup or sign.isspace():
            continue
        if operation in CHROME and operation not in TITLES:
            wanted[OPERATIONS[operation]] += 1
            found[OPERATIONS[operation]] += bool(kind)
        elif kind and operation not in TITLES:
            wrong[kind] += 1


def measure(options: argparse.Namespace, folder: Path) -> None:
    shown = derived(options.base, options.language, options.split, options.documents, options.seed, folder / "derived", options.operators)
    subprocess.run([options.textkin, "scan", folder / "derived/collection", "-o", folder / "out", "--quiet"], check=True)
    known = {one.id: one for one in shown}
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for line in (folder / "out/documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["part_of"]:
            one = known[row["id"]]
            count(one.text, "".join(one.node.title.split()), row["marks"], wanted, found, wrong)
    right, all_wanted = sum(found.values()), sum(wanted.values())
    print(f"precision {right / max(1, right + sum(wrong.values())):.4f}  recall {right / max(1, all_wanted):.4f}  ({all_wanted} characters wanted)")
    for name in sorted(wanted):
        print(f"  {name:15} {found[name] / wanted[name]:.4f} of {wanted[name]}")
    for kind in sorted(wrong):
        print(f"  wrongly {kind}: {wrong[kind]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, required=True)
    parser.add_argument("--base", default="grammar")
    parser.add_argument("--language", choices=("zh", "en"), required=True)
    parser.add_argument("--split", choices=("development", "test"), required=True)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--operators", default="all")
    parser.add_argument("--keep", type=Path, help="a new folder for the collection and the results")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True)
        measure(options, options.keep)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        measure(options, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Prints a family of a derived collection for reading by eye: its tree with operations, then first passages side by side.

    bench/derive/show.py DIR [--family family-12] [--passages 3] [--width 60] [--textkin PATH]

Without --family the largest families are listed. Texts are read from the collection by textkin, or plainly where they are plain.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path


def rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def text_of(collection: Path, identity: str, textkin: str | None) -> str:
    name, _, record = identity.partition("#")
    path = collection / name
    if record and not record.startswith("part"):
        number = int(record.partition("#")[0])
        return json.loads(path.read_text(encoding="utf-8").split("\n")[number - 1])["text"]
    if name.removesuffix(".gz").endswith(".html") and not textkin:
        sys.exit("show: passages of HTML need --textkin PATH")
    if textkin:
        return subprocess.run([textkin, "text", "--plain", path], check=True, capture_output=True).stdout.decode("utf-8")
    data = gzip.decompress(path.read_bytes()) if name.endswith(".gz") else path.read_bytes()
    for charset in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "gb18030", "big5"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def columns(string: str, width: int) -> list[str]:
    """Lines of a width in cells, where a Chinese character has two."""
    found, line, used = [], "", 0
    for sign in string.replace("\n", "⏎"):
        cells = 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if used + cells > width:
            found.append(line + " " * (width - used))
            line, used = "", 0
        line, used = line + sign, used + cells
    return [*found, line + " " * (width - used)]


def tree(members: list[dict], edges: list[dict]) -> None:
    names = {row["id"] for row in members}
    parents = defaultdict(list)
    for edge in edges:
        if edge["derived"] in names:
            parents[edge["derived"]].append(edge)
    below = defaultdict(list)
    for row in members:
        inside = [edge for edge in parents[row["id"]] if edge["source"] in names]
        best = max(inside, key=lambda edge: (edge["share"], edge["source"]), default=None)
        below[best["source"] if best else None].append((row, best))

    def print_below(name: str | None, depth: int) -> None:
        for row, edge in sorted(below[name], key=lambda item: (item[0]["date"], item[0]["id"])):
            how = f"{edge['share']:.2f} {'(via lost) ' if edge['via_lost'] else ''}{', '.join(edge['operations'])}" if edge else "no ancestor of the family"
            others = [other["source"] for other in parents[row["id"]] if edge is None or other["source"] != edge["source"]]
            print("  " * depth + f"{row['id']}  {row['date']}  [{' '.join(row['flags'])}]  <- {how}" + (f"; also from {', '.join(others)}" if others else ""))
            print_below(row["id"], depth + 1)

    print_below(None, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--family")
    parser.add_argument("--passages", type=int, default=3)
    parser.add_argument("--width", type=int, default=60)
    parser.add_argument("--textkin")
    options = parser.parse_args()
    truth = options.folder / "truth"
    documents = rows(truth / "documents.jsonl")
    if not options.family:
        for name, count in Counter(row["family"] for row in documents if not row["split"]).most_common(20):
            print(f"{count:4} {name}")
        return 0
    members = [row for row in documents if row["family"] == options.family and not row["split"]]
    if not members:
        print(f"show: no family {options.family}", file=sys.stderr)
        return 2
    print(f"{options.family}: {len(members)} documents, template {members[0]['template']}\n")
    tree(members, rows(truth / "edges.jsonl"))
    wholes = {row["part_of"] or row["id"] for row in members}
    inside = [row for row in rows(truth / "passages.jsonl") if row["a"]["document"] in wholes and row["b"]["document"] in wholes]
    for row in inside[: options.passages]:
        print(f"\n{', '.join(row['operations']) or 'verbatim'}")
        sides = []
        for side in (row["a"], row["b"]):
            text = text_of(options.folder / "collection", side["document"], options.textkin)
            head = f"{side['document']} [{side['begin']}, {side['end']})"
            sides.append([head.ljust(options.width)[: options.width], *columns(text[side["begin"] : side["end"]][:400], options.width)])
        for at in range(max(map(len, sides))):
            print(" | ".join(side[at] if at < len(side) else " " * options.width for side in sides))
    return 0


if __name__ == "__main__":
    sys.exit(main())

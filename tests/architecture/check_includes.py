#!/usr/bin/env python3
"""Fails on an #include against the direction of the data flow.

A stage may include the headers of its own folder and the public headers of base and of the earlier stages
in its row of ALLOWED. The command and the Python module may include every public header and their own. The same table stands in
docs/architecture.md, and each row is what the stage's CMake target links.
"""

import pathlib
import re

import checks

# Stages in the order of the data flow; each may use the ones on the right, all of them earlier.
ALLOWED: dict[str, list[str]] = {
    "base": [],
    "read": ["base"],
    "extract": ["base"],
    "normalize": ["base"],
    "sketch": ["base", "normalize"],
    "match": ["base", "sketch"],
    "align": ["base", "normalize", "sketch"],
    "spin": ["base", "normalize", "align"],
    "provenance": ["base", "normalize", "align"],
    "report": ["base", "normalize", "match", "align", "provenance"],
    "index": ["base", "extract", "sketch"],
    "eval": ["base"],
    "pipeline": ["base", "read", "extract", "normalize", "sketch", "match", "align", "spin", "provenance", "report",
                 "index"],
    "rows": [],
    "cli": ["base", "read", "extract", "normalize", "sketch", "match", "align", "spin", "provenance", "report", "index",
            "eval", "pipeline"],
    "python": ["base", "read", "extract", "normalize", "sketch", "match", "align", "spin", "provenance", "report", "index",
               "eval", "pipeline"],
}
# Where the sources of a stage lie, other than in src/<stage>.
FOLDERS = {"python": "python/src"}
BASE_HEADERS = {"child_process", "date", "document", "fault", "first_error", "limits", "hash", "names", "utf8", "parallel", "part_cache", "scratch", "site", "sorted_runs", "spans", "union_find",
                "version"}
INCLUDE = re.compile(r'^\s*#\s*include\s+(<[^>]+>|"[^"]+")', re.MULTILINE)


def stage_of_header(name: str) -> str | None:
    """The stage of include/textkin/<name>.h."""
    if name == "filter":  # the pipeline over a stream
        return "pipeline"
    if name == "result":  # what report has written, read back
        return "report"
    if name == "joins":  # of matching, for other engines
        return "match"
    if name in ("indexing", "piece"):  # a scan in pieces
        return "pipeline"
    if name in BASE_HEADERS:
        return "base"
    return name if name in ALLOWED else None


def includes(path: pathlib.Path) -> list[str]:
    """The names between the quotes or brackets."""
    return [match[1:-1] for match in INCLUDE.findall(path.read_text(encoding="utf-8"))]


def reachable(stage: str) -> set[str]:
    """The stages whose public headers `stage` sees: those in its row, and what these see in turn."""
    seen: set[str] = set()
    todo = list(ALLOWED[stage])
    while todo:
        earlier = todo.pop()
        if earlier not in seen:
            seen.add(earlier)
            todo += ALLOWED[earlier]
    return seen


def check_file(path: pathlib.Path, stage: str, source: pathlib.Path) -> list[str]:
    """Problems with the includes of one file of `stage`."""
    problems = []
    where = path.relative_to(source)
    for name in includes(path):
        folder, _, rest = name.partition("/")
        if folder == "textkin":
            used = stage_of_header(rest.removesuffix(".h"))
            if used is None:
                problems.append(f"{where}: {name} belongs to no stage: add it to check_includes.py")
            elif used != stage and used not in reachable(stage):
                problems.append(f"{where}: {stage} may not include {name}, a header of {used}")
        elif folder in ALLOWED or folder in ("..", ".", "src", "tests"):
            problems.append(f"{where}: {name} reaches into another folder")
    return problems


def cmake_links(cmake: str) -> list[str] | None:
    """The LINK list of a textkin_stage() call."""
    call = re.search(r"textkin_stage\((.*?)\)", cmake, re.DOTALL)
    if call is None:
        return None
    link = re.search(r"\bLINK((?:\s+[a-z_]+)*)", call.group(1))
    return link.group(1).split() if link else []


def check(source: pathlib.Path, build: pathlib.Path) -> list[str]:
    problems: list[str] = []
    order = list(ALLOWED)
    for stage, row in ALLOWED.items():
        problems += [f"table: {stage} comes before {used}" for used in row
                     if order.index(used) >= order.index(stage)]
        folder = source / FOLDERS.get(stage, f"src/{stage}")
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".cc", ".h"):
                problems += check_file(path, stage, source)
        if stage in FOLDERS:
            continue
        links = cmake_links((folder / "CMakeLists.txt").read_text(encoding="utf-8"))
        if links is not None and sorted(links) != sorted(row):
            problems.append(f"src/{stage}/CMakeLists.txt links {links}, the table says {row}")
    for path in sorted((source / "src").iterdir()):
        if path.is_dir() and path.name not in ALLOWED:
            problems.append(f"src/{path.name} is no stage: add it to check_includes.py")
    for path in sorted((source / "include" / "textkin").glob("*.h")):
        stage = stage_of_header(path.stem)
        if stage is None:
            problems.append(f"include/textkin/{path.name} belongs to no stage")
        else:
            problems += check_file(path, stage, source)
    document = (source / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = checks.markdown_rows(document, "## Who may include whom")
    documented = {row[0]: row[1].split() if row[1] != "nothing" else [] for row in rows}
    if documented != ALLOWED:
        problems.append("docs/architecture.md: the table of includes is not that of check_includes.py")
    return problems


if __name__ == "__main__":
    checks.run(__doc__, check)

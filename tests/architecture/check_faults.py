#!/usr/bin/env python3
"""Fails when a fault code of include/textkin/fault.h is not documented in docs/formats/results.md, or is
named by no test."""

import pathlib
import re

import checks


def kebab(enumerator: str) -> str:
    """kNotJson -> not-json, as FaultName gives it."""
    return re.sub(r"(?<!^)([A-Z])", r"-\1", enumerator.removeprefix("k")).lower()


def check(source: pathlib.Path, build: pathlib.Path) -> list[str]:
    header = (source / "include" / "textkin" / "fault.h").read_text(encoding="utf-8")
    document = (source / "docs" / "formats" / "results.md").read_text(encoding="utf-8")
    codes = {f"F{int(number):04}": name
             for name, number in re.findall(r"^\s*(k[A-Z]\w+) = (\d+),", header, re.MULTILINE)}
    documented = {row[0]: row[1] for row in checks.markdown_rows(document, "## Faults")}
    problems = [] if codes else ["no fault code found in fault.h"]
    for code, name in codes.items():
        if documented.get(code) != kebab(name):
            problems.append(f"results.md: {code} {kebab(name)} is {documented.get(code, 'missing')}")
    problems += [f"results.md lists {code}, which fault.h does not have"
                 for code in documented.keys() - codes.keys()]
    tests = "".join(path.read_text(encoding="utf-8") for path in sorted((source / "tests").rglob("*"))
                    if path.suffix in (".cc", ".sh", ".exact", ".glob"))
    problems += [f"no test names {code}, FaultCode::{name}" for code, name in codes.items()
                 if code not in tests and f"FaultCode::{name}" not in tests]
    return problems


if __name__ == "__main__":
    checks.run(__doc__, check)

#!/usr/bin/env python3
"""Fails when a *_test.cc under tests/ is not compiled by the build: a test left out rots unnoticed."""

import json
import pathlib
import re

import checks

UNITY_INCLUDE = re.compile(r'^#include "(.+)"$', re.MULTILINE)


def sources_of(unit: pathlib.Path) -> list[pathlib.Path]:
    """A unit of a unity build includes the files that it is made of."""
    if not unit.name.startswith("unity_") or not unit.exists():
        return [unit.resolve()]
    return [pathlib.Path(name).resolve() for name in UNITY_INCLUDE.findall(unit.read_text(encoding="utf-8"))]


def check(source: pathlib.Path, build: pathlib.Path) -> list[str]:
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    built = {source for command in commands for source in sources_of(pathlib.Path(command["file"]))}
    tests = sorted((source / "tests").rglob("*_test.cc"))
    if not tests:
        return ["no *_test.cc found: is --source right?"]
    return [f"{test.relative_to(source)} is not built" for test in tests
            if test.resolve() not in built]


if __name__ == "__main__":
    checks.run(__doc__, check)

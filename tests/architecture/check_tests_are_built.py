#!/usr/bin/env python3
"""Fails when a *_test.cc under tests/ is not compiled by the build: a test left out rots unnoticed."""

import json
import pathlib

import checks


def check(source: pathlib.Path, build: pathlib.Path) -> list[str]:
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    built = {pathlib.Path(command["file"]).resolve() for command in commands}
    tests = sorted((source / "tests").rglob("*_test.cc"))
    if not tests:
        return ["no *_test.cc found: is --source right?"]
    return [f"{test.relative_to(source)} is not built" for test in tests
            if test.resolve() not in built]


if __name__ == "__main__":
    checks.run(__doc__, check)

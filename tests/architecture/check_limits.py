#!/usr/bin/env python3
"""Fails when docs/limits.md does not list each constant of include/textkin/limits.h with its value."""

import pathlib
import re

import checks

CONSTANT = re.compile(r"inline constexpr [\w:]+ (k\w+) =\s*([^;]+);")


def value_of(expression: str) -> float:
    """The value of a literal, or of literals joined by << or *."""
    value: float | None = None
    for operator, literal in re.findall(r"(<<|\*|^)\s*([\d.']+)u?", expression.strip()):
        number = float(literal.replace("'", ""))
        if value is None:
            value = number
        elif operator == "<<":
            value *= 2**number
        else:
            value *= number
    if value is None:
        raise ValueError(f"not understood: {expression}")
    return value


def check(source: pathlib.Path, build: pathlib.Path) -> list[str]:
    header = (source / "include" / "textkin" / "limits.h").read_text(encoding="utf-8")
    document = (source / "docs" / "limits.md").read_text(encoding="utf-8")
    constants = {name: value_of(expression) for name, expression in CONSTANT.findall(header)}
    if len(constants) != header.count("inline constexpr"):
        return ["limits.h has a constant in a form that this check does not read"]
    documented = {row[0]: float(row[1].split()[0].replace(",", ""))
                  for row in checks.markdown_rows(document, "## Limits of the input")}
    problems = [f"docs/limits.md lacks {name}" for name in constants.keys() - documented.keys()]
    problems += [f"docs/limits.md lists {name}, which limits.h does not have"
                 for name in documented.keys() - constants.keys()]
    problems += [f"docs/limits.md says {documented[name]:g} for {name}, limits.h {value:g}"
                 for name, value in constants.items() if documented.get(name, value) != value]
    return problems


if __name__ == "__main__":
    checks.run(__doc__, check)

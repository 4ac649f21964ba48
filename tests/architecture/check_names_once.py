#!/usr/bin/env python3
"""Fails on a name that two files of one stage define for themselves alone.

Several source files of a stage are compiled as one unit (CMake's unity build), where their anonymous namespaces are one:
a function of one file could take the calls meant for another's without a message. So a name in an anonymous namespace
stands once in its stage, and in no header that the stage includes.
"""

import pathlib
import re
from collections import defaultdict

import checks

ANONYMOUS = re.compile(r"^namespace \{\n(.*?)^\}  // namespace$", re.DOTALL | re.MULTILINE)
# At the start of a line, as clang-format leaves what stands in a namespace.
DEFINITIONS = (
    re.compile(r"^(?!using|return|namespace|struct|class|enum|static_assert|[#/\s}])[\w:<>,*& \[\]]+?[ *&](\w+)\(", re.MULTILINE),
    re.compile(r"^(?:struct|class|enum class|using) (\w+)\b[^;\n]*[{=]", re.MULTILINE),
    re.compile(r"^(?:inline )?constexpr [^=\n({]*?\b(k[A-Z]\w*)(?:\[\w*\])?\s*(?:=|\{|\()", re.MULTILINE),
)
PUBLIC = re.compile(r'#include "textkin/(\w+\.h)"')


def defined(text: str) -> set[str]:
    return {name for definition in DEFINITIONS for name in definition.findall(text)}


def check(source: pathlib.Path, build: pathlib.Path) -> list[str]:
    problems: list[str] = []
    names_seen = 0
    for folder in sorted(path for path in [*(source / "src").iterdir(), source / "python" / "src"] if path.is_dir()):
        texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.[ch]*"))}
        public = {name for text in texts.values() for name in PUBLIC.findall(text)}
        headers = {name: text for name, text in texts.items() if name.endswith(".h")}
        headers |= {name: path.read_text(encoding="utf-8") for name in sorted(public)
                    if (path := source / "include" / "textkin" / name).exists()}
        homes: dict[str, list[str]] = defaultdict(list)
        for name, text in sorted(texts.items()):
            if name.endswith(".cc"):
                for own in defined("".join(ANONYMOUS.findall(text))):
                    homes[own].append(name)
        names_seen += len(homes)
        for header, text in headers.items():
            for name in sorted(defined(text) & homes.keys()):
                homes[name].append(header)
        problems += [f"{folder.relative_to(source)}: {name} stands in {', '.join(files)}"
                     for name, files in sorted(homes.items()) if len(files) > 1]
    if names_seen < 500:
        problems.append(f"only {names_seen} names found: the check does not see them any more")
    return problems


if __name__ == "__main__":
    checks.run(__doc__, check)

#!/usr/bin/env python3
"""Compares rules.jsonl of a result with the words that spinning really exchanged in a derived collection.

    bench/derive/spin_rules.py DIR/truth RESULT [--verbose]

truth/collection.json has what was exchanged. A rule that was found is right when it happened at all; it is wanted when it
happened three times or more.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

LEAST = 3  # uses from which an exchange is a rule


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("--verbose", action="store_true", help="name what was missed and what is wrong")
    options = parser.parse_args()
    uses = json.loads((options.truth / "collection.json").read_text(encoding="utf-8"))["spin_rules"]
    with (options.result / "rules.jsonl").open(encoding="utf-8") as lines:
        found = {f"{row['from']} {row['to']}" for row in map(json.loads, lines)}
    wanted = {rule for rule, count in uses.items() if count >= LEAST}
    precision = len(found & set(uses)) / max(1, len(found))
    recall = len(found & wanted) / max(1, len(wanted))
    print(f"{len(wanted)} rules wanted, {len(found)} found: precision {precision:.3f}, recall {recall:.3f}")
    if options.verbose:
        print("missed:", ", ".join(f"{rule} ×{uses[rule]}" for rule in sorted(wanted - found)))
        print("wrong:", ", ".join(sorted(found - set(uses))))
    return 0


if __name__ == "__main__":
    sys.exit(main())

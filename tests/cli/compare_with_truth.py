"""compare_with_truth.py RESULT TRUTH: clusters against families, by pairs of documents.

Prints missed and false pairs; exits with 1 when there is one.
"""

import itertools
import json
import pathlib
import sys


def pairs_of(groups: list[list[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}


def main() -> None:
    result, truth = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    rows = [json.loads(line) for line in (result / "documents.jsonl").read_text("utf-8").splitlines()]
    ids = {row["id"] for row in rows}
    lines = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    families = [line["members"] for line in lines if "family" in line]
    unknown = sorted({id for family in families for id in family} - ids)
    clusters = [json.loads(line)["members"]
                for line in (result / "clusters.jsonl").read_text("utf-8").splitlines()]
    wanted, found = pairs_of(families), pairs_of(clusters)
    for title, wrong in (("not in the result", unknown), ("missed", sorted(wanted - found)),
                         ("false", sorted(found - wanted))):
        for item in wrong:
            print(f"{title}: {item}", file=sys.stderr)
    sys.exit(1 if unknown or wanted != found else 0)


if __name__ == "__main__":
    main()

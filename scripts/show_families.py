#!/usr/bin/env python3
"""Prints the clusters of a finished scan as a table: one family a block, its members below it."""

import json
import pathlib
import sys
from typing import Any


def read_lines(path: pathlib.Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def show(result: pathlib.Path) -> None:
    documents = {document["id"]: document for document in read_lines(result / "documents.jsonl")}
    clusters = read_lines(result / "clusters.jsonl")
    resemblance = {}
    for pair in read_lines(result / "pairs.jsonl"):
        resemblance[pair["a"], pair["b"]] = resemblance[pair["b"], pair["a"]] = pair["resemblance"]
    for cluster in clusters:
        leader = cluster["representative"]
        title = documents[leader].get("title") or "(no title)"
        print(f"{title}\n  {cluster['kind']}, {len(cluster['members'])} documents, "
              f"resemblance to the first from {cluster['min_resemblance']:.2f}")
        members = sorted(cluster["members"], key=lambda id: (id != leader, id))
        for member in members:
            document = documents[member]
            score = "     " if member == leader else f"{resemblance.get((leader, member), 0):.2f} "
            notes = ", ".join(document["flags"]) + (f"  masks: {document['masks']}" if
                                                     document["masks"] else "")
            print(f"    {score}{member:<46} {document['chars']:>5} chars  {notes}".rstrip())
    in_clusters = sum(len(cluster["members"]) for cluster in clusters)
    print(f"{len(documents)} documents: {in_clusters} in {len(clusters)} clusters, "
          f"{len(documents) - in_clusters} alone")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: show_families.py OUT")
    show(pathlib.Path(sys.argv[1]))

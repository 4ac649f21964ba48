#!/usr/bin/env python3
"""Exports read back by the libraries they are for: exports_test.py --textkin PROGRAM.

Standard library readers always; prov, networkx and igraph from PyPI where they are installed. Ends with 77, aloud,
when one of these is missing, after all other checks have passed.
"""

import argparse
import csv
import importlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import types
import xml.etree.ElementTree

import make_result

SKIPPED = 77


def find(name: str, missing: list[str]) -> types.ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        missing.append(name)
        return None


def check(textkin: pathlib.Path, folder: pathlib.Path) -> list[str]:
    """The libraries that were missing; an assertion fails on a wrong export."""
    result = folder / "result"
    make_result.make(result)
    edges = [json.loads(line) for line in (result / "edges.jsonl").open(encoding="utf-8")]
    titles = {row["id"]: row["title"] for row in map(json.loads, (result / "documents.jsonl").open(encoding="utf-8"))}
    ends = {edge[end] for edge in edges for end in ("source", "derived")}
    missing: list[str] = []

    def export(name: str) -> pathlib.Path:
        path = folder / f"export.{name}"
        subprocess.run([textkin, "export", result, "--to", name, "-o", path], check=True)
        return path

    prov = export("prov")
    document = json.loads(prov.read_text(encoding="utf-8"))
    assert len(document["entity"]) == len(ends), document["entity"].keys()
    directed = [edge for edge in edges if edge["directed"]]
    assert len(document["wasDerivedFrom"]) == len(directed)
    assert len(document["alternateOf"]) == sum(edge["relation"] == "identical" for edge in edges)
    if find("prov", missing):
        model = importlib.import_module("prov.model")
        read = model.ProvDocument.deserialize(str(prov), format="json")
        derivations = list(read.get_records(model.ProvDerivation))
        assert len(derivations) == len(directed)
        confidences = [next(iter(one.get_attribute("textkin:confidence"))) for one in derivations]
        assert all(abs(value - .97) < 1e-9 for value in confidences), confidences

    graphml = export("graphml")
    gexf = export("gexf")
    for path in (graphml, gexf, export("pan")):
        xml.etree.ElementTree.parse(path)
    wanted = sorted((edge["source"], edge["derived"], edge["relation"]) for edge in edges)
    networkx = find("networkx", missing)
    if networkx:
        graph = networkx.read_graphml(graphml)
        assert sorted((a, b, data["relation"]) for a, b, data in graph.edges(data=True)) == wanted
        assert {name for name in graph} == ends
        plain = "harbour-1.example/report.txt"
        assert graph.nodes[plain]["title"] == titles[plain]
        drawn = networkx.read_gexf(gexf)
        assert sorted((a, b, data["relation"]) for a, b, data in drawn.edges(data=True)) == wanted
    igraph = find("igraph", missing)
    if igraph:
        graph = igraph.Graph.Read_GraphML(str(graphml))
        assert graph.vcount() == len(ends) and graph.ecount() == len(edges)
        assert sorted(graph.es["relation"]) == sorted(relation for _, _, relation in wanted)

    circles = sorted(edge["circle"] for edge in edges if edge.get("circle") is not None)
    assert circles, "an edge in a circle"
    derivations = document["wasDerivedFrom"].values()
    assert sorted(one["textkin:circle"] for one in derivations if "textkin:circle" in one) == circles
    tree = xml.etree.ElementTree.parse(graphml).getroot()
    key = next(one.get("id") for one in tree.iterfind("{*}key") if one.get("attr.name") == "circle")
    assert sorted(one.text for one in tree.iterfind(".//{*}edge/{*}data") if one.get("key") == key) == circles
    assert export("dot").read_text(encoding="utf-8").count(", circle=") == len(circles)

    rows = list(csv.DictReader(io.StringIO(export("csv").read_text(encoding="utf-8"), newline="")))
    assert sorted((row["source"], row["derived"], row["relation"]) for row in rows) == wanted
    assert export("dot").read_text(encoding="utf-8").count(" -> ") == len(edges)
    lines = export("dolma").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == sorted(titles), "one line a document, in order"
    return missing


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=pathlib.Path, required=True)
    with tempfile.TemporaryDirectory(prefix="textkin-exports-") as name:
        missing = check(parser.parse_args().textkin.resolve(), pathlib.Path(name))
    if missing:
        print(f"skipped: not installed: {', '.join(missing)}", file=sys.stderr)
        sys.exit(SKIPPED)
    print("1 passed, 0 failed")

"""check_result.py RESULT: the promises of docs/formats/results.md that one result can break.

The scan must have been made with --write-text. Prints what is wrong; exits with 1 when something is.
"""

import graphlib
import json
import pathlib
import sys
from typing import Any

DOCUMENT_KEYS = ["id", "record_id", "part_of", "begin", "end", "path", "site", "url", "title", "language",
                 "dates", "bytes", "chars", "tokens", "text_hash", "simhash", "kept", "marks", "masks",
                 "flags", "faults", "limits"]
PAIR_KEYS = ["a", "b", "resemblance", "containment_a", "containment_b", "verdict"]
CLUSTER_KEYS = ["id", "members", "representative", "kind", "min_resemblance", "complete", "sites"]
RULE_KEYS = ["from", "to", "uses", "clusters", "documents", "sites"]
MARKS = {"boilerplate", "debris", "watermark", "ordinal", "doubled", "teaser"}
PASSAGE_KEYS = ["id", "a", "b", "tokens", "identity", "kind", "differences"]
PASSAGE_KINDS = {"verbatim", "masked", "spun", "edited"}
DIFFERENCES = {"masked", "dropped", "renumbered", "reworded", "inserted", "deleted", "moved", "debris"}
EDGE_KEYS = ["source", "derived", "directed", "relation", "confidence", "confidence_direct", "share",
             "share_exclusive", "passages", "evidence", "against", "reason", "lost_source", "circle"]
LOST_KEYS = ["id", "copies", "source", "restored", "text"]
EVIDENCE_KEYS = ["type", "direction", "loci", "nats", "quotes", "sentence"]
DIRECTED = {"copies", "derives_from", "contains"}
UNDIRECTED = {"identical", "common_source", "mutual", "teaser", "related"}
KIN = {"identical", "near_duplicate", "contained", "partial"}

problems: list[str] = []


def expect(holds: bool, what: str) -> None:
    if not holds:
        problems.append(what)


def read(path: pathlib.Path, keys: list[str]) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, whose keys must be `keys` in this order."""
    data = path.read_bytes()
    expect(data == b"" or data.endswith(b"\n"), f"{path.name} does not end with a newline")
    rows = [json.loads(line) for line in data.decode("utf-8").split("\n")[:-1]]
    for row in rows:
        expect(list(row) == keys, f"{path.name}: keys {list(row)}")
    return rows


def check_document(row: dict[str, Any], text: str | None) -> None:
    name = row["id"]
    begin, end = row["begin"], row["end"]
    expect(end - begin == row["chars"] and (begin == 0 or bool(row["part_of"])), f"{name}: begin, end, chars")
    covered = sorted([tuple(kept) for kept in row["kept"]] +
                     [(mark["begin"], mark["end"]) for mark in row["marks"]])
    expect(row["kept"] == sorted(row["kept"]), f"{name}: kept is not sorted")
    expect(all(b < e for b, e in covered), f"{name}: an empty range")
    expect(all(before[1] <= after[0] for before, after in zip(covered, covered[1:])),
           f"{name}: ranges overlap")
    expect(not covered or (covered[0][0] >= begin and covered[-1][1] <= end),
           f"{name}: a range lies outside the text")
    expect(sum(e - b for b, e in covered) == end - begin, f"{name}: kept and marks do not cover the text")
    expect({mark["kind"] for mark in row["marks"]} <= MARKS, f"{name}: unknown kind of mark")
    expect(len(row["text_hash"]) == 32 and len(row["simhash"]) == 16, f"{name}: hashes")
    expect(all(fault["code"][0] == "F" and len(fault["code"]) == 5 and fault["detail"]
               for fault in row["faults"]), f"{name}: a fault without number or reason")
    numbered = any(mark["kind"] == "debris" for mark in row["marks"])  # page numbers may be masked as well
    expect("masked" in row["flags"] if row["masks"] >= 3 else "masked" not in row["flags"] or numbered,
           f"{name}: flag masked, {row['masks']} masks")
    if text is not None:
        expect(len(text) == row["chars"], f"{name}: {len(text)} characters, chars says {row['chars']}")


def check_parts(documents: list[dict[str, Any]]) -> set[str]:
    """The ids of documents that are split; their parts must follow each other inside the text."""
    chars = {row["id"]: row["chars"] for row in documents}
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in documents:
        if row["part_of"]:
            parts.setdefault(row["part_of"], []).append(row)
    for whole, rows in parts.items():
        rows.sort(key=lambda row: row["begin"])
        expect([row["id"] for row in rows] == [f"{whole}#part{k}" for k in range(1, len(rows) + 1)] and len(rows) > 1,
               f"{whole}: ids of its parts")
        ends = [0, *(row["end"] for row in rows)]
        expect(all(end <= row["begin"] for end, row in zip(ends, rows)) and ends[-1] <= chars.get(whole, 0),
               f"{whole}: its parts overlap or leave the text")
        expect(not any(row["faults"] or row["limits"] for row in rows), f"{whole}: a part with faults or limits")
    return set(parts)


def check_passages(rows: list[dict[str, Any]], documents: list[dict[str, Any]], texts: dict[str, str]) -> None:
    by_id = {row["id"]: row for row in documents}
    order = [(row["a"]["document"].encode(), row["b"]["document"].encode(), row["a"]["begin"], row["b"]["begin"])
             for row in rows]
    expect(order == sorted(order), "passages.jsonl is not sorted")
    expect(len({row["id"] for row in rows}) == len(rows), "two passages of one id")
    for row in rows:
        name = f"passage {row['id']}"
        for side in "ab":
            end = row[side]
            document = by_id[end["document"]]
            text = texts[document["part_of"] or document["id"]]
            expect(text[end["begin"]:end["end"]] == end["text"] != "", f"{name}: its text is not where it says")
            expect(document["begin"] <= end["begin"] and end["end"] <= document["end"], f"{name}: outside its part")
            places = [difference[side] for difference in row["differences"]]
            expect(all(end["begin"] <= begin <= stop <= end["end"] for begin, stop in places),
                   f"{name}: a difference outside the passage")
        expect(0 < row["identity"] <= 1 and row["tokens"] > 0, f"{name}: numbers")
        expect(row["kind"] in PASSAGE_KINDS, f"{name}: kind")
        kinds = {difference["type"] for difference in row["differences"]}
        expect(kinds <= DIFFERENCES, f"{name}: unknown types {kinds - DIFFERENCES}")
        expect((row["kind"] == "verbatim") == (kinds <= {"debris"}), f"{name}: verbatim with differences {kinds}")


def check_record(record: dict[str, Any], name: str, passages: list[dict[str, list[int]]]) -> None:
    """`passages` are those of the edge, by end."""
    expect(list(record) == EVIDENCE_KEYS, f"{name}: evidence has {list(record)}")
    expect(record["direction"] in ("source->derived", "derived->source"), f"{name}: {record['direction']}")
    expect(record["loci"] >= 1 and record["nats"] >= 0 and record["sentence"].endswith("."), f"{name}: {record}")
    expect(len(record["quotes"]) <= min(4, record["loci"]), f"{name}: more quotes than places")
    for quote in record["quotes"]:
        inside = any(all(passage[end][0] <= quote[end][0] <= quote[end][1] <= passage[end][1] for end in quote)
                     for passage in passages)
        expect(list(quote) == ["source", "derived"] and inside, f"{name}: {record['type']} quotes {quote}")


def check_edge(edge: dict[str, Any], nodes: set[str], passages: dict[str, dict[str, Any]]) -> None:
    name = f"edge {edge['source']} {edge['relation']} {edge['derived']}"
    directed = edge["relation"] in DIRECTED
    expect(directed or edge["relation"] in UNDIRECTED, f"{name}: unknown relation")
    expect(edge["directed"] == directed and (edge["confidence"] is not None) == directed, f"{name}: directed")
    expect((edge["confidence_direct"] is not None) == (edge["relation"] == "copies"), f"{name}: direct")
    expect((edge["reason"] is None) == directed, f"{name}: reason {edge['reason']}")
    expect({edge["source"], edge["derived"]} <= nodes and edge["source"] != edge["derived"], f"{name}: ends")
    expect(directed or edge["source"].encode() < edge["derived"].encode(), f"{name}: not sorted")
    shares = [edge["share_exclusive"], edge["share"], 1]
    expect(0 <= shares[0] and shares == sorted(shares), f"{name}: shares {shares}")
    expect(directed or edge["share_exclusive"] == 0, f"{name}: an exclusive share without direction")
    expect(bool(edge["passages"]) and set(edge["passages"]) <= set(passages), f"{name}: passages")
    ends = []
    for passage in (passages[id] for id in edge["passages"] if id in passages):
        sides = {side["document"]: [side["begin"], side["end"]] for side in (passage["a"], passage["b"])}
        expect(set(sides) == {edge["source"], edge["derived"]}, f"{name}: a passage of {set(sides)}")
        ends.append({"source": sides.get(edge["source"], [0, 0]), "derived": sides.get(edge["derived"], [0, 0])})
    for records in (edge["evidence"], edge["against"]):
        nats = [record["nats"] for record in records if record["type"] != "nearest"]
        expect(nats == sorted(nats, reverse=True), f"{name}: evidence is not sorted")
        for record in records:
            check_record(record, name, ends)


def check_document_edge(edge: dict[str, Any], wholes: dict[str, str]) -> None:
    """Of a text and its anthology, or of two documents with text of each other."""
    ends = edge["source"], edge["derived"]
    name = f"edge {ends[0]} {edge['relation']} {ends[1]}"
    expect(edge["passages"] == edge["evidence"] == edge["against"] == [], f"{name}: has what only edges of texts have")
    if edge["relation"] == "contains":
        expect(wholes.get(ends[0]) == ends[1] and edge["directed"] and edge["confidence"] == 1, name)
        expect(0 <= edge["share"] <= 1, f"{name}: share")
    else:
        expect(bool(set(ends) & set(wholes.values())) and ends[0].encode() < ends[1].encode(), name)
        expect(not edge["directed"] and edge["reason"] == "text_both_ways", name)


def check_lost(lost: list[dict[str, Any]], edges: list[dict[str, Any]], nodes: set[str]) -> None:
    firsts = [row["copies"][0].encode() for row in lost]
    expect(firsts == sorted(set(firsts)), "lost.jsonl is not sorted by the first copy, each once")
    copies = [copy for row in lost for copy in row["copies"]]
    expect(set(copies) <= nodes and len(set(copies)) == len(copies), "lost.jsonl: copies")
    by_id = {row["id"]: row for row in lost}
    for row in lost:
        expect(row["id"] == row["copies"][0] + "#lost" and len(row["copies"]) > 1, f"lost source {row['id']}")
        expect(row["copies"] == sorted(row["copies"], key=str.encode), f"lost source {row['id']}: copies are not sorted")
        expect(row["source"] is None or row["source"] in nodes - set(row["copies"]), f"lost source {row['id']}: source")
        expect(bool(row["text"]), f"lost source {row['id']}: no text")
    named = [edge for edge in edges if edge["lost_source"] is not None]
    for edge in named:
        expect(edge["relation"] == "common_source" and {edge["source"], edge["derived"]} <= set(by_id[edge["lost_source"]]["copies"]),
               f"edge {edge['source']} {edge['derived']}: lost source")
    expect({edge["lost_source"] for edge in named} == set(by_id), "a lost source without an edge")


def check_edges(edges: list[dict[str, Any]], nodes: set[str], passages: list[dict[str, Any]], wholes: dict[str, str]) -> None:
    keys = [(row["source"].encode(), row["derived"].encode()) for row in edges]
    expect(keys == sorted(set(keys)), "edges.jsonl is not sorted, each once")
    expect(len({frozenset(key) for key in keys}) == len(keys), "a pair has two edges")
    by_id = {row["id"]: row for row in passages}
    for edge in edges:
        if edge["relation"] in ("contains", "mutual"):
            check_document_edge(edge, wholes)
        else:
            check_edge(edge, nodes, by_id)


def check_circles(edges: list[dict[str, Any]], wholes: dict[str, str]) -> None:
    """Circles have the name of their first document, and with each as one node nothing makes a circle."""
    ends = [(*(wholes.get(edge[end], edge[end]) for end in ("source", "derived")), edge["circle"]) for edge in edges if edge["relation"] != "contains"]
    circle_of = {end: circle for *pair, circle in ends if circle is not None for end in pair}
    members: dict[str, list[bytes]] = {}
    for member, circle in circle_of.items():
        members.setdefault(circle, []).append(member.encode())
    expect(all(len(of) > 1 and min(of) == circle.encode() for circle, of in members.items()), f"circles {members}")
    above: dict[str, set[str]] = {}
    for (source, derived, circle), edge in zip(ends, (edge for edge in edges if edge["relation"] != "contains"), strict=True):
        source, derived = circle_of.get(source, source), circle_of.get(derived, derived)
        expect(circle is None or source == derived == circle, f"edge {edge['source']} {edge['derived']}: circle")
        if edge["directed"] and source != derived:
            above.setdefault(derived, set()).add(source)
    try:
        graphlib.TopologicalSorter(above).prepare()
    except graphlib.CycleError as error:
        expect(False, f"a circle without a name: {error.args[1]}")


def main() -> None:
    result = pathlib.Path(sys.argv[1])
    documents = read(result / "documents.jsonl", DOCUMENT_KEYS)
    ids = [row["id"] for row in documents]
    expect(ids == sorted(set(ids), key=str.encode), "documents.jsonl is not sorted by id, each once")
    texts: dict[str, str] = {}
    for row in documents:
        path = result / "text" / f"{row['id']}.txt"
        expect(path.is_file() == (row["part_of"] is None), f"text of {row['id']}: one for every document")
        text = path.read_bytes().decode("utf-8") if path.is_file() else None
        check_document(row, text)
        if text is not None:
            texts[row["id"]] = text

    split = check_parts(documents)

    pairs = read(result / "pairs.jsonl", PAIR_KEYS)
    keys = [(row["a"].encode(), row["b"].encode()) for row in pairs]
    expect(keys == sorted(set(keys)), "pairs.jsonl is not sorted, each pair once")
    for row in pairs:
        expect(row["a"].encode() < row["b"].encode(), f"pair not a < b: {row}")
        expect({row["a"], row["b"]} <= set(ids) - split, f"a pair of unknown or split documents: {row}")
        expect(all(0 <= row[key] <= 1 for key in PAIR_KEYS[2:5]), f"a share outside 0..1: {row}")
        expect(row["resemblance"] <= min(row["containment_a"], row["containment_b"]) + 1e-6,
               f"resemblance above a containment: {row}")

    clusters = read(result / "clusters.jsonl", CLUSTER_KEYS)
    expect(json.loads((result / "clusters.json").read_text("utf-8")) == clusters,
           "clusters.json is not clusters.jsonl")
    expect([row["id"] for row in clusters] == sorted((row["id"] for row in clusters), key=str.encode),
           "clusters.jsonl is not sorted")
    cluster_of = {id: row["id"] for row in clusters for id in row["members"]}
    expect(not split & set(cluster_of), "a split document in a cluster")
    expect(len(cluster_of) == sum(len(row["members"]) for row in clusters), "a document in two clusters")
    for row in clusters:
        expect(row["id"] == row["representative"] and row["id"] in row["members"],
               f"{row['id']}: representative")
        expect(len(row["members"]) >= 2 and row["members"] == sorted(row["members"], key=str.encode),
               f"{row['id']}: members")
    kin = [row for row in pairs if row["verdict"] in KIN]
    expect(all(cluster_of.get(row["a"], "a") == cluster_of.get(row["b"], "b") for row in kin),
           "a kin pair across clusters")

    passages = read(result / "passages.jsonl", PASSAGE_KEYS)
    check_passages(passages, documents, texts)
    edges = read(result / "edges.jsonl", EDGE_KEYS)
    wholes = {row["id"]: row["part_of"] for row in documents if row["part_of"]}
    check_edges(edges, set(ids) - split, passages, wholes)
    check_circles(edges, wholes)
    check_lost(read(result / "lost.jsonl", LOST_KEYS), edges, set(ids) - split)

    rules = read(result / "rules.jsonl", RULE_KEYS)
    words = [(row["from"].encode(), row["to"].encode()) for row in rules]
    expect(words == sorted(set(words)), "rules.jsonl is not sorted, each rule once")
    spun = {row["id"] for row in documents if "spun" in row["flags"]}
    expect({use["id"] for row in rules for use in row["documents"]} == spun, "documents of rules are those flagged spun")

    run = json.loads((result / "run.json").read_text("utf-8"))
    expect({"textkin", "format", "normalizer", "settings", "resources"} <= set(run), f"run.json has {list(run)}")
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()

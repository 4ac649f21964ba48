#!/usr/bin/env python3
"""Writes a small finished result by hand: make_result.py FOLDER [--plain].

Two families in two languages with edges of every relation, a pair that only shares a passage, titles made to
break a page (--plain: harmless ones instead), and texts beside them. The ranges are computed here, so that they fit.
"""

import json
import pathlib
import sys
from typing import Any

HOSTILE = [
    "</script><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>",
    "javascript:document.title='owned' \u202eevisrever\u202c \u2066isolate",
    "]]> {{7*7}} ${7*7} \\u003cb\\u003e &lt;b&gt; \u2028line\u2029end",
    "=cmd|' /C calc'!A0, 10 kB: " + "A" * 10_000,
    "'; alert(1); //\x00\x07\x1b[31mred",
]

ZH = ("全年共完成教学楼维修46处，投入资金2,445万元。各校开展安全检查312次，整改隐患58处。"
      "教师培训覆盖1,208人，培训合格率达到98%。下一年将继续推进校园食堂改造。")
EN = ("The harbour office repaired 46 berths and spent 2,445 crowns on timber. Inspectors visited the quay 312 times "
      "and found 58 faults. Training reached 1,208 pilots. Next year the lighthouse will be painted.")


class Collection:
    """Documents, pairs, passages and edges as they are added."""

    def __init__(self) -> None:
        self.documents: dict[str, dict[str, Any]] = {}
        self.texts: dict[str, str] = {}
        self.pairs: list[dict[str, Any]] = []
        self.passages: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []
        self.clusters: list[dict[str, Any]] = []

    def document(self, name: str, text: str, title: str, language: str, head: str = "", **more: Any) -> None:
        whole = head + text
        marks = [{"begin": 0, "end": len(head), "kind": "boilerplate"}] if head else []
        self.texts[name] = whole
        self.documents[name] = {
            "id": name, "record_id": None, "part_of": None, "begin": 0, "end": len(whole), "path": name,
            "site": name.split("/")[0], "url": f"https://{name}", "title": title, "language": language,
            "dates": [{"value": "2021-03-04", "kind": "meta"}], "bytes": len(whole.encode()), "chars": len(whole),
            "tokens": len(text), "text_hash": "0" * 32, "simhash": "0" * 16, "kept": [[len(head), len(whole)]],
            "marks": marks, "masks": 0, "flags": [], "faults": [], "limits": [], **more}

    def passage(self, a: str, b: str, differences: list[tuple[str, str, str]], kind: str) -> str:
        """The whole kept text of both; a difference is (type, words of a, words of b), in order."""
        ends = []
        for name in (a, b):
            begin, end = self.documents[name]["kept"][0]
            ends.append({"document": name, "begin": begin, "end": end, "text": self.texts[name][begin:end]})
        rows, at = [], [ends[0]["begin"], ends[1]["begin"]]
        for kind_of, of_a, of_b in differences:
            spans = []
            for side, (name, words) in enumerate(((a, of_a), (b, of_b))):
                begin = self.texts[name].index(words, at[side])
                at[side] = begin + len(words)
                spans.append([begin, at[side]])
            rows.append({"type": kind_of, "a": spans[0], "b": spans[1]})
        passage_id = f"{len(self.passages):016x}"
        self.passages.append({"id": passage_id, "a": ends[0], "b": ends[1], "tokens": 60, "identity": 0.95,
                              "kind": kind, "differences": rows})
        return passage_id

    def pair(self, a: str, b: str, resemblance: float, verdict: str = "near_duplicate") -> None:
        self.pairs.append({"a": a, "b": b, "resemblance": resemblance, "containment_a": min(1, resemblance + .1),
                           "containment_b": resemblance, "verdict": verdict})

    def edge(self, source: str, derived: str, relation: str, **more: Any) -> None:
        directed = relation in ("copies", "derives_from", "contains")
        self.edges.append({
            "source": source, "derived": derived, "directed": directed, "relation": relation,
            "confidence": .97 if directed else None, "confidence_direct": .91 if relation == "copies" else None,
            "share": .88, "share_exclusive": .8, "passages": [], "evidence": [], "against": [],
            "reason": None if directed else "no_loss_evidence", **more})

    def cluster(self, members: list[str], kind: str, least: float) -> None:
        sites = sorted({self.documents[member]["site"] for member in members})
        self.clusters.append({"id": members[0], "members": sorted(members), "representative": members[0],
                              "kind": kind, "min_resemblance": least, "complete": True, "sites": sites})

    def write(self, folder: pathlib.Path) -> None:
        (folder / "text").mkdir(parents=True)
        for name, rows in (("documents", sorted(self.documents.values(), key=lambda row: row["id"])),
                           ("pairs", sorted(self.pairs, key=lambda row: (row["a"], row["b"]))),
                           ("clusters", sorted(self.clusters, key=lambda row: row["id"])),
                           ("passages", sorted(self.passages, key=lambda row: (row["a"]["document"], row["b"]["document"]))),
                           ("edges", sorted(self.edges, key=lambda row: (row["source"], row["derived"])))):
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        for name, text in self.texts.items():
            path = folder / "text" / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        run = {"textkin": "0.1.0", "format": 1, "normalizer": 3, "inputs": ["/home/somebody/secret"],
               "settings": {"preset": "report", "threshold": "0.5"}, "counts": {}, "resources": {"seconds": {}}}
        (folder / "run.json").write_text(json.dumps(run), encoding="utf-8")


def make(folder: pathlib.Path, plain: bool = False) -> None:
    all_ = Collection()
    titles = [f"Harbour report {i}" for i in range(len(HOSTILE))] if plain else HOSTILE
    # A Chinese family: the source, a masked copy, a copy of the copy, a spun one, an anthology.
    masked = ZH.replace("46", "xx").replace("2,445", "xxxx")
    spun = ZH.replace("教师", "老师").replace("培训", "训练")
    title = "白石港市教育局2020年工作总结"
    all_.document("edu.example/2020.html", ZH, title, "zh")
    all_.document("wenku.example/17.html", masked, title, "zh", head="首页 > 文档 > 总结\n", flags=["masked"], masks=2)
    all_.document("wenku.example/18.html", masked, title, "zh", head="首页 > 文档\n", flags=["masked", "truncated"])
    all_.document("doc.example/a.txt", spun, "2021年教育工作情况汇报", "zh", flags=["spun"])
    all_.document("doc.example/all.txt", "合集2篇\n" + ZH, "工作总结合集2篇", "zh")
    chinese = ["edu.example/2020.html", "wenku.example/17.html", "wenku.example/18.html", "doc.example/a.txt"]
    all_.cluster(chinese, "near_duplicate", .71)
    numbers = [("masked", "46", "xx"), ("masked", "2,445", "xxxx")]
    first = all_.passage("edu.example/2020.html", "wenku.example/17.html", numbers, "masked")
    all_.passage("edu.example/2020.html", "wenku.example/18.html", numbers, "masked")
    all_.passage("wenku.example/17.html", "wenku.example/18.html", [], "verbatim")
    all_.passage("doc.example/a.txt", "edu.example/2020.html",
                 [("reworded", "老师", "教师"), ("reworded", "训练", "培训"), ("reworded", "训练", "培训")], "spun")
    all_.passage("doc.example/all.txt", "edu.example/2020.html", [("deleted", "合集2篇\n", "")], "edited")
    for a, b, resemblance in ((0, 1, .94), (0, 2, .93), (1, 2, .99), (3, 0, .71)):
        all_.pair(chinese[a], chinese[b], resemblance)
    begin = all_.documents["wenku.example/17.html"]["kept"][0][0]
    at = all_.texts["edu.example/2020.html"].index("46")
    all_.edge(chinese[0], chinese[1], "copies", passages=[first], evidence=[
        {"type": "number_masked", "direction": "source->derived", "loci": 2, "nats": 3.5,
         "quotes": [{"source": [at, at + 2], "derived": [begin + at, begin + at + 2]}],
         "sentence": "2 numbers of the source are masked in the derived text."}],
        against=[{"type": "date_order", "direction": "derived->source", "loci": 1, "nats": 0.7, "quotes": [],
                  "sentence": "The derived text is dated earlier."}])
    all_.edge(chinese[1], chinese[2], "derives_from", circle=chinese[0])  # the rest of it stands in another family
    all_.edge(chinese[0], chinese[2], "derives_from")  # the two above imply it
    all_.edge(chinese[0], chinese[3], "copies")
    all_.edge(chinese[0], "doc.example/all.txt", "contains")
    all_.edge(chinese[3], chinese[2], "common_source", reason="both sides lost what the other has")

    # An English family with hostile titles and the relations without a direction.
    names = [f"harbour-{i}.example/report.txt" for i in range(len(HOSTILE))]
    for i, name in enumerate(names):
        all_.document(name, EN if i % 2 else EN.replace("312", "1,044"), titles[i], "en", head="Home | Reports\n",
                      url=titles[3] if i == 3 else f"https://{name}")
    all_.cluster(names, "near_duplicate", .9)
    for i, name in enumerate(names[1:], 1):
        all_.pair(names[0], name, .9 + i / 100)
        all_.passage(names[0], name, [("renumbered", "1,044", "312")] if i % 2 else [], "edited" if i % 2 else "verbatim")
    all_.edge(names[0], names[1], "related", reason="conflict")
    all_.edge(names[0], names[2], "identical", reason="equal words")
    all_.edge(names[1], names[3], "mutual")
    all_.edge(names[0], names[4], "teaser")
    all_.edge(names[0], names[5], "derives_from", evidence=[
        {"type": "number_dropped", "direction": "source->derived", "loci": 3, "nats": 3.0, "quotes": [],
         "sentence": titles[0]}])
    all_.edge(names[0], names[6], "related", reason="no_loss_evidence")

    # Two that share a passage and are no kin; a document on its own; one with a fault.
    all_.document("letters.example/1.txt", EN[:140], "A letter from the harbour", "en")
    all_.document("letters.example/2.txt", EN[:140], "Another letter", "en")
    all_.passage("letters.example/1.txt", "letters.example/2.txt", [], "verbatim")
    all_.edge("letters.example/1.txt", "letters.example/2.txt", "related", reason="too_short")
    all_.document("alone.example/1.txt", "Nothing like the others.", "Alone", "en")
    all_.document("alone.example/2.txt", "", "", "und", faults=[{"code": "F0302", "detail": "<b>not text</b>"}])
    all_.write(folder)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    make(pathlib.Path(sys.argv[1]), plain="--plain" in sys.argv)

#!/usr/bin/env python3
"""Makes a collection of documents that copy one another, with exact truth.

    bench/derive/derive.py --base grammar --language zh --split development --documents 400 --seed 1 -o DIR

DIR/collection/ has one folder a site, DIR/truth/ the truth files. --base takes folders of TEXTKIN_DATA (laws, policy, reports,
revisions-en, pan13), joined by commas, or `grammar`, which needs no data. --operators all, none, or names joined by commas.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path
from random import Random

import operators
from bases import Bases
from carried import CODE, OPERATIONS, Text
from render import Page, layout, page, record
from sites import in_split
from truth import Shown, Twins, document_rows, edge_rows, lost_rows, passage_rows
from world import Builder, Node, World

EPOCH = 1_600_000_000  # seconds: every file has this time, so that times say nothing
SUFFIXES = {"txt": ".txt", "html": ".html", "md": ".md"}
PAGE_OPERATORS = {"page_debris", "chunk_ordinals", "watermark", "double_title", "teaser", "pdf_doubling", "title_year", "mirror"}


def operator_names(choice: str, split: str) -> set[str]:
    every = set(operators.SITE_OPERATORS) | set(operators.RANDOM_OPERATORS) | PAGE_OPERATORS
    if split == "test":
        every |= set(operators.TEST_OPERATORS)
    if choice == "all":
        return every
    if choice == "none":
        return {"none"}
    names = set(choice.split(","))
    unknown = names - set(OPERATIONS)
    if unknown:
        raise SystemExit(f"derive: no such operator: {', '.join(sorted(unknown))}")
    return names


def cilin_pairs(split: str, limit: int) -> list[tuple[str, str]]:
    """Synonyms from the thesaurus of TEXTKIN_DATA, if it is there: two characters against two, one rule a group."""
    path = Path(os.environ.get("TEXTKIN_DATA", Path(__file__).resolve().parents[3] / "shared/data")) / "cilin/cilin.txt"
    if not path.is_file():
        return []
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    pairs = []
    for line in text.splitlines():
        code, _, words = line.partition("= ")
        group = [word for word in words.split() if re.fullmatch(r"[\u4e00-\u9fff]{2}", word)]
        if len(group) >= 2 and code and in_split(code, split):
            pairs.append((group[0], group[-1]))
    return pairs[:limit]


class Writer:
    """Gives every surviving document its file, and keeps its text for the truth."""

    def __init__(self, world: World, seed: int, folder: Path) -> None:
        self.world, self.seed, self.folder = world, seed, folder
        self.shown: dict[int, Shown] = {}
        self.wholes: list[Shown] = []
        self.records: dict[str, list[tuple[Node, Page, str]]] = defaultdict(list)
        self.heads = [node.body.chars[:200] for node in world.nodes if not node.deleted and len(node.body) > 300]

    def write(self) -> None:
        for node in self.world.nodes:
            if node.part_of is None and not node.deleted:
                self._one(node)
        for site in sorted(self.records):
            self._records(site)

    def _name(self, number: int) -> str:
        return hashlib.sha256(f"{self.seed}:{number}".encode()).hexdigest()[:12]

    def _one(self, node: Node) -> None:
        model = node
        while model.mirror_of is not None:
            model = self.world.nodes[model.mirror_of]
        rng = Random(f"{self.seed}:page:{model.number}")
        site = model.site
        form = rng.choice(site.formats)
        shown = model.day
        noise = rng.random()
        date = "" if noise < 0.15 else (shown + timedelta(days=rng.randint(-2000, 2000)) if noise < 0.3 else shown).isoformat()
        teaser = ""
        if site.teaser and self.heads:
            head = rng.choice(self.heads)
            title, _, rest = head.partition("\n")
            teaser = f"{title} {rest[: rng.randint(40, 110)]}..."
            node.steps.add("teaser")
            node.operations.add("teaser")
        if site.double_title:
            node.steps.add("double_title")
            node.operations.add("double_title")
        parts = [self.world.nodes[part] for part in model.parts]
        blocks = layout(model, parts, site, date, teaser, rng)
        made = page(blocks, "txt" if form == "jsonl" else form, model.title, len(parts))
        if form == "jsonl" and model is node:
            self.records[node.site.name].append((node, made, date))
            return
        suffix = SUFFIXES.get(form, ".txt")
        # windows-1252 with a handful of quotation marks cannot be told from other charsets: only pages that declare it have it.
        charset = "utf-8" if site.charset == "cp1252" and form != "html" else site.charset
        data = self._encoded(made.source, charset)
        if site.compressed:
            suffix += ".gz"
            data = gzip.compress(data, mtime=0)
        identity = f"{node.site.name}/{self._name(node.number)}{suffix}"
        self._put(identity, data)
        self._show(node, identity, made)

    @staticmethod
    def _encoded(source: str, charset: str) -> bytes:
        try:
            return source.replace("CHARSET", charset.removesuffix("-sig"), 1).encode(charset)
        except UnicodeEncodeError:
            return source.replace("CHARSET", "utf-8", 1).encode("utf-8")

    def _records(self, site: str) -> None:
        rng = Random(f"{self.seed}:records:{site}")
        records = self.records[site]
        rng.shuffle(records)
        name = f"{site}/{hashlib.sha256(f'{self.seed}:{site}'.encode()).hexdigest()[:8]}.jsonl"
        lines = []
        for number, (node, made, date) in enumerate(records, 1):
            lines.append(record(made.source, self._name(node.number), node.title, date, node.site.escape_json))
            self._show(node, f"{name}#{number}", made)
        self._put(name, ("\n".join(lines) + "\n").encode("utf-8"))

    def _put(self, identity: str, data: bytes) -> None:
        path = self.folder / identity
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (EPOCH, EPOCH))

    def _show(self, node: Node, identity: str, made: Page) -> None:
        whole = Shown(node, identity, made.text, 0, len(made.text), bool(made.parts))
        self.shown[node.number] = whole
        self.wholes.append(whole)
        for number, (part, (begin, end)) in enumerate(zip(node.parts, made.parts, strict=True), 1):
            self.shown[part] = Shown(self.world.nodes[part], f"{identity}#part{number}", made.text, begin, end, False)


def write_rows(path: Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def passages_key(row: dict) -> tuple[bytes, bytes, int, int]:
    return row["a"]["document"].encode(), row["b"]["document"].encode(), row["a"]["begin"], row["b"]["begin"]


def spin_uses(world: World, texts: list[Text]) -> dict[str, int]:
    """Times that each rule, "from to", stands in the texts. Words side by side are one run of changed characters, and cut."""
    rules = {to: word for site in world.sites if "spin" in site.filters for word, to in site.spin}
    if not rules:
        return {}
    words = re.compile("|".join(map(re.escape, sorted(rules, key=lambda word: (-len(word), word)))))
    uses: Counter[str] = Counter()
    for text in texts:
        for run in re.finditer(b"%c+" % CODE["spin"], text.operations()):
            found = words.findall(text.chars[run.start() : run.end()])
            uses.update(f"{rules[word]} {word}" for word in found)
    return dict(sorted(uses.items()))


def derive(base: str, language: str, split: str, documents: int, seed: int, out: Path, choice: str = "all") -> dict[str, Text]:
    """Writes collection and truth; returns every document's text, for the tests."""
    return {one.id: one.text for one in derived(base, language, split, documents, seed, out, choice)}


def derived(base: str, language: str, split: str, documents: int, seed: int, out: Path, choice: str = "all") -> list[Shown]:
    """The same, returning all that the generator knows of every whole document."""
    rng = Random(f"{seed}:{language}:{split}")
    chosen = operator_names(choice, split)
    bases = Bases(base.split(","), language, split, rng)
    spins = cilin_pairs(split, 4000) if language == "zh" and base != "grammar" else []
    world = Builder(bases, language, split, documents, chosen, spins, rng).build()
    collection, truth = out / "collection", out / "truth"
    truth.mkdir(parents=True, exist_ok=False)
    writer = Writer(world, seed, collection)
    writer.write()
    twins = Twins(world)
    edges = edge_rows(world, writer.shown, twins)
    rows = document_rows(world, writer.shown, edges, twins)
    passages = sorted(passage_rows(world, list(writer.shown.values())), key=passages_key)
    write_rows(truth / "documents.jsonl", rows)
    write_rows(truth / "edges.jsonl", edges)
    write_rows(truth / "lost.jsonl", lost_rows(world, writer.shown, twins))
    write_rows(truth / "passages.jsonl", passages)
    counts = {
        "documents": len(writer.wholes),
        "parts": len(rows) - len(writer.wholes),
        "families": len({row["family"] for row in rows if not row["split"]}),
        "edges": len(edges),
        "passages": len(passages),
        "sites": len(world.sites),
        "kinds": dict(sorted(Counter(one.node.kind for one in writer.shown.values()).items())),
        "operations": dict(sorted(Counter(name for row in rows for name in row["operations"]).items())),
    }
    spun = spin_uses(world, [one.text for one in writer.wholes])
    facts = {"split": split, "seed": seed, "language": language, "base": base, "operators": choice, "counts": counts, "spin_rules": spun}
    (truth / "collection.json").write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return writer.wholes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="grammar")
    parser.add_argument("--language", choices=("zh", "en"), required=True)
    parser.add_argument("--split", choices=("development", "test"), required=True)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--operators", default="all")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    if (options.out / "truth").exists():
        raise SystemExit(f"derive: {options.out} has a collection already")
    derive(options.base, options.language, options.split, options.documents, options.seed, options.out, options.operators)
    counts = json.loads((options.out / "truth/collection.json").read_text(encoding="utf-8"))["counts"]
    print(", ".join(f"{value} {name}" for name, value in counts.items() if isinstance(value, int)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The copy graph in time: who writes, who copies whom, and what each copy goes through."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import operators
from bases import MOST_SHARED, Bases, SharedText
from carried import CHROME, DOCUMENT_SHIFT, OFFSET_SHIFT, OPERATION_MASK, OPERATIONS, Text, added, joined, original
from grammar import Filled, Plan, fill_sentences
from sites import Site, make_site, spin_pairs

LOST = 0.25  # share of the documents that is deleted in the end
ATTACHMENT = 0.7  # exponent of visibility: between uniform choice and the rich getting richer
KINDS = {"copy": 0.37, "root": 0.2, "sibling": 0.1, "anthology": 0.1, "lift": 0.1, "merge": 0.08, "successor": 0.05}
SIBLING_OWN = 0.08  # share of sentences that the sibling of a folder's text has for itself
BEGIN = date(2009, 3, 1)
DAYS = 5000  # the world's span


def codes_from(document: int, offset: int, count: int) -> array:
    begin = ((document + 1) << DOCUMENT_SHIFT) + (offset << OFFSET_SHIFT)
    return array("q", range(begin, begin + (count << OFFSET_SHIFT), 1 << OFFSET_SHIFT))


@dataclass
class Node:
    """A document, or a part of an anthology."""

    number: int
    kind: str
    site: Site
    day: date
    title: str = ""
    body: Text = field(default_factory=lambda: Text("", array("q")))
    parents: list[int] = field(default_factory=list)
    operations: set[str] = field(default_factory=set)  # between the root and this document
    steps: set[str] = field(default_factory=set)  # between the parents and this document
    parts: list[int] = field(default_factory=list)
    part_of: int | None = None
    plan: Plan | None = None
    template: int | None = None
    cut: bool = False
    false_title: bool = False  # names another year than its text
    mirror_of: int | None = None
    deleted: bool = False
    filled: Filled | None = None
    children: int = 0


@dataclass
class World:
    language: str
    split: str
    sites: list[Site]
    nodes: list[Node]
    origins: dict[int, array]  # root document -> for each offset the place where its words first stood
    has_template: set[int]


class Builder:
    def __init__(self, bases: Bases, language: str, split: str, documents: int, chosen: set[str], spins: list[tuple[str, str]], rng: Random) -> None:
        self.bases, self.language, self.split, self.rng, self.chosen = bases, language, split, rng, chosen
        self.documents = documents
        self.half_life = max(20, documents // 12)  # documents: else the first few families own the world
        self.first_roots = max(8, documents // 20)
        pairs = spin_pairs(language, split) + spins
        count = max(12, min(40, documents // 25))
        self.sites = [make_site(language, split, number, pairs, chosen, rng) for number in range(count)]
        self.nodes: list[Node] = []
        self.wholes: list[int] = []
        self.origins: dict[int, array] = {}
        self.shared = SharedText(language)
        self.anthologies: list[list[int]] = []
        self.quotations = [bases.lexicon.quotation(rng) for _ in range(max(6, documents // 20))]
        self.quoted: dict[str, tuple[int, int]] = {}
        pool = operators.RANDOM_OPERATORS | (operators.TEST_OPERATORS if split == "test" else {})
        self.random_operators = {name: work for name, work in sorted(pool.items()) if name in chosen}

    def build(self) -> World:
        total = round(self.documents / (1 - LOST))
        kinds, weights = list(KINDS), list(KINDS.values())
        while len(self.wholes) < total:
            kind = self.rng.choices(kinds, weights)[0] if len(self.wholes) >= self.first_roots else "root"
            getattr(self, f"_{kind}")()
        for number in self.rng.sample(self.wholes, total - self.documents):
            self.nodes[number].deleted = True
            for part in self.nodes[number].parts:
                self.nodes[part].deleted = True
        templates = {node.template for node in self.nodes if node.template is not None}
        return World(self.language, self.split, self.sites, self.nodes, self.origins, templates)

    # -- nodes

    def _node(self, kind: str, site: Site | None = None, whole: bool = True) -> Node:
        day = BEGIN + timedelta(days=DAYS * len(self.wholes) // round(self.documents / (1 - LOST)))
        node = Node(len(self.nodes), kind, site or self.rng.choice(self.sites), day)
        self.nodes.append(node)
        if whole:
            self.wholes.append(node.number)
        return node

    def _parent(self, single: bool = True) -> Node:
        """A document by its visibility, which fades with age; of an anthology one of its parts."""
        last = len(self.wholes)
        weights = [
            ((1 + self.nodes[number].children) * self.nodes[number].site.visibility * 2 ** ((place - last) / self.half_life)) ** ATTACHMENT
            for place, number in enumerate(self.wholes)
        ]
        node = self.nodes[self.rng.choices(self.wholes, weights)[0]]
        node.children += 1
        if node.parts and single:
            return self.nodes[self.rng.choice(node.parts)]
        return node

    def _write(self, node: Node, plan: Plan, sibling_of: Node | None, same: dict[int, int]) -> bool:
        """Fills a plan as a text of the node's own; words shared with earlier texts are noted."""
        values = None if plan.base != plan.topic and sibling_of is None else self.bases.lexicon.values(plan.topic, self.rng, plan.year)
        filled = fill_sentences(plan.sentences, values)
        chars = filled.chars.strip("\n")
        runs = self.shared.runs(chars)
        if sibling_of is None and sum(length for _, length, _, _ in runs) > MOST_SHARED * len(chars):
            return False
        places = codes_from(node.number, 0, len(chars))
        for offset, length, document, there in runs:
            places[offset : offset + length] = self.origins[document][there : there + length]
        if sibling_of is not None:
            self._alias(places, filled, sibling_of, same)
        self.origins[node.number] = places
        self.shared.add(node.number, chars)
        node.body = original(chars, node.number)
        node.title = chars.split("\n", 1)[0][:60]
        node.plan = plan
        node.filled = filled
        return True

    def _alias(self, places: array, filled: Filled, other: Node, same: dict[int, int]) -> None:
        """The fixed words of a template sibling stood first in the text that it follows."""
        assert other.filled is not None
        there = self.origins[other.number]
        offsets = {planned: (offset, length) for planned, offset, length in other.filled.fixed}
        for planned, offset, length in filled.fixed:
            if planned not in same:
                continue
            start, size = offsets[same[planned]]
            size = min(size, length, len(places) - offset, len(there) - start)
            if size > 0:
                places[offset : offset + size] = there[start : start + size]

    def _root(self) -> Node:
        node = self._node("root")
        year = node.day.year - self.rng.randint(0, 1)
        while True:
            plan = self.bases.plan(year)
            if plan is not None and self._write(node, plan, None, {}):
                break
        self._phrases(node)
        return node

    def _phrases(self, node: Node) -> None:
        """Slogans and law quotations between the sentences: shared across families."""
        for share, quoted in ((0.5, False), (0.15, True)):
            if self.rng.random() > share:
                continue
            spans = operators.sentences(node.body, node.site)
            if len(spans) < 3:
                return
            at = self.rng.choice(spans[1:])[1]
            chars = self.rng.choice(self.quotations) if quoted else self.bases.lexicon.slogan(self.rng) + ("。" if self.language == "zh" else " ")
            places = self.origins[node.number]
            here = len(places)
            if chars in self.quoted:
                source, there = self.quoted[chars]
                places.extend(self.origins[source][there : there + len(chars)])
            else:
                self.quoted[chars] = (node.number, here)
                places.extend(codes_from(node.number, here, len(chars)))
            phrase = Text(chars, codes_from(node.number, here, len(chars)))
            node.body = joined((node.body[:at], phrase, node.body[at:]))

    def _sibling(self) -> None:
        self._follow("sibling")

    def _successor(self) -> None:
        self._follow("successor")

    def _follow(self, kind: str) -> None:
        """Another report on the plan of an earlier one: other fill, and for the next year some new sentences too. A text from a
        folder has numbers and the place of its title for its only slots, so that its sibling gets some of its own: else their masked copies are one text."""
        known = [node for node in self.nodes if node.plan is not None and self._slots(node.plan) >= 12]
        if not known:
            self._root()
            return
        other = self.rng.choice(known)
        assert other.plan is not None
        node = self._node(kind, other.site if kind == "successor" else None)
        sentences = list(other.plan.sentences)
        fresh: set[int] = set()
        count = 0
        if kind == "successor":
            count = round(len(sentences) * self.rng.uniform(0.15, 0.4))
        elif other.plan.base != other.plan.topic:
            count = max(3, round(len(sentences) * SIBLING_OWN))
        if count:
            for at in sorted(self.rng.sample(range(1, len(sentences)), min(count, len(sentences) - 1))):
                end = "\n" if "".join(words for _, words in sentences[at]).endswith("\n") else ""
                sentences[at] = [*self.bases.lexicon.sentence_plan(other.plan.topic, self.rng), *([("", end)] if end else [])]
                fresh.add(at)
        year = other.plan.year + 1 if kind == "successor" else max(2005, other.plan.year + self.rng.randint(-3, 3))
        plan = Plan(other.plan.language, other.plan.base, other.plan.topic, year, sentences)
        self._write(node, plan, other, self._fixed_map(sentences, other.plan.sentences, fresh))
        other.template = other.template if other.template is not None else other.number
        node.template = other.template
        self._phrases(node)

    @staticmethod
    def _slots(plan: Plan) -> int:
        """A place is one value however often it stands; the numbers of two reports differ one by one."""
        return sum(slot not in ("", "town") for sentence in plan.sentences for slot, _ in sentence)

    @staticmethod
    def _fixed_map(new: list, old: list, fresh: set[int]) -> dict[int, int]:
        """Offsets of fixed pieces in the new plan -> in the old one."""
        pairs: dict[int, int] = {}
        here = there = 0
        for at, (first, second) in enumerate(zip(new, old, strict=True)):
            sizes = [len(words) for slot, words in second if not slot]
            for slot, words in first:
                if slot:
                    continue
                if at not in fresh:
                    pairs[here] = there
                    there += len(words)
                here += len(words)
            if at in fresh:
                there += sum(sizes)
        return pairs

    # -- copies

    def _copied(self, node: Node, source: Node, body: Text, spare: bool = False) -> Text:
        """What the site of the node makes of a text that it takes over."""
        node.parents.append(source.number)
        node.operations |= source.operations
        works = [operators.SITE_OPERATORS[name] for name in node.site.filters]
        names = list(node.site.filters)
        if not spare:
            count = self.rng.choice((0, 1, 1, 2))
            for name in self.rng.sample(list(self.random_operators), min(count, len(self.random_operators))):
                names.append(name)
                works.append(self.random_operators[name])
        for name, work in zip(names, works, strict=True):
            changed = work(body, node.site, self.rng)
            if changed.chars == body.chars and changed.codes == body.codes:
                continue
            body = changed
            node.steps.add(name)
            node.cut |= name == "truncate"
        node.operations |= node.steps
        return self._settled(node, body)

    def _settled(self, node: Node, body: Text) -> Text:
        """Words that this copy added stand first in it: its own copies inherit them from here. Debris stays without origin."""
        places = self.origins.setdefault(node.number, array("q"))
        codes = body.codes[:]
        for at, code in enumerate(codes):
            if not code >> DOCUMENT_SHIFT and code not in CHROME:
                place = codes_from(node.number, len(places), 1)[0]
                places.append(place)
                codes[at] = place | code
        return Text(body.chars, codes, body.lost)

    def _dressed(self, node: Node) -> None:
        """Page furniture inside the body, which a child may inherit; and the title as the site words it."""
        body = node.body
        if node.site.pdf_doubling:
            body = operators.double_line(body, node.site, self.rng)
        body = operators.debris(body, node.site, self.rng)
        if body is not node.body:
            inserted = {OPERATION_MASK & code for code in body.codes} - {OPERATION_MASK & code for code in node.body.codes}
            node.steps |= {OPERATIONS[number] for number in inserted}
            node.operations |= node.steps
            node.body = body
        if node.site.years == "title" and "title_year" in self.chosen:
            title = operators.YEAR.sub(lambda match: str(int(match.group()) + self.rng.randint(1, 6)), node.title)
            if title != node.title:
                node.title = title
                node.false_title = True
                node.steps.add("title_year")
                node.operations.add("title_year")

    def _copy(self) -> None:
        source = self._parent()
        node = self._node("copy" if source.part_of is None else "extract")
        if node.kind == "extract":
            node.steps.add("extract")
        node.title, node.false_title = source.title, source.false_title
        if self.rng.random() < 0.06 and source.part_of is None and len(self.sites) > 1 and "mirror" in self.chosen:
            node.steps.add("mirror")
            node.parents.append(source.number)
            node.operations |= source.operations | {"mirror"}
            node.body, node.cut, node.mirror_of = source.body, source.cut, source.number
            return
        node.cut = source.cut
        node.body = self._copied(node, source, source.body, spare="none" in self.chosen)
        node.operations |= node.steps
        self._dressed(node)

    def _anthology(self) -> None:
        if self.anthologies and self.rng.random() < 0.3:
            sources = [self.nodes[number] for number in self.rng.choice(self.anthologies)]
        else:
            sources = list({node.number: node for node in (self._parent() for _ in range(self.rng.randint(2, 6)))}.values())
        if len(sources) < 2:
            return
        whole = self._node("anthology")
        self.anthologies.append([source.number for source in sources])
        for source in sources:
            part = self._node("part", whole.site, whole=False)
            part.part_of, part.title, part.cut = whole.number, source.title, source.cut
            part.false_title = source.false_title
            part.steps.add("anthology")
            part.body = self._copied(part, source, source.body)
            part.operations |= part.steps
            whole.parts.append(part.number)
            whole.operations |= part.operations
        topic = sources[0].title or sources[0].body.chars[:20]
        count = len(sources)
        whole.title = f"{topic}（合集{count}篇）" if self.language == "zh" else f"{topic} ({count} papers)"

    def _lift(self) -> None:
        """One to three paragraphs of another text in an otherwise own one."""
        source = self._parent()
        node = self._root()
        node.kind = "lift"
        node.steps.add("lift")
        cuts = [0, *(at + 1 for at, sign in enumerate(source.body.chars) if sign == "\n"), len(source.body)]
        first = self.rng.randrange(len(cuts) - 1)
        last = min(len(cuts) - 1, first + self.rng.randint(1, 3))
        most = len(node.body) * 2 // 5  # the rest must stay the document's own
        piece = source.body[cuts[first] : min(cuts[last], cuts[first] + most)]
        own = node.body
        piece = self._copied(node, source, piece)
        node.cut = False
        breaks = [at + 1 for at, sign in enumerate(own.chars) if sign == "\n"] or [len(own)]
        at = self.rng.choice(breaks)
        node.body = joined((own[:at], piece, added("\n", "markup"), own[at:]))
        node.operations |= node.steps

    def _merge(self) -> None:
        """Paragraph blocks of two or three sources, in turn."""
        sources = list({node.number: node for node in (self._parent() for _ in range(self.rng.randint(2, 3)))}.values())
        if len(sources) < 2:
            return
        node = self._node("merge")
        node.steps.add("merge")
        pieces: list[Text] = []
        for source in sources:
            body = source.body
            begin = int(len(body) * self.rng.uniform(0, 0.4))
            begin = body.chars.rfind("\n", 0, begin) + 1
            end = body.chars.find("\n", min(len(body), begin + int(len(body) * self.rng.uniform(0.35, 0.6))))
            pieces += (body[begin : end if end >= 0 else len(body)], added("\n", "markup"))
            node.parents.append(source.number)
            node.operations |= source.operations
            node.cut = source.cut and end < 0
        node.title, node.false_title = sources[0].title, sources[0].false_title
        body = joined(pieces[:-1])
        parents = node.parents[:]
        node.body = self._copied(node, sources[0], body)
        node.parents = parents
        node.operations |= node.steps
        self._dressed(node)

"""The truth of a world, read off the codes of its texts: families, edges, passages."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

import operators
from carried import CHROME, CODE, DOCUMENT_SHIFT, OFFSET_SHIFT, OPERATIONS, PLACE_MASK, Text
from chains import Run, chains
from world import Node, World

HEAD = 100  # characters between a title and its text: a dateline, or the title once more
MANY_MASKS = 3
MANY_SPUN = 4  # words put in by spinning: two are an accident
STAYS = 0.8  # of the longer of copy and parent that both have: such a copy is of its parent's family, whatever that is mixed from
GONE = 4  # characters behind a match among which the note of a deletion is looked for: white space may have been folded first
OFFSET_MASK = (1 << (DOCUMENT_SHIFT - OFFSET_SHIFT)) - 1
CLOSING = "”」』’）)\"'"  # may follow the end of a sentence
SILENT = {CODE[name] for name in ("none", "own", "markup")}


@dataclass
class Shown:
    """A node as it stands in the collection."""

    node: Node
    id: str
    text: Text  # the whole file's or record's text
    begin: int
    end: int
    split: bool


def own_places(text: Text) -> tuple[list[int], int]:
    """Places of the document's own characters that have an origin, and how many own characters there are."""
    own = text.own()
    return [code & PLACE_MASK for code in own if code >> DOCUMENT_SHIFT], len(own)


class Families:
    """The root from which at least half of a document's own characters come. A mixture without such a root begins a family:
    its copies, which have none either, belong to it as long as at least half of them comes from it. A copy of nearly the whole
    stays in the family of its parent: where that is just over half one text, it must not fall out by one cut."""

    def __init__(self, world: World, shown: dict[int, Shown]) -> None:
        self.world = world
        self.shown = shown
        self.known: dict[int, tuple[int, bool]] = {}
        self.own: dict[int, tuple[list[int], int]] = {}
        self.sets: dict[int, set[int]] = {}

    def name(self, number: int) -> str:
        return f"family-{self._of(number)[0]}"

    def _places(self, number: int) -> tuple[list[int], int]:
        if number not in self.own:
            one = self.shown.get(number)
            self.own[number] = own_places(one.text[one.begin : one.end] if one else self.world.nodes[number].body)
        return self.own[number]

    def _of(self, number: int) -> tuple[int, bool]:
        """(number of the node that founded the family, whether it is the root of half of the text)."""
        if number not in self.known:
            self.known[number] = self._found(number)
        return self.known[number]

    def _found(self, number: int) -> tuple[int, bool]:
        places, count = self._places(number)
        common = {parent: self._common(places, parent) for parent in self.world.nodes[number].parents}
        for parent, shared in common.items():
            if shared >= STAYS * max(count, self._places(parent)[1]):
                return self._of(parent)
        roots = Counter(place >> DOCUMENT_SHIFT for place in places)
        if roots:
            root, most = min(roots.items(), key=lambda item: (-item[1], item[0]))
            if 2 * most >= count:
                return root - 1, True
        for parent, shared in common.items():
            founder, by_root = self._of(parent)
            if not by_root and 2 * shared >= count:
                return founder, False
        return number, False

    def _common(self, places: list[int], parent: int) -> int:
        if parent not in self.sets:
            self.sets[parent] = set(self._places(parent)[0])
        return len([place for place in places if place in self.sets[parent]])


class Twins:
    """Nodes of the same title and words, but for white space: nothing in a copy of one tells it from a copy of another."""

    def __init__(self, world: World) -> None:
        self.words = {node.number: (node.title, "".join(node.body.chars.split())) for node in world.nodes if not node.parts}
        self.surviving: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, words in self.words.items():
            if not world.nodes[number].deleted:
                self.surviving[words].append(number)

    def name(self, number: int) -> str | None:
        members = self.surviving.get(self.words.get(number, ("", "")), [])
        return f"twin-{members[0]}" if len(members) > 1 else None

    def stand_in(self, lost: int, node: Node) -> int | None:
        """A survivor with the words of a lost document, older than `node`, whose words are other ones."""
        words = self.words.get(lost)
        if words is None or words == self.words.get(node.number):
            return None
        return next((number for number in self.surviving[words] if number < node.number), None)


def sources(world: World, twins: Twins, node: Node) -> dict[int, tuple[set[str], bool]]:
    """The nearest surviving ancestors, what happened on the way, and whether a document on the way is lost."""
    found: dict[int, tuple[set[str], bool]] = {}
    pending: list[tuple[int, set[str], bool]] = [(parent, set(node.steps), False) for parent in node.parents]
    while pending:
        number, steps, lost = pending.pop()
        parent = world.nodes[number]
        if not parent.deleted:
            before = found.get(number)
            found[number] = (steps | before[0], lost and before[1]) if before else (steps, lost)
            continue
        stand_in = twins.stand_in(number, node)
        if stand_in is not None:
            found.setdefault(stand_in, (steps, True))
            continue
        pending += [(above, steps | parent.steps, True) for above in parent.parents]
    return found


def edge_rows(world: World, shown: dict[int, Shown], twins: Twins) -> list[dict]:
    """Only where the two have a passage: a few scattered words show nobody where they came from."""
    places = {number: own_places(one.text[one.begin : one.end]) for number, one in shown.items() if not one.split}
    sets: dict[int, set[int]] = {}
    runs: dict[int, dict[int, list[Run]]] = {}

    def runs_in(number: int) -> dict[int, list[Run]]:
        if number not in runs:
            one = shown[number]
            runs[number] = runs_of(one.text[one.begin : one.end], world.origins)
        return runs[number]

    rows: list[dict] = []
    for number, one in shown.items():
        if one.split:
            continue
        mine, count = places[number]
        for source, (steps, lost) in sources(world, twins, one.node).items():
            theirs = sets.setdefault(source, set(places[source][0]))
            share = sum(place in theirs for place in mine) / max(1, count)
            if chains(matches_of(runs_in(source), runs_in(number)), world.language):
                rows.append(
                    {"source": shown[source].id, "derived": one.id, "operations": sorted(steps), "share": round(share, 6), "via_lost": lost}
                )
    rows.sort(key=lambda row: (row["source"].encode(), row["derived"].encode()))
    return rows


def lost_rows(world: World, shown: dict[int, Shown], twins: Twins) -> list[dict]:
    """Documents that did not survive, with those that did and came from them over lost ones alone: at least two, for one copy shows
    nobody that something lay between. A lost document whose words a survivor has is not lost."""
    copies: dict[int, list[str]] = defaultdict(list)
    for one in shown.values():
        pending = [] if one.split else list(one.node.parents)
        seen: set[int] = set()
        while pending:
            number = pending.pop()
            parent = world.nodes[number]
            if number in seen or not parent.deleted or twins.stand_in(number, one.node) is not None:
                continue
            seen.add(number)
            copies[number].append(one.id)
            pending += parent.parents
    rows = [{"id": f"lost-{number}", "copies": sorted(ids, key=str.encode)} for number, ids in copies.items() if len(ids) > 1]
    return sorted(rows, key=lambda row: row["id"])


def document_rows(world: World, shown: dict[int, Shown], edges: list[dict], twins: Twins) -> list[dict]:
    by_id = {one.id: one for one in shown.values()}
    above: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        above[edge["derived"]].append(edge["source"])
    kinship = Families(world, shown)
    families = {one.id: kinship.name(number) for number, one in shown.items()}
    rows = []
    for number, one in shown.items():
        node = one.node
        rows.append(
            {
                "id": one.id,
                "family": families[one.id],
                "part_of": shown[node.part_of].id if node.part_of is not None else None,
                "begin": one.begin,
                "end": one.end,
                "site": node.site.name,
                "split": one.split,
                "template": _template(world, families[one.id]),
                "twin": None if one.split else twins.name(number),
                "flags": _flags(one),
                "operations": sorted(node.operations),
                "root": _root(one, above, by_id, families),
                "date": node.day.isoformat(),
            }
        )
    rows.sort(key=lambda row: row["id"].encode())
    return rows


def _template(world: World, name: str) -> str | None:
    template = world.nodes[int(name.partition("-")[2])].template
    return None if template is None else f"template-{template}"


def _flags(one: Shown) -> list[str]:
    if one.split:
        return []
    text = one.text[one.begin : one.end]
    flags = []
    if one.node.false_title or CODE["collapse_years"] in text.operations():
        flags.append("anachronism")
    if operators.mask_count(text) >= MANY_MASKS:
        flags.append("masked")
    if operators.spun_count(text) >= MANY_SPUN:
        flags.append("spun")
    if one.node.cut and _last_sign(one.node.body) not in operators.SENTENCE_ENDS:
        flags.append("truncated")
    return flags


def _last_sign(body: Text) -> str:
    """Of the words themselves: behind page debris that follows them, and closing quotation marks."""
    kinds = body.operations()
    signs = (sign for sign, kind in zip(reversed(body.chars), reversed(kinds), strict=True) if kind not in CHROME)
    return next((sign for sign in signs if not sign.isspace() and sign not in CLOSING), ".")


def _root(one: Shown, above: dict[str, list[str]], by_id: dict[str, Shown], families: dict[str, str]) -> str | None:
    """The oldest surviving ancestor, of the document's own family if there is one; None for a document without ancestors."""
    seen: set[str] = set()
    pending = list(above[one.id])
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            pending += above[name]
    kin = {name for name in seen if families[name] == families[one.id]} or seen
    return min(kin, key=lambda name: (by_id[name].node.day, by_id[name].node.number), default=None)


# -- passages

def runs_of(text: Text, origins: dict[int, array]) -> dict[int, list[Run]]:
    """By first document: maximal runs that are contiguous in the text and at their origin."""
    found: dict[int, list[Run]] = defaultdict(list)
    step = 1 << OFFSET_SHIFT
    expected = begin = start = -1
    for at, code in enumerate(text.codes):
        document = code >> DOCUMENT_SHIFT
        place = origins[document - 1][(code >> OFFSET_SHIFT) & OFFSET_MASK] if document else -1
        if place != expected or place < 0:
            if begin >= 0:
                found[start >> DOCUMENT_SHIFT].append((start, begin, at - begin))
            begin, start = (at, place) if place >= 0 else (-1, -1)
        expected = place + step if place >= 0 else -2
    if begin >= 0:
        found[start >> DOCUMENT_SHIFT].append((start, begin, len(text) - begin))
    for runs in found.values():
        runs.sort()
    return found


def matches(first: list[Run], second: list[Run]) -> list[Run]:
    """(offset in a, offset in b, length) wherever both have the same origin."""
    longest = max(length for _, _, length in second) << OFFSET_SHIFT
    found: list[Run] = []
    for place, at, length in first:
        stop = place + (length << OFFSET_SHIFT)
        index = bisect_left(second, (place - longest,))
        while index < len(second) and second[index][0] < stop:
            other, there, size = second[index]
            begin, end = max(place, other), min(stop, other + (size << OFFSET_SHIFT))
            if begin < end:
                shift = 1 << OFFSET_SHIFT
                found.append((at + (begin - place) // shift, there + (begin - other) // shift, (end - begin) // shift))
            index += 1
    return found


def matches_of(first: dict[int, list[Run]], second: dict[int, list[Run]]) -> list[Run]:
    return [match for document in sorted(first.keys() & second.keys()) for match in matches(first[document], second[document])]


def apart(found: list[Run], first: list[int], second: list[int]) -> list[list[Run]]:
    """Matches by the texts of anthologies, given by their begins, in which they lie on both sides: a passage lies in one of each."""
    groups: dict[tuple[int, int], list[Run]] = defaultdict(list)
    for match in found:
        groups[bisect_right(first, match[0]), bisect_right(second, match[1])].append(match)
    return [groups[places] for places in sorted(groups)]


def heads_of(whole: Shown, parts: list[Shown]) -> list[tuple[int, int, str]]:
    """Begin, end and words of the titles that stand above the texts of a document."""
    found = []
    for one in (whole, *parts):
        at = whole.text.chars.find(one.node.title, one.begin) if one.node.title else -1
        if at >= 0:
            found.append((at, at + len(one.node.title), one.node.title))
    return found


def head_above(heads: list[tuple[int, int, str]], begin: int) -> tuple[int, str] | None:
    """Begin and words of the nearest title that ends at most HEAD characters before a place."""
    above = [(end, at, title) for at, end, title in heads if end <= begin <= end + HEAD]
    return max(above)[1:] if above else None


def passage_rows(world: World, shown: list[Shown]) -> list[dict]:
    wholes = sorted((one for one in shown if one.node.part_of is None), key=lambda one: one.id.encode())
    parts: dict[int, list[Shown]] = defaultdict(list)  # by the number of the anthology
    for one in shown:
        if one.node.part_of is not None:
            parts[one.node.part_of].append(one)
    begins = {one.node.number: sorted(part.begin for part in parts[one.node.number]) for one in wholes}
    heads = {one.node.number: heads_of(one, parts[one.node.number]) for one in wholes}
    runs = [runs_of(one.text, world.origins) for one in wholes]
    holders: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(runs):
        for document in one:
            holders[document].append(index)
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for document in sorted(holders):
        members = holders[document]
        for at, first in enumerate(members):
            for second in members[at + 1 :]:
                pairs[first, second].append(document)
    rows: list[dict] = []
    for (first, second), documents in sorted(pairs.items()):
        found = [match for document in documents for match in matches(runs[first][document], runs[second][document])]
        a, b = wholes[first], wholes[second]
        groups = apart(found, begins[a.node.number], begins[b.node.number])
        for chain in sorted(chain for group in groups for chain in chains(group, world.language)):
            begin_a, begin_b = chain[0][:2]
            above = head_above(heads[a.node.number], begin_a), head_above(heads[b.node.number], begin_b)
            if above[0] and above[1] and above[0][1] == above[1][1]:  # the title was copied with its text
                begin_a, begin_b = above[0][0], above[1][0]
            rows.append(
                {
                    "a": {"document": a.id, "begin": begin_a, "end": chain[-1][0] + chain[-1][2]},
                    "b": {"document": b.id, "begin": begin_b, "end": chain[-1][1] + chain[-1][2]},
                    "stock": _is_stock(a.text, b.text, chain),
                    "operations": _operations(a.text, [(at, length) for at, _, length in chain], b.text, [(at, length) for _, at, length in chain]),
                }
            )
    return rows


def _is_stock(first: Text, second: Text, chain: list[Run]) -> bool:
    """Whether most of it is words that both have without a copy between them."""
    copied = sum(length for at, there, length in chain if not (first.codes[at] ^ second.codes[there]) & PLACE_MASK)
    return 2 * copied < sum(length for _, _, length in chain)


def _operations(first: Text, ones: list[tuple[int, int]], second: Text, others: list[tuple[int, int]]) -> list[str]:
    """Operations whose traces lie inside the passage, on either side: changed and added characters, and what is gone from gaps."""
    numbers: set[int] = set()
    for text, spans in ((first, ones), (second, others)):
        numbers.update(text.operations()[spans[0][0] : spans[-1][0] + spans[-1][1]])
        for at, length in spans[:-1]:
            place = text.codes[at + length - 1] & PLACE_MASK
            for ahead in range(1, GONE + 1):
                if place + (ahead << OFFSET_SHIFT) in text.lost:
                    numbers.add(text.lost[place + (ahead << OFFSET_SHIFT)])
    names = {OPERATIONS[number] for number in numbers - SILENT}
    pairs = zip(ones, others, strict=True)
    if any((first.codes[at] ^ second.codes[there]) & PLACE_MASK for (at, _), (there, _) in pairs):
        names.add("shared_words")  # of template siblings, quotations, base texts: values between them may differ
    if not names and any(spans[at][0] + spans[at][1] != spans[at + 1][0] for spans in (ones, others) for at in range(len(spans) - 1)):
        names.add("moved")  # a bridged gap without any other trace: a sentence that stands elsewhere now
    return sorted(names)

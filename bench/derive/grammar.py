"""Reports from sentence templates: a plan is fixed words and slots, a text is a plan with its slots filled.

Two texts of one plan are template siblings: the same words with other years, places and numbers.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import grammar_en
import grammar_zh

Piece = tuple[str, str]  # (slot or "", words: of a slot its first value, if it has one)
Sentence = list[Piece]

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Plan:
    """An outline: what stays the same between template siblings."""

    language: str
    base: str
    topic: str
    year: int
    sentences: list[Sentence]


@dataclass(frozen=True)
class Filled:
    chars: str
    fixed: list[tuple[int, int, int]]  # offset in the plan's fixed words, offset in chars, length


class Lexicon:
    """The words of one language and split."""

    def __init__(self, language: str, split: str) -> None:
        self.language = language
        self.words = grammar_zh if language == "zh" else grammar_en
        ranked = sorted(self.words.TOPICS, key=lambda topic: hashlib.sha256(f"{language}:{topic}".encode()).digest())
        half = len(ranked) // 2
        self.topics = sorted(ranked[:half] if split == "development" else ranked[half:])
        heads = self.words.PLACE_HEADS
        self.place_heads = heads[: len(heads) // 2] if split == "development" else heads[len(heads) // 2 :]
        self.fillers = (
            "也|还|基本上|初步|进一步|总的看|当时|其中|据统计|较为".split("|")
            if language == "zh"
            else "also|still|largely|so far|in fact|once more|by then|broadly|for now|as noted".split("|")
        )

    def _pick(self, lines: str, rng: Random) -> str:
        line = rng.choice(lines.strip().splitlines())
        while "[" in line:
            line = _CHOICE.sub(lambda match: rng.choice(match.group(1).split("|")), line)
        return line

    def place(self, rng: Random) -> str:
        return rng.choice(self.place_heads) + rng.choice(self.words.PLACE_TAILS)

    def town(self, rng: Random) -> str:
        return self.place(rng) + rng.choice(self.words.PLACE_KINDS)

    def slogan(self, rng: Random) -> str:
        return rng.choice(self.words.SLOGANS)

    def quotation(self, rng: Random) -> str:
        line = self._pick(self.words.QUOTATIONS, rng)
        return line.replace("{law}", rng.choice(self.words.LAWS)).replace("{d}", str(rng.randint(3, 60)))

    def _line(self, topic: str, rng: Random, used: set[str]) -> str:
        """One sentence with its choices made and its slots open; no template of a topic twice in a report."""
        chinese = self.language == "zh"
        fresh = [line for line in self.words.TOPICS[topic][2].strip().splitlines() if line not in used]
        if fresh and rng.random() < 0.4:
            template = rng.choice(fresh)
            used.add(template)
            line = self._pick(template, rng)
            return line if chinese else line + " "
        acts = self.words.ACTS[topic]
        act = rng.choice(acts.split() if chinese else acts.split("|"))
        line = self._pick(self.words.MIDDLES, rng).replace("{act}", act)
        comma = "，" if chinese else ", "
        line = self._pick(self.words.HEADS, rng) + comma + line
        if rng.random() < 0.7:
            line += comma + self._pick(self.words.TAILS, rng)
        return line + "。" if chinese else line[0].upper() + line[1:] + ". "

    def sentence_plan(self, topic: str, rng: Random) -> Sentence:
        return pieces(self._line(topic, rng, set()))

    def sentence(self, rng: Random) -> str:
        topic = rng.choice(self.topics)
        return fill_sentences([self.sentence_plan(topic, rng)], self.values(topic, rng, 2015)).chars

    def values(self, topic: str, rng: Random, year: int) -> Values:
        return Values(self, topic, rng, year)

    def plan(self, topic: str, rng: Random, year: int) -> Plan:
        """Title, introduction, four to six headed sections of two or three paragraphs."""
        chinese = self.language == "zh"
        title = rng.choice(("{bureau}{year}年工作总结", "{bureau}{year}年度工作总结及下一年打算", "{year}年{bureau}工作报告")) if chinese else "{bureau} Report for {year}"
        sentences = [pieces(title + "\n"), pieces(self._pick(self.words.INTROS, rng) + "\n")]
        used: set[str] = set()
        for number, heading in enumerate(rng.sample(self.words.HEADINGS, rng.randint(4, 7)), 1):
            sentences.append(pieces(f"{NUMERALS[number - 1]}、{heading}\n" if chinese else f"{number}. {heading}\n"))
            for _ in range(rng.randint(2, 3)):
                lines = [self._line(topic, rng, used) for _ in range(rng.randint(2, 4))]
                sentences += [pieces(line) for line in lines[:-1]]
                sentences.append(pieces(lines[-1].rstrip() + "\n"))
        return Plan(self.language, topic, topic, year, sentences)


class Values:
    """One report's facts: its place and bureau stay the same throughout, numbers are drawn slot by slot."""

    def __init__(self, lexicon: Lexicon, topic: str, rng: Random, year: int) -> None:
        self.rng = rng
        self.year = year
        self.chinese = lexicon.language == "zh"
        self.place = lexicon.town(rng)
        bureau, kinds, _ = lexicon.words.TOPICS[topic]
        self.bureau = self.place + bureau if self.chinese else f"{self.place} {bureau}"
        names = rng.sample(lexicon.words.SITE_NAMES, 4)
        self.sites = [name + kind if self.chinese else f"{name} {kind}" for name, kind in zip(names, kinds, strict=False)]
        self.places: dict[str, str] = {}
        self.lexicon = lexicon

    def __call__(self, slot: str, first: str) -> str:
        rng = self.rng
        if slot in ("place", "bureau"):
            return getattr(self, slot)
        if slot == "year":
            return str(self.year)
        if slot == "site":
            return rng.choice(self.sites)
        if slot == "month":
            return str(rng.randint(1, 12)) if self.chinese else rng.choice(grammar_en.MONTHS)
        if slot == "n":
            return str(rng.choice((rng.randint(11, 99), rng.randint(100, 999), rng.randint(1000, 9999))))
        if slot == "d":
            return str(rng.randint(2, 29))
        if slot == "f":
            return f"{rng.uniform(1, 90):.1f}"
        if slot == "p":
            return f"{rng.uniform(2, 99):.{rng.randint(0, 2)}f}%"
        if slot == "m":
            amount = f"{rng.uniform(3, 9000):.{rng.randint(0, 2)}f}"
            return amount + rng.choice(("万元", "万元", "亿元")) if self.chinese else "$" + amount + rng.choice((" thousand", " million"))
        if slot == "number":  # of a base text: other digits, as many
            return "".join(str(rng.randint(1, 9)) if sign.isdigit() else sign for sign in first)
        return self.places.setdefault(first, self.lexicon.place(rng))


def pieces(line: str) -> Sentence:
    found: Sentence = []
    at = 0
    for match in _SLOT.finditer(line):
        if match.start() > at:
            found.append(("", line[at : match.start()]))
        found.append((match.group(1), ""))
        at = match.end()
    if at < len(line):
        found.append(("", line[at:]))
    return found


def fill_sentences(sentences: list[Sentence], values: Values | None) -> Filled:
    """Without values the slots keep what they had in the base text."""
    strings: list[str] = []
    fixed: list[tuple[int, int, int]] = []
    planned = length = 0
    for slot, words in _flat(sentences):
        string = words if not slot or values is None else values(slot, words)
        if not slot:
            fixed.append((planned, length, len(words)))
            planned += len(words)
        strings.append(string)
        length += len(string)
    return Filled("".join(strings), fixed)


def _flat(sentences: list[Sentence]) -> Iterator[Piece]:
    for sentence in sentences:
        yield from sentence

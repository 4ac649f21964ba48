"""Where base texts come from: folders of TEXTKIN_DATA, read at run time and never stored, or the grammar."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from pathlib import Path
from random import Random

from chains import SHORTEST as SHORTEST_PASSAGE
from chains import Run, chains, density
from grammar import Lexicon, Plan, Sentence
from sites import in_split

FOLDERS = {"laws": "laws", "policy": "policy/txt", "reports": "reports/txt", "revisions-en": "revisions-en", "pan13": "pan13/src"}
LANGUAGES = {"laws": "zh", "policy": "zh", "reports": "zh", "revisions-en": "en", "pan13": "en"}
SHORTEST = {"zh": 600, "en": 1500}  # characters: shorter texts leave too little for lifts and anthologies
LONGEST = {"zh": 4000, "en": 9000}  # characters kept of a base text, cut at a line: a report's length
INDEX_STEP = {"zh": 5, "en": 13}  # a third of the shortest run, so that each shared run holds an indexed piece whole
MOST_OWNERS = 8  # earlier places of an indexed piece that are looked at: a formula of the law stands in a hundred
DENSE = 0.7  # of a passage with edits in it is equal: below, two texts say a similar thing in formulas of their kind
MOST_SHARED = 0.2  # of a base text: above, it is kin of an earlier one and would make the truth wrong
_NUMBER = r"(?P<number>\d+(?:\.\d+)?)"
# The place that a text is about, at the head of its title; what else stands before a place word is mostly no name (于本市, 征求市).
_PLACE = re.compile(r"\A[#\s]*(?!行政|关于|城市|保税|各区)([\u4e00-\u9fff]{2})(?=[省市县区])")
_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]+|[^。！？\n]+")
_SENTENCE_EN = re.compile(r"(?:[^.!?\n]|[.!?](?=\S))+(?:[.!?]? ?\n*)|\n+")


def cleaned(raw: str) -> str:
    """Front matter, comments and indents gone, one line a paragraph; longer texts cut at a line."""
    raw = raw.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    raw = re.sub(r"\A---\n.*?\n---\n", "", raw, flags=re.S)
    raw = re.sub(r"<!--.*?-->|\{%.*?%\}|[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]", "", raw, flags=re.S)
    lines = [re.sub(r"\s+", " ", line).strip() for line in raw.split("\n")]
    return "\n".join(line for line in lines if line) + "\n"


class Bases:
    """Plans of one split, each given once."""

    def __init__(self, names: list[str], language: str, split: str, rng: Random) -> None:
        self.language = language
        self.lexicon = Lexicon(language, split)
        self.rng = rng
        self.files: list[tuple[str, Path]] = []
        self.mixed = "grammar" in names
        data = Path(os.environ.get("TEXTKIN_DATA", Path(__file__).resolve().parents[3] / "shared/data"))
        for name in names:
            if name == "grammar" or LANGUAGES[name] != language:
                continue
            folder = data / FOLDERS[name]
            if not folder.is_dir():
                raise SystemExit(f"derive: {folder} is absent (set TEXTKIN_DATA)")
            self.files += [(name, path) for path in sorted(self._files(name, folder)) if in_split(self._key(name, path), split)]
        if not self.files and not self.mixed:
            raise SystemExit(f"derive: no base texts in {language} among {', '.join(names)}")
        rng.shuffle(self.files)

    @staticmethod
    def _key(name: str, path: Path) -> str:
        """Versions of one text are one base: its folder, or its title without place and date."""
        if name == "revisions-en":
            return f"{name}:{path.parent.name}"
        return f"{name}:" + re.sub(r"\(.*", "", path.stem)[-8:]

    @staticmethod
    def _files(name: str, folder: Path) -> list[Path]:
        if name == "revisions-en":
            chains = (sorted(chain.iterdir()) for chain in folder.iterdir() if chain.is_dir())
            return [chain[-1] for chain in chains if chain]
        return [path for path in folder.rglob("*") if path.suffix in (".txt", ".md") and path.name != "_index.md"]

    def plan(self, year: int) -> Plan | None:
        """The next base text, or None for one that is too short; when the folder is used up, the grammar goes on."""
        if not self.files or (self.mixed and self.rng.random() < 0.5):
            return self.lexicon.plan(self.rng.choice(self.lexicon.topics), self.rng, year)
        name, path = self.files.pop()
        text = cleaned(path.read_text(encoding="utf-8", errors="replace"))
        if len(text) < SHORTEST[self.language] or text.count("\ufffd") > 3:
            return None
        if len(text) > LONGEST[self.language]:
            # Behind a whole sentence: what ends in the middle of one has been truncated.
            end = max(text.rfind(stop + "\n", 0, LONGEST[self.language]) for stop in "。！？.!?")
            if end < SHORTEST[self.language]:
                return None
            text = text[: end + 2]
        return Plan(self.language, self._key(name, path), self.rng.choice(self.lexicon.topics), year, self._sentences(text))

    def _sentences(self, text: str) -> list[Sentence]:
        pattern = _SENTENCE if self.language == "zh" else _SENTENCE_EN
        place = _PLACE.match(text)
        values = re.compile(f"{_NUMBER}|(?P<town>{place.group(1)})" if place else _NUMBER)
        found: list[Sentence] = []
        covered = 0
        for match in pattern.finditer(text):
            found.append(self._pieces(text[covered : match.end()], values))
            covered = match.end()
        if covered < len(text):
            found.append(self._pieces(text[covered:], values))
        return found

    @staticmethod
    def _pieces(sentence: str, values: re.Pattern[str]) -> Sentence:
        found: Sentence = []
        at = 0
        for match in values.finditer(sentence):
            if match.start() > at:
                found.append(("", sentence[at : match.start()]))
            found.append((match.lastgroup or "", match.group()))
            at = match.end()
        if at < len(sentence):
            found.append(("", sentence[at:]))
        return found


class SharedText:
    """Finds what a new base text has in common with earlier ones, so that natural reuse is in the truth too."""

    def __init__(self, language: str) -> None:
        self.step = INDEX_STEP[language]
        self.language = language
        self.shortest = SHORTEST_PASSAGE[language]
        self.least = self.shortest // 2
        self.size = self.least - self.step + 1
        self.places: dict[str, list[tuple[int, int]]] = {}
        self.texts: dict[int, str] = {}

    def runs(self, chars: str) -> list[tuple[int, int, int, int]]:
        """(offset, length, earlier document, offset there) of what is reused, disjoint: runs as long as a passage, and shorter ones
        where several of one text make one. A formula of the law with other names and dates in it is neither."""
        long = self._common(chars, 0, len(chars), self.shortest)
        ends = [0, *(at + length for at, length, _, _ in long)]
        begins = [*(at for at, _, _, _ in long), len(chars)]
        short = [run for begin, end in zip(ends, begins, strict=True) for run in self._common(chars, begin, end, self.least)]
        found = sorted(long + short)
        matches: dict[int, list[Run]] = defaultdict(list)
        for at, length, document, there in found:
            matches[document].append((at, there, length))
        edited = {
            (document, match)
            for document, of_one in matches.items()
            for chain in chains(of_one, self.language)
            if sum(length for _, _, length in chain) >= 2 * self.shortest and density(chain) >= DENSE
            for match in chain
        }
        return [run for run in found if run[1] >= self.shortest or (run[2], (run[0], run[3], run[1])) in edited]

    def _common(self, chars: str, begin: int, end: int, least: int) -> list[tuple[int, int, int, int]]:
        """Equal runs between two offsets, longest matches from the left."""
        found: list[tuple[int, int, int, int]] = []
        at = begin
        while at + self.size <= end:
            owners = self.places.get(chars[at : at + self.size], ())
            runs = [self._grown(chars, at, begin, end, document, there) for document, there in owners]
            run = max(runs, key=lambda run: run[1], default=(0, 0, 0, 0))
            if run[1] >= least:
                found.append(run)
                at = begin = run[0] + run[1]
            else:
                at += 1
        return found

    def _grown(self, chars: str, at: int, least: int, most: int, document: int, there: int) -> tuple[int, int, int, int]:
        """The run that a common piece lies in, between two offsets."""
        other = self.texts[document]
        begin, end = at, at + self.size
        while begin > least and there > 0 and chars[begin - 1] == other[there - 1]:
            begin, there = begin - 1, there - 1
        while end < most and there + end - begin < len(other) and chars[end] == other[there + end - begin]:
            end += 1
        return begin, end - begin, document, there

    def add(self, document: int, chars: str) -> None:
        self.texts[document] = chars
        for at in range(0, len(chars) - self.size + 1, self.step):
            owners = self.places.setdefault(chars[at : at + self.size], [])
            if len(owners) < MOST_OWNERS:
                owners.append((document, at))

#!/usr/bin/env python3
"""Passages planted in texts of strangers: textkin beside exact substrings by a suffix array, speed and PlagDet on the same file.

bench/reuse.py [--languages en,zh] [--documents 10000] [--json FILE] [--limits]

A fifth of the texts has a passage of another one, 0 to 15 % of its words (characters in Chinese) exchanged, left out or put in. All words
are drawn by Zipf's law, so nothing else is shared but by chance. The exact runs are bench/peers/suffix_array_py.py, plain, and with
matches joined. With --limits it exits with 1 when textkin is below LEAST.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import contestants
import measure

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "public"))
from plagdet import Reuse, Scores, score  # noqa: E402

REUSED = 0.2  # share of the texts that have a passage of another one
PASSAGE = (60, 300)  # words, or characters in Chinese twice as many
TEXT = (300, 600)
MOST_EDITS = 0.15
WORDS = 30_000
CHARACTERS = 3_500
FIRST_CHARACTER = 0x4E00
# Wanted: what passim is known to reach on such texts, and the promised speed of a full scan.
LEAST = {"recall": 0.998, "precision": 0.954, "mb_per_cpu_s": 20.0}
# Characters: passim's least passage, and about as much text in Chinese.
LEAST_EXACT = {"en": 50, "zh": 20}
JOIN = {"en": 60, "zh": 20}


@dataclass(frozen=True)
class Line:
    """What one program did with one file."""

    tool: str
    language: str
    mb_per_cpu_s: float
    cpu_s: float
    peak_mb: float
    scores: Scores


class Writer:
    """Texts of one language: lists of words, joined when they are written."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self.rng = rng
        self.chinese = language == "zh"
        if self.chinese:
            self.words = [chr(FIRST_CHARACTER + i) for i in range(CHARACTERS)]
        else:
            letters = "etaoinshrdlucmfwypvbgkqjxz"
            self.words = ["".join(rng.choices(letters, range(26, 0, -1), k=2 + min(i // 40, 3) + rng.randrange(5))) for i in range(WORDS)]
        self.weights = [1 / (rank + 2.7) for rank in range(len(self.words))]  # Mandelbrot's offset
        self.scale = 2 if self.chinese else 1  # a word of Chinese has two characters

    def draw(self, count: int) -> list[str]:
        return self.rng.choices(self.words, self.weights, k=count)

    def length(self, bounds: tuple[int, int]) -> int:
        return self.scale * self.rng.randint(*bounds)

    def edited(self, words: list[str], share: float) -> list[str]:
        """The first and the last word stay: nobody can tell what was edited at an end from what stood there before."""
        out: list[str] = []
        for place, word in enumerate(words):
            if place in (0, len(words) - 1) or self.rng.random() >= share:
                out.append(word)
                continue
            act = self.rng.randrange(3)
            out += [self.draw(1)[0]] if act == 0 else [word, self.draw(1)[0]] if act == 1 else []
        return out

    def joined(self, words: list[str]) -> str:
        """With a comma or a full stop every dozen words or so, by the words themselves: a copy keeps its punctuation."""
        if self.chinese:
            return "".join(word + ("，" if ord(word) % 13 == 0 else "") for word in words)
        return "".join(word + (", " if len(word) == 7 and word[0] == "e" else " ") for word in words)


def trimmed(text: str) -> int:
    """Its length without the separator after the last word, which is of no passage."""
    return len(text.rstrip(" ,，"))


def write_corpus(path: Path, language: str, documents: int, seed: int) -> tuple[list[Reuse], int]:
    """Returns the planted passages, texts by their line from 0, and the bytes of all texts."""
    rng = random.Random(seed)
    writer = Writer(language, rng)
    texts = [writer.draw(writer.length(TEXT)) for _ in range(documents)]
    order = rng.sample(range(documents), documents)
    takers = order[: int(REUSED * documents)]
    sources = order[len(takers) : 2 * len(takers)]  # one taker each: two of one source would share a passage that no case names
    plan: dict[int, tuple[int, tuple[int, int], int, list[str]]] = {}
    for taker, source in zip(takers, sources, strict=True):
        length = min(writer.length(PASSAGE), len(texts[source]))
        begin = rng.randint(0, len(texts[source]) - length)
        copy = writer.edited(texts[source][begin : begin + length], rng.uniform(0, MOST_EDITS))
        plan[taker] = (source, (begin, begin + length), rng.randint(0, len(texts[taker])), copy)
    cases, size = [], 0
    with path.open("w", encoding="utf-8") as lines:
        for number, words in enumerate(texts):
            if number in plan:
                source, (begin, end), at, copy = plan[number]
                head, middle = writer.joined(words[:at]), writer.joined(copy)
                text = head + middle + writer.joined(words[at:])
                before, taken = writer.joined(texts[source][:begin]), writer.joined(texts[source][begin:end])
                cases.append(
                    Reuse(str(number), (len(head), len(head) + trimmed(middle)), str(source), (len(before), len(before) + trimmed(taken)))
                )
            else:
                text = writer.joined(words)
            size += len(text.encode())
            lines.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    return cases, size


def directed(a: tuple[str, int, int], b: tuple[str, int, int], takers: set[str]) -> Reuse:
    """A passage, with the taker first where one side is: nobody is asked for directions here."""
    taker, source = (b, a) if b[0] in takers and a[0] not in takers else (a, b)
    return Reuse(taker[0], taker[1:], source[0], source[1:])


def textkin_passages(out: Path, takers: set[str]) -> list[Reuse]:
    found = []
    for line in (out / "passages.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        # A record is `corpus.jsonl#N`, from 1.
        a, b = ((str(int(side["document"].rpartition("#")[2]) - 1), side["begin"], side["end"]) for side in (passage["a"], passage["b"]))
        found.append(directed(a, b, takers))
    return found


def exact_passages(path: Path, takers: set[str]) -> list[Reuse]:
    found = []
    for line in path.read_text(encoding="ascii").splitlines():
        a, begin, end, b, other_begin, other_end = line.split()
        found.append(directed((a, int(begin), int(end)), (b, int(other_begin), int(other_end)), takers))
    return found


def measured(options: argparse.Namespace, language: str, folder: Path) -> list[Line]:
    corpus = folder / "corpus.jsonl"
    cases, size = write_corpus(corpus, language, options.documents, options.seed)
    takers = {case.suspicious for case in cases}
    python = options.peers / "venv" / "bin" / "python"
    exact = [str(python), str(HERE / "peers" / "suffix_array_py.py"), str(corpus), str(folder / "matches"), "--least", str(LEAST_EXACT[language])]
    runs = {
        "textkin, full scan": [str(options.textkin), "scan", str(corpus), "-o", str(folder / "out"), "--overwrite", "--quiet", "--threads", "1"],
        "suffix array": exact,
        "suffix array, joined": [*exact, "--join", str(JOIN[language])],
    }
    lines = []
    for tool, command in runs.items():
        costs = [measure.run(command, folder / "log") for _ in range(options.repeats)]
        cpu_s = statistics.median(cost.cpu_s for cost in costs)
        found = textkin_passages(folder / "out", takers) if tool.startswith("textkin") else exact_passages(folder / "matches", takers)
        lines.append(Line(tool, language, size / 1e6 / cpu_s, cpu_s, max(cost.peak_mb for cost in costs), score(cases, found)))
    return lines


def print_table(language: str, documents: int, lines: list[Line]) -> None:
    print(f"\n{language}, {documents:,} texts, a fifth with a passage of another\n")
    print("| tool | MB/CPU-s | CPU s | peak MB | precision | recall | granularity | PlagDet |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for line in lines:
        s = line.scores
        print(
            f"| {line.tool} | {line.mb_per_cpu_s:.1f} | {line.cpu_s:.1f} | {line.peak_mb:.0f} "
            f"| {s.precision:.4f} | {s.recall:.4f} | {s.granularity:.3f} | {s.plagdet:.4f} |"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--textkin", type=Path, default=contestants.TEXTKIN)
    parser.add_argument("--peers", type=Path, default=Path("/tmp/textkin-peers"), help="see install.sh")
    parser.add_argument("--languages", default="en,zh")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="to write all numbers to")
    parser.add_argument("--limits", action="store_true", help="exit with 1 when textkin is below what is promised")
    options = parser.parse_args()
    every: list[Line] = []
    for language in options.languages.split(","):
        with tempfile.TemporaryDirectory() as name:
            lines = measured(options, language, Path(name))
        print_table(language, options.documents, lines)
        every += lines
    if options.json:
        rows = [{**asdict(line), "scores": line.scores._asdict()} for line in every]
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    own = [line for line in every if line.tool.startswith("textkin")]
    short = [
        f"{line.language}: {name} {value:.4g}, {LEAST[name]} wanted"
        for line in own
        for name, value in (("recall", line.scores.recall), ("precision", line.scores.precision), ("mb_per_cpu_s", line.mb_per_cpu_s))
        if value < LEAST[name]
    ]
    for problem in short:
        print(f"reuse.py: {problem}", file=sys.stderr)
    return 1 if short and options.limits else 0


if __name__ == "__main__":
    sys.exit(main())

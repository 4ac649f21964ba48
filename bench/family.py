#!/usr/bin/env python3
"""Measures the scan of one large family: all members copies of one report, or copies of copies.

bench/family.py [--sizes 2500,5000] [--language zh] [--limits]

Every member has one earlier one for its parent and is changed in one or two ways: numbers masked or dropped, words exchanged, a sentence
left out, cut, page numbers put in. Prints for each size the time of the whole process with passages, provenance and report, its peak
memory, the edges, and those of them that have a direction and name the right parent as the surest. With --limits it exits with 1 when
5,000 members take more than 30 seconds of CPU time, or twice the members more than 2.3 times the edges.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from pathlib import Path

import contestants
import measure

SITES = 40
PARAGRAPHS = 14
MOST_SECONDS = 30.0  # of CPU time, for MEMBERS
MEMBERS = 5_000
MOST_GROWTH = 2.3  # of edges, when members double

WORDS = {
    "zh": "渡口 堤防 码头 航道 汛期 巡查 疏浚 泵站 水位 闸门 护岸 船舶 救生 浮标 灯塔 台账 值守 物料 演练 整改 河段 排涝 测量 驳船 引航 锚地 岸线 堆场 货运 客运".split(),
    "en": "ferry levee harbour channel flood patrol dredging pumping gauge sluice bank vessel rescue buoy lantern ledger watch stores drill repair reach drainage survey barge pilot anchor shore yard freight passenger".split(),
}
SPUN = {"zh": [("巡查", "巡视"), ("整改", "改正"), ("船舶", "船只")], "en": [("patrol", "round"), ("repair", "mending"), ("vessel", "craft")]}


def sentence(language: str, rng: random.Random) -> str:
    words = [rng.choice(WORDS[language]) for _ in range(rng.randint(7, 14))]
    words.insert(rng.randrange(len(words)), str(rng.randint(10, 9999)))
    return "".join(words) + "。" if language == "zh" else " ".join(words).capitalize() + ". "


def report(language: str, rng: random.Random) -> str:
    return "\n".join("".join(sentence(language, rng) for _ in range(rng.randint(5, 8))) for _ in range(PARAGRAPHS))


def changed(text: str, language: str, rng: random.Random) -> str:
    """One act of one hand."""
    act = rng.randrange(6)
    if act == 0:
        return re.sub(r"\d", "x", text)
    if act == 1:
        number = rng.choice(re.findall(r"\d+", text) or ["0"])
        return text.replace(number, "", 1)
    if act == 2:
        return text.replace(*rng.choice(SPUN[language]))
    sentences = re.split(r"(?<=[。.])", text)
    if act == 3:
        del sentences[rng.randrange(len(sentences))]
        return "".join(sentences)
    if act == 4:
        return text[: int(len(text) * rng.uniform(0.85, 0.98))]
    page = rng.randint(1, 9)
    at = rng.randrange(len(text))
    return text[:at] + (f"第 {page} 页 共 9 页" if language == "zh" else f" Page {page} of 9 ") + text[at:]


def write_family(path: Path, members: int, language: str, seed: int) -> dict[str, str]:
    """Returns the parent of each member by record id."""
    rng = random.Random(seed)
    texts = [report(language, rng)]
    parents: dict[str, str] = {}
    with path.open("w", encoding="utf-8") as lines:
        for number in range(members):
            if number > 0:
                parent = rng.randrange(number)
                text = texts[parent]
                for _ in range(rng.randint(1, 2)):
                    text = changed(text, language, rng)
                texts.append(text)
                parents[f"{path.name}#{number + 1}"] = f"{path.name}#{parent + 1}"
            row = {"text": texts[number], "url": f"https://site-{number % SITES}.example/{number}"}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    return parents


def right_parents(edges: list[dict], parents: dict[str, str]) -> int:
    surest: dict[str, tuple[float, float, str]] = {}
    for edge in edges:
        claim = (edge["confidence"] or 0.0, edge["confidence_direct"] or 0.0, edge["source"])
        if edge["directed"] and claim > surest.get(edge["derived"], (0.0, 0.0, "")):
            surest[edge["derived"]] = claim
    return sum(parents.get(derived) == claim[2] for derived, claim in surest.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--textkin", type=Path, default=contestants.TEXTKIN)
    parser.add_argument("--sizes", default="2500,5000", help="members, each twice the last")
    parser.add_argument("--language", default="zh", choices=("en", "zh"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", default="1")
    parser.add_argument("--limits", action="store_true", help="exit with 1 when a promise is broken")
    options = parser.parse_args()
    problems: list[str] = []
    before = 0
    print("members  CPU s  wall s  peak MB    edges  a member  right parents")
    for members in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            parents = write_family(folder / "family.jsonl", members, options.language, options.seed)
            out = folder / "out"
            command = [options.textkin, "scan", folder / "family.jsonl", "-o", out, "--quiet", "--threads", options.threads]
            cost = measure.run([str(word) for word in command], folder / "log")
            edges = [json.loads(line) for line in (out / "edges.jsonl").read_text(encoding="utf-8").splitlines()]
        right = right_parents(edges, parents)
        print(
            f"{members:7,} {cost.cpu_s:6.1f} {cost.wall_s:7.1f} {cost.peak_mb:8.0f} {len(edges):8,} {len(edges) / members:9.1f} {right / len(parents):14.2f}",
            flush=True,
        )
        if members == MEMBERS and cost.cpu_s > MOST_SECONDS:
            problems.append(f"{members:,} members take {cost.cpu_s:.1f} s, more than {MOST_SECONDS:.0f}")
        if before and len(edges) > MOST_GROWTH * before:
            problems.append(f"{len(edges):,} edges of {members:,} members after {before:,} of half as many")
        before = len(edges)
    for problem in problems:
        print(f"family.py: {problem}", file=sys.stderr)
    return 1 if problems and options.limits else 0


if __name__ == "__main__":
    sys.exit(main())

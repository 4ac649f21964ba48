"""Matches in a row: what makes a passage, for copies and for what base texts share."""

from __future__ import annotations

BRIDGE = {"zh": 40, "en": 107}  # characters of debris or edits inside one passage, as many words in both: a watermark, or a sentence put in
SHORTEST = {"zh": 30, "en": 80}  # matched characters, about as many words in both: below, a phrase and not a passage

Run = tuple[int, int, int]  # of runs: place where the words first stood, offset in the text, length; of matches: offset in a, in b, length


def chains(found: list[Run], language: str) -> list[list[Run]]:
    """Matches in one order on both sides with gaps of at most BRIDGE characters, none inside another on both sides."""
    shortest, bridge = SHORTEST[language], BRIDGE[language]
    done: list[list[Run]] = []
    active: list[list[Run]] = []
    for match in sorted(found):
        still: list[list[Run]] = []
        best: list[Run] | None = None
        nearest = bridge + 1
        for chain in active:
            a, b, length = chain[-1]
            if match[0] - a - length > bridge:
                done.append(chain)
                continue
            still.append(chain)
            gap = match[1] - b - length
            if match[0] >= a + length and 0 <= gap < nearest:
                best, nearest = chain, gap
        if best is None:
            still.append([match])
        else:
            best.append(match)
        active = still
    long = [chain for chain in done + active if sum(length for _, _, length in chain) >= shortest]
    return [chain for chain in long if not any(other is not chain and _holds(other, chain) for other in long)]


def _holds(outer: list[Run], inner: list[Run]) -> bool:
    """Whether one chain lies within another on both sides: what is said twice of a piece of text is one passage."""
    (a, b, _), (a_last, b_last, length) = outer[0], outer[-1]
    (first, second, _), (first_last, second_last, inner_length) = inner[0], inner[-1]
    return (a <= first and b <= second
            and first_last + inner_length <= a_last + length and second_last + inner_length <= b_last + length)  # fmt: skip


def density(chain: list[Run]) -> float:
    """The matched share of what lies between the ends of a chain, on the longer side."""
    (a, b, _), (last_a, last_b, length) = chain[0], chain[-1]
    return sum(size for _, _, size in chain) / (max(last_a - a, last_b - b) + length)

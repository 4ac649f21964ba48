"""Texts that tests make up."""

from __future__ import annotations

import random


def vocabulary(count: int) -> list[str]:
    choice = random.Random(0)
    return ["".join(choice.choices("abcdefghijklmnop", k=choice.randint(3, 9))) for _ in range(count)]


# So many that two texts share no shingle but by copying.
VOCABULARY = vocabulary(10_000)


def sentence(seed: int, words: int = 90) -> str:
    """Words without meaning, the same for the same seed."""
    return " ".join(random.Random(seed).choices(VOCABULARY, k=words)) + "."


def family(seed: int) -> list[dict[str, object]]:
    """A text, a copy with one word more, and one of its own."""
    text = sentence(seed)
    return [
        {"id": f"first-{seed}", "text": text, "url": f"https://a{seed}.example/x"},
        {"id": f"copy-{seed}", "text": text + " Appendix."},
        {"id": f"alone-{seed}", "text": sentence(seed + 1000)},
    ]

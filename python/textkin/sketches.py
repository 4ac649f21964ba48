"""Tokens and sketches of single texts, as a scan with the same preset and seed makes them of text without marks."""

from __future__ import annotations

from dataclasses import dataclass

from textkin import _textkin
from textkin.errors import InvalidArgumentError
from textkin.records import valid_text


@dataclass(frozen=True, slots=True)
class Token:
    """A ``cjk`` character, ``word``, ``number`` or ``mask``, and its place in the text."""

    kind: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text as textkin compares it: folded, without punctuation; two that are equal say the same."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def masks(self) -> int:
        """Tokens that stand where something was hidden."""
        return sum(token.kind == "mask" for token in self.tokens)


def normalize(text: str, *, preset: str = "report") -> Normalized:
    """Folds case, width, script and look-alikes, finds masks, and says where each token stands in `text`."""
    normalized, tokens = _textkin.normalize(valid_text(text), preset)
    return Normalized(normalized, tuple(Token(*token) for token in tokens))


@dataclass(frozen=True, slots=True)
class MinHash:
    """256 slots from which the resemblance of two texts is estimated, with a standard error of .031 at .5.

    It can be pickled and compared; `slots` are little-endian 16-bit numbers.
    """

    slots: bytes
    preset: str = "report"
    seed: int = 0

    @classmethod
    def of(cls, text: str, *, preset: str = "report", seed: int = 0) -> MinHash:
        """The sketch of a text. One that is shorter than a shingle has an empty one: all slots 0."""
        return cls(_textkin.minhash(valid_text(text), preset, seed), preset, seed)

    def resemblance(self, other: MinHash) -> float:
        """Estimated Jaccard resemblance, 0 to 1. Raises InvalidArgumentError for another preset or seed."""
        _check_same(self, other)
        return _textkin.minhash_resemblance(self.slots, other.slots)


@dataclass(frozen=True, slots=True)
class SimHash:
    """64 bits; the fewer differ, the more alike two texts are."""

    value: int
    preset: str = "report"
    seed: int = 0

    @classmethod
    def of(cls, text: str, *, preset: str = "report", seed: int = 0) -> SimHash:
        """The sketch of a text; 0 for one that is shorter than a shingle."""
        return cls(_textkin.simhash(valid_text(text), preset, seed), preset, seed)

    def distance(self, other: SimHash) -> int:
        """Bits that differ, 0 to 64. Raises InvalidArgumentError for another preset or seed."""
        _check_same(self, other)
        return (self.value ^ other.value).bit_count()


def _check_same(a: MinHash | SimHash, b: MinHash | SimHash) -> None:
    if (a.preset, a.seed) != (b.preset, b.seed):
        raise InvalidArgumentError("sketches compare only under the same preset and seed")

"""Text whose every character carries where it came from, so that truth is exact by construction.

A code of 64 bits stands beside each character: (origin document + 1) << 32 | offset << 8 | operation. Document field 0 means
that the character was added; operation 0 means that nothing has changed it. Strings and arrays are cut in slices, never
walked, which is what makes thousands of documents a matter of seconds.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable, Iterable

DOCUMENT_SHIFT = 32
OFFSET_SHIFT = 8
OPERATION_MASK = 0xFF
PLACE_MASK = ~OPERATION_MASK

# Order fixes the numbers. Debris: what a page adds and a child may clean away. Chrome: what a site puts around the body.
OPERATIONS: tuple[str, ...] = (
    "none", "own", "mask", "drop_decimals", "drop_numbers", "drop_character", "censor", "half_width", "heading_stop", "spin",
    "collapse_years", "title_year", "mask_names", "traditional", "clean", "page_debris", "chunk_ordinals", "watermark",
    "double_title", "teaser", "chrome", "pdf_doubling", "truncate", "corrupt_constant", "human_edit", "delete_sentence",
    "insert_sentence", "swap_sentences", "respell_numbers", "cut_word", "mix_width", "renumber", "reparagraph", "anthology",
    "lift", "merge", "extract", "markup", "mirror", "round_numbers", "drop_parentheses", "swap_paragraphs", "copy", "successor", "sibling",
)  # fmt: skip
CODE: dict[str, int] = {name: number for number, name in enumerate(OPERATIONS)}
DEBRIS = frozenset(CODE[name] for name in ("page_debris", "chunk_ordinals", "watermark", "double_title", "pdf_doubling"))
CHROME = frozenset(CODE[name] for name in ("teaser", "chrome", "markup")) | DEBRIS


class Text:
    """Characters and their codes; immutable by custom."""

    __slots__ = ("_operations", "chars", "codes", "lost")

    def __init__(self, chars: str, codes: array, lost: dict[int, int] | None = None) -> None:
        assert len(chars) == len(codes)
        self.chars = chars
        self.codes = codes
        self._operations: bytes | None = None
        self.lost = lost or {}  # place of a deleted stretch's first character -> operation

    def __len__(self) -> int:
        return len(self.chars)

    def __getitem__(self, part: slice) -> Text:
        return Text(self.chars[part], self.codes[part], self.lost)

    def operations(self) -> bytes:
        """The operation of each character: the lowest byte of its code."""
        if self._operations is None:
            self._operations = self.codes.tobytes()[0 if sys.byteorder == "little" else 7 :: 8]
        return self._operations

    def own(self) -> list[int]:
        """Codes of the document's own characters: neither debris nor chrome nor white space between blocks."""
        return [code for code in self.codes if (code & OPERATION_MASK) not in CHROME]


def original(chars: str, document: int) -> Text:
    begin = (document + 1) << DOCUMENT_SHIFT
    return Text(chars, array("q", range(begin, begin + (len(chars) << OFFSET_SHIFT), 1 << OFFSET_SHIFT)))


def added(chars: str, operation: str) -> Text:
    return Text(chars, array("q", [CODE[operation]]) * len(chars))


def joined(pieces: Iterable[Text]) -> Text:
    codes = array("q")
    strings: list[str] = []
    lost: dict[int, int] = {}
    for piece in pieces:
        strings.append(piece.chars)
        codes.extend(piece.codes)
        lost.update(piece.lost)
    return Text("".join(strings), codes, lost)


Edit = tuple[int, int, str]  # text[begin:end] becomes the string


def edited(text: Text, edits: Iterable[Edit], operation: str) -> Text:
    """Applies disjoint edits in order. Equal lengths keep their origin; otherwise the new characters have none."""
    number = CODE[operation]
    codes = array("q")
    strings: list[str] = []
    lost = dict(text.lost)
    at = 0
    for begin, end, new in edits:
        strings += (text.chars[at:begin], new)
        codes.extend(text.codes[at:begin])
        old = text.codes[begin:end]
        if len(new) == len(old):
            codes.extend((code & PLACE_MASK) | number for code in old)
        else:
            codes.extend([number] * len(new))
            for code in old:
                if code >> DOCUMENT_SHIFT:
                    lost[code & PLACE_MASK] = number
                    break
        at = end
    strings.append(text.chars[at:])
    codes.extend(text.codes[at:])
    return Text("".join(strings), codes, lost)


def substituted(text: Text, pattern: re.Pattern[str], new: Callable[[re.Match[str]], str | None], operation: str) -> Text:
    """Replaces matches; None leaves a match as it is."""
    edits: list[Edit] = []
    for match in pattern.finditer(text.chars):
        string = new(match)
        if string is not None and string != match.group():
            edits.append((match.start(), match.end(), string))
    return edited(text, edits, operation) if edits else text


def without(text: Text, operations: frozenset[int]) -> Text:
    """The text less all characters that the given operations added."""
    keep = [code >> DOCUMENT_SHIFT != 0 or (code & OPERATION_MASK) not in operations for code in text.codes]
    if all(keep):
        return text
    pieces = [text[match.start() : match.end()] for match in re.finditer(b"\x01+", bytes(keep))]
    return joined(pieces) if pieces else text[0:0]


_SPACES = re.compile(r"\s+")


def folded(text: Text) -> Text:
    """White space as HTML shows it: runs become one space, ends are trimmed."""
    chars = text.chars
    begin = len(chars) - len(chars.lstrip())
    end = len(chars.rstrip())
    if begin >= end:
        return text[0:0]
    inner = text[begin:end]
    return substituted(inner, _SPACES, lambda match: " ", "markup")

"""The options of a scan, as they travel to the tasks."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass

from textkin import _textkin
from textkin.records import read_settings


@dataclass(frozen=True)
class Options:
    """Those of `textkin.scan` that a scan on Spark has."""

    inputs: tuple[str, ...] = ()
    preset: str = "report"
    threshold: float | None = None
    seed: int = 0
    passages: bool = True
    quotes: bool = True
    provenance: bool = True
    synonyms: str = ""  # the text of the file
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    follow_links: bool = False
    text_key: str = "text"
    id_key: str = ""
    url_key: str = ""
    date_key: str = ""
    site_key: str = ""

    @property
    def has_passages(self) -> bool:
        return self.passages and self.preset != "strict"

    @property
    def has_edges(self) -> bool:
        return self.provenance and self.has_passages

    def native(self) -> _textkin.PieceOptions:
        """The library's own, made once a process."""
        return _native(json.dumps(asdict(self)))


@functools.lru_cache(maxsize=4)
def _native(words: str) -> _textkin.PieceOptions:
    options = json.loads(words)
    return _textkin.PieceOptions(
        read=read_settings(options["inputs"], include=options["include"], exclude=options["exclude"],
                           follow_links=options["follow_links"], text_key=options["text_key"],
                           id_key=options["id_key"], url_key=options["url_key"], date_key=options["date_key"],
                           site_key=options["site_key"]),
        preset=options["preset"], threshold=options["threshold"], seed=options["seed"], passages=options["passages"],
        quotes=options["quotes"], provenance=options["provenance"])  # fmt: skip

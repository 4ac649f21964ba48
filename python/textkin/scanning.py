"""Scanning a collection."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from textkin import _textkin
from textkin.records import PathLike, Progress, Record, as_files, as_paths, read_settings
from textkin.result import Result


def scan(
    inputs: PathLike | Sequence[PathLike] | Iterable[Record] | Any,
    output: PathLike | None = None,
    *,
    preset: str = "report",
    threshold: float | None = None,
    sketch: str = "minhash",
    threads: int = 0,
    seed: int = 0,
    passages: bool = True,
    quotes: bool = True,
    provenance: bool = True,
    report: bool = True,
    write_text: bool = False,
    synonyms: PathLike | None = None,
    overwrite: bool = False,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    follow_links: bool = False,
    text_key: str = "text",
    id_key: str = "",
    url_key: str = "",
    date_key: str = "",
    site_key: str = "",
    progress: Progress | None = None,
) -> Result:
    """Finds near-duplicate documents, reused passages, and who copied whom.

    `inputs` are paths as for ``textkin scan`` (files, folders, globs; one or a list), or records: an
    iterable of mappings with a ``text``, a pandas DataFrame, anything that pyarrow reads as a stream of
    batches, a Hugging Face dataset. The N-th record has the id ``records.jsonl#N``; its own id, url, site,
    title and dates are used as the library finds them in a file.

    `output` is the folder to be made; without it, the result lives in a temporary one. All other options
    are those of the command, and results are the same bytes as the command's for the same input. `threads`
    0 are all cores; `threshold` None is the preset's.

    Other Python threads run meanwhile. Ctrl-C raises KeyboardInterrupt, and nothing is left behind.

    Raises NotFoundError for an input that does not exist, AlreadyExistsError for an output that does,
    InvalidArgumentError for an option out of range, ResourceExhaustedError for a full disk or memory,
    UnavailableError for other I/O errors, TypeError for inputs that are neither paths nor records.
    """
    temporary = tempfile.TemporaryDirectory(prefix="textkin-") if output is None else None
    folder = Path(temporary.name, "result") if temporary is not None else Path(os.fspath(output or ""))
    with as_files(inputs, folder.parent) as paths:
        _textkin.scan(
            read=read_settings(paths, include=include, exclude=exclude, follow_links=follow_links, text_key=text_key,
                               id_key=id_key, url_key=url_key, date_key=date_key, site_key=site_key),
            input_names=[] if as_paths(inputs) is not None else ["records"], output=str(folder), preset=preset,
            threshold=threshold, sketch=sketch, threads=threads, seed=seed, passages=passages, quotes=quotes,
            provenance=provenance, report=report, write_text=write_text,
            synonyms="" if synonyms is None else os.fspath(synonyms), overwrite=overwrite, progress=progress)  # fmt: skip
    return Result(folder, temporary=temporary)

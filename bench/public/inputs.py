"""What is measured: collections that bench/derive makes, and public sets; with the digest of what went in."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import clough_stevenson
import core
import laws
import main_text
import near_identical_news
import news_copy
import pan13
import revisions_en
from baselines import BASELINES
from measure import Measures, flatten
from scanning import ROOT, Absent, data_folder, evaluate, scan

# Name of a set: the function that measures it, and its folder in TEXTKIN_DATA.
PUBLIC: dict[str, tuple[Callable[[Path], Measures], str]] = {
    "pan13": (pan13.measure, "pan13"),
    "laws": (laws.measure, "laws"),
    "revisions-en": (revisions_en.measure, "revisions-en"),
    "clough-stevenson": (clough_stevenson.measure, "clough-stevenson"),
    "near-identical-news": (near_identical_news.measure, "near-identical-news"),
    "main-text": (main_text.measure, "main-text-html"),
    "core": (core.measure, "core"),
    "news-copy": (news_copy.measure, "news-copy"),
}
_ABSENT_BASES = 1  # exit code of derive.py when it has no base texts


class Measured(NamedTuple):
    digest: str
    measures: Measures


def digest(folder: Path) -> str:
    """SHA-256 over names and contents. A .gz counts by what is in it: packed bytes differ between versions of zlib."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix().encode()):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        name = path.relative_to(folder).as_posix().encode()
        whole.update(b"%d %s %d\n" % (len(name), name, len(content)))
        whole.update(content)
    return whole.hexdigest()


def derive(arguments: list[str], folder: Path) -> None:
    """Writes folder/collection and folder/truth."""
    command = [sys.executable, "-B", ROOT / "bench/derive/derive.py", *arguments, "-o", folder]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode == _ABSENT_BASES and "is absent" in done.stderr:
        raise Absent(done.stderr.strip().splitlines()[-1])
    if done.returncode != 0:
        raise RuntimeError(f"derive.py {' '.join(arguments)}: {done.stderr.strip()}")


def derived_digest(folder: Path) -> str:
    both = digest(folder / "collection") + digest(folder / "truth")
    return hashlib.sha256(both.encode()).hexdigest()


def measure_derived(textkin: Path, arguments: list[str], flags: list[str], beside: bool = False) -> tuple[Measured, dict[str, Measures]]:
    """With `beside`, also the measures of each baseline on the same collection, and of textkin with the dates hidden."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "derived"
        truth, out = folder / "truth", folder / "out"
        derive(arguments, folder)
        scan(textkin, [folder / "collection"], out, *flags, *(["--write-text"] if beside else []))
        measured = Measured(derived_digest(folder), flatten(evaluate(textkin, truth, out)))
        others = {}
        for baseline, write in (BASELINES if beside else {}).items():
            write(out, folder / baseline)
            scores = flatten(evaluate(textkin, truth, folder / baseline))
            # They make no claim about flags.
            others[baseline] = {key: one for key, one in scores.items() if not key.startswith("flags.")}
        if beside:
            scan(textkin, [folder / "collection"], folder / "undated", *flags, "--no-dates")
            others["no_dates"] = flatten(evaluate(textkin, truth, folder / "undated"))
        return measured, others


def measure_public(textkin: Path, name: str) -> Measured:
    measure, folder = PUBLIC[name]
    return Measured(digest(data_folder(folder)), measure(textkin))


def measure_input(textkin: Path, described: dict) -> Measured:
    """`described` is an entry of "inputs" in tests/quality/floors.json; raises Absent."""
    if "public" in described:
        return measure_public(textkin, described["public"])
    return measure_derived(textkin, described["derive"], described["scan"])[0]

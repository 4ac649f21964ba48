"""Who takes part: how each is started, and whether it is installed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpora import HERE, Corpus
from score import Pair, read_peer_pairs, read_textkin_pairs

# Where `cmake --preset release` builds the command.
TEXTKIN = HERE.parent / "build/release/src/cli/textkin"


@dataclass(frozen=True)
class Contestant:
    """One program that finds pairs."""

    name: str
    slow: bool  # measured on the small corpus only
    # Corpus, threshold and an empty folder for its files to the command line.
    command: Callable[[Corpus, float, Path], list[str]]
    pairs: Callable[[Path], Iterable[Pair]]  # reads what it left in that folder
    missing: str | None  # why it cannot take part


def textkin(program: Path, full: bool = False) -> Contestant:
    """textkin doing the peers' work: strict definition, pairs and clusters, nothing else. full: all stages, by the preset `report`."""

    def command(corpus: Corpus, threshold: float, scratch: Path) -> list[str]:
        output = ["-o", str(scratch / "out"), "--overwrite", "--quiet", "--threads", "1"]
        strict = ["--preset", "strict", "--threshold", str(threshold), "--no-passages", "--no-provenance", "--no-report"]
        return [str(program), "scan", str(corpus.path), *output, *([] if full else strict)]

    return Contestant(
        name="textkin",
        slow=False,
        command=command,
        pairs=lambda scratch: read_textkin_pairs(scratch / "out" / "pairs.jsonl"),
        missing=None if program.exists() else f"{program} is not built",
    )


def peer(name: str, launcher: list[str], slow: bool, missing: str | None) -> Contestant:
    def command(corpus: Corpus, threshold: float, scratch: Path) -> list[str]:
        own = scratch / "own"
        own.mkdir()
        options = ["--language", corpus.language, "--threshold", str(threshold), "--scratch", str(own)]
        return [*launcher, str(corpus.path), str(scratch / "pairs.tsv"), *options]

    return Contestant(name, slow, command, lambda scratch: read_peer_pairs(scratch / "pairs.tsv"), missing)


def python_peer(python: Path, module: str, slow: bool, name: str | None = None) -> Contestant:
    """A Python package: module_py.py beside the other scripts."""
    missing = None
    if not python.exists():
        missing = f"no {python}; run bench/peers/install.sh"
    elif subprocess.call([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL) != 0:
        missing = f"{module} cannot be imported by {python}"
    script = HERE / "peers" / f"{module}_py.py"
    return peer(name or module.replace("_", "-"), [str(python), str(script)], slow, missing)


def all_contestants(program: Path, peers: Path) -> list[Contestant]:
    rust = peers / "gaoya_rs" / "release" / "gaoya_rs"
    python = peers / "venv" / "bin" / "python"
    return [
        textkin(program),
        python_peer(python, "textkin", slow=False, name="textkin (Python)"),
        peer("gaoya (Rust)", [str(rust)], False, None if rust.exists() else f"no {rust}"),
        python_peer(python, "gaoya", slow=False),
        python_peer(python, "rensa", slow=False),
        python_peer(python, "datasketch", slow=True),
        python_peer(python, "text_dedup", slow=True),
        python_peer(python, "datatrove", slow=True),
    ]

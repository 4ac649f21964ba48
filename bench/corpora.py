"""Makes corpora with textkin_make_corpus, or takes those that a cache folder already holds."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Documents of each corpus that are compared all with all, to show that families are strangers.
CHECKED = 2000


@dataclass(frozen=True)
class Corpus:
    """A corpus on disk."""

    folder: Path
    kind: str
    language: str
    documents: int
    text_bytes: int

    @property
    def path(self) -> Path:
        return self.folder / "corpus.jsonl"


def build_maker(cache: Path) -> Path:
    """Builds textkin_make_corpus into the cache folder and returns the program."""
    # CMake refuses a build folder of another checkout.
    build = cache / f"build-{hashlib.sha256(str(HERE).encode()).hexdigest()[:8]}"
    for command in (
        ["cmake", "-S", str(HERE / "corpus"), "-B", str(build), "-DCMAKE_BUILD_TYPE=Release"],
        ["cmake", "--build", str(build)],
    ):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return build / "textkin_make_corpus"


def prepare(maker: Path, cache: Path, kind: str, language: str, documents: int, seed: int) -> Corpus:
    """The corpus with these options, made if it is not there."""
    folder = cache / f"{kind}-{language}-{documents}-{seed}"
    summary = folder / "corpus.json"  # written last: with it the folder is complete
    if not summary.exists():
        options = {"--kind": kind, "--language": language, "--documents": documents, "--seed": seed}
        flags = [str(word) for option in options.items() for word in option]
        print(f"making {folder.name}", flush=True)
        subprocess.run([maker, "-o", folder, *flags, "--check", str(CHECKED)], check=True)
    made = json.loads(summary.read_text())
    return Corpus(folder, kind, language, documents, made["text_bytes"])

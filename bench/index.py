#!/usr/bin/env python3
"""Measures the persistent index: building, size on disk, queries, adding and removing.

bench/index.py [--documents 100000] [--language en] [--queries 200]

Prints MB of text per CPU-second of building, bytes on disk beside the texts for each document, and the time of `index query` as a whole
process: median, 99th of a hundred and worst, over documents of the corpus that are spread over it. With --limits it exits with 1 when
one of the promises is broken: 20 MB per CPU-second, 4 kB a document, 200 ms.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import contestants
import corpora
import measure


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/textkin-bench"), help="for corpora")
    parser.add_argument("--textkin", type=Path, default=contestants.TEXTKIN)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--language", default="en", choices=("en", "zh"))
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", default="1")
    parser.add_argument("--limits", action="store_true", help="exit with 1 when a promise is broken")
    return parser.parse_args()


def stats(textkin: Path, index: Path) -> dict:
    return json.loads(subprocess.run([textkin, "index", "stats", index, "--json"], capture_output=True, check=True).stdout)


def write_queries(corpus: corpora.Corpus, queries: int, folder: Path) -> list[Path]:
    """Every n-th document of the corpus, its last third left out: a copy that was cut."""
    step = max(1, corpus.documents // queries)
    files = []
    with corpus.path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % step == 0 and len(files) < queries:
                text = json.loads(line)["text"]
                file = folder / f"query-{number}.txt"
                file.write_text(text[: len(text) * 2 // 3], encoding="utf-8")
                files.append(file)
    return files


def query(textkin: Path, index: Path, file: Path) -> tuple[float, bool]:
    """Seconds of the whole process, and whether the text's own document was found."""
    begin = time.monotonic()
    run = subprocess.run([textkin, "index", "query", index, file, "--json"], capture_output=True, check=True)
    seconds = time.monotonic() - begin
    own = f"corpus.jsonl#{int(file.stem.removeprefix('query-')) + 1}"
    return seconds, any(json.loads(line)["source"] == own for line in run.stdout.splitlines())


def main() -> int:
    options = parse_options()
    corpus = corpora.prepare(corpora.build_maker(options.cache), options.cache, "families", options.language, options.documents, options.seed)
    with tempfile.TemporaryDirectory(prefix="textkin-bench-") as name:
        folder = Path(name)
        index, bare, log = folder / "index", folder / "bare", folder / "log"
        command = [str(options.textkin), "index"]
        built = measure.run([*command, "build", str(index), str(corpus.path), "--threads", options.threads, "-q"], log)
        measure.run([*command, "build", str(bare), str(corpus.path), "--threads", options.threads, "-q", "--no-texts"], log)
        whole, beside = stats(options.textkin, index), stats(options.textkin, bare)
        speed = corpus.text_bytes / 1e6 / built.cpu_s
        each = beside["disk_bytes"] / beside["documents"]
        print(f"build: {built.wall_s:.1f} s, {speed:.1f} MB per CPU-second, {built.peak_mb:.0f} MB at the peak")
        print(f"disk: {whole['disk_bytes'] / whole['documents']:.0f} B a document with its text ({corpus.text_bytes / corpus.documents:.0f} B), "
              f"{each:.0f} B without")

        asked = sorted(query(options.textkin, index, file) for file in write_queries(corpus, options.queries, folder))
        times = [1000 * seconds for seconds, _ in asked]
        p99 = times[min(len(times) - 1, len(times) * 99 // 100)]
        found = sum(own for _, own in asked)
        print(f"query: median {times[len(times) // 2]:.0f} ms, p99 {p99:.0f} ms, worst {times[-1]:.0f} ms; "
              f"{found} of {len(asked)} found the document that they were cut from")

        one = folder / "one.txt"
        one.write_text("One more document, of a few words, that nobody else has written.")
        added = measure.run([*command, "add", str(index), str(one), "-q"], log)
        removed = measure.run([*command, "remove", str(index), "one.txt", f"corpus.jsonl#{options.documents // 2}", "-q"], log)
        verified = measure.run([*command, "verify", str(index), "-q"], log)
        print(f"add one: {added.wall_s:.2f} s, remove two: {removed.wall_s:.2f} s, verify: {verified.wall_s:.1f} s")
    broken = speed < 20 or each > 4000 or p99 > 200 or found < len(asked)
    return 1 if options.limits and broken else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Fails when the committed fixtures are not what their generators write."""

import gzip
import pathlib
import subprocess
import sys
import tempfile

import checks

GENERATED = ["collection", "collection.truth.jsonl", "collection.table.md", "hostile"]


def contents(folder: pathlib.Path) -> dict[str, bytes]:
    """Relative path -> bytes. What gzip holds is compared, not its packing, which varies with zlib."""
    files = [path for name in GENERATED for path in [folder / name, *(folder / name).rglob("*")]]
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files if path.is_file()}
    return {name: gzip.decompress(data) if name.startswith("collection/") and name.endswith(".gz")
            else data for name, data in found.items()}


def check(source: pathlib.Path, build: pathlib.Path) -> list[str]:
    fixtures = source / "fixtures"
    with tempfile.TemporaryDirectory() as folder:
        for generator in ("make_collection.py", "make_hostile.py"):
            subprocess.run([sys.executable, "-B", fixtures / generator, "--output", folder], check=True)
        fresh = contents(pathlib.Path(folder))
    committed = contents(fixtures)
    return [f"fixtures/{name} is not what the generators write"
            for name in sorted(fresh.keys() | committed.keys())
            if fresh.get(name) != committed.get(name)]


if __name__ == "__main__":
    checks.run(__doc__, check)

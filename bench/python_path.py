#!/usr/bin/env python3
"""Measures what scanning from Python costs beside the command: the same corpus, the same settings.

bench/python_path.py [--documents 100000] [--presets report,strict] [--limit 1.15]

Run it by a Python that has textkin installed. `file`: textkin.scan of the file, a whole process. `records`: textkin.scan of
a list of dicts that is there already, so that reading the corpus into the interpreter does not count. CPU seconds are of
user and system. Exits with 1 when a median of a preset is above --limit times the command's.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import contestants
import corpora
import measure
from measure import Cost

FILE = """
import sys, textkin
textkin.scan(sys.argv[1], sys.argv[2], preset=sys.argv[3], threads=int(sys.argv[4]))
"""
RECORDS = """
import json, resource, sys, time, textkin
records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
begin, used = time.monotonic(), cpu()
textkin.scan(records, sys.argv[2], preset=sys.argv[3], threads=int(sys.argv[4]))
print(time.monotonic() - begin, cpu() - used)
"""


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cache", type=Path, default=Path("/tmp/textkin-bench"), help="for corpora")
    parser.add_argument("--textkin", type=Path, default=contestants.TEXTKIN)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--language", default="en", choices=("en", "zh"))
    parser.add_argument("--presets", default="report,strict")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1.15)
    return parser.parse_args()


def cost_of(path: str, options: argparse.Namespace, corpus: Path, preset: str, folder: Path) -> Cost:
    out = folder / "out"
    log = folder / "log"
    words = [str(corpus), str(out), preset, str(options.threads)]
    if path == "command":
        command = [str(options.textkin), "scan", words[0], "-o", words[1], "--preset", preset, "--threads", words[3], "-q"]
    else:
        command = [sys.executable, "-c", FILE if path == "file" else RECORDS, *words]
    cost = measure.run(command, log)
    if path == "records":
        wall, cpu = map(float, log.read_text().split())
        cost = Cost(wall, cpu, cost.peak_mb)
    subprocess.run(["rm", "-r", str(out)], check=True)
    return cost


def main() -> int:
    options = parse_options()
    corpus = corpora.prepare(corpora.build_maker(options.cache), options.cache, "families", options.language,
                             options.documents, 1)  # fmt: skip
    is_slow = False
    print("| preset | path | CPU s | times the command's | wall s | times the command's |\n|---|---|---|---|---|---|")
    for preset in options.presets.split(","):
        costs: dict[str, list[Cost]] = {"command": [], "file": [], "records": []}
        with tempfile.TemporaryDirectory(dir=options.cache) as folder:
            for _ in range(options.repeats):  # in turns, so that a busy moment of the machine meets all
                for path, runs in costs.items():
                    runs.append(cost_of(path, options, corpus.path, preset, Path(folder)))
        base_cpu = statistics.median(cost.cpu_s for cost in costs["command"])
        base_wall = statistics.median(cost.wall_s for cost in costs["command"])
        for path, runs in costs.items():
            cpu = statistics.median(cost.cpu_s for cost in runs)
            wall = statistics.median(cost.wall_s for cost in runs)
            is_slow |= cpu > options.limit * base_cpu
            print(f"| {preset} | {path} | {cpu:.2f} | {cpu / base_cpu:.2f} | {wall:.2f} | {wall / base_wall:.2f} |", flush=True)
    return 1 if is_slow else 0


if __name__ == "__main__":
    sys.exit(main())

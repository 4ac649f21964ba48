#!/usr/bin/env python3
"""Makes the n-th system call of a scan, and of a filter, fail, for every n, and interrupts them at random instants.

    inject.py --textkin BINARY [--long]

After each run: the process ended by itself or by the signal sent, the output is whole or absent, nothing is left beside
it, and what could be read came out. Exit status 77 (skipped) where strace may not trace.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILES = ("documents.jsonl", "pairs.jsonl", "clusters.jsonl", "clusters.json", "run.json")
# Calls of a small scan that may fail, with the errors of a dying disk and of a full one.
FAULTS = (("openat", "EIO"), ("openat", "EMFILE"), ("read", "EIO"), ("getdents64", "EIO"), ("newfstatat", "ESTALE"),
          ("write", "ENOSPC"), ("write", "EIO"), ("mkdir", "EACCES"), ("rename", "EIO"))
# Address space, KiB, from what the libraries alone fill to plenty.
ADDRESS_SPACE = range(80_000, 1_000_000, 23_000)
RUN_SECONDS = 60


class Lab:
    def __init__(self, textkin: Path, folder: Path) -> None:
        self.textkin = textkin
        self.folder = folder
        self.input = folder / "in"
        self.passed = 0
        self.failures: list[str] = []
        self.outputs = {"in", "out"}  # nothing else may be left
        for i in range(12):
            path = self.input / f"site-{i % 3}" / f"{i}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"The harbour board met {i} times. " + "The quay was mended before the winter storms. " * 9)
        lines = [json.dumps({"text": f"Record {i} of the lighthouse log. " * 12}) for i in range(40)]
        (self.input / "log.jsonl").write_text("\n".join(lines) + "\n")

    def command(self) -> list[str]:
        return [str(self.textkin), "scan", str(self.input), "-o", str(self.folder / "out"), "--threads", "2", "-q"]

    def is_half(self, out: Path) -> bool:
        return not all((out / file).is_file() for file in FILES)

    def clear(self) -> None:
        for path in self.folder.iterdir():
            if path.name != "in":
                shutil.rmtree(path)

    def check(self, name: str, status: int, allowed: set[int], stderr: str) -> None:
        problems = []
        left = sorted(path.name for path in self.folder.iterdir() if path.name not in self.outputs)
        out = self.folder / "out"
        loader_failed = status in (1, 127) and "shared librar" in stderr
        if status not in allowed and not loader_failed:
            problems.append(f"exit {status}")
        if left:
            problems.append(f"left {left}")
        if out.exists() and self.is_half(out):
            problems.append("a half result")
        if status in (0, 3) and not out.exists():
            problems.append("no result")
        if status in (2, 4, 5) and not stderr.startswith("textkin: "):
            problems.append("no message")
        if problems:
            self.failures.append(f"{name}: {', '.join(problems)}: {stderr[:200]!r}")
        else:
            self.passed += 1
        self.clear()

    def inject(self, call: str, error: str, limit: int) -> None:
        """Fails the n-th call for n = 1, 2, ... until a run makes fewer calls than that."""
        for n in range(1, limit + 1):
            trace = self.folder.parent / "trace"
            strace = ["strace", "-f", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={n}"]
            run = subprocess.run(strace + self.command(), capture_output=True, text=True, timeout=RUN_SECONDS)
            injected = "(INJECTED)" in trace.read_text(errors="replace")
            self.check(f"{call} {error} {n}", run.returncode, {0, 2, 3, 5}, run.stderr)
            if not injected:
                return

    def interrupt(self, runs: int) -> None:
        for i in range(runs):
            which = random.choice((signal.SIGINT, signal.SIGTERM))
            process = subprocess.Popen(self.command(), stderr=subprocess.PIPE, text=True)
            time.sleep(random.uniform(0, 0.04))
            process.send_signal(which)
            stderr = process.communicate(timeout=RUN_SECONDS)[1]
            # Before the handler is installed the signal has its default effect, with no message.
            self.check(f"{which.name} {i}", process.returncode, {0, -which}, stderr)

    def limited(self, limit: str) -> None:
        run = subprocess.run(["bash", "-c", f'ulimit {limit}; exec "$@"', "bash", *self.command()], capture_output=True, text=True,
                             timeout=RUN_SECONDS)
        self.check(f"ulimit {limit}", run.returncode, {0, 3, 5}, run.stderr)


class FilterLab(Lab):
    """The filter in two passes. The receipts are put in their place after the output: with the output alone a run has failed."""

    def __init__(self, textkin: Path, folder: Path) -> None:
        super().__init__(textkin, folder)
        self.receipts = folder / "receipts"
        self.outputs.add("receipts")
        subprocess.run(self.command(), check=True)
        self.whole = (folder / "out").read_bytes()
        self.whole_receipts = self.receipts.read_bytes()
        self.clear()

    def command(self) -> list[str]:
        return [str(self.textkin), "filter", str(self.input / "log.jsonl"), "-o", str(self.folder / "out"), "--receipts",
                str(self.receipts), "--keep", "longest", "--temp", str(self.folder), "--threads", "2", "-q"]

    def is_half(self, out: Path) -> bool:
        return out.read_bytes() != self.whole or (self.receipts.exists() and self.receipts.read_bytes() != self.whole_receipts)

    def clear(self) -> None:
        for path in self.folder.iterdir():
            if path.name != "in":
                path.unlink()


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, required=True)
    parser.add_argument("--long", action="store_true", help="every call instead of the first 40, 300 interrupts instead of 40")
    parser.add_argument("--sanitized", action="store_true", help="no limits on address space, of which sanitizers take terabytes, and no "
                        "failing calls: the runtime of a sanitizer makes such calls too, and checks that they succeed")
    options = parser.parse_args()
    seed = int.from_bytes(os.urandom(4), "little")
    random.seed(seed)
    print(f"seed {seed}")
    traced = can_trace()
    passed, failures = 0, []
    for kind in (Lab, FilterLab):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder) / "work"
            work.mkdir()
            lab = kind(options.textkin.resolve(), work)
            lab.interrupt(300 if options.long else 40)
            lab.limited("-n 16")
            if not options.sanitized:
                for size in ADDRESS_SPACE:
                    lab.limited(f"-v {size}")
            if traced and not options.sanitized:
                for call, error in FAULTS:
                    lab.inject(call, error, 100000 if options.long else 40)
            passed += lab.passed
            failures += lab.failures
    for failure in failures:
        print("FAILED:", failure)
    print(f"{passed} passed, {len(failures)} failed")
    if not traced:
        print("skipped: strace may not trace here")
    return 1 if failures else (0 if traced else 77)


if __name__ == "__main__":
    sys.exit(main())

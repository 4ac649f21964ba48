#!/usr/bin/env python3
"""What a power cut may take from an index: nothing that a commit rests on (reliability S2).

    sync_order.py --textkin BINARY

Follows every write, sync, rename and link of `index build`, `add` and `remove` on the real program. A file that comes into force
by a rename or a link has been synced before it, its folder after it, and when the program says that it is done no byte of the
index waits for a sync: so whatever of the unsynced data a power cut takes, and in whatever order renames reach the disk, one of
the two generations is whole. Exit status 77 (skipped) where strace may not trace.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

CALLS = "write,pwrite64,writev,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink"
ON_FILE = re.compile(r"(write|pwrite64|writev|fsync|fdatasync)\(\d+<([^>]*)>.* = \d+")
ON_NAMES = re.compile(r"(?:rename|link)[a-z0-9]*\(.*?\"([^\"]*)\".*?\"([^\"]*)\".* = 0")
UNLINK = re.compile(r"unlink\(\"([^\"]*)\"\).* = 0")
# Files of RocksDB that nothing rests on: its lock, and the log of writes, which textkin does without.
NOT_NEEDED = re.compile(r"/(LOCK|lock|LOG|IDENTITY)$|\.log$|/OPTIONS-")


def problems_of(trace: str, index: Path) -> list[str]:
    """What is wrong with the order of calls below the folder."""
    problems: list[str] = []
    unsynced: set[str] = set()  # files, and folders whose names have changed

    def is_ours(path: str) -> bool:
        return path.startswith(str(index)) and not NOT_NEEDED.search(path) and "(deleted)" not in path

    # A call that another thread has interrupted stands on two lines: its beginning names the file.
    for line in trace.splitlines():
        line = line.replace(" <unfinished ...>", " = 0")
        if found := ON_FILE.search(line):
            call, path = found.groups()
            if "sync" in call:
                unsynced.discard(path)
            elif is_ours(path):
                unsynced.add(path)
        elif found := UNLINK.search(line):
            unsynced.discard(found.group(1))
        elif found := ON_NAMES.search(line):
            old, new = found.groups()
            if not is_ours(new):
                continue
            if old in unsynced:
                problems.append(f"{new} comes into force unsynced")
            unsynced.add(str(Path(new).parent))
    return problems + [f"{path} is not synced at the end" for path in sorted(unsynced)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, required=True)
    options = parser.parse_args()
    if shutil.which("strace") is None or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        print("skipped: strace may not trace here")
        return 77
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for kind, numbers in (("old", range(30)), ("new", range(10, 40))):
            for i in numbers:
                file = folder / kind / f"{i}.txt"
                file.parent.mkdir(exist_ok=True)
                file.write_text(f"Harbour report {i}, {kind}. " + f"The quay {i} was mended before the {kind} storms. " * 9)
        index, trace = folder / "index", folder / "trace"
        commands = (["build", index, folder / "old"], ["add", index, folder / "new"], ["remove", index, "1.txt", "20.txt"])
        for words in commands:
            command = ["strace", "-f", "-y", "-o", trace, "-e", f"trace={CALLS}", options.textkin, "index", *words, "-q"]
            run = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120)
            text = trace.read_text(errors="replace")
            found = problems_of(text, index)
            if run.returncode != 0:
                found.append(f"exit {run.returncode}: {run.stderr}")
            if "fsync" not in text and "fdatasync" not in text:
                found.append("nothing was synced")
            failures += [f"index {words[0]}: {problem}" for problem in found]
            print(f"index {words[0]}: {len(text.splitlines())} calls, {len(found)} problems")
    for failure in failures:
        print("FAILED:", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

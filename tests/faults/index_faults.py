#!/usr/bin/env python3
"""Kills, starves and damages an index, on the real program.

    index_faults.py --textkin BINARY [--long]

A commit that adds, replaces and removes documents is killed at its n-th write, sync and rename, made to fail by EIO and ENOSPC at
its n-th call, interrupted at random instants, run on file systems that are really full, beside other writers and beside readers;
and every file of the index is damaged. After each: `index verify` holds, the digest is that of the commit before or of the one
after, a program that said it was done has the one after, and the same commit can be done again. Prints a table of
what was injected, and how often an index came out of it that lacked something committed ("lossy"). Exit status 77 (skipped) where
strace may not trace.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Calls that change files, in the order in which a commit's promises rest on them.
KILL_CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "link", "unlink", "openat", "ftruncate", "mkdir")
FAULTS = (("write", "EIO"), ("write", "ENOSPC"), ("pwrite64", "ENOSPC"), ("fsync", "EIO"), ("fdatasync", "EIO"), ("rename", "EIO"),
          ("link", "EIO"), ("unlink", "EIO"), ("openat", "EIO"), ("openat", "EMFILE"), ("read", "EIO"), ("pread64", "EIO"),
          ("mkdir", "ENOSPC"))
RUN_SECONDS = 60
# Each in kB; the index and its commit need some 500.
FULL_SIZES_SHORT = (300, 420)
FULL_SIZES_LONG = range(220, 900, 20)


class Lab:
    def __init__(self, textkin: Path, folder: Path) -> None:
        self.textkin = str(textkin)
        self.folder = folder
        # By kind of fault: all, and those of which an index came out that has neither all of before nor all of after.
        self.faults: collections.Counter[str] = collections.Counter()
        self.lossy: collections.Counter[str] = collections.Counter()
        self.failures: list[str] = []
        self.before, self.after = folder / "before", folder / "after"
        for path, word, kept in ((self.before, "old", range(0, 30)), (self.after, "new", range(10, 40))):
            for i in kept:
                file = path / f"site-{i % 3}" / f"{i}.txt"
                file.parent.mkdir(parents=True, exist_ok=True)
                # Of those that both have, some say something else the second time.
                said = word if i % 2 == 0 else "same"
                file.write_text(f"Harbour report {i}, {said}. " + f"The quay {i} was mended before the {said} storms. " * 9)
        self.base = folder / "base"
        self.run("index", "build", self.base, self.before, "-q")
        self.index = folder / "index"
        self.digest_before = self.digest(self.base)
        shutil.copytree(self.base, self.index)
        self.run(*self.command())
        self.digest_after = self.digest(self.index)
        assert self.digest_before != self.digest_after
        self.gone = [f"site-{i % 3}/{i}.txt" for i in range(10)]

    def command(self) -> list[str]:
        return ["index", "add", str(self.index), str(self.after), "-q", "--threads", "2"]

    def removal(self) -> list[str]:
        return ["index", "remove", str(self.index), *self.gone, "-q"]

    def run(self, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
        run = subprocess.run([self.textkin, *map(str, arguments)], capture_output=True, text=True, timeout=RUN_SECONDS)
        assert not check or run.returncode == 0, (arguments, run)
        return run

    def digest(self, index: Path) -> str:
        return self.run("index", "verify", index).stdout.split()[-1]

    def fresh(self) -> None:
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self.base, self.index)

    def expect(self, kind: str, name: object, problems: list[str], detail: str = "", *, lossy: bool = False) -> None:
        self.faults[kind] += 1
        self.lossy[kind] += lossy
        if problems:
            self.failures.append(f"{kind} {name}: {', '.join(problems)}: {detail[:300]!r}")

    def table(self) -> str:
        rows = [f"{kind:32}{count:9,}{self.lossy[kind]:9,}" for kind, count in sorted(self.faults.items())]
        return "\n".join([f"{'fault':32}{'injected':>9}{'lossy':>9}", *rows, f"{'all':32}{self.faults.total():9,}{self.lossy.total():9,}"])

    def check(self, kind: str, name: object, command: list[str], digests: tuple[str, str], status: int, allowed: set[int], stderr: str) -> None:
        """The index after a run of `command` that had this status; digests: without it and with it."""
        # A reader that fails at the last block of a file ends RocksDB's assertion, and with it the process; Debian builds it with these.
        asserted = status == -signal.SIGABRT and "block_based_table_iterator.h" in stderr and "pread64" in kind
        problems = [] if status in allowed or asserted else [f"exit {status}"]
        lossy = False
        if status in (2, 4, 5) and "textkin: " not in stderr:
            problems.append("no message")
        verify = self.run("index", "verify", self.index, check=False)
        digest = (verify.stdout.split() or [""])[-1]
        if verify.returncode != 0:
            problems.append(f"verify says {verify.stderr!r}")
            lossy = True
        # An input that could not be read is left as the index had it.
        elif digest not in digests and status != 3:
            problems.append("neither the old nor the new generation")
            lossy = True
        elif status == 0 and digest != digests[1]:
            problems.append("said to be done, and is not")
            lossy = True
        again = self.run(*command, check=False)
        # What is removed already is no longer there to be removed.
        if again.returncode not in ((0, 3) if "remove" in command else (0,)):
            problems.append(f"cannot be done again: {again.stderr!r}")
        elif self.run("index", "verify", self.index, check=False).stdout.split()[-1:] != [digests[1]]:
            problems.append("another result when done again")
        if any((self.index / "staging").iterdir()):
            problems.append("left-overs in staging")
        self.expect(kind, name, problems, stderr, lossy=lossy)

    def inject(self, what: str, call: str, command: list[str], digests: tuple[str, str], allowed: set[int], numbers: range) -> None:
        for n in numbers:
            self.fresh()
            trace = self.folder / "trace"
            strace = ["strace", "-f", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={n}"]
            run = subprocess.run([*strace, self.textkin, *command], capture_output=True, text=True, timeout=RUN_SECONDS)
            text = trace.read_text(errors="replace")
            if "INJECTED" not in text and "killed by SIGKILL" not in text:
                return
            loader = "shared librar" in run.stderr
            if not loader:
                self.check(f"{command[1]}: {call} {what}", n, command, digests, run.returncode, allowed, run.stderr)

    def interrupt(self, runs: int) -> None:
        for i in range(runs):
            self.fresh()
            which = random.choice((signal.SIGINT, signal.SIGTERM, signal.SIGKILL))
            process = subprocess.Popen([self.textkin, *self.command()], stderr=subprocess.PIPE, text=True)
            time.sleep(random.uniform(0, 0.12))
            process.send_signal(which)
            sent = time.monotonic()
            stderr = process.communicate(timeout=RUN_SECONDS)[1]
            if time.monotonic() - sent > 5:
                self.failures.append(f"{which.name} {i}: {time.monotonic() - sent:.1f} s until the end")
            self.check(f"add: {which.name} at a random time", i, self.command(), (self.digest_before, self.digest_after), process.returncode,
                       {0, -which}, stderr)

    def damage(self, per_file: int) -> None:
        """A damaged index gives the digest that it had, or is refused; it never ends the program."""
        self.fresh()
        for path in sorted(self.index.rglob("*")):
            if not path.is_file() or path.name == "lock" or path.stat().st_size == 0:
                continue
            whole = path.read_bytes()
            for i in range(per_file):
                damaged = bytearray(whole)
                at = random.randrange(len(whole))
                if i % 4 == 3:
                    del damaged[at:]
                else:
                    damaged[at] ^= 1 << random.randrange(8)
                path.write_bytes(damaged)
                run = self.run("index", "verify", self.index, check=False)
                query = self.run("index", "query", self.index, self.before / "site-0/0.txt", check=False)
                problems = []
                # An index of generation 0 is none: exit 2.
                if run.returncode not in (0, 4, 5) and not (path.name == "index.txt" and run.returncode == 2):
                    problems.append(f"verify exits {run.returncode}")
                if run.returncode == 0 and run.stdout.split()[-1] != self.digest_before:
                    problems.append("another digest, called sound")
                if query.returncode not in (0, 2, 4, 5):
                    problems.append(f"query exits {query.returncode}")
                wrong = run.returncode == 0 and problems != []
                self.expect("damaged file", f"{path.relative_to(self.index)} at {at}", problems, run.stderr, lossy=wrong)
            path.write_bytes(whole)

    def writers(self, rounds: int) -> None:
        for number in range(rounds):
            self.fresh()
            waiting = number % 2 == 1
            files = []
            for i in range(8):
                file = self.folder / f"w{i}.txt"
                file.write_text(f"Writer {i} writes of the {number}. tide and of nothing else at all.")
                files.append(file)
            started = time.monotonic()
            processes = [subprocess.Popen([self.textkin, "index", "add", str(self.index), str(file), "-q", *(["--wait"] if waiting else [])],
                                          stderr=subprocess.PIPE, text=True) for file in files]
            ends = [(process.communicate(timeout=RUN_SECONDS)[1], process.returncode) for process in processes]
            problems = [f"exit {status}: {stderr}" for stderr, status in ends
                        if status != 0 and (waiting or status != 4 or "is being written by process" not in stderr)]
            done = sum(status == 0 for _, status in ends)
            lossy = False
            stats = self.run("index", "stats", self.index, "--json").stdout
            if f'"documents":{30 + done},' not in stats:
                problems.append(f"{done} said to be done: {stats}")
                lossy = True
            self.digest(self.index)
            self.expect("8 writers at once", f"round {number}, {time.monotonic() - started:.1f} s", problems, lossy=lossy)
            for file in files:
                file.unlink()

    def readers(self, commits: int) -> None:
        """Reads all the time while documents go and come."""
        self.fresh()
        known = {self.digest_before, self.digest_after}
        loop = subprocess.Popen(["bash", "-c", 'for ((i = 0; i < $1; i++)); do "$0" "${@:3}" && "$0" index remove "$2" site-0/3.txt -q; done',
                                 self.textkin, str(commits), str(self.index), "index", "add", str(self.index), str(self.before), "-q"],
                                stderr=subprocess.PIPE, text=True)
        gone: set[str] = set()
        while loop.poll() is None:
            run = self.run("index", "verify", self.index, check=False)
            digest = (run.stdout.split() or [""])[-1]
            gone.add(digest)
            self.expect("reader beside a writer", len(gone), [] if run.returncode == 0 else [f"exit {run.returncode}"], run.stderr)
        # With and without the one document: two contents, whatever the number of commits.
        strange = len(gone - known) > 1
        self.expect("reader beside a writer", "all contents", ["a content that nobody committed"] if strange else [], str(gone), lossy=strange)
        self.expect("writer beside readers", "", [] if loop.returncode == 0 else [f"exit {loop.returncode}"], loop.communicate()[1])

    def full(self, size: int) -> bool:
        """On a file system of `size` kB. False where such cannot be made."""
        self.fresh()
        script = ('mount -t tmpfs -o size="$1k" none "$2" || exit 99; cp -r "$3" "$2/index" || exit 98; '
                  '"$0" index add "$2/index" "$4" -q; code=$?; "$0" index verify "$2/index" || code=97; exit $code')
        mount = self.folder / "mount"
        mount.mkdir(exist_ok=True)
        run = subprocess.run(["unshare", "-rm", "bash", "-c", script, self.textkin, str(size), str(mount), str(self.base), str(self.after)],
                             capture_output=True, text=True, timeout=RUN_SECONDS)
        if run.returncode == 99 or "unshare" in run.stderr:
            return False
        if run.returncode == 98:  # not even the index has room
            return True
        digest = (run.stdout.split() or [""])[-1]
        problems = [] if run.returncode in (0, 5) else [f"exit {run.returncode}"]
        lossy = digest not in (self.digest_before, self.digest_after) or (run.returncode == 0 and digest != self.digest_after)
        if lossy:
            problems.append("not what was committed")
        self.expect("full file system", f"{size} kB", problems, run.stderr, lossy=lossy)
        return True


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=Path, required=True)
    parser.add_argument("--long", action="store_true", help="every call instead of a few of each kind, and more of everything else")
    parser.add_argument("--sanitized", action="store_true", help="no failing calls: the runtime of a sanitizer makes such calls too, and "
                        "checks that they succeed")
    options = parser.parse_args()
    seed = int.from_bytes(os.urandom(4), "little")
    random.seed(seed)
    print(f"seed {seed}")
    traced = can_trace()
    full = True
    # In memory, where there is room: a killed process loses nothing that it wrote, and hundreds of commits sync.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        lab = Lab(options.textkin.resolve(), Path(folder))
        added = (lab.digest_before, lab.digest_after)
        lab.fresh()
        lab.run(*lab.removal())
        removed = (lab.digest_before, lab.digest(lab.index))

        def numbers(call: str = "") -> range:
            """Of the calls: all, or a few from a random one on. One read in three is of a file that is being committed, of which
            RocksDB does not look at all (see careful_files.h), so more of them."""
            step = random.randrange(5, 12) if call == "pread64" else random.randrange(30, 90)
            return range(1, 100000) if options.long else range(random.randrange(1, 4), 100000, step)

        if traced:
            for call in KILL_CALLS:
                lab.inject("signal=SIGKILL", call, lab.command(), added, {137, -9}, numbers())
                if options.long or call in ("fsync", "rename"):
                    lab.inject("signal=SIGKILL", call, lab.removal(), removed, {137, -9}, numbers())
            for call, error in () if options.sanitized else FAULTS:
                lab.inject(f"error={error}", call, lab.command(), added, {0, 2, 3, 4, 5}, numbers(call))
        lab.interrupt(200 if options.long else 8)
        lab.writers(50 if options.long else 4)
        lab.readers(40 if options.long else 6)
        lab.damage(60 if options.long else 2)
        for size in FULL_SIZES_LONG if options.long else FULL_SIZES_SHORT:
            full = full and lab.full(size)
    for failure in lab.failures:
        print("FAILED:", failure)
    print(lab.table())
    print(f"{lab.faults.total() - len(lab.failures)} passed, {len(lab.failures)} failed")
    if not full:
        print("not tested: a full file system cannot be mounted here")
    if not traced:
        print("skipped: strace may not trace here")
    return 1 if lab.failures else (0 if traced else 77)


if __name__ == "__main__":
    sys.exit(main())

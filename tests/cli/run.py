#!/usr/bin/env python3
"""Runs the tests of the command line: scripts against the real program.

A test is tests/cli/<name>.sh. It runs under bash -eu in an empty folder of its own, with
    TEXTKIN      the program
    SOURCE_DIR   the root of the repository
    CLI          this folder, for the scripts' shared functions
and passes when its exit code and output are those in the files beside it, as far as these exist:
    <name>.exit           the exit code, 0 without the file
    <name>.stdout.exact   standard output, byte for byte
    <name>.stdout.glob    standard output line by line; * stands for any characters, ... for any lines
    <name>.stderr.glob    the same for standard error
A script that ends with 77 is skipped, and its reason shown. --update rewrites the .stdout.exact files that
exist. The last line is "N passed, N failed", with ", N skipped" where there were any.
"""

import argparse
import fnmatch
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
TIMEOUT_S = 120  # the slowest test takes about 10 s on two cores
SKIPPED = 77  # the exit code for it, as in automake and CTest


@dataclass
class Outcome:
    exit_code: int
    stdout: bytes
    stderr: bytes


def glob_matches(pattern: str, text: str) -> bool:
    """Lines of `pattern` against lines of `text`; a line "..." stands for any number of lines."""
    wanted, lines = pattern.splitlines(), text.splitlines()
    # reachable: indexes into `lines` up to which the pattern read so far can match.
    reachable = {0}
    for line in wanted:
        if line == "...":
            reachable = set(range(min(reachable, default=len(lines) + 1), len(lines) + 1))
        else:
            reachable = {at + 1 for at in reachable
                         if at < len(lines) and fnmatch.fnmatchcase(lines[at], line)}
    return len(lines) in reachable


def run_script(script: pathlib.Path, textkin: pathlib.Path) -> Outcome:
    """The script's outcome; the whole process group is killed after TIMEOUT_S."""
    environment = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "TMPDIR")}
    environment |= {"TEXTKIN": str(textkin), "SOURCE_DIR": str(HERE.parents[1]), "CLI": str(HERE),
                    "LC_ALL": "C.UTF-8"}
    with tempfile.TemporaryDirectory(prefix="textkin-cli-") as folder:
        process = subprocess.Popen(["bash", "-euo", "pipefail", script], cwd=folder, env=environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, start_new_session=True)
        try:
            stdout, stderr = process.communicate(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            stderr += f"killed after {TIMEOUT_S} s\n".encode()
    return Outcome(process.returncode, stdout, stderr)


def problems_of(script: pathlib.Path, outcome: Outcome, update: bool) -> list[str]:
    """What is not as expected."""
    problems = []
    exit_file = script.with_suffix(".exit")
    expected_exit = int(exit_file.read_text()) if exit_file.exists() else 0
    if outcome.exit_code != expected_exit:
        problems.append(f"exit code {outcome.exit_code}, expected {expected_exit}")
    exact = script.with_suffix(".stdout.exact")
    if exact.exists() and exact.read_bytes() != outcome.stdout:
        if update:
            exact.write_bytes(outcome.stdout)
        else:
            problems.append(f"standard output is not {exact.name}")
    for stream, content in (("stdout", outcome.stdout), ("stderr", outcome.stderr)):
        glob = script.with_suffix(f".{stream}.glob")
        if glob.exists() and not glob_matches(glob.read_text(encoding="utf-8"),
                                              content.decode("utf-8", "replace")):
            problems.append(f"{stream} does not match {glob.name}")
    return problems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--textkin", type=pathlib.Path, required=True, help="the program")
    parser.add_argument("--filter", default="*", help="glob on the names of tests")
    parser.add_argument("--update", action="store_true", help="rewrite .stdout.exact files")
    arguments = parser.parse_args()
    scripts = [script for script in sorted(HERE.glob("*.sh"))
               if fnmatch.fnmatchcase(script.stem, arguments.filter)]
    if not scripts:
        sys.exit(f"no test matches {arguments.filter}")
    failed = skipped = 0
    for script in scripts:
        begin = time.monotonic()
        outcome = run_script(script, arguments.textkin.resolve())
        if outcome.exit_code == SKIPPED:
            skipped += 1
            print(f"SKIP {script.stem}: {outcome.stderr.decode('utf-8', 'replace').strip()}")
            continue
        problems = problems_of(script, outcome, arguments.update)
        verdict = "FAIL" if problems else "PASS"
        print(f"{verdict} {script.stem} ({time.monotonic() - begin:.1f} s)", flush=True)
        if problems:
            failed += 1
            print("  " + "\n  ".join(problems))
            for stream in ("stdout", "stderr"):
                text = getattr(outcome, stream)[-4000:].decode("utf-8", "replace")
                print(f"  --- {stream}\n{text}")
    skips = f", {skipped} skipped" if skipped else ""
    print(f"{len(scripts) - failed - skipped} passed, {failed} failed{skips}")
    sys.exit(1 if failed else SKIPPED if skipped == len(scripts) else 0)


if __name__ == "__main__":
    main()

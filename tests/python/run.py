#!/usr/bin/env python3
"""Builds the wheel of the Python package, installs it into an empty environment and runs its tests there.

run.py --build BUILD --textkin PROGRAM [--whole | --spark]

The native module is linked with the libraries of BUILD, installed to a temporary prefix, and is itself optimised as little
as the tests of C++ are; with --whole the wheel is built as users do, `pip wheel .`, which compiles everything; with --spark
the tests of the Spark job run instead, with PySpark and the machine's Java. Exit code 77, with the reason, where pip reaches no index, or where there is no Java.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD_TOOLS = ["scikit-build-core>=0.10", "nanobind>=2.4"]
TEST_TOOLS = ["pytest>=7", "pandas>=2.2", "mypy"]
# For --whole alone: they bring a hundred packages. datatrove does not name what its module of deduplication imports.
LARGE_TEST_TOOLS = ["datasets", "datatrove", "orjson", "regex", "nltk", "tokenizers", "ray", "loguru"]
# Without what they depend on: of dolma only its mixer is used, which is a module by itself, and of NeMo Curator the step that
# removes duplicates, which asks for ray and loguru alone.
BARE_TEST_TOOLS = ["dolma", "nemo-curator", "cosmos-xenna"]
SPARK_TOOLS = ["pytest>=7", "pyspark[sql]>=4"]
LEAST_JAVA = 17
SKIPPED = 77


def run(*words: str | Path, **options: object) -> None:
    subprocess.run([str(word) for word in words], check=True, **options)  # type: ignore[call-overload]


def make_environment(folder: Path, *options: str) -> Path:
    """An environment without packages; its Python."""
    run(sys.executable, "-m", "venv", *options, folder)
    return folder / "bin" / "python"


def pip_install(builder: Path, python: Path, *packages: str | Path) -> bool:
    """Whether the builder's pip could install them for `python`; it says itself why not."""
    # What is imported is compiled then; all of it takes longer than the tests.
    command = [builder, "-m", "pip", "--python", python, "install", "-q", "--disable-pip-version-check", "--no-compile", *packages]
    return subprocess.run([str(word) for word in command], check=False).returncode == 0


def has_java() -> bool:
    """Whether Java is new enough for Spark 4."""
    try:
        words = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError):
        return False
    version = re.search(r'version "(\d+)', words)
    return version is not None and int(version[1]) >= LEAST_JAVA


def build_wheel(python: Path, arguments: argparse.Namespace, folder: Path) -> Path:
    command = [python, "-m", "pip", "wheel", SOURCE, "--no-deps", "--no-build-isolation", "-w", folder / "wheels"]
    if not arguments.whole:
        run("cmake", "--install", arguments.build, "--prefix", folder / "prefix", stdout=subprocess.DEVNULL)
        command += ["-C", "cmake.source-dir=python", "-C", f"cmake.define.CMAKE_PREFIX_PATH={folder / 'prefix'}"]
        command += ["-C", "cmake.define.CMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG"]
    if shutil.which("ccache"):
        command += ["-C", "cmake.define.CMAKE_CXX_COMPILER_LAUNCHER=ccache"]
    run(*command, "-C", f"build-dir={folder / 'build'}")
    (wheel,) = (folder / "wheels").glob("textkin-*.whl")
    return wheel


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("--textkin", type=Path, required=True)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--spark", action="store_true")
    arguments = parser.parse_args()
    if arguments.spark and not has_java():
        print(f"skipped: Spark needs Java {LEAST_JAVA} or newer")
        return SKIPPED
    if sys.version_info < (3, 11):
        print("skipped: the package needs Python 3.11")
        return SKIPPED
    # Always the same, so that ccache knows the files in it again; new each time.
    folder = arguments.build.resolve() / ("python-whole" if arguments.whole else "python-package")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        builder = make_environment(folder / "builder")
        if not pip_install(builder, builder, *BUILD_TOOLS):
            print("skipped: pip cannot install scikit-build-core and nanobind here")
            return SKIPPED
        wheel = build_wheel(builder, arguments, folder)
        python = make_environment(folder / "empty", "--without-pip")
        # With its dependencies from the index, and nothing else.
        if not pip_install(builder, python, wheel):
            print("FAILED: the wheel cannot be installed", file=sys.stderr)
            return 1
        run(python, "-c", "import textkin; print('textkin', textkin.__version__, textkin.compare('a b c d', 'a b c d').verdict)",
            cwd=folder)  # fmt: skip
        tools = SPARK_TOOLS if arguments.spark else TEST_TOOLS + (LARGE_TEST_TOOLS if arguments.whole else [])
        if not pip_install(builder, python, *tools):
            print("FAILED: pip cannot install the tests' tools", file=sys.stderr)
            return 1
        if arguments.whole:
            pip_install(builder, python, "--no-deps", *BARE_TEST_TOOLS)  # where it cannot, their tests skip aloud
        tests = [python, "-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", SOURCE / "tests" / ("spark" if arguments.spark else "python")]
        environment = os.environ | {"TEXTKIN_BINARY": str(arguments.textkin), "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
                                    "PYSPARK_PYTHON": str(python), "PYSPARK_DRIVER_PYTHON": str(python)}  # fmt: skip
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        return subprocess.run([str(word) for word in tests], cwd=folder, check=False, env=environment).returncode
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())

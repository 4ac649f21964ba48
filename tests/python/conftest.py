"""What the tests of the package share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
Command = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def command() -> Command:
    """Runs the textkin command with the given words; $TEXTKIN_BINARY says where it is."""
    binary = os.environ.get("TEXTKIN_BINARY")
    if not binary:
        pytest.skip("TEXTKIN_BINARY is not set: nothing to compare with")

    def run(*words: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([binary, *map(str, words)], capture_output=True, check=False)

    return run


@pytest.fixture(scope="session")
def collection() -> Path:
    return SOURCE / "fixtures" / "collection"


@pytest.fixture
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path

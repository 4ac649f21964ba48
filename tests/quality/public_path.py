"""Puts bench/public on the path of the tests; imported for that alone."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench/public"))

#!/usr/bin/env bash
# Rewrites what is generated and committed: the fixtures and the expected output of the CLI tests.
# Look at `git diff` afterwards: every changed line is a changed promise.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

python3 -B fixtures/make_collection.py
python3 -B fixtures/make_hostile.py
cmake --preset release >/dev/null
cmake --build --preset release --target textkin_cli
python3 -B tests/cli/run.py --textkin build/release/src/cli/textkin --update

#!/usr/bin/env bash
# Measures the quality of textkin in full: derived collections, public sets, three baselines beside. Prints one table, checks
# all gates and writes docs/quality.md. What is absent ($TEXTKIN_DATA, by default ../shared/data) is skipped aloud.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p build
log=build/quality-build.log
if ! { cmake --preset release && cmake --build --preset release -j "$(nproc)" \
  --target textkin_cli main_text_evaluate; } >"$log" 2>&1; then
  tail -n 60 "$log" >&2
  exit 1
fi
python3 -B bench/public/report.py --textkin build/release/src/cli/textkin -o docs/quality.md "$@"

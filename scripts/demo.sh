#!/usr/bin/env bash
# Builds textkin and scans the fixture collection: the main job, from a fresh clone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/install-deps.sh
log=build/demo.log
mkdir -p build out
echo "Building (log: $log) ..."
if ! { cmake --preset release && cmake --build --preset release --target textkin_cli; } >"$log" 2>&1; then
  tail -n 40 "$log" >&2
  exit 1
fi

textkin=build/release/src/cli/textkin
echo "\$ textkin scan fixtures/collection -o out/demo --overwrite"
"$textkin" scan fixtures/collection -o out/demo --overwrite
echo
python3 -B scripts/show_families.py out/demo
echo
echo "Everything is in out/demo (docs/formats/results.md explains it):"
ls -1 out/demo | sed 's/^/  out\/demo\//'
echo
echo "Open this in a browser to look at it: $PWD/out/demo/report.html"

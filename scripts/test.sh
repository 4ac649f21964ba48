#!/usr/bin/env bash
# The tests of every commit: format, release build with all short tests, sanitizers, the installed package.
# Ends with one line, "N passed, N failed" (and ", N skipped"). What takes longer is in scripts/test-long.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/test-steps.sh

scripts/install-deps.sh
format_check
build_and_test release -LE 'long|install'
build_and_test asan -L 'unit|property|faults' -LE long
build_and_test release -L install
report

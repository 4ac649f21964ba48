#!/usr/bin/env bash
# What is too long for every commit: the thread sanitizer on the pipeline, every file compiled alone and unoptimised (other
# presets compile several at a time, which hides a missing #include), and the tests labelled "long".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/test-steps.sh

scripts/install-deps.sh
build_and_test tsan -R '^pipeline\.'
build_and_test dev -L unit
build_and_test release -L long
report

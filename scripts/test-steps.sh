# The steps that test.sh and test-long.sh are made of; sourced by them, in the root of the repository.
# Every step counts into `passed` and `failed` and lets the next ones run.

passed=0
failed=0
skipped=0
jobs=$(nproc)

count() {
  if "$@"; then
    passed=$((passed + 1))
  else
    echo "FAILED: $1 ${2-}" >&2
    failed=$((failed + 1))
  fi
}

format_check() {
  echo "== format"
  local files
  mapfile -t files < <(find src include python tests bench fixtures \( -name '*.h' -o -name '*.cc' \) | sort)
  count clang-format --dry-run --Werror "${files[@]}"
}

# build_and_test PRESET CTEST_ARGUMENTS...
build_and_test() {
  local preset=$1 log=build/test-$1.log line skips
  shift
  echo "== $preset: build"
  mkdir -p build
  if ! { cmake --preset "$preset" && cmake --build --preset "$preset" -j "$jobs"; } >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    echo "FAILED: build $preset (log: $log)" >&2
    failed=$((failed + 1))
    return
  fi
  echo "== $preset: ctest $*"
  ctest --preset "$preset" -j "$jobs" --no-tests=error "$@" >"$log" 2>&1 || true
  # A line such as "98% tests passed, 2 tests failed out of 130".
  line=$(grep -E '^[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+' "$log" || true)
  if [[ ! $line =~ ,\ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
    tail -n 20 "$log" >&2
    echo "FAILED: ctest $preset $* ran no tests (log: $log)" >&2
    failed=$((failed + 1))
    return
  fi
  echo "$line"
  if ((BASH_REMATCH[1] > 0)); then
    # Each failed test with what it printed, as far as that can be read here.
    awk '/^ *[0-9]+\/[0-9]+ Test|^ +Start/ { shown = /\*\*\*(Failed|Exception|Timeout|Not Run)/ ? 60 : 0 }
         shown-- > 0' "$log" | cut -c1-600 >&2
    echo "(log: $log)" >&2
  fi
  # Skips are said aloud, and do not count as passed, as they do for ctest.
  skips=$(grep -cE '\*\*\*Skipped' "$log" || true)
  grep -E '\*\*\*Skipped' "$log" || true
  skipped=$((skipped + skips))
  passed=$((passed + BASH_REMATCH[2] - BASH_REMATCH[1] - skips))
  failed=$((failed + BASH_REMATCH[1]))
}

report() {
  local skips=
  ((skipped == 0)) || skips=", $skipped skipped"
  echo "$passed passed, $failed failed$skips"
  ((failed == 0))
}

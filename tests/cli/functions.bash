# Shared by the scripts of this folder: source "$CLI/functions.bash".

fail() {
  echo "$*" >&2
  exit 1
}

# skip REASON: ends the script as skipped, which the runner and CTest say aloud.
skip() {
  echo "skipped: $*" >&2
  exit 77
}

# expect_exit CODE COMMAND...: runs the command, its standard error into ./stderr.
expect_exit() {
  local expected=$1 code=0
  shift
  "$@" 2>stderr || code=$?
  if ((code != expected)); then
    cat stderr >&2
    fail "exit code $code, expected $expected: $*"
  fi
}

# expect_stderr WORDS: the last command said so.
expect_stderr() {
  grep -qF -- "$1" stderr || fail "standard error lacks \"$1\": $(cat stderr)"
}

# same_results A B: two scans wrote the same bytes, but for the resources block of run.json.
same_results() {
  diff -r --exclude=run.json "$1" "$2" || fail "$1 and $2 differ"
  diff <(without_resources "$1") <(without_resources "$2") || fail "run.json of $1 and $2 differ"
}

# without_resources RESULT: run.json less its resources.
without_resources() {
  python3 -c '
import json, sys
run = json.load(open(sys.argv[1] + "/run.json", encoding="utf-8"))
del run["resources"]
print(json.dumps(run, sort_keys=True))' "$1"
}

# fault_codes RESULT: "id code" for every fault, sorted.
fault_codes() {
  python3 -c '
import json, sys
for line in open(sys.argv[1] + "/documents.jsonl", encoding="utf-8"):
    document = json.loads(line)
    for fault in document["faults"]:
        print(document["id"], fault["code"])' "$1" | LC_ALL=C sort
}

# python_with MODULE: prints a Python that has it, this one or that of scripts/install-deps.sh; skips without.
python_with() {
  local python
  for python in "$CLI/../../build/pyarrow/bin/python" python3; do
    if "$python" -c "import $1" 2>/dev/null; then
      echo "$python"
      return
    fi
  done
}

# needs_parquet: sets $ARROW_PYTHON, a Python with pyarrow; skips where textkin or Python has no Parquet.
needs_parquet() {
  [[ -x ${TEXTKIN%/*}/textkin-parquet ]] || skip "this textkin was built without Parquet"
  ARROW_PYTHON=$(python_with pyarrow)
  [[ $ARROW_PYTHON ]] || skip "no Python here has pyarrow"
}

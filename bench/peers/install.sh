#!/bin/sh
# Installs the peers outside the checkout: bench/peers/install.sh [DIR], default /tmp/textkin-peers.
# What cannot be installed is printed, and run.py skips it aloud.
set -u
dir=${1:-/tmp/textkin-peers}
here=$(cd "$(dirname "$0")" && pwd)
failed=

python3 -m venv "$dir/venv" || exit 1
pip() { "$dir/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }

pip "$here/../.." || failed="$failed textkin"
for name in gaoya rensa datasketch pydivsufsort; do
  pip "$name" || failed="$failed $name"
done
# Its MinHash command needs neither Spark nor an embedding model, which its package would bring along.
pip --no-deps text-dedup &&
  pip datasets bitarray click click-option-group 'rich<14' pybloom-live regex 'xxhash<4' ftfy \
    zstandard psutil scipy || failed="$failed text-dedup"
# spaCy's rules and jieba are its word tokenizers for English and Chinese.
pip datatrove orjson regex 'xxhash<4' tokenizers spacy jieba || failed="$failed datatrove"

if command -v cargo >/dev/null; then
  RUSTFLAGS='-C target-cpu=native' cargo build --quiet --release --manifest-path "$here/gaoya_rs/Cargo.toml" \
    --target-dir "$dir/gaoya_rs" || failed="$failed gaoya_rs"
else
  failed="$failed gaoya_rs(no cargo)"
fi

"$dir/venv/bin/python" -m pip list --format=freeze --disable-pip-version-check |
  grep -iE '^(textkin|gaoya|rensa|datasketch|pydivsufsort|text.dedup|datatrove|numpy|datasets|spacy|jieba)='
[ -z "$failed" ] || { echo "could not be installed:$failed" >&2; exit 3; }

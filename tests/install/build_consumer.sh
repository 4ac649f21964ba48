#!/usr/bin/env bash
# build_consumer.sh BUILD COMPILER: installs BUILD to a temporary prefix, builds consumer/ against it and
# runs both the consumer and the installed command.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
build=$1
compiler=$2

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$build" --prefix "$folder/prefix" >"$folder/install.log"
cmake -S "$here/consumer" -B "$folder/build" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$folder/prefix"
cmake --build "$folder/build"
[[ $("$folder/build/consumer") == "6 tokens, 1 mask" ]]
"$folder/prefix/bin/textkin" --version

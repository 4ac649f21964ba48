#!/usr/bin/env bash
# Installs the Debian 12 packages that building and testing textkin needs, and pyarrow, whose Arrow C++ reads Parquet:
# Debian has none. Says nothing when all are there.
set -euo pipefail

packages=(
  g++ cmake ninja-build ccache pkg-config
  libxxhash-dev libabsl-dev libboost-program-options-dev libgtest-dev libgmock-dev libbenchmark-dev
  libtbb-dev libsimdjson-dev nlohmann-json3-dev libicu-dev libuchardet-dev libopencc-dev libxml2-dev
  zlib1g-dev liblzma-dev libzstd-dev librocksdb-dev libgraphviz-dev zstd xz-utils jq python3 python3-venv strace clang-format
  chromium fonts-noto-cjk
)

missing=()
for package in "${packages[@]}"; do
  # "|| true": dpkg-query fails for a package that it has never heard of.
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done
# A Python of its own in build/pyarrow, where CMake looks for it; warcio is for the tests.
install_pyarrow() {
  local folder
  folder=$(dirname "$0")/../build/pyarrow
  if "$folder/bin/python" -c 'import pyarrow, warcio' 2>/dev/null; then
    return
  fi
  echo "Installing pyarrow into build/pyarrow"
  if ! python3 -m venv "$folder" || ! "$folder/bin/python" -m pip install -q pyarrow warcio; then
    rm -rf "$folder"
    echo "install-deps.sh: no pyarrow from pip: textkin will be built without Parquet" >&2
  fi
}

if ((${#missing[@]} == 0)); then
  install_pyarrow
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo >/dev/null; then
    echo "install-deps.sh: needs root (or sudo) to install: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT

apt_get() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >"$log" 2>&1
}

echo "Installing ${#missing[@]} packages: ${missing[*]}"
# The first attempt fails where the package lists are absent or old, as in a fresh container.
if ! apt_get install --yes --no-install-recommends "${missing[@]}"; then
  if ! apt_get update || ! apt_get install --yes --no-install-recommends "${missing[@]}"; then
    cat "$log" >&2
    echo "install-deps.sh: apt-get failed, see above" >&2
    exit 1
  fi
fi
install_pyarrow

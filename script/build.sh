# Builds with a word about how long the first time takes. Sourced by run and test.
# shellcheck shell=bash

# build ARGUMENT...: swift build with these arguments. Standard output belongs to leap-host.
build() {
  local bin
  bin=$(swift build "$@" --show-bin-path 2>/dev/null) || bin=''
  if [[ -z $bin || ! -x $bin/leap-host ]]; then
    echo "building Leap and the packages that it uses, $(nproc) processors: the first time takes some ten processor minutes" >&2
  fi
  swift build "$@" >&2
}

# Python packages for tests and checks, in environments of their own below the cache folder. Sourced by browser-test, check and lint.
# shellcheck shell=bash

# python_tools NAME PACKAGE...: sets `python` to the interpreter of an environment with these packages, made whole or not at all.
python_tools() {
  local folder=${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/leap/$1
  shift
  if [[ $(cat "$folder/packages" 2>/dev/null) != "$*" ]]; then
    echo "installing $* into $folder" >&2
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install -q --disable-pip-version-check "$@"
    echo "$*" >"$folder/packages"
  fi
  # shellcheck disable=SC2034 # for the one who sources this
  python=$folder/bin/python
}

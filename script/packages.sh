# Debian packages: installs those that are missing where it may. Sourced by bootstrap and fetch-mnist.
# shellcheck shell=bash

# Prints those of its arguments that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == "install ok installed" ]] || printf '%s ' "$package"
  done
}

# Runs apt-get as root, quietly unless it fails.
as_root() {
  local sudo=()
  [[ $EUID -eq 0 ]] || sudo=(sudo -n)
  local log
  if ! log=$("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" 2>&1 </dev/null); then
    tail -n 2 <<<"$log" >&2
    return 1
  fi
}

may_install() {
  command -v apt-get >/dev/null && { [[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null; }
}

# Installs what is missing of its arguments; fails with one line that says what to do.
want_packages() {
  local missing
  missing=$(missing_packages "$@")
  missing=${missing% }
  [[ -n $missing ]] || return 0
  if may_install; then
    echo "bootstrap: installing $missing" >&2
    local names
    read -ra names <<<"$missing"
    # An old list of packages is the usual reason for a failure.
    as_root install -y --no-install-recommends "${names[@]}" 2>/dev/null && return 0
    as_root -o Acquire::Retries=2 update 2>/dev/null || true
    as_root install -y --no-install-recommends "${names[@]}" && return 0
  fi
  echo "bootstrap: please install, as root: apt-get install $missing" >&2
  return 1
}

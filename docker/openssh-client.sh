#!/usr/bin/env bash
# Sees to it that OpenSSH's client is there, with which the tests push: installs Debian's openssh-client if need be.
set -euo pipefail
# shellcheck source=common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

present() { command -v ssh >/dev/null && command -v ssh-keygen >/dev/null; }

install_client() {
  DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes --no-install-recommends \
    --option DPkg::Lock::Timeout=120 install openssh-client </dev/null
}

if present; then exit; fi
if ! is_debian || ((EUID != 0)); then
  fail ssh 'ssh and ssh-keygen are needed, and only root on Debian or Ubuntu can have them installed from here: install the OpenSSH client'
fi
since=$(now)
log=$(mktemp)
# Missing or outdated package lists are the usual cause of a failed install, and refreshing them costs seconds.
if ! install_client >"$log" 2>&1; then
  { apt-get --quiet update && install_client; } >>"$log" 2>&1 || fail ssh 'openssh-client could not be installed' "$log"
fi
rm -f -- "$log"
present || fail ssh 'openssh-client is installed, but ssh or ssh-keygen is not in the PATH'
progress ssh 'openssh-client installed' "$since"

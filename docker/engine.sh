#!/usr/bin/env bash
# Finds a Docker-compatible engine, or installs and starts one of Longshore's own.
#
#   engine.sh [--engine KIND] up       an engine that answers; prints DOCKER_HOST=…, the only line on standard output
#   engine.sh [--engine KIND] status   prints the same line, changes nothing; exits 1 when no engine answers
#   engine.sh [--engine KIND] down     stops Longshore's own engines with their containers, never another engine
#
# KIND is docker or podman: Longshore's own engine of that kind, and no other. Without it, Docker is what is started
# where nothing answers.
#
# An engine's images, volumes, configuration and logs are in $LONGSHORE_HOME/engine, Podman's in $LONGSHORE_HOME/podman
# (default ~/.longshore); its socket and run-time state, which need short paths and end with a reboot, in
# /run/longshore-<id>. What is particular to a kind is in engine-KIND.sh.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

readonly START_DEADLINE=60 STOP_DEADLINE=30 # seconds
readonly KINDS=(docker podman)

run=/run/longshore-$(cksum <<<"$LONGSHORE_HOME" | cut -d ' ' -f 1)

# own KIND: prints the address of Longshore's own engine of that kind
own() { echo "unix://$run/$1.sock"; }

# home KIND: prints the directory of that engine, which is there once it has been started
home() {
  case $1 in
    docker) echo "$LONGSHORE_HOME/engine" ;;
    podman) echo "$LONGSHORE_HOME/podman" ;;
  esac
}

# exists KIND: has Longshore an engine of that kind here, running or not?
exists() { [[ -d $(home "$1")/data ]]; }

# find_engine [KIND]: prints the first engine that answers
find_engine() {
  local host kind hosts=("${DOCKER_HOST-}")
  for kind in "${KINDS[@]}"; do hosts+=("$(own "$kind")"); done
  [[ -z ${1-} ]] || hosts=("$(own "$1")")
  for host in "${hosts[@]}"; do
    if [[ -n $host ]] && answers "$host"; then
      echo "$host"
      return
    fi
  done
  [[ -z ${1-} ]] || return 1
  # Environments that already live in Longshore's own engine must not move to another one because it is down.
  for kind in "${KINDS[@]}"; do ! exists "$kind" || return 1; done
  for host in /var/run/docker.sock /run/podman/podman.sock \
    "${XDG_RUNTIME_DIR:-/nonexistent}/docker.sock" "${XDG_RUNTIME_DIR:-/nonexistent}/podman/podman.sock"; do
    if [[ -S $host ]] && answers "unix://$host"; then
      echo "unix://$host"
      return
    fi
  done
  return 1
}

# live PIDFILE NAME: prints the process id in PIDFILE if a program of that name still has it.
# A zombie is dead: process 1 of a container may reap late, or never.
live() {
  local pid name state
  [[ -s $1 ]] && pid=$(<"$1") && [[ $pid =~ ^[0-9]+$ ]] || return 1
  { read -r name <"/proc/$pid/comm" && read -r _ _ state _ <"/proc/$pid/stat"; } 2>/dev/null || return 1
  [[ $name == "$2" && $state != Z ]] || return 1
  echo "$pid"
}

# forget_dead PIDFILE NAME: a pidfile that outlived its process keeps the next one from starting
forget_dead() { live "$@" >/dev/null || rm -f -- "$1"; }

# --- one of Longshore's own engines. engine-KIND.sh defines for it:
#
#   program, packages, needs   what runs, where it comes from, and the commands that show that it is there
#   pidfile, log
#   disable_services           keeps what the packages brought from starting after a reboot
#   launch                     starts the program
#   mend                       after a start that failed: has something been put right that another could succeed with?
#   started                    what is to be done when it answers
#   survivors                  are there containers whose engine was killed?

# use KIND: the rest of this script is about that kind
use() {
  kind=$1
  own=$(own "$kind")
  home=$(home "$kind")
  # shellcheck source=engine-docker.sh source=engine-podman.sh
  source "$here/engine-$kind.sh"
}

install_engine() {
  local since output=$home/install.log command missing=false
  for command in "${needs[@]}"; do command -v "$command" >/dev/null || missing=true; done
  $missing || return 0
  if ! is_debian || ((EUID != 0)); then
    fail engine 'no engine answers, and only root on Debian or Ubuntu can have one installed from here: install Docker or Podman, start it, and set DOCKER_HOST to its socket'
  fi
  since=$(now)
  progress engine "installing ${packages[*]}"
  # Missing or outdated package lists are the usual cause of a failed install, and refreshing them costs seconds.
  if ! apt_install >"$output" 2>&1; then
    { apt-get --quiet update && apt_install; } >>"$output" 2>&1 ||
      fail engine "${packages[*]} could not be installed" "$output"
  fi
  progress engine "${packages[*]} installed" "$since"
}

apt_install() {
  # The packages' own services must not start, the one configured here is wanted: RUNLEVEL tells
  # invoke-rc.d so, SYSTEMD_OFFLINE systemctl.
  local -x DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 SYSTEMD_OFFLINE=1
  apt-get --quiet --yes --no-install-recommends --option DPkg::Lock::Timeout=120 install "${packages[@]}" </dev/null ||
    return 1
  if command -v systemctl >/dev/null; then disable_services; fi
}

start_engine() {
  local since
  since=$(now)
  mkdir -p "$home/data" "$run"
  if ! try_to_start && ! { mend && try_to_start; }; then
    kill -0 "$engine_pid" 2>/dev/null || fail engine "$program ended while it started" "$log"
    kill "$engine_pid"
    fail engine "$program did not answer within $START_DEADLINE s" "$log"
  fi
  started
  progress engine "$program $(engine_version) started" "$since"
}

# try_to_start: does it, started now unless it runs, answer in time? Sets engine_pid.
try_to_start() {
  if ! engine_pid=$(live "$pidfile" "$program"); then
    forget_dead "$pidfile" "$program"
    [[ ! -e $log ]] || mv -f "$log" "$log.1"
    launch
    engine_pid=$!
    disown # `wait` must not wait for it
  fi
  local deadline=$((SECONDS + START_DEADLINE))
  until answers "$own"; do
    kill -0 "$engine_pid" 2>/dev/null && ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# detached COMMAND…: without the lock, terminal and pipes that the caller has open, so that whoever reads those sees
# their end
detached() {
  local fd
  for fd in "/proc/$BASHPID/fd/"*; do
    fd=${fd##*/}
    if ((fd > 2)); then exec {fd}>&-; fi
  done
  cd /
  exec setsid "$@" </dev/null
}

# storage DRIVER: prints it, or vfs where it can't be stacked: on the overlay file system of a container
storage() {
  [[ $(stat --file-system --format %T "$home/data") != overlayfs ]] || set -- vfs
  echo "$1"
}

engine_version() { call "$own" /version | sed -n 's/.*"Version":"\([^"]*\)","ApiVersion".*/\1/p'; }

# lock: one of `up` and `down` at a time; held until this script ends
lock() {
  mkdir -p "$home"
  exec 9>"$home/lock"
  flock --timeout 300 9 || fail engine "another engine.sh has held $home/lock for 300 s"
}

# Containers run on when their engine ends; nobody would own them after `down`.
# Those with the restart policy `always` come back with the next `up`.
stop_containers() {
  local since ids id
  since=$(now)
  ids=$(call "$own" /containers/json | grep --only-matching '"Id":"[0-9a-f]*"' | cut -d '"' -f 4) || return 0
  for id in $ids; do
    call "$own" "/containers/$id/stop?t=10" --request POST --max-time 30 --output /dev/null &
  done
  wait
  progress engine "$(wc -w <<<"$ids") containers stopped" "$since"
}

stop_engine() {
  ((EUID == 0)) || fail engine "only root can stop Longshore's own engine"
  lock
  local since pid deadline
  if ! live "$pidfile" "$program" >/dev/null; then
    survivors || { progress engine "Longshore's own $program is not running"; return; }
    start_engine
  fi
  since=$(now)
  pid=$(live "$pidfile" "$program")
  stop_containers
  kill -TERM "$pid"
  deadline=$((SECONDS + STOP_DEADLINE))
  while live "$pidfile" "$program" >/dev/null; do
    ((SECONDS < deadline)) || fail engine "$program, process $pid, did not stop within $STOP_DEADLINE s" "$log"
    sleep 0.1
  done
  progress engine "$program, process $pid, stopped" "$since"
}

# --- the commands, each with the kind that was asked for, if one was

up() {
  local since host
  since=$(now)
  if [[ -z ${1-} && -n ${DOCKER_HOST-} ]] && ! answers "$DOCKER_HOST"; then
    progress engine "nothing answers at DOCKER_HOST=$DOCKER_HOST, looking elsewhere"
  fi
  if ! host=$(find_engine "$@"); then
    use "$(kind_to_start "$@")"
    ((EUID == 0)) || ! exists "$kind" || fail engine "Longshore's own engine is down, and only root can start it"
    lock
    if ! host=$(find_engine "$@"); then
      install_engine
      start_engine
      host=$own
    fi
  fi
  progress engine "$host answers" "$since"
  echo "DOCKER_HOST=$host"
}

# kind_to_start [KIND]: prints that of the engine which there is, else docker
kind_to_start() {
  if [[ -n ${1-} ]]; then
    echo "$1"
  elif exists podman && ! exists docker; then
    echo podman
  else
    echo docker
  fi
}

status() {
  local host kind whose='an engine that Longshore did not start is used'
  host=$(find_engine "$@") || fail engine "no engine answers; engine.sh ${1:+--engine $1 }up finds or starts one"
  for kind in "${KINDS[@]}"; do
    [[ $host != "$(own "$kind")" ]] || whose="Longshore's own $kind is used"
  done
  progress engine "$whose"
  echo "DOCKER_HOST=$host"
}

down() {
  local kind any=false
  for kind in "${@:-${KINDS[@]}}"; do
    exists "$kind" || continue
    any=true
    (use "$kind" && stop_engine)
  done
  $any || progress engine 'Longshore started none here'
}

usage() {
  echo "usage: ${0##*/} [--engine ${KINDS[0]} | ${KINDS[1]}] up | down | status" >&2
  exit 2
}

command -v curl >/dev/null || fail engine 'curl is needed: install it'
asked=()
if [[ ${1-} == --engine ]]; then
  [[ " ${KINDS[*]} " == *" ${2-} "* && -n ${2-} ]] || usage
  asked=("$2")
  shift 2
fi
case ${1-} in
  up | down | status) "$1" "${asked[@]}" ;;
  *) usage ;;
esac

#!/usr/bin/env bash
# Finds a Docker-compatible engine, or installs and starts one of Longshore's own.
#
#   engine.sh up       an engine that answers; prints DOCKER_HOST=…, the only line on standard output
#   engine.sh status   prints the same line, changes nothing; exits 1 when no engine answers
#   engine.sh down     stops Longshore's own engine with its containers, never another engine
#
# The engine's images, volumes, configuration and logs are in $LONGSHORE_HOME/engine (default ~/.longshore/engine);
# its socket and run-time state, which need short paths and end with a reboot, in /run/longshore-<id>.
set -euo pipefail
# shellcheck source=common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

readonly START_DEADLINE=60 STOP_DEADLINE=30 # seconds

home=$LONGSHORE_HOME/engine
run=/run/longshore-$(cksum <<<"$LONGSHORE_HOME" | cut -d ' ' -f 1)
own=unix://$run/docker.sock
pidfile=$run/dockerd.pid
exec_root=$run/exec
log=$home/dockerd.log

# find_engine: prints the first engine that answers
find_engine() {
  local host
  for host in "${DOCKER_HOST-}" "$own"; do
    if [[ -n $host ]] && answers "$host"; then
      echo "$host"
      return
    fi
  done
  # Environments that already live in Longshore's own engine must not move to another one because it is down.
  [[ ! -d $home/data ]] || return 1
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

install_engine() {
  if command -v dockerd >/dev/null && command -v iptables >/dev/null; then
    return
  fi
  if ! is_debian || ((EUID != 0)); then
    fail engine 'no engine answers, and only root on Debian or Ubuntu can have one installed from here: install Docker or Podman, start it, and set DOCKER_HOST to its socket'
  fi
  local since output=$home/install.log
  since=$(now)
  progress engine 'installing docker.io and iptables'
  # Missing or outdated package lists are the usual cause of a failed install, and refreshing them costs seconds.
  if ! apt_install >"$output" 2>&1; then
    { apt-get --quiet update && apt_install; } >>"$output" 2>&1 ||
      fail engine 'docker.io and iptables could not be installed' "$output"
  fi
  progress engine 'docker.io and iptables installed' "$since"
}

apt_install() {
  # The packages' own services must not start, the one configured here is wanted: RUNLEVEL tells
  # invoke-rc.d so, SYSTEMD_OFFLINE systemctl.
  local -x DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 SYSTEMD_OFFLINE=1
  apt-get --quiet --yes --no-install-recommends --option DPkg::Lock::Timeout=120 install docker.io iptables </dev/null || return 1
  if command -v systemctl >/dev/null; then
    # Nor after a reboot: two engines would fight over one bridge.
    systemctl disable docker.service docker.socket containerd.service || true
  fi
}

write_config() {
  local driver=overlay2
  # overlay2 cannot be stacked on the overlay file system of a container
  [[ $(stat --file-system --format %T "$home/data") != overlayfs ]] || driver=vfs
  cat >"$home/daemon.json" <<JSON
{
  "hosts": ["$own"],
  "data-root": "$home/data",
  "exec-root": "$exec_root",
  "pidfile": "$pidfile",
  "storage-driver": "$driver",
  "live-restore": true
}
JSON
}

start_engine() {
  local since
  since=$(now)
  mkdir -p "$home/data" "$run"
  if ! started && ! { forget_networks && started; }; then
    kill -0 "$engine_pid" 2>/dev/null || fail engine 'dockerd ended while it started' "$log"
    kill "$engine_pid"
    fail engine "dockerd did not answer within $START_DEADLINE s" "$log"
  fi
  progress engine "dockerd $(engine_version) started" "$since"
}

# started: does dockerd, started now unless it runs, answer in time? Sets engine_pid.
started() {
  if ! engine_pid=$(live "$pidfile" dockerd); then
    forget_dead "$pidfile" dockerd
    forget_dead "$exec_root/containerd/containerd.pid" containerd
    write_config
    [[ ! -e $log ]] || mv -f "$log" "$log.1"
    detached dockerd --config-file "$home/daemon.json" >"$log" 2>&1 &
    engine_pid=$!
    disown # `wait` must not wait for it
  fi
  local deadline=$((SECONDS + START_DEADLINE))
  until answers "$own"; do
    kill -0 "$engine_pid" 2>/dev/null && ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}

# forget_networks: puts the record of networks aside if it is what dockerd panicked over. A machine that lost its power
# while a network was made or removed has half of it on record, and a dockerd before 24 never starts again
# (https://github.com/moby/moby/issues/45057). The server makes its networks anew.
forget_networks() {
  local record=$home/data/network/files/local-kv.db aside bridge
  grep --quiet '^panic: ' "$log" && grep --quiet 'libnetwork\.' "$log" && [[ -e $record ]] || return 1
  aside=$home/local-kv.db.$(date +%s)
  mv -- "$record" "$aside"
  # Without their record nobody else removes the bridges, and a network made anew with the addresses of one is cut off.
  for bridge in $(grep --text --only-matching 'lsh-[0-9a-f]\{11\}' "$aside" | sort --unique); do
    ip link delete "$bridge" type bridge 2>/dev/null || true
  done
  progress engine "dockerd could not read its record of networks, which is now $aside"
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

engine_version() { call "$own" /version | sed -n 's/.*"Version":"\([^"]*\)","ApiVersion".*/\1/p'; }

# lock: one of `up` and `down` at a time; held until this script ends
lock() {
  mkdir -p "$home"
  exec 9>"$home/lock"
  flock --timeout 300 9 || fail engine "another engine.sh has held $home/lock for 300 s"
}

up() {
  local since host
  since=$(now)
  if [[ -n ${DOCKER_HOST-} ]] && ! answers "$DOCKER_HOST"; then
    progress engine "nothing answers at DOCKER_HOST=$DOCKER_HOST, looking elsewhere"
  fi
  if ! host=$(find_engine); then
    ((EUID == 0)) || [[ ! -d $home/data ]] || fail engine "Longshore's own engine is down, and only root can start it"
    lock
    if ! host=$(find_engine); then
      install_engine
      start_engine
      host=$own
    fi
  fi
  progress engine "$host answers" "$since"
  echo "DOCKER_HOST=$host"
}

status() {
  local host
  host=$(find_engine) || fail engine 'no engine answers; engine.sh up finds or starts one'
  if [[ $host == "$own" ]]; then
    progress engine "Longshore's own dockerd runs as process $(live "$pidfile" dockerd || echo unknown)"
  else
    progress engine 'an engine that Longshore did not start is used'
  fi
  echo "DOCKER_HOST=$host"
}

# A live-restore engine leaves its containers running when it ends; nobody would own them after `down`.
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

# survivors: are there containers whose dockerd was killed?
survivors() { compgen -G "$exec_root/containerd/daemon/io.containerd.runtime.v2.task/moby/*" >/dev/null; }

down() {
  [[ -d $home/data ]] || { progress engine "Longshore started none here"; return; }
  ((EUID == 0)) || fail engine "only root can stop Longshore's own engine"
  lock
  local since pid deadline
  if ! live "$pidfile" dockerd >/dev/null; then
    survivors || { progress engine "Longshore's own dockerd is not running"; return; }
    start_engine
  fi
  since=$(now)
  pid=$(live "$pidfile" dockerd)
  stop_containers
  kill -TERM "$pid"
  deadline=$((SECONDS + STOP_DEADLINE))
  while live "$pidfile" dockerd >/dev/null; do
    ((SECONDS < deadline)) || fail engine "dockerd, process $pid, did not stop within $STOP_DEADLINE s" "$log"
    sleep 0.1
  done
  progress engine "dockerd, process $pid, stopped" "$since"
}

command -v curl >/dev/null || fail engine 'curl is needed: install it'
case ${1-} in
  up | down | status) "$1" ;;
  *)
    echo "usage: ${0##*/} up | down | status" >&2
    exit 2
    ;;
esac

# shellcheck shell=bash disable=SC2034,SC2154 # variables of engine.sh, and for it
# Longshore's own Docker Engine. Sourced by engine.sh, never run.

program=dockerd
packages=(docker.io iptables)
needs=(dockerd iptables)
pidfile=$run/dockerd.pid
exec_root=$run/exec
log=$home/dockerd.log

# Two engines would fight over one bridge.
disable_services() { systemctl disable docker.service docker.socket containerd.service || true; }

launch() {
  forget_dead "$exec_root/containerd/containerd.pid" containerd
  write_config
  detached dockerd --config-file "$home/daemon.json" >"$log" 2>&1 &
}

write_config() {
  cat >"$home/daemon.json" <<JSON
{
  "hosts": ["$own"],
  "data-root": "$home/data",
  "exec-root": "$exec_root",
  "pidfile": "$pidfile",
  "storage-driver": "$(storage overlay2)",
  "live-restore": true
}
JSON
}

# mend: puts the record of networks aside if it is what dockerd panicked over. A machine that lost its power
# while a network was made or removed has half of it on record, and a dockerd before 24 never starts again
# (https://github.com/moby/moby/issues/45057). The server makes its networks anew.
mend() {
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

# It starts the containers that are to run before it answers.
started() { :; }

survivors() { compgen -G "$exec_root/containerd/daemon/io.containerd.runtime.v2.task/moby/*" >/dev/null; }

# shellcheck shell=bash disable=SC2034,SC2154 # variables of engine.sh, and for it
# Longshore's own Podman, behind its Docker API. Sourced by engine.sh, never run.
#
# It shares nothing with a Podman that the machine has besides, except for what is Podman's for the whole machine: the
# addresses in use and the name server for containers, in /run/containers/networks.

program=podman
packages=(podman netavark aardvark-dns runc iptables)
needs=(podman conmon runc iptables /usr/lib/podman/netavark /usr/lib/podman/aardvark-dns)
pidfile=$run/podman.pid
log=$home/podman.log
state=$run/podman

# Everything that Podman starts for itself gets these.
export CONTAINERS_CONF=$home/containers.conf
export CONTAINERS_STORAGE_CONF=$home/storage.conf
export CONTAINERS_REGISTRIES_CONF=$home/registries.conf
# What the OCI's own format has no place for, such as HEALTHCHECK, would be lost.
export BUILDAH_FORMAT=docker

disable_services() { systemctl disable podman.service podman.socket podman-restart.service || true; }

launch() {
  write_config
  rm -f "$run/podman.sock"
  detached podman system service --time 0 "$own" >"$log" 2>&1 &
  echo $! >"$pidfile"
}

write_config() {
  local files processes
  # No container can have a higher limit than Podman's own, which it lowers to the greatest process id.
  files=$(at_most "$(ulimit -Hn)" 1048576)
  processes=$(at_most "$(ulimit -Hu)" "$(</proc/sys/kernel/pid_max)")
  # Containers see none of the machine's own names.
  cat >"$CONTAINERS_CONF" <<TOML
[containers]
base_hosts_file = "none"
host_containers_internal_ip = "none"
default_ulimits = ["nofile=$files:$files", "nproc=$processes:$processes"]

[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
exit_command_delay = 10
lock_type = "file"
tmp_dir = "$state/libpod"

[network]
network_backend = "netavark"
network_config_dir = "$home/data/networks"
TOML
  cat >"$CONTAINERS_STORAGE_CONF" <<TOML
[storage]
driver = "$(storage overlay)"
graphroot = "$home/data/storage"
runroot = "$state/containers"
TOML
  # As Docker does: names without a registry are Docker Hub's, and the machine's own registries need no TLS.
  cat >"$CONTAINERS_REGISTRIES_CONF" <<TOML
unqualified-search-registries = ["docker.io"]
short-name-mode = "permissive"

[[registry]]
location = "localhost"
insecure = true

[[registry]]
location = "127.0.0.1"
insecure = true
TOML
}

# at_most NUMBER LIMIT: prints the lesser one; NUMBER may be "unlimited"
at_most() {
  if [[ $1 == unlimited ]] || (($1 > $2)); then echo "$2"; else echo "$1"; fi
}

mend() { return 1; }

# Podman's service leaves it to others to start the containers that are to run. What can't be started is the server's to
# repair.
started() { (detached podman start --all --filter restart-policy=always) >>"$log" 2>&1 || true; }

survivors() { compgen -G "$state/containers/*-containers/*/userdata/conmon.pid" >/dev/null; }

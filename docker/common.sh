# shellcheck shell=bash
# What the scripts of this directory share: progress lines, and the Docker Engine API over curl.
# Sourced, never run.

# Numbers are read back from text ($EPOCHREALTIME, apt's output), so the locale must not change them.
export LC_ALL=C
# dockerd and iptables are in sbin, which the PATH of an ordinary login may lack.
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

LONGSHORE_HOME=$(realpath -m -- "${LONGSHORE_HOME:-$HOME/.longshore}")

# now: milliseconds since the epoch
now() { echo $((${EPOCHREALTIME/./} / 1000)); }

# progress TOPIC TEXT [SINCE]: one line for a person, with the seconds since SINCE (a value of `now`)
progress() {
  local line ms
  printf -v line '%-8s %s' "$1" "$2"
  if [[ -n ${3-} ]]; then
    ms=$(($(now) - $3))
    printf -v line '%-72s %4d.%d s' "$line" $((ms / 1000)) $((ms % 1000 / 100))
  fi
  echo "$line" >&2
}

# fail TOPIC TEXT [LOG]: the last lines of LOG, what went wrong, and out
fail() {
  if [[ -s ${3-} ]]; then
    tail -n 15 -- "$3" | sed "s/^/         | /" >&2
    printf '%-8s the whole log is %s\n' "$1" "$3" >&2
  fi
  printf '%-8s %s\n' "$1" "$2" >&2
  exit 1
}

# call HOST PATH [CURL-OPTION…]: one request to the engine at HOST (unix:///path or tcp://host:port)
call() {
  local host=$1 path=$2 base
  shift 2
  case $host in
    unix://*)
      base=http://engine
      set -- --unix-socket "${host#unix://}" "$@"
      ;;
    tcp://*) base=http://${host#tcp://} ;;
    *) return 1 ;;
  esac
  curl --silent --show-error --fail-with-body --noproxy '*' "$@" "$base$path"
}

# answers HOST: is there an engine?
answers() { call "$1" /_ping --max-time 2 --output /dev/null 2>/dev/null; }

# is_debian: can packages be had from apt here?
is_debian() {
  command -v apt-get >/dev/null && [[ -r /etc/os-release ]] || return 1
  local family
  family=$(. /etc/os-release && echo "${ID-} ${ID_LIKE-}")
  [[ " $family " =~ \ (debian|ubuntu)\  ]]
}

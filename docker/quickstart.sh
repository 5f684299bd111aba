#!/usr/bin/env bash
# From a clone to running microservices: builds Longshore, sees to an engine and base images, starts the server and the
# gateway, pushes the example and shows it live. Every step that is done already is left as it is.
#
#   hasura quickstart [DIR]        DIR is where the example's clone goes, ./hello-hasura by default
#     --port N                     the server's port, 8080 by default
#     --ssh-port N                 the server's port for SSH, 2222 by default
#     --gateway-port N             the gateway's port, 8000 by default
#     --addresses RANGE            what containers' networks are cut from, 10.213.0.0/16 by default; where two engines
#                                  run on this machine, one needs another
#   hasura quickstart --stop       stops the gateway, the server and the containers; keeps all data
#
# What runs and its logs are in $LONGSHORE_HOME (default ~/.longshore). Exits with 0 when every route has answered.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=${here%/*}
# shellcheck source=common.sh
source "$here/common.sh"

readonly START_DEADLINE=60 STOP_DEADLINE=75 ROUTE_DEADLINE=90 # seconds
readonly GATEWAY_HOST=gateway.longshore.internal              # the name under which the gateway answers for itself

run=$LONGSHORE_HOME/run
logs=$LONGSHORE_HOME/logs
data=$LONGSHORE_HOME/data
port=''
ssh_port=''
gateway_port=''
addresses=''
clone=hello-hasura

# --- programs that go on running

# started_at PID: prints when the process started, in the kernel's ticks; false for one that has ended
started_at() {
  local stat fields
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  # The process's name, in parentheses, may contain anything.
  read -ra fields <<<"${stat##*) }"
  [[ ${fields[0]} != Z ]] && echo "${fields[19]}"
}

# running NAME: sets pid and used_port to those of the program that an earlier quickstart started, if it still runs.
# A process id may have become another program's; never its time of start as well.
running() {
  local since
  [[ -s $run/$1.pid ]] && read -r pid since used_port <"$run/$1.pid" && [[ $(started_at "$pid") == "$since" ]]
}

# listening PORT: does anything take connections there?
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# healthy NAME PORT
healthy() {
  local host=localhost
  [[ $1 != gateway ]] || host=$GATEWAY_HOST
  curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null --header "Host: $host" "http://127.0.0.1:$2/healthz"
}

# choose_port NAME WANTED DEFAULT: prints the port to use, which is the one used before unless another is wanted
choose_port() {
  local pid used_port default=$3
  if running "$1"; then
    [[ -z $2 || $2 == "$used_port" ]] ||
      fail "$1" "the $1 runs on port $used_port already; to move it to $2 stop it first: $hasura quickstart --stop"
    echo "$used_port"
  else
    [[ ! -s $run/$1.port ]] || default=$(<"$run/$1.port")
    echo "${2:-$default}"
  fi
}

# choose_ssh_port WANTED: as choose_port, for the second port of the server
choose_ssh_port() {
  local pid used_port used=2222
  [[ ! -s $run/ssh.port ]] || used=$(<"$run/ssh.port")
  if running server; then
    [[ -z $1 || $1 == "$used" ]] ||
      fail server "the server runs with SSH on port $used already; to move it to $1 stop it first: $hasura quickstart --stop"
    echo "$used"
  else
    ! listening "${1:-$used}" ||
      fail server "port ${1:-$used} is in use by another program; choose another for SSH: --ssh-port N"
    echo "${1:-$used}"
  fi
}

# choose_addresses WANTED: as choose_port, for the range of the server's networks; prints nothing for its default
choose_addresses() {
  local pid used_port used=''
  [[ ! -s $run/addresses ]] || used=$(<"$run/addresses")
  ! running server || [[ -z $1 || $1 == "$used" ]] ||
    fail server "the server runs already, with ${used:-the default} for its networks; stop it first: $hasura quickstart --stop"
  echo "${1:-$used}"
}

# start NAME PORT OPTION ARG…: starts `hasura NAME ARG…`, unless it runs, and waits until it answers
start() {
  local name=$1 on=$2 option=$3 pid used_port since deadline
  shift 3
  since=$(now)
  if ! running "$name"; then
    ! listening "$on" || fail "$name" "port $on is in use by another program; choose another for the $name: $option N"
    [[ ! -e $logs/$name.log ]] || mv -f -- "$logs/$name.log" "$logs/$name.log.1"
    # File names are UTF-8, whatever the terminal is.
    LC_ALL=C.UTF-8 setsid nohup "$root/hasura" "$name" "$@" >"$logs/$name.log" 2>&1 </dev/null &
    pid=$!
    echo "$pid $(started_at "$pid") $on" >"$run/$name.pid"
    echo "$on" >"$run/$name.port"
  fi
  deadline=$((SECONDS + START_DEADLINE))
  until healthy "$name" "$on"; do
    running "$name" || fail "$name" "the $name ended while it started" "$logs/$name.log"
    ((SECONDS < deadline)) || fail "$name" "the $name did not answer on port $on within $START_DEADLINE s" "$logs/$name.log"
    sleep 0.1
  done
  progress "$name" "http://localhost:$on/" "$since"
}

# end NAME: asks the program to end and waits for it
end() {
  local pid used_port since deadline
  since=$(now)
  if running "$1"; then
    kill -TERM "$pid"
    deadline=$((SECONDS + STOP_DEADLINE))
    while running "$1"; do
      ((SECONDS < deadline)) || fail "$1" "process $pid did not end within $STOP_DEADLINE s; see $logs/$1.log"
      sleep 0.1
    done
    progress "$1" "stopped" "$since"
  else
    progress "$1" "does not run"
  fi
  rm -f -- "$run/$1.pid"
}

# --- steps

build() {
  local since
  since=$(now)
  local version
  version=$("$root/hasura" version) || exit 1
  progress build "Longshore $(cut -d ' ' -f 2 <<<"${version%,*}")" "$since"
}

images() {
  local since
  since=$(now)
  "$here/base-images.sh"
  progress images 'all base images are there' "$since"
}

# logged_in: does the server accept the stored token? The token passes through pipes only.
logged_in() {
  local answer
  answer=$(printf 'protocol=http\nhost=localhost:%s\n\n' "$port" | "$root/hasura" git-credential get)
  [[ $answer == *password=* ]] &&
    printf 'header = "Authorization: Bearer %s"\n' "${answer##*password=}" |
    curl --config - --silent --fail --noproxy '*' --max-time 10 --output /dev/null "$server/api/v1/user"
}

administrator() {
  local since name=admin
  since=$(now)
  if logged_in; then
    progress admin "already logged in to $server" "$since"
    return
  fi
  "$root/hasura" server create-administrator "$name" --data "$data" |
    "$root/hasura" login --server "$server" --user "$name" --token-stdin >/dev/null ||
    fail admin 'no administrator could be made' "$logs/server.log"
  progress admin "$name, logged in to $server" "$since"
}

# make_clone: a clone of what the server has, or else the example as a new repository. It gets its place in one step, so
# that an interruption leaves none or all of it.
make_clone() {
  local since new
  since=$(now)
  if [[ -e $clone ]]; then
    [[ -d $clone/.git && -f $clone/hasura.yaml ]] ||
      fail clone "$clone exists and is not a clone of the example; name another directory: $hasura quickstart DIR"
    connect "$clone"
  else
    mkdir -p -- "${clone%/*}"
    new=$(mktemp -d -- "${clone%/*}/.quickstart-XXXXXX")
    # shellcheck disable=SC2064 # the name is to be expanded now
    trap "rm -rf -- $(printf %q "$new")" EXIT
    fill "$new/${clone##*/}"
    mv -T -- "$new/${clone##*/}" "$clone"
    rmdir "$new"
    trap - EXIT
  fi
  progress clone "$clone" "$since"
}

connect() {
  "$root/hasura" setup --project "$1" --server "$server" >/dev/null ||
    fail clone "$1 can't be connected with $server; name another directory: $hasura quickstart DIR"
}

# fill DIR: makes DIR a repository that is connected with the server and has something to push
fill() {
  git init --quiet -- "$1"
  git -C "$1" symbolic-ref HEAD refs/heads/master
  connect "$1"
  # The server has the project when an earlier clone has been removed.
  if git -C "$1" fetch --quiet hasura master 2>/dev/null; then
    git -C "$1" reset --quiet --hard FETCH_HEAD
    return
  fi
  cp -R "$root/examples/hello-hasura/." "$1"
  if ! git -C "$1" config user.email >/dev/null; then
    git -C "$1" config user.name "$(id -un)"
    git -C "$1" config user.email "$(id -un)@localhost"
  fi
  git -C "$1" add --all
  git -C "$1" commit --quiet --message 'Begin with hello-hasura'
}

push() {
  echo >&2
  echo "\$ git push hasura master     (in $clone)" >&2
  git -C "$clone" push hasura master ||
    fail push "the push of $clone failed; what it says above tells why. Correct it, commit, and push again"
  echo >&2
}

# answer URL: prints the status with which the gateway answers; the URL's name need not resolve
answer() {
  curl --silent --noproxy '*' --max-time 10 --output /dev/null --write-out '%{http_code}' \
    --connect-to "::127.0.0.1:$gateway_port" "$1" || true
}

show_live() {
  local routes name url status deadline
  routes=$("$root/hasura" microservice list --project "$clone" --output urls)
  [[ -n $routes ]] || fail live "the project in $clone has no route"
  deadline=$((SECONDS + ROUTE_DEADLINE))
  while read -r name url; do
    status=$(answer "$url")
    until [[ $status == [23]?? ]]; do
      ((SECONDS < deadline)) ||
        fail live "$name does not answer: $url gives status $status; see: $hasura microservice logs --project $clone $name"
      sleep 0.2
      status=$(answer "$url")
    done
    printf '%-8s %-11s %s\n' live "$name" "$url"
  done <<<"$routes"
}

try_next() {
  local from_clone
  from_clone=$(realpath --relative-to="$clone" -- "$root")/hasura
  [[ ${#from_clone} -lt ${#root} ]] || from_clone=$root/hasura
  cat <<TEXT

Try next, in $clone:
  edit microservices/www/src/index.html, then: git commit -am "Say something else" && git push hasura master
  $from_clone microservice list
  $from_clone microservice logs -f api
  $from_clone build list
Stop everything: $hasura quickstart --stop
TEXT
}

# --- stopping

# remove_containers HOST: those of this server's environments and the firewall's guard, in an engine that isn't
# Longshore's own; another server makes itself a new guard
remove_containers() {
  local since label ids id count=0
  since=$(now)
  while read -r label; do
    ids=$(call "$1" "/containers/json?all=true&filters=%7B%22label%22:%5B%22$label%22%5D%7D" |
      grep --only-matching '"Id":"[0-9a-f]*"' | cut -d '"' -f 4) || continue
    for id in $ids; do
      call "$1" "/containers/$id?force=true" --request DELETE --output /dev/null
      count=$((count + 1))
    done
  done < <(environments | sed 's/^/dev.longshore.environment=/' && echo dev.longshore.firewall)
  progress engine "$count containers removed" "$since"
}

# environments: prints the names of this server's environments
environments() {
  local path
  for path in "$data"/gateway/*.json "$data"/repositories/*.git; do
    [[ -e $path ]] || continue
    path=${path##*/}
    echo "${path%.*}"
  done | sort --unique
}

stop() {
  local host
  end gateway
  end server
  if [[ -d $LONGSHORE_HOME/engine/data || -d $LONGSHORE_HOME/podman/data ]]; then
    "$here/engine.sh" down
  elif host=$("$here/engine.sh" status 2>/dev/null); then
    remove_containers "${host#DOCKER_HOST=}"
  fi
  echo
  echo "Repositories, releases, images and volumes are kept in $LONGSHORE_HOME and in the engine;"
  echo "start again: $hasura quickstart. Remove them: rm -rf $LONGSHORE_HOME"
}

# --- the command line

# The launcher as the reader can type it here.
hasura=$root/hasura
[[ $PWD != "$root" ]] || hasura=./hasura

usage() {
  sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}"
}

misused() {
  echo "hasura: $1; see: hasura quickstart --help" >&2
  exit 2
}

# port_number OPTION TEXT: prints the text when it is the number of a port
port_number() {
  [[ $2 =~ ^[0-9]{1,5}$ ]] && ((10#$2 >= 1 && 10#$2 <= 65535)) ||
    misused "$1 must be a number from 1 to 65535, and is '$2'"
  echo $((10#$2))
}

stopping=false
while (($# > 0)); do
  case $1 in
    --stop) stopping=true ;;
    --port)
      port=$(port_number "$1" "${2-}")
      shift
      ;;
    --ssh-port)
      ssh_port=$(port_number "$1" "${2-}")
      shift
      ;;
    --gateway-port)
      gateway_port=$(port_number "$1" "${2-}")
      shift
      ;;
    --addresses)
      [[ -n ${2-} ]] || misused "$1 needs a range, such as 10.212.0.0/16"
      addresses=$2
      shift
      ;;
    -h | --help)
      usage
      exit
      ;;
    -*) misused "quickstart has no option $1" ;;
    *) clone=${1%/} ;;
  esac
  shift
done
[[ $clone == */* ]] || clone=./$clone

for program in curl git; do
  command -v "$program" >/dev/null || fail quickstart "$program is needed: install it"
done
# A Java program that is interrupted ends with a status, which would be taken for a failure of its own.
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -p "$run" "$logs" "$data"
chmod 700 "$LONGSHORE_HOME" "$data"

# One at a time; the programs that it starts must not hold the lock.
exec 8>"$run/lock"
if command -v flock >/dev/null; then
  flock --nonblock 8 || fail quickstart 'another quickstart is at work'
fi

if $stopping; then
  stop
  exit
fi

port=$(choose_port server "$port" 8080)
ssh_port=$(choose_ssh_port "$ssh_port")
gateway_port=$(choose_port gateway "$gateway_port" 8000)
addresses=$(choose_addresses "$addresses")
server=http://localhost:$port

build
engine=$("$here/engine.sh" up 8>&-)
export "${engine?}"
images
echo "$ssh_port" >"$run/ssh.port"
echo "$addresses" >"$run/addresses"
start server "$port" --port --data "$data" --port "$port" --ssh-port "$ssh_port" --gateway-port "$gateway_port" \
  ${addresses:+--addresses "$addresses"} 8>&-
start gateway "$gateway_port" --gateway-port --routes "$data/gateway" --port "$gateway_port" 8>&-
administrator
make_clone
push
show_live
try_next

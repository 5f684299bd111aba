#!/usr/bin/env bash
# Measures what visitors lose while a static page is rolled out again and again under 200 requests a second on 20
# connections that are kept: with `git push`, and by hand with the docker command in the way of `docker compose up`, which
# removes the old container and starts the new one on the same published port. Then the time that it takes until five
# microservices are back after a push of all five in which one fails, against replacing their containers by hand.
#
#   ./hasura quickstart && bench/rollouts.sh [ROLLOUTS]
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
rollouts=${1:-10}
rate=200
connections=20
clone=${CLONE:-hello-hasura}
gateway_port=${GATEWAY_PORT:-8000}
host=${HOST:-www.hello-hasura.localhost}
hand_port=${HAND_PORT:-18080}
hasura=${HASURA:-$here/../hasura}
names=(api cart mail search web)
file=$clone/microservices/www/src/index.html

[ -d "$clone/.git" ] || { echo "no clone at $clone: run ./hasura quickstart first, or set CLONE" >&2; exit 2; }
command -v docker >/dev/null || { echo "the alternative needs the docker command" >&2; exit 2; }

work=$(mktemp -d)
cleanup() {
  docker ps -aq --filter label=bench=rollouts | xargs -r docker rm -f >/dev/null
  docker images -q bench-www | xargs -r docker rmi -f >/dev/null 2>&1 || true
  if [ -d "$work/bench-five/.git" ]; then
    for name in "${names[@]}"; do
      "$hasura" microservice remove "$name" --yes --project "$work/bench-five" >/dev/null 2>&1 || true
    done
  fi
  rm -rf "$work"
}
trap cleanup EXIT

now_ms() { date +%s%3N; }

set_version() { sed -i "s|<h1>.*</h1>|<h1>$1</h1>|" "$file"; }

await_answer() { # URL
  local end=$(($(now_ms) + 60000))
  until curl -sf --noproxy '*' --max-time 2 -o "$work/answer" "$1"; do
    [ "$(now_ms)" -lt "$end" ] || { echo "$1 does not answer" >&2; exit 1; }
  done
}

by_push() { # VERSION
  set_version "$1"
  git -C "$clone" commit -qam "Version $1"
  git -C "$clone" push -q hasura master 2>"$work/push" || { cat "$work/push" >&2; exit 1; }
}

serve_by_hand() { # IMAGE
  docker ps -aq --filter label=bench=rollouts | xargs -r docker rm -f >/dev/null
  docker run -d --label bench=rollouts -p "127.0.0.1:$hand_port:80" "$1" >/dev/null
}

by_hand() { # VERSION
  set_version "$1"
  docker build -q -t "bench-www:$1" "$clone/microservices/www" >"$work/build" 2>&1 || { cat "$work/build" >&2; exit 1; }
  git -C "$clone" checkout -q -- "$file"
  serve_by_hand "bench-www:$1"
}

# Prints how many requests were lost and sent, the median and the 99th percentile in milliseconds.
under_load() { # PORT HOST COMMAND
  local end="$work/end" version
  mkfifo "$end"
  java "$here/../git-server/src/test/java/dev/longshore/acceptance/Load.java" "$1" "$2" "$rate" "$connections" \
    <"$end" >"$work/figures" 2>"$work/lost" &
  exec 3>"$end"
  sleep 3 # the load has to get going
  for version in $(seq "$rollouts"); do "$3" "$version-$(now_ms)"; done
  sleep 1
  exec 3>&-
  wait $!
  rm "$end"
  cat "$work/figures"
}

manifest() { # NAME VERSION PATH
  cat <<END
apiVersion: apps/v1
kind: Deployment
metadata: {name: $1}
spec:
  progressDeadlineSeconds: 3
  selector: {matchLabels: {app: $1}}
  template:
    metadata: {labels: {app: $1}}
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: $1
        image: busybox:latest
        command: [sh, -c, 'mkdir /www; echo \$VERSION > /www/index.html; exec httpd -f -p 8080 -h /www']
        env: [{name: VERSION, value: '$2'}]
        readinessProbe: {httpGet: {path: $3, port: 8080}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: $1}
spec:
  selector: {app: $1}
  ports: [{port: 80, targetPort: 8080}]
END
}

write_five() { # VERSION PATH-OF-THE-LAST-PROBE
  local name
  for name in "${names[@]}"; do
    mkdir -p "microservices/$name"
    manifest "$name" "$1" "$([ "$name" = web ] && echo "$2" || echo /)" >"microservices/$name/k8s.yaml"
  done
  git add -A
  git commit -qm "Version $1"
}

# Prints what the log of a push that fails says about the way back.
restored_by_push() (
  mkdir "$work/bench-five"
  cd "$work/bench-five"
  git init -q -b master
  printf 'name: bench-five\nversion: v1\n' >hasura.yaml
  write_five 1 /
  "$hasura" setup >/dev/null
  git push -q hasura master 2>"$work/push" || { cat "$work/push" >&2; exit 1; }
  write_five 2 /nowhere
  if git push hasura master 2>"$work/push"; then echo "the push that must fail did not" >&2; exit 1; fi
  sed -n 's/.* is live again *\(.* s\) *$/\1/p' "$work/push"
)

run_five() { # VERSION
  local i port
  docker ps -aq --filter label=bench=rollouts | xargs -r docker rm -f >/dev/null
  for i in "${!names[@]}"; do
    port=$((hand_port + i))
    docker run -d --label bench=rollouts -p "127.0.0.1:$port:8080" busybox:latest \
      sh -c "mkdir /www; echo $1 > /www/index.html; exec httpd -f -p 8080 -h /www" >/dev/null
  done
  for i in "${!names[@]}"; do await_answer "http://127.0.0.1:$((hand_port + i))/"; done
}

restored_by_hand() {
  local start
  run_five 2
  start=$(now_ms)
  run_five 1
  awk -v ms="$(($(now_ms) - start))" 'BEGIN {printf "%.1f s\n", ms / 1000}'
}

tell() { # WHAT LOST SENT MEDIAN P99
  printf '%-10s lost %6d of %6d requests, %4d a rollout   median %4d ms   p99 %5d ms\n' \
    "$1" "$2" "$3" $(($2 / rollouts)) "$4" "$5"
}

read -ra push <<<"$(under_load "$gateway_port" "$host:$gateway_port" by_push)"
by_hand "first-$(now_ms)"
await_answer "http://127.0.0.1:$hand_port/"
read -ra hand <<<"$(under_load "$hand_port" localhost by_hand)"
echo "$rollouts rollouts at $rate requests a second"
tell 'git push' "${push[@]}"
tell 'by hand' "${hand[@]}"
echo "five microservices back after one failed: by push $(restored_by_push), by hand $(restored_by_hand)"

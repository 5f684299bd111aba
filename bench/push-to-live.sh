#!/usr/bin/env bash
# Measures a one-line change: from `git push` to the first answer of the new version, against doing the same by hand with
# the docker command (build, start the new container, wait until it answers, remove the old one). Both run in turn, so
# that a slow moment of the machine hits both; the figure to quote is the ratio of the medians.
#
#   ./hasura quickstart && bench/push-to-live.sh [ROUNDS]
set -euo pipefail
rounds=${1:-5}
clone=${CLONE:-hello-hasura}
gateway=${GATEWAY:-127.0.0.1:8000}
host=${HOST:-www.hello-hasura.localhost}
file=microservices/www/src/index.html
context=$clone/microservices/www

[ -d "$clone/.git" ] || { echo "no clone at $clone: run ./hasura quickstart first, or set CLONE" >&2; exit 2; }
command -v docker >/dev/null || { echo "the alternative needs the docker command" >&2; exit 2; }

now_ms() { date +%s%3N; }

# Waits until a URL answers with a text; the version is part of the answer.
await_version() { # URL HOST VERSION
  local end=$(($(now_ms) + 120000))
  until curl -s --noproxy '*' --max-time 2 -H "Host: $2" "$1" | grep -q "$3"; do
    [ "$(now_ms)" -lt "$end" ] || { echo "version $3 did not come" >&2; exit 1; }
  done
}

set_version() { sed -i "s|<h1>.*</h1>|<h1>$1</h1>|" "$clone/$file"; }

by_push() { # VERSION
  set_version "$1"
  git -C "$clone" commit -qam "Version $1"
  local start; start=$(now_ms)
  git -C "$clone" push -q hasura master 2>/dev/null || { echo "the push failed: see it with hasura build logs" >&2; exit 1; }
  await_version "http://$gateway/" "$host" "$1"
  echo $(($(now_ms) - start))
}

old=
by_hand() { # VERSION
  set_version "$1"
  local start new address; start=$(now_ms)
  docker build -q -t "bench-www:$1" "$context" >/dev/null
  new=$(docker run -d --label bench=push-to-live "bench-www:$1")
  address=$(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$new")
  await_version "http://$address/" "$host" "$1"
  [ -z "$old" ] || docker rm -f "$old" >/dev/null
  old=$new
  echo $(($(now_ms) - start))
  git -C "$clone" checkout -q -- "$file"
}

cleanup() { docker ps -aq --filter label=bench=push-to-live | xargs -r docker rm -f >/dev/null; }
trap cleanup EXIT

median() { sort -n | awk '{v[NR]=$1} END {print (NR % 2) ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }

pushes=() hands=()
for round in $(seq 0 "$rounds"); do
  stamp=$(date +%s)$round
  push=$(by_push "p$stamp")
  hand=$(by_hand "h$stamp")
  [ "$round" -eq 0 ] && continue # the first round warms both
  pushes+=("$push") hands+=("$hand")
  printf 'round %d   git push to new answer %6d ms   by hand %6d ms\n' "$round" "$push" "$hand"
done
p=$(printf '%s\n' "${pushes[@]}" | median)
h=$(printf '%s\n' "${hands[@]}" | median)
printf 'median    git push to new answer %6d ms   by hand %6d ms   ratio %s\n' "$p" "$h" \
  "$(awk -v p="$p" -v h="$h" 'BEGIN {printf "%.2f", p / h}')"

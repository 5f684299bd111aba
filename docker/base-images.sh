#!/usr/bin/env bash
# Sees to it that the engine has the base images that Longshore and its examples start from.
#
#   base-images.sh [IMAGE…]   default: all of DEFAULTS below
#
# An image that the engine lacks is pulled. Where that is impossible, a stand-in is built from Debian packages, by a
# directory of base-images/:
#
#   packages     Debian packages which, with what they depend on, become packages.tar
#   leave-out    paths in them to leave out, besides those of base-images/leave-out
#   Dockerfile   makes the image of it; rootfs/ are files for it
#
# longshore/firewall, Longshore's own, is in no registry: it is made in the same way, or on a machine without apt from
# debian:bookworm-slim by its Dockerfile.pulled-base. Its tag changes with its content.
#
# No maintainer script runs, and this machine's own packages stay as they are. Stand-ins have the label
# dev.longshore.stand-in=true. The engine is that of $DOCKER_HOST, or else the one that engine.sh finds. Downloaded
# packages are kept in $LONGSHORE_HOME/base-images (default ~/.longshore/base-images).
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$here/common.sh"

readonly DEFAULTS=(
  busybox:latest
  debian:bookworm-slim
  python:3.11-slim python:3-slim python:3.6.2-slim
  nginx:alpine
  redis:alpine redis:7-alpine
  postgres:alpine postgres:15-alpine
  haproxy:2.6-alpine
  longshore/firewall:4
)

# stand_in IMAGE: prints the directory of its stand-in
stand_in() {
  case $1 in
    busybox:latest) echo busybox ;;
    debian:bookworm-slim) echo debian ;;
    python:3.11-slim | python:3-slim | python:3.6.2-slim) echo python ;;
    nginx:alpine) echo nginx ;;
    redis:alpine | redis:7-alpine) echo redis ;;
    postgres:alpine | postgres:15-alpine) echo postgres ;;
    haproxy:2.6-alpine) echo haproxy ;;
    longshore/firewall:4) echo firewall ;;
    eclipse-temurin:17-jre) echo temurin ;;
    *) return 1 ;;
  esac
}

recipes=$here/base-images
work=$LONGSHORE_HOME/base-images

# --- what the engine has, and pulling

engine_images='' # the engine's answer to "which images?"

list_images() {
  engine_images=$(call "$DOCKER_HOST" /images/json --max-time 30) || fail image "the engine at $DOCKER_HOST does not list its images"
  # Podman adds the names that images had once.
  engine_images=$(sed 's/"History":\[[^]]*]//g' <<<"$engine_images")
}

# has IMAGE: was it among them? Podman writes short names out.
has() { [[ $engine_images =~ \"(localhost/|[^\"/]+\.[^\"/]+/(library/)?)?${1//./\\.}\" ]]; }

# pull IMAGE: 0 when the engine has it now; 28 (curl's code) when there was no answer; else 1; pull_error says why
pull() {
  local answer code=0
  answer=$(call "$DOCKER_HOST" "/images/create?fromImage=${1%:*}&tag=${1##*:}" --request POST \
    --speed-limit 1 --speed-time 5 2>&1) || code=$?
  if ((code == 28)); then
    pull_error='no answer from its registry'
    return 28
  fi
  # An error during the download is the last line of an answer that began as a success.
  pull_error=$(sed -n 's/.*"\(error\|message\)":"\(.*\)"}.*/\2/p' <<<"$answer" | tail -n 1)
  pull_error=${pull_error//\\/}
  ((code == 0)) && [[ -z $pull_error ]]
}

# is_own IMAGE: whoever has that name in a registry isn't us
is_own() { [[ $1 == longshore/* ]]; }

# pull_missing: pulls what it can of `missing`, and leaves the rest there
pull_missing() {
  local image since code silent=false rest=()
  for image in "${missing[@]}"; do
    since=$(now)
    code=0
    if is_own "$image"; then
      rest+=("$image")
      continue
    fi
    # One registry without an answer is enough waiting.
    if $silent; then code=28; else pull "$image" || code=$?; fi
    if ((code == 0)); then
      report "$image" pulled "$since"
    else
      rest+=("$image")
      ((code != 28)) || silent=true
    fi
  done
  missing=("${rest[@]}")
}

# report IMAGE WHAT SINCE
report() { progress image "$(printf '%-23s %s' "$1" "$2")" "$3"; }

# --- packages

# apt COMMAND ARG…: apt-get or apt-cache, as on a machine with the packages of $status and no others
apt() {
  local command=$1
  shift
  "$command" "${apt_options[@]}" --option "Dir::State::status=$status" --quiet=2 "$@"
}

# resolve PACKAGE…: prints the .deb files that the packages need beyond those of $status
resolve() {
  # --print-uris leaves out what has been downloaded already, hence the empty archive directory.
  apt apt-get --option "Dir::Cache::archives=$work/empty" --yes --no-install-recommends --print-uris install "$@" |
    sed -n "s/^'[^']*' \([^ ]*\) .*/\1/p"
}

# fetch PACKAGE…: downloads those .deb files
fetch() { apt apt-get --yes --no-install-recommends --download-only install "$@"; }

# as_installed PACKAGE…: prints a dpkg status file that says these are there
as_installed() { apt apt-cache --no-all-versions show "$@" | sed 's/^$/Status: install ok installed\n/'; }

# without_needs: makes the packages of a status file depend on nothing, and newer than any that apt could offer
without_needs() { sed -n -e 's/^Version: .*/&+stand-in/' -e '/^\(Package\|Version\|Architecture\|Multi-Arch\|Provides\|Status\):/p' -e '/^$/p'; }

# packages_of STAND-IN…: prints the packages that they name
packages_of() {
  local name
  for name; do cat "$recipes/$name/packages"; done
}

# download LISTS STAND-IN…: writes the names of each one's .deb files to $work/STAND-IN.debs, and has the files.
# LISTS is `machine`, for this machine's package lists, or `fresh`, for a new set.
download() {
  local lists=$1 status=$work/empty.status name packages apt_options
  shift
  mkdir -p "$work/debs/partial" "$work/empty/partial"
  : >"$status"
  apt_options=(
    --option "Dir::Cache::archives=$work/debs"
    --option "Dir::Cache::pkgcache=$work/pkgcache.bin"
    --option "Dir::Cache::srcpkgcache=$work/srcpkgcache.bin"
    --option APT::Keep-Downloaded-Packages=true
    --option APT::Sandbox::User=root
    --option Debug::NoLocking=true
  )
  if [[ $lists == fresh ]]; then
    mkdir -p "$work/lists/partial"
    apt_options+=(--option "Dir::State::lists=$work/lists")
    apt apt-get update
  fi

  # An imagined machine that has the unwanted packages: apt brings neither them nor what only they need.
  mapfile -t packages < <(apt apt-cache pkgnames | grep --extended-regexp --line-regexp --file "$recipes/unwanted")
  as_installed "${packages[@]}" | without_needs >"$work/unwanted.status"
  status=$work/unwanted.status
  mapfile -t packages < <(packages_of debian)
  resolve "${packages[@]}" >"$work/debian.debs"
  [[ " $* " != *' debian '* ]] || fetch "${packages[@]}"

  # One that has the base as well: the rest is what another image adds. (busybox has no base, but needs no other package.)
  mapfile -t packages < <(sed 's/_.*//' "$work/debian.debs")
  { cat "$status" && as_installed "${packages[@]}"; } >"$work/debian.status"
  status=$work/debian.status
  mapfile -t packages < <(packages_of "$@")
  fetch "${packages[@]}" # also warms apt's cache for the jobs below
  for name; do
    [[ $name != debian ]] || continue
    mapfile -t packages < <(packages_of "$name")
    in_parallel resolve "${packages[@]}" >"$work/$name.debs"
  done
  finish_jobs
}

# --- stand-ins

# unpack STAND-IN: a build context in $work/STAND-IN
unpack() {
  local name=$1 dir=$work/$1 link
  rm -rf "$dir"
  mkdir -p "$dir/tree"
  cp -R "$recipes/$name/." "$dir/"
  if [[ $name != busybox ]]; then
    # Debian's /bin, /sbin and /lib are links into /usr: packages are unpacked through them, not over them.
    for link in bin sbin lib lib64; do
      mkdir -p "$dir/tree/usr/$link"
      ln -s "usr/$link" "$dir/tree/$link"
    done
  fi
  touch "$dir/leave-out"
  # shellcheck disable=SC2016 # for the inner shell to expand
  xargs --arg-file "$work/$name.debs" --max-procs 2 --replace \
    bash -o pipefail -c 'dpkg-deb --fsys-tarfile "$1" |
      tar --extract --directory "$2/tree" --keep-directory-symlink --anchored --exclude-from "$2/leave-out" --exclude-from "$3"' \
    - "$work/debs/{}" "$dir" "$recipes/leave-out"
  tar --create --file "$dir/packages.tar" --directory "$dir/tree" --sort name --owner 0 --group 0 --numeric-owner .
  rm -rf "$dir/tree" "$dir/leave-out" "$dir/packages"
}

# build STAND-IN: the engine's image longshore/stand-in:STAND-IN, and the names of the missing images that it stands in for
build() {
  local name=$1 log=$work/$1.log since image
  since=$(now)
  if ! tar --create --directory "$work/$name" . |
    call "$DOCKER_HOST" "/build?t=longshore/stand-in:$name&labels=%7B%22dev.longshore.stand-in%22:%22true%22%7D" --request POST \
      --header 'Content-Type: application/x-tar' --data-binary @- >"$log" 2>&1 || grep --quiet '"errorDetail"' "$log"; then
    fail image "the stand-in $name could not be built" "$log"
  fi
  rm -rf "${work:?}/$name" "$log"
  for image in "${missing[@]}"; do
    [[ $(stand_in "$image") != "$name" ]] || tag "$image" "$since"
  done
}

# build_on_pulled_base: makes those of `missing` that are Longshore's own on a machine without apt
build_on_pulled_base() {
  local image name since log rest=()
  mkdir -p "$work"
  for image in "${missing[@]}"; do
    if ! is_own "$image"; then
      rest+=("$image")
      continue
    fi
    since=$(now)
    name=$(stand_in "$image")
    log=$work/$name.log
    if ! tar --create --directory "$recipes/$name" . |
      call "$DOCKER_HOST" "/build?t=$image&dockerfile=Dockerfile.pulled-base" --request POST \
        --header 'Content-Type: application/x-tar' --data-binary @- >"$log" 2>&1 || grep --quiet '"errorDetail"' "$log"; then
      fail image "$image could not be built" "$log"
    fi
    rm -f "$log"
    report "$image" 'built on debian:bookworm-slim' "$since"
  done
  missing=("${rest[@]}")
}

# tag IMAGE SINCE: makes it a name of its stand-in
tag() {
  call "$DOCKER_HOST" "/images/longshore/stand-in:$(stand_in "$1")/tag?repo=${1%:*}&tag=${1##*:}" --request POST
  local what='stand-in from Debian packages'
  ! is_own "$1" || what='made from Debian packages'
  report "$1" "$what" "$2"
}

jobs_started=()

# in_parallel COMMAND…: a background job as soon as a processor is free for it
in_parallel() {
  while (($(jobs -pr | wc -w) >= $(nproc))); do sleep 0.05; done
  "$@" &
  jobs_started+=($!)
}

# finish_jobs: waits for all of them; false if one failed
finish_jobs() {
  local job failed=0
  for job in "${jobs_started[@]}"; do wait "$job" || failed=1; done
  jobs_started=()
  return "$failed"
}

# make_stand_ins STAND-IN…: builds the base while it unpacks the others, then those, all at once
make_stand_ins() {
  local name since log=$work/download.log others=()
  since=$(now)
  # A job, because `set -e` does not hold within a condition.
  download machine "$@" >"$log" 2>&1 &
  if ! wait $!; then
    download fresh "$@" >"$log" 2>&1 &
    wait $! || fail image 'the Debian packages for the stand-ins could not be fetched' "$log"
  fi
  progress image 'Debian packages fetched' "$since"

  for name; do
    if [[ $name == debian ]]; then
      unpack debian
      in_parallel build debian
    else
      others+=("$name")
    fi
  done
  for name in "${others[@]}"; do in_parallel unpack "$name"; done
  finish_jobs || exit 1
  for name in "${others[@]}"; do in_parallel build "$name"; done
  finish_jobs || exit 1
}

# stand_in_for_missing: gives every missing image a stand-in, old or new
stand_in_for_missing() {
  local image name since needed=()
  ((${#missing[@]} > 0)) || return 0
  for image in "${missing[@]}"; do
    if ! is_debian || ! stand_in "$image" >/dev/null; then
      fail image "$image is not in the engine and could not be pulled ($pull_error): pull or load it there, then run this again"
    fi
  done
  progress image "made here: ${#missing[@]} of ${#wanted[@]} images"
  since=$(now)
  # The base is needed in any case: the others are laid on it.
  for image in debian:bookworm-slim "${missing[@]}"; do
    name=$(stand_in "$image")
    if is_own "$image" || ! has "longshore/stand-in:$name"; then
      [[ " ${needed[*]} " == *" $name "* ]] || needed+=("$name")
    elif [[ " ${missing[*]} " == *" $image "* ]]; then
      tag "$image" "$since"
    fi
  done
  ((${#needed[@]} == 0)) || make_stand_ins "${needed[@]}"
}

# --- main

# find_missing IMAGE…: sets `missing` to those that the engine lacks
find_missing() {
  local image
  list_images
  missing=()
  for image; do has "$image" || missing+=("$image"); done
}

main() {
  local since image wanted=() missing=()
  since=$(now)
  for image in "${@:-${DEFAULTS[@]}}"; do
    [[ ${image##*/} == *:* ]] || image+=:latest
    wanted+=("$image")
  done
  if [[ -z ${DOCKER_HOST-} ]]; then
    DOCKER_HOST=$("$here/engine.sh" status 2>/dev/null) || fail image 'no engine answers: run engine.sh up'
    DOCKER_HOST=${DOCKER_HOST#DOCKER_HOST=}
  fi

  find_missing "${wanted[@]}"
  if ((${#missing[@]} > 0)); then
    mkdir -p "$work"
    exec 9>"$work/lock"
    flock --timeout 600 9 || fail image "another base-images.sh has held $work/lock for 600 s"
    find_missing "${wanted[@]}" # the one that held the lock may have made them
    pull_missing
    is_debian || build_on_pulled_base
    stand_in_for_missing
  fi
  progress image "the engine has all base images wanted: ${#wanted[@]}" "$since"
}

command -v curl >/dev/null || fail image 'curl is needed: install it'
main "$@"

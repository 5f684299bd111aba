#!/usr/bin/env bash
# As the official image: POSTGRES_USER, _PASSWORD, _DB (each also as _FILE), POSTGRES_INITDB_ARGS, POSTGRES_HOST_AUTH_METHOD,
# and the scripts of /docker-entrypoint-initdb.d for an empty data directory.
set -Eeuo pipefail

# file_env NAME [DEFAULT]: NAME from itself, from the file that NAME_FILE names, or DEFAULT
file_env() {
  local name=$1 file=${1}_FILE
  if [[ -n ${!name-} && -n ${!file-} ]]; then
    echo "error: both $name and $file are set" >&2
    exit 1
  fi
  local value=${!name:-${2-}}
  [[ -z ${!file-} ]] || value=$(<"${!file}")
  export "$name=$value"
  unset "$file"
}

query() {
  PGHOST='' PGHOSTADDR='' psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --no-password --no-psqlrc "$@"
}

own_directories() {
  mkdir -p "$PGDATA" /run/postgresql
  chmod 0700 "$PGDATA" || true
  chmod 3775 /run/postgresql || true
  find "$PGDATA" /run/postgresql ! -user postgres -exec chown postgres '{}' +
}

run_scripts() {
  local script
  for script; do
    case $script in
      *.sh)
        if [[ -x $script ]]; then
          echo "$0: running $script"
          "$script"
        else
          echo "$0: sourcing $script"
          # shellcheck disable=SC1090
          . "$script"
        fi
        ;;
      *.sql) echo "$0: running $script"; query --dbname "$POSTGRES_DB" --file "$script" ;;
      *.sql.gz) echo "$0: running $script"; gunzip -c "$script" | query --dbname "$POSTGRES_DB" ;;
      *) echo "$0: ignoring $script" ;;
    esac
  done
}

initialise() {
  if [[ -z $POSTGRES_PASSWORD && $POSTGRES_HOST_AUTH_METHOD != trust ]]; then
    echo 'Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.' >&2
    exit 1
  fi
  # shellcheck disable=SC2086
  initdb --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") ${POSTGRES_INITDB_ARGS-}
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"

  # Reachable through its socket alone until everything is in place, so that no client meets a half-made database.
  export PGPASSWORD=$POSTGRES_PASSWORD
  pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p ${PGPORT:-5432}" -w start
  if [[ -z $(query --dbname postgres --set db="$POSTGRES_DB" --tuples-only <<<"SELECT 1 FROM pg_database WHERE datname = :'db'") ]]; then
    query --dbname postgres --set db="$POSTGRES_DB" <<<'CREATE DATABASE :"db"'
  fi
  shopt -s nullglob
  run_scripts /docker-entrypoint-initdb.d/*
  shopt -u nullglob
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGPASSWORD
  printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

[[ ${1:0:1} != - ]] || set -- postgres "$@"
if [[ $1 == postgres ]]; then
  if ((EUID == 0)); then
    own_directories
    exec setpriv --reuid=postgres --regid=postgres --init-groups "${BASH_SOURCE[0]}" "$@"
  fi
  file_env POSTGRES_PASSWORD
  file_env POSTGRES_USER postgres
  file_env POSTGRES_DB "$POSTGRES_USER"
  : "${POSTGRES_HOST_AUTH_METHOD:=}"
  if [[ -s $PGDATA/PG_VERSION ]]; then
    printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
  else
    initialise
  fi
fi
exec "$@"

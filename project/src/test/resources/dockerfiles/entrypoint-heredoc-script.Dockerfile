FROM postgres:15
COPY --chmod=0755 <<'SCRIPT' /docker-entrypoint-initdb.d/10-roles.sh
#!/bin/bash
set -e
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" <<-EOSQL
    CREATE ROLE app LOGIN;
EOSQL
SCRIPT

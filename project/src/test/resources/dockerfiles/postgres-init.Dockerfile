FROM postgres:16
ENV POSTGRES_DB=shop POSTGRES_INITDB_ARGS="--encoding=UTF8 --locale=C"
COPY *.sql /docker-entrypoint-initdb.d/
HEALTHCHECK CMD pg_isready -U "$POSTGRES_USER" -d "$POSTGRES_DB"

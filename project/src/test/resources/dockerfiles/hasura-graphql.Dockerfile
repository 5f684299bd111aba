FROM hasura/graphql-engine:v2.40.0.cli-migrations-v3
COPY migrations /hasura-migrations
COPY metadata /hasura-metadata
ENV HASURA_GRAPHQL_ENABLE_CONSOLE=true
ENV HASURA_GRAPHQL_DEV_MODE="false"
EXPOSE 8080

FROM a AS x
FROM b AS x
FROM c
COPY --from=x / /

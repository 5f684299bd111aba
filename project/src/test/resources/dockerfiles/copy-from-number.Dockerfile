FROM a
FROM b
FROM c
COPY --from=0 /a /
COPY --from=1 /b /

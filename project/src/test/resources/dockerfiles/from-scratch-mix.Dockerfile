FROM scratch AS files
COPY a /a
FROM files AS more
COPY b /b
FROM scratch
COPY --from=more / /

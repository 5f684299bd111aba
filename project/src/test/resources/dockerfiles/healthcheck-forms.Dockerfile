FROM alpine
HEALTHCHECK NONE
FROM alpine
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
FROM alpine
HEALTHCHECK --interval=5m --timeout=3s --start-period=1m30s --start-interval=500ms --retries=3 CMD ["curl", "-f", "x"]
FROM alpine
healthcheck --interval=1.5h cmd true
FROM alpine
HEALTHCHECK --timeout=0 --retries=0 CMD -- odd

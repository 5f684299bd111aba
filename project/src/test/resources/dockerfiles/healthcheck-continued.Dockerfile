FROM alpine
HEALTHCHECK --interval=30s \
            --timeout=5s \
            # three times
            --retries=3 \
            CMD wget -q -O - http://127.0.0.1/ \
              || exit 1

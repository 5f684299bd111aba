FROM alpine
ARG CREATED REVISION VERSION=dev
LABEL org.opencontainers.image.created="$CREATED" \
      org.opencontainers.image.revision=$REVISION \
      org.opencontainers.image.version="${VERSION}-${REVISION:-unknown}"

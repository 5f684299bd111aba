FROM alpine
ARG CACHE=/root/.cache
RUN --mount=type=cache,target=${CACHE},id=c-$TARGETARCH true
RUN --mount=type=$KIND,target=/x true

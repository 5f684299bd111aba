FROM --platform=${BUILDPLATFORM:-linux/amd64} tonistiigi/xx:1.5 AS xx
FROM --platform=$BUILDPLATFORM rust:alpine AS build
COPY --from=xx / /
ARG TARGETPLATFORM
RUN --mount=type=cache,target=/t,id=t-$TARGETPLATFORM xx-cargo build --release --target-dir /t && cp /t/*/release/a /a
FROM --platform=$TARGETPLATFORM alpine
COPY --from=build /a /a

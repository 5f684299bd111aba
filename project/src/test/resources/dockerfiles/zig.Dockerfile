FROM alpine:3.19 AS build
RUN apk add --no-cache zig
COPY . /z
RUN cd /z && zig build -Doptimize=ReleaseSmall
FROM scratch
COPY --from=build /z/zig-out/bin/hello /
CMD ["/hello"]

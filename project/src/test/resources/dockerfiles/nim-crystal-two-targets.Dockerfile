FROM nimlang/nim:2.0.0-alpine AS nim
COPY n.nim .
RUN nim c -d:release -o:/n n.nim
FROM crystallang/crystal:1-alpine AS crystal
COPY c.cr .
RUN crystal build --static --release -o /c c.cr
FROM alpine
COPY --from=nim /n /usr/bin/n
COPY --from=crystal /c /usr/bin/c

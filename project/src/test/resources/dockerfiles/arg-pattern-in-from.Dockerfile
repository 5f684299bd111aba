ARG FULL=v3.20.1
FROM alpine:${FULL#v} AS a
FROM alpine:${FULL%.*} AS b
FROM alpine:${FULL/v/} AS c

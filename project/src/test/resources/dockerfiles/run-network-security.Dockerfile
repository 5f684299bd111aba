# syntax=docker/dockerfile:1-labs
FROM alpine
RUN --network=none pip install --find-links wheels mypackage
RUN --network=host ping x
RUN --network=default true
RUN --security=insecure cat /proc/self/status
RUN --security=sandbox true
RUN --device=vendor1.com/device=foo true

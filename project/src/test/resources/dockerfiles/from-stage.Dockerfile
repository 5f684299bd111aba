FROM alpine AS base
RUN a
FROM base AS mid
RUN b
FROM mid
RUN c

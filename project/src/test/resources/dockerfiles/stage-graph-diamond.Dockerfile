FROM alpine AS root
FROM root AS left
RUN echo left > /left
FROM root AS right
RUN echo right > /right
FROM root
COPY --from=left /left /
COPY --from=right /right /
RUN --mount=from=left,target=/l --mount=from=1,target=/m cat /l/left /m/left

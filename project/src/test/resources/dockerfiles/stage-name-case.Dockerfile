FROM alpine AS Builder
RUN x
FROM alpine
COPY --from=BUILDER /a /b
COPY --from=builder /c /d

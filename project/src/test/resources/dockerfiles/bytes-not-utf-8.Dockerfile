FROM alpine
LABEL a="été"

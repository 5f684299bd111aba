FROM alpine
CMD true

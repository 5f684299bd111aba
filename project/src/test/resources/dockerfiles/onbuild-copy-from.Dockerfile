FROM golang AS tools
FROM alpine AS base
ONBUILD COPY --from=tools /go/bin/x /x
FROM base
CMD /x

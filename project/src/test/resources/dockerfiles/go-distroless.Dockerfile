FROM golang as builder
ADD . /go/src/app
RUN go install app@latest
from gcr.io/distroless/static-debian12:nonroot
copy --from=builder /go/bin/app /
cmd ["/app"]

FROM golang:1.22
RUN go install github.com/air-verse/air@latest
WORKDIR /app
VOLUME /app /go/pkg
EXPOSE 4000-4005
CMD air -c .air.toml

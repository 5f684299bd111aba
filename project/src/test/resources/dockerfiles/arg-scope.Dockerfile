ARG TAG=3.20
FROM alpine:$TAG AS one
RUN echo "TAG is not set here: $TAG"
FROM alpine:$TAG AS two
ARG TAG
RUN echo "but here: $TAG"
ARG TAG=other
FROM two
RUN echo $TAG

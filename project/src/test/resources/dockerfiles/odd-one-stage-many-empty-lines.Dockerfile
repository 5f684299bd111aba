

FROM alpine



RUN x


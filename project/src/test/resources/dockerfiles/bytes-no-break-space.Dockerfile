FROM alpine
RUN echo a b
LABEL x=y z=w
ENV A="b c"

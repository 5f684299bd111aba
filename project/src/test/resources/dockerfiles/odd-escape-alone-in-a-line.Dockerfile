FROM alpine
RUN echo \
\
  x
\
RUN y

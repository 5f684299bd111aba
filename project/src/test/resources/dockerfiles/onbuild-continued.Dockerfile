FROM alpine
ONBUILD RUN echo a && \
  # comment
  echo b
ONBUILD \
  COPY \
  x \
  y

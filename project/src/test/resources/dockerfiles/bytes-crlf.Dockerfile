FROM alpine
RUN echo a && \
  echo b
# c

ENV A=b C="d e"
CMD ["x"]

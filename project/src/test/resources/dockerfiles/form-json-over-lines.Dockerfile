FROM alpine
CMD ["a", \
     "b", \
     # why not
     "c"]

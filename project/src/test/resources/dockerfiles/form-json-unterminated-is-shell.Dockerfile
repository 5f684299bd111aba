FROM alpine
CMD ["echo", "hi"
RUN ["a" "b"]
RUN [ "a", "b", ]

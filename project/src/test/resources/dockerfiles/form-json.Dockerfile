FROM alpine
RUN ["/bin/sh", "-c", "echo hi"]
CMD ["top"]
ENTRYPOINT ["a", "b c", "d\"e", "f\\g", "h\ti", "\u00e9", ""]

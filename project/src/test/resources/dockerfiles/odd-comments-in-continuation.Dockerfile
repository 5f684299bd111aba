FROM alpine
RUN echo one && \
# first
    # second, indented
    echo two && \
#third
    echo three

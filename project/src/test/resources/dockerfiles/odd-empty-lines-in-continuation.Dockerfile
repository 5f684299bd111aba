FROM alpine
RUN echo one && \

    echo two && \


    echo three

FROM alpine
RUN echo $((1<<2)) && test 1 <<< 1
RUN echo "it's 1 << 2"

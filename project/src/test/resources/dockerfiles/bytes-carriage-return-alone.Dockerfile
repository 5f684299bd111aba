FROM alpine
# xRUN not an instruction
RUN echo ab

FROM alpine
RUN echo \\
RUN echo x

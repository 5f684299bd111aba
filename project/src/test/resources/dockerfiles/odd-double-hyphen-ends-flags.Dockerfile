FROM alpine
RUN -- --version
COPY -- --a --b /c/
CMD -- -x

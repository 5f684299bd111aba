FROM alpine
RUN printf 'a\nb\n\
c\n' > /x
RUN printf "%s\n" "\$x" \
  "y"

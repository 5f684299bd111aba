FROM alpine
RUN cat \
  <<EOF \
  > /x
in
EOF
